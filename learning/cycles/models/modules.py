from functools import cached_property
from typing import ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PagePermissionTester
from wagtail.search import index

from learning.cycles.forms import FollowedPageForm
from learning.cycles.models.cycles import SHORT_TEXT, CyclePage
from media.blocks import BodyBlock
from network.models import User


class ModulePage(Page):
    """An ordered step of a cycle, with one exercise to do between two sessions."""

    objectives = RichTextField(_("objectives"), features=SHORT_TEXT, blank=True)
    content = StreamField(BodyBlock(), verbose_name=_("content"), blank=True)
    exercise = RichTextField(
        _("exercise"),
        features=SHORT_TEXT,
        blank=True,
        help_text=_("What each team tries at home before the next session."),
    )
    exercise_due = models.DateField(_("exercise due on"), null=True, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("objectives"),
        FieldPanel("content"),
        FieldPanel("exercise"),
        FieldPanel("exercise_due"),
        InlinePanel("materials", heading=_("Materials"), label=_("material")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("objectives"), index.SearchField("content")]
    base_form_class = FollowedPageForm
    parent_page_types: ClassVar = ["cycles.CyclePage"]
    subpage_types: ClassVar = ["cycles.SessionPage"]
    template = "cycles/module.html"

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    @cached_property
    def cycle(self) -> CyclePage:
        """The cycle it is a step of."""
        parent = self.get_parent()  # known already when the page was found by its address
        return parent if isinstance(parent, CyclePage) else CyclePage.objects.parent_of(self).get()

    def permissions_for_user(self, user: User) -> PagePermissionTester:
        """As for its cycle."""
        from learning.cycles.permissions import RunsTheCycle

        return RunsTheCycle(user, self, self.cycle)

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        """Adds the cycle the module belongs to, its materials, and its sessions with where each stands in that cycle."""
        from learning.cycles.crumbs import crumbs
        from learning.cycles.path import Path
        from learning.cycles.permissions import may_enter_private_space

        path = Path(self.cycle, inside=may_enter_private_space(request.user, self.cycle))
        return super().get_context(request, *args, **kwargs) | {
            "crumbs": crumbs(self, request),
            "path": path,
            "steps": [step for step in path.detailed_steps if step.session.is_child_of(self)],
            "materials": path.materials_of(self),
        }
