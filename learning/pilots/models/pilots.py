from itertools import chain, count

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from learning.cycles.models import CyclePage
from network.models import Territory, User
from network.names import slugged

# Words that already mean something behind `journals/`, in one language or the other.
RESERVED_SLUGS = frozenset(
    {"new", "nouveau", "feed", "flux", "write", "ecrire", "photos", "search", "chercher"}
)


class PilotQuerySet(models.QuerySet["Pilot"]):
    def for_reading(self) -> "PilotQuerySet":
        """With its picture and what its journal shows of its territory and cycle."""
        shown = ("territory__name", "territory__slug", "territory__fictional")
        shown += ("cycle__title", "cycle__live", "cycle__url_path", "cycle__path", "cycle__alias_of")
        shown += ("cycle__translation_key", "cycle__locale__language_code")
        own = [field.attname for field in Pilot._meta.concrete_fields]
        return (
            self.select_related("territory", "cycle__locale").prefetch_related("picture").only(*own, *shown)
        )

    def with_readable_entries(self, reader: User | AnonymousUser) -> "PilotQuerySet":
        """Each with `told`, how many entries of its journal this person may read, and `last_told`, the last one's day."""
        from learning.pilots.models.entries import Entry  # which stands on pilots

        readable = Entry.objects.visible_to(reader).filter(pilot=OuterRef("pk")).order_by().values("pilot")
        return self.annotate(
            told=Coalesce(Subquery(readable.annotate(n=Count("pk")).values("n")), 0),
            last_told=Subquery(readable.annotate(day=Max("happened_on")).values("day")),
        )


class Pilot(index.Indexed, models.Model):
    """One experiment of one territory, with its journal. A micro-action is a small pilot.

    What the pilot is (title, problem, milestones, indicator) is public; each entry of its journal says who may read it.
    """

    class Status(models.TextChoices):
        UNDER_WAY = "under_way", _("under way")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")

    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="pilots", verbose_name=_("territory")
    )
    cycle = models.ForeignKey(
        CyclePage, models.SET_NULL, null=True, blank=True, related_name="pilots", verbose_name=_("cycle")
    )
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(
        _("language"), max_length=5, default="fr", help_text=_("The one its team writes in.")
    )
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    problem = models.TextField(
        _("problem"),
        max_length=1000,
        help_text=_("In two sentences: what is hard today, and what you are trying."),
    )
    goal = models.TextField(_("goal"), max_length=1000, blank=True)
    standing = models.CharField(
        _("where it stands"), max_length=200, blank=True, help_text=_("One short sentence, kept up to date.")
    )
    status = models.CharField(_("progress"), max_length=12, choices=Status, default=Status.UNDER_WAY)
    is_micro_action = models.BooleanField(
        _("micro-action"), default=False, help_text=_("A small pilot: a few weeks, little or no money.")
    )
    indicator = models.CharField(
        _("indicator"),
        max_length=200,
        blank=True,
        help_text=_("What you count to know whether it works: people per ride…"),
    )
    indicator_goal = models.DecimalField(
        _("figure aimed at"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    planned_measures = models.PositiveSmallIntegerField(
        _("number of measures planned"), null=True, blank=True, help_text=_("Leave empty when it is open.")
    )
    picture = models.ForeignKey(
        "media.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    started = models.DateField(_("started on"), null=True, blank=True)
    ended = models.DateField(_("ended on"), null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    objects = PilotQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("problem"),
        index.FilterField("territory_id"),
        index.FilterField("status"),
    ]

    class Meta:
        verbose_name = _("pilot project")
        verbose_name_plural = _("pilot projects")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(started__isnull=True) | Q(ended__isnull=True) | Q(ended__gte=models.F("started")),
                name="pilot_ends_after_it_starts",
                violation_error_message=_("The pilot ends before it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its journal."""
        return reverse("pilots:journal", args=[self.slug])

    def clean(self) -> None:
        """What a team shared with one cycle is not handed to another."""
        super().clean()
        moved = (
            Pilot.objects.filter(pk=self.pk).exclude(cycle=self.cycle_id)
            if self.pk and self.cycle_id
            else None
        )
        if (
            moved
            and moved.exists()
            and self.entries.filter(visibility="cycle", deleted__isnull=True).exists()
        ):
            raise ValidationError(
                {
                    "cycle": _(
                        "Some entries are shared with the cycle as it is: their authors narrow them first, or it stays."
                    )
                }
            )

    def save(self, *args: object, **kwargs: object) -> None:
        """A pilot that has no address yet takes a free one from its title."""
        if not self.slug:
            self.slug = free_slug(self.title)
        super().save(*args, **kwargs)


def free_slug(title: str) -> str:
    """An address made from the title, that no other pilot has and that means nothing else."""
    stem = slugged(title)[:100] or "pilot"
    taken = set(Pilot.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | RESERVED_SLUGS
    candidates = chain([stem], (f"{stem}-{n}" for n in count(2)))
    return next(slug for slug in candidates if slug not in taken)


class Milestone(models.Model):
    """A step that the team set itself: to come, reached on a day, or given up."""

    pilot = models.ForeignKey(
        Pilot, models.CASCADE, related_name="milestones", verbose_name=_("pilot project")
    )
    title = models.CharField(_("title"), max_length=200)
    due = models.DateField(_("planned for"), null=True, blank=True)
    reached = models.DateField(_("reached on"), null=True, blank=True)
    given_up = models.BooleanField(_("given up"), default=False)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = [models.F("due").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reached__isnull=True) | Q(given_up=False),
                name="milestone_reached_or_given_up",
                violation_error_message=_("A milestone is either reached or given up, not both."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_to_come(self) -> bool:
        """Neither reached nor given up."""
        return self.reached is None and not self.given_up

    @property
    def is_late(self) -> bool:
        """Still to come although its day has passed."""
        return self.is_to_come and self.due is not None and self.due < timezone.localdate()


class Measure(models.Model):
    """What the indicator of a pilot said on one day."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="measures", verbose_name=_("pilot project"))
    day = models.DateField(_("day"), default=timezone.localdate)
    value = models.DecimalField(_("figure"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["pilot", "day"],
                name="one_measure_per_day",
                violation_error_message=_("There is a figure for this day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.value}"
