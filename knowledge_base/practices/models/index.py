from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from network.drawing import drawn_as_list, lazily
from network.generation import remember
from network.restrictions import without_restricted

if TYPE_CHECKING:
    from knowledge_base.practices.models.practices import PracticePage

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
        """The published practices of this list, latest first."""
        from knowledge_base.practices.models.practices import PracticePage

        return PracticePage.objects.child_of(self).live().filter(without_restricted()).latest_first()

    @property
    def order(self) -> list[int]:
        """The ids of these practices, sorted once per change of the site: a page of the list reads its own rows only."""
        return remember(f"practices:{self.pk}", lambda: list(self.practices.values_list("pk", flat=True)))

    def rows(self, pks: Sequence[int]) -> list["PracticePage"]:
        """The practices with these ids, in their order, with what a row shows."""
        from knowledge_base.practices.models.practices import PracticePage

        found = PracticePage.objects.live().for_rows().in_bulk(pks)
        return [found[pk] for pk in pks if pk in found]

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        return (
            super().get_context(request, *args, **kwargs)
            | {"crumbs": [{"label": self.title}]}
            | drawn_as_list(self, request)
            | lazily(page_obj=lambda: self.asked_for(request))
        )

    def asked_for(self, request: HttpRequest) -> ListPage:
        """The page of the list that the address names."""
        page = Paginator(self.order, PER_PAGE).get_page(request.GET.get("page"))
        page.object_list = self.rows(page.object_list)
        return page
