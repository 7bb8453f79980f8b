"""A cycle's calendar. An event keeps its name for ever, so that a session that moves is moved and never doubled."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from formats import ical
from learning.cycles.models import CyclePage, SessionPage
from network.restrictions import without_restricted


@dataclass(frozen=True)
class Feed:
    """A calendar ready to be sent; the same sessions make the same bytes."""

    content: bytes
    filename: str

    @property
    def etag(self) -> str:
        """Differs as soon as anything in it differs, a session withdrawn included."""
        return f'"{sha256(self.content).hexdigest()}"'


def of_cycle(cycle: CyclePage, request: HttpRequest) -> Feed:
    """Every public session of the cycle that has a date."""
    sessions = SessionPage.objects.live().filter(without_restricted()).of_cycle(cycle).dated().in_order()
    found = list(sessions.select_related("territory", "locale").defer_streamfields())
    name = _marked(cycle.title, cycle)
    for session in found:
        session.cycle = cycle
    return _feed(name, found, cycle.get_full_url(request) or "", request, f"{cycle.slug}.ics")


def of_session(session: SessionPage, request: HttpRequest) -> Feed:
    """One session that has a date."""
    name = _marked(session.title, session.cycle)
    return _feed(name, [session], session.get_full_url(request) or "", request, f"{session.slug}.ics")


def _feed(name: str, sessions: Iterable[SessionPage], url: str, request: HttpRequest, filename: str) -> Feed:
    timed = [session.time_zone for session in sessions if _is_timed(session)]
    content = ical.calendar(
        name,
        [_event(session, request) for session in sessions],
        timed[0] if timed else "Europe/Paris",
        language=get_language() or "fr",
        url=url,
    )
    return Feed(content, filename)


def _event(session: SessionPage, request: HttpRequest) -> ical.Event:
    timed = _is_timed(session)
    return ical.Event(
        # The translations of a session are one event.
        uid=f"session-{session.translation_key}@cordee",
        title=_marked(_named(session), session.cycle),
        start=session.starts_at if timed else session.start_date,
        end=session.ends_at if timed else session.last_date,
        updated=session.last_published_at,
        sequence=_sequence(session),
        description="\n\n".join(
            text for text in (session.cycle.title, session.summary, session.link) if text
        ),
        location=_location(session),
        url=session.get_full_url(request) or "",
    )


def _named(session: SessionPage) -> str:
    """Among the appointments of a day, what it is comes first; once, where its title says so already."""
    kind = str(session.get_kind_display())
    if session.title.casefold().startswith(kind.casefold()):
        return session.title
    return gettext("%(kind)s: %(title)s") % {"kind": capfirst(kind), "title": session.title}


def _marked(title: str, cycle: CyclePage) -> str:
    """What was made up says so in the calendars of others too."""
    return f"{title} ({gettext('fictional example')})" if cycle.fictional else title


def _is_timed(session: SessionPage) -> bool:
    """Its hours are known well enough for a calendar: when several days have no end, they are whole days."""
    return session.starts_at is not None and (session.ends_at is not None or session.days == 1)


def _sequence(session: SessionPage) -> int:
    """Grows with every publication and never falls: the seconds since the first one."""
    if not (session.first_published_at and session.last_published_at):
        return 0
    return max(int((session.last_published_at - session.first_published_at).total_seconds()), 0)


def _location(session: SessionPage) -> str:
    if session.is_online:
        return gettext("online")
    return session.place or (str(session.territory) if session.territory else "")
