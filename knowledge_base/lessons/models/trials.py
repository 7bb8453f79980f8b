from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from knowledge_base.lessons.models.lessons import Lesson
from network.models import Territory, User

EARLIEST = 1950


class TrialQuerySet(models.QuerySet["Trial"]):
    """Which trials we mean."""

    def of(self, thing: Lesson | Page) -> Self:
        """Those of a lesson or a page, the earliest first."""
        field = "lesson" if isinstance(thing, Lesson) else "page"
        return self.filter(**{field: thing.pk}).select_related("territory")


class Trial(models.Model):
    """A territory tried what a lesson says, or what a page tells: what it kept, changed and dropped, and at what cost.

    To have dropped it all is an outcome like another. A territory tells once of each thing, and may tell more later.
    """

    class Outcome(models.TextChoices):
        KEPT = "kept", _("kept")
        CHANGED = "changed", _("changed")
        DROPPED = "dropped", _("dropped")

    territory = models.ForeignKey(
        Territory, models.CASCADE, related_name="trials", verbose_name=_("territory")
    )
    lesson = models.ForeignKey(
        Lesson, models.CASCADE, null=True, blank=True, related_name="trials", verbose_name=_("lesson")
    )
    page = models.ForeignKey(
        Page, models.CASCADE, null=True, blank=True, related_name="trials", verbose_name=_("page")
    )
    outcome = models.CharField(_("what became of it"), max_length=7, choices=Outcome)
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(EARLIEST)],
        help_text=_("When it began."),
    )
    kept = models.TextField(_("what you kept"), blank=True, max_length=2000)
    changed = models.TextField(_("what you changed"), blank=True, max_length=2000)
    dropped = models.TextField(_("what you dropped"), blank=True, max_length=2000)
    cost = models.CharField(
        _("cost"), max_length=250, blank=True, help_text=_("Money, time, people: as far as you know.")
    )
    told_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")
    created = models.DateTimeField(default=timezone.now, editable=False)
    updated = models.DateTimeField(auto_now=True)

    objects = TrialQuerySet.as_manager()

    class Meta:
        verbose_name = _("trial")
        verbose_name_plural = _("trials")
        ordering = ["year", "created", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lesson__isnull=False, page__isnull=True)
                | Q(lesson__isnull=True, page__isnull=False),
                name="trial_of_one_thing",
            ),
            models.UniqueConstraint(fields=["territory", "lesson"], name="one_trial_of_a_lesson"),
            models.UniqueConstraint(fields=["territory", "page"], name="one_trial_of_a_page"),
        ]

    def __str__(self) -> str:
        return f"{self.territory}: {self.thing}"

    @property
    def thing(self) -> Lesson | Page | None:
        """The lesson or the page that was tried."""
        return self.lesson or self.page

    @property
    def mark(self) -> str:
        """What tells one state of what a territory told from the next."""
        return f"{self.pk}:{self.updated.isoformat()}"

    @property
    def texts(self) -> list[dict[str, object]]:
        """What is told, each with what it is about."""
        labels = {
            "kept": pgettext_lazy("of a trial", "Kept"),
            "changed": pgettext_lazy("of a trial", "Changed"),
            "dropped": pgettext_lazy("of a trial", "Dropped"),
            "cost": _("cost"),
        }
        return [
            {"label": label, "said": said} for name, label in labels.items() if (said := getattr(self, name))
        ]

    def clean(self) -> None:
        """Something is told, and of no year to come."""
        if not (self.kept or self.changed or self.dropped):
            raise ValidationError(_("Say in a few words what you kept, changed or dropped."))
        if self.year and self.year > timezone.localdate().year:
            raise ValidationError({"year": _("This year is still to come.")})
