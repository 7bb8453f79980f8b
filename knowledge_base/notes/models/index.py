from typing import ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from network.drawing import drawn_as_list, lazily
from network.restrictions import without_restricted

PER_PAGE = 20


class NoteIndexPage(Page):
    """The list of capitalisation notes."""

    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types: ClassVar = ["notes.NotePage"]
    max_count_per_parent = 1
    template = "notes/index.html"

    class Meta:
        verbose_name = _("list of notes")

    @cached_property
    def notes(self) -> models.QuerySet:
        """The published notes of this list, latest first, with what a row shows."""
        from knowledge_base.notes.models.notes import NotePage

        return (
            NotePage.objects.child_of(self)
            .live()
            .filter(without_restricted())
            .latest_first()
            .select_related("territory")
        )

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        return (
            super().get_context(request, *args, **kwargs)
            | {"crumbs": [{"label": self.title}]}
            | drawn_as_list(self, request)
            | lazily(page_obj=lambda: Paginator(self.notes, PER_PAGE).get_page(request.GET.get("page")))
        )
