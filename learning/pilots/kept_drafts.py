"""What was typed when the session had ended: kept with the browser's next session, given back after signing in.

The text waits in the anonymous session of the browser that sent it, for the person whose form it was, and for the
same address. Photos do not wait: the page asks for them again.
"""

from django.http import HttpRequest

KEY = "kept_draft"
FIELDS = (
    "client_id",
    "base_revision",
    "writer",
    "text",
    "kind",
    "title",
    "happened_on",
    "place",
    "session",
    "visibility",
    "readers_shown",
)
MOST_CHARACTERS = 250_000


def keep(request: HttpRequest) -> None:
    """Set aside the text of a form posted without being signed in."""
    typed = {field: request.POST[field] for field in FIELDS if field in request.POST}
    if typed.get("text") and sum(map(len, typed.values())) <= MOST_CHARACTERS:
        request.session[KEY] = {"path": request.path, "typed": typed}


def kept(request: HttpRequest) -> dict[str, str]:
    """The text set aside for this person at this address; empty where there is none."""
    draft = request.session.get(KEY)
    if not draft or draft["path"] != request.path or draft["typed"].get("writer") != str(request.user.pk):
        return {}
    return draft["typed"]


def forget(request: HttpRequest) -> None:
    """The text is saved: nothing waits any more."""
    request.session.pop(KEY, None)
