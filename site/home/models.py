from typing import ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.template import loader
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from home.front import Front
from knowledge_base.lessons.models import Lesson
from media.blocks import BodyBlock
from network.generation import remember
from network.restrictions import restricted_paths

# What is read of the pages above the one asked for: enough to name them, to link to them and to tell their place.
ON_THE_WAY = (
    "title",
    "slug",
    "path",
    "depth",
    "url_path",
    "live",
    "content_type",
    "locale",
    "alias_of",
    "translation_key",
)


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
        """Find the page by its whole address: two queries at any depth, where Wagtail asks two per level.

        A type of page says in `for_reading()` of its queryset what it reads along with itself; `is_as_stored` tells it
        that this is no preview of unsaved rows; `pages_above` are those between the home page and itself.
        """
        if not path_components:
            return super().route(request, path_components)
        addresses = [
            f"{self.url_path}{'/'.join(path_components[: depth + 1])}/"
            for depth in range(len(path_components))
        ]
        found = {
            page.url_path: page for page in Page.objects.filter(url_path__in=addresses).only(*ON_THE_WAY)
        }
        *above, last = (found.get(address) for address in addresses)
        if last is None or not last.live:
            raise Http404
        rows = last.specific_class.objects.filter(pk=last.pk)
        rows = rows.for_reading() if hasattr(rows, "for_reading") else rows
        page = rows.select_related("locale", *(["alias_of__locale"] if last.alias_of_id else [])).get()
        page.is_as_stored = True
        page.pages_above = list(filter(None, above))
        page._cached_parent_obj = page.pages_above[-1] if page.pages_above else self  # treebeard's own name
        if not restricted_paths():
            page.get_view_restrictions = (
                PageViewRestriction.objects.none
            )  # no page has any: nothing to look up
        return page.route(request, [])

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
