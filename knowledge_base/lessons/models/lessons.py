from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import DraftStateMixin, Orderable, RevisionMixin
from wagtail.search import index

from knowledge_base.lessons.slots import lesson_address
from network.languages import LanguageSelect
from network.models import Theme
from network.names import slugged
from network.widgets import ThemesInput

SLUG_LENGTH = 110


class LessonQuerySet(models.QuerySet["Lesson"]):
    """Which lessons we mean."""

    def live(self) -> Self:
        """Those that everyone may read."""
        return self.filter(live=True)


class Lesson(index.Indexed, DraftStateMixin, RevisionMixin, ClusterableModel):
    """One statement others can use: what to do, in which context, under which conditions.

    It is a draft until a note that states it is published.
    """

    statement = models.CharField(_("statement"), max_length=250, help_text=_("What to do, verb first."))
    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        blank=True,
        help_text=_("Leave empty: it is made from the statement."),
    )
    context = models.TextField(_("context"), blank=True, help_text=_("Where and when it held."))
    language = models.CharField(_("language"), max_length=5, default="fr")
    themes = ParentalManyToManyField(
        Theme,
        blank=True,
        related_name="lessons",
        limit_choices_to={"is_dimension": False},
        verbose_name=_("themes"),
    )

    objects = LessonQuerySet.as_manager()

    panels = [
        FieldPanel("statement"),
        FieldPanel("context"),
        InlinePanel("conditions", heading=_("Conditions of transfer"), label=_("condition")),
        FieldPanel("themes", widget=ThemesInput),
        FieldPanel("language", widget=LanguageSelect),
        FieldPanel("slug"),
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

    def full_clean(self, *args: object, **kwargs: object) -> None:
        self.slug = self.slug or self._free_slug()
        super().full_clean(*args, **kwargs)

    def save(self, *args: object, **kwargs: object) -> None:
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)

    @property
    def address(self) -> str:
        """Where it is read and followed, when a room shows it."""
        return lesson_address(self)

    @property
    def conditions_by_weight(self) -> dict[str, list[str]]:
        """Its conditions, each under its weight: required, helpful, blocking."""
        by_weight: dict[str, list[str]] = {}
        for condition in self.conditions.all():
            by_weight.setdefault(condition.weight, []).append(condition.text)
        return by_weight

    def _free_slug(self) -> str:
        """The statement as an address that no other lesson has."""
        wanted = slugged(self.statement)[:SLUG_LENGTH].strip("-") or "lesson"
        taken = set(
            Lesson.objects.filter(slug__startswith=wanted).exclude(pk=self.pk).values_list("slug", flat=True)
        )
        slug, number = wanted, 2
        while slug in taken:
            slug, number = f"{wanted}-{number}", number + 1
        return slug


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
