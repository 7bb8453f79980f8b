from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.template import loader
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from home.front import Front
from home.tree import ON_THE_WAY
from knowledge_base.lessons.models import Lesson
from media.blocks import BodyBlock
from network.generation import remember


def page_below(home: Page, parts: list[str]) -> Page:
    """The page of this address below the home page, found by it as a whole; 404 where there is none.

    One query at any depth where Wagtail asks two per level; the way there is kept until something changes. A type of
    page says in `for_reading()` of its queryset what it reads along with itself; `is_as_stored` tells it that this is no
    preview of unsaved rows; `pages_above` are those between the home page and itself, `twins` those in other languages.
    """
    address = f"{home.url_path}{'/'.join(parts)}/"
    above, found, twins = remember(f"way:{address}", lambda: way_to(home, parts))
    rows = found.specific_class.objects.filter(pk=found.pk)
    rows = rows.for_reading() if hasattr(rows, "for_reading") else rows
    page = rows.select_related("locale", *(["alias_of__locale"] if found.alias_of_id else [])).get()
    page.is_as_stored = True
    page.pages_above, page.twins = above, twins
    page._cached_parent_obj = above[-1] if above else home  # treebeard's own name
    return page


def way_to(home: Page, parts: list[str]) -> tuple[list[Page], Page, list[Page]]:
    """The pages between the home page and the one of this address, that one, and the same in other languages."""
    addresses = [f"{home.url_path}{'/'.join(parts[: depth + 1])}/" for depth in range(len(parts))]
    keys = Page.objects.filter(url_path=addresses[-1]).values("translation_key")
    on_the_way = Page.objects.filter(Q(url_path__in=addresses) | Q(translation_key__in=keys))
    rows = list(on_the_way.select_related("locale").only(*ON_THE_WAY, "locale__language_code"))
    by_address = {page.url_path: page for page in rows}
    *above, found = (by_address.get(address) for address in addresses)
    if found is None or not found.live:
        raise Http404
    twins = [page for page in rows if page.translation_key == found.translation_key and page != found]
    return list(filter(None, above)), found, twins


class HomePage(Page):
    """The door: what the network is, what is next, what it learnt."""

    headline = models.CharField(_("headline"), max_length=120, blank=True)
    intro = models.TextField(_("introduction"), blank=True)
    lesson = models.ForeignKey(
        Lesson,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lesson followed on the home page"),
        help_text=_("Leave empty for the latest one."),
    )

    content_panels = [*Page.content_panels, FieldPanel("headline"), FieldPanel("intro"), FieldPanel("lesson")]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = [
        "home.PlainPage",
        "cycles.CycleIndexPage",
        "practices.PracticeIndexPage",
        "notes.NoteIndexPage",
    ]

    class Meta:
        verbose_name = _("home page")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """What lies below is found by its whole address."""
        if path_components:
            return page_below(self, path_components).route(request, [])
        return super().route(request, [])

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        """`hero` and `news`: the two halves of the page, drawn once per change of the site, the same for everybody."""
        context = super().get_context(request, *args, **kwargs)
        if getattr(request, "is_preview", False):
            return context | self.draw()
        kept = remember(f"home:{self.pk}:{timezone.localdate()}", self.draw)
        return context | kept

    def draw(self) -> dict[str, SafeString]:
        """Both halves as HTML, for an anonymous reader."""
        examples = [_("welcoming newcomers"), _("getting about without a car"), _("deciding with people")]
        shown = {"page": self, "front": Front(self.locale_id, self.lesson_id), "examples": examples}
        return {
            half: mark_safe(loader.render_to_string(f"home/{half}.html", shown)) for half in ("hero", "news")
        }


class PlainPage(Page):
    """A page of text: about, legal notice, privacy, accessibility."""

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    parent_page_types: ClassVar = ["home.HomePage", "home.PlainPage"]
    subpage_types: ClassVar = ["home.PlainPage"]

    class Meta:
        verbose_name = _("plain page")
