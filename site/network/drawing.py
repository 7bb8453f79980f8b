"""Parts of a page that are the same for every reader, drawn once per change of the site.

A view says that it shows such parts by naming itself in its context (`drawn_as`), and hands over what they show as lazy
values, so that nothing is read when they are kept. The template says where they are:

    {% drawn_once "content" %}…{% enddrawn_once %}

Without the name (a draft, a preview, what only some readers see) they are drawn anew, always.
"""

import re
from collections.abc import Callable

from django import template
from django.http import HttpRequest, QueryDict
from django.template import Context, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Page

from network.generation import remember

# Beyond it a page of a list is drawn anew: nobody fills the cache with pages that do not exist.
PAGE = re.compile(r"[1-9][0-9]{0,2}")


def drawn_as(page: Page, request: HttpRequest) -> dict[str, str]:
    """The name of a published page that is read as it is stored; nothing for a preview."""
    if not getattr(page, "is_as_stored", False) or getattr(request, "is_preview", False):
        return {}
    return {"drawn_as": f"{page._meta.label}:{page.pk}"}


def drawn_as_list(page: Page, request: HttpRequest) -> dict[str, str]:
    """The name of a published list, and of the page of it that is asked for."""
    return drawn_for_everyone(request, f"{page._meta.label}:{page.pk}") if drawn_as(page, request) else {}


def drawn_for_everyone(request: HttpRequest, name: str, **chosen: str) -> dict[str, str]:
    """The name of what visitors see, all the same; nothing for who is signed in and may see more.

    The page of a list belongs to the name, and so does what was `chosen` in it. Whatever else the address says is taken
    out of the request: it would stay in the links that the next reader follows.
    """
    page = request.GET.get("page", "1")
    if not request.user.is_anonymous or not PAGE.fullmatch(page):
        return {}
    known = {key: value for key, value in (chosen | {"page": page}).items() if value}
    request.GET = QueryDict(urlencode(known))
    return {"drawn_as": f"{name}:{request.GET.urlencode()}"}


def lazily(**values: Callable[[], object]) -> dict[str, object]:
    """A context whose values are worked out when a template first asks for them."""
    return {name: SimpleLazyObject(value) for name, value in values.items()}


class DrawnOnce(template.Node):
    """What stands between `{% drawn_once NAME %}` and `{% enddrawn_once %}`."""

    def __init__(self, part: FilterExpression, nodelist: NodeList) -> None:
        self.part, self.nodelist = part, nodelist

    def render(self, context: Context) -> SafeString:
        page = context.get("drawn_as")
        if not page:
            return self.nodelist.render(context)
        name = f"drawn:{page}:{self.part.resolve(context)}:{get_language()}:{timezone.localdate()}"
        return mark_safe(remember(name, lambda: str(self.nodelist.render(context))))


def drawn_once(parser: Parser, token: Token) -> DrawnOnce:
    """Compile the tag."""
    _tag, part = token.split_contents()
    inside = parser.parse(("enddrawn_once",))
    parser.delete_first_token()
    return DrawnOnce(parser.compile_filter(part), inside)
