from typing import ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

PER_PAGE = 20


class PracticeIndexPage(Page):
    """The list of practices, and the door by which one is proposed."""

    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types: ClassVar = ["practices.PracticePage"]
    max_count_per_parent = 1
    template = "practices/index.html"

    class Meta:
        verbose_name = _("list of practices")

    @cached_property
    def practices(self) -> models.QuerySet:
        """The published practices of this list, latest first, with what a row shows."""
        from knowledge_base.practices.models.practices import PracticePage

        return PracticePage.objects.child_of(self).live().public().latest_first().select_related("territory")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        context = super().get_context(request, *args, **kwargs)
        pages = Paginator(self.practices, PER_PAGE)
        context["page_obj"] = pages.get_page(request.GET.get("page"))
        context["crumbs"] = [{"label": self.title}]
        return context
