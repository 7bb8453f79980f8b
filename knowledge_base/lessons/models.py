from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import DraftStateMixin, Orderable, RevisionMixin
from wagtail.search import index

from network.models import Theme


class LessonQuerySet(models.QuerySet["Lesson"]):
    def live(self) -> "LessonQuerySet":
        """Those that everyone may read."""
        return self.filter(live=True)


class Lesson(index.Indexed, DraftStateMixin, RevisionMixin, ClusterableModel):
    """One statement others can use: what to do, in which context, under which conditions."""

    statement = models.CharField(_("statement"), max_length=250, help_text=_("What to do, verb first."))
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    context = models.TextField(_("context"), blank=True, help_text=_("Where and when it held."))
    language = models.CharField(_("language"), max_length=5, default="fr")
    themes = models.ManyToManyField(Theme, blank=True, related_name="lessons", verbose_name=_("themes"))

    objects = LessonQuerySet.as_manager()

    panels = [
        FieldPanel("statement"),
        FieldPanel("slug"),
        FieldPanel("context"),
        FieldPanel("language"),
        FieldPanel("themes"),
        InlinePanel("conditions", heading=_("Conditions of transfer"), label=_("condition")),
    ]
    search_fields = [
        index.SearchField("statement", boost=2),
        index.AutocompleteField("statement"),
        index.SearchField("context"),
        index.FilterField("live"),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["statement"]

    def __str__(self) -> str:
        return self.statement


class Condition(Orderable):
    """What a lesson needs, what helps it, what blocks it."""

    class Weight(models.TextChoices):
        REQUIRED = "required", _("required")
        HELPFUL = "helpful", _("helpful")
        BLOCKING = "blocking", _("blocking")

    lesson = ParentalKey(Lesson, on_delete=models.CASCADE, related_name="conditions")
    weight = models.CharField(_("weight"), max_length=10, choices=Weight, default=Weight.REQUIRED)
    text = models.CharField(_("condition"), max_length=250)

    panels: ClassVar = [FieldPanel("weight"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")

    def __str__(self) -> str:
        return self.text
