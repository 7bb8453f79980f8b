from collections.abc import Callable
from difflib import get_close_matches

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from network.names import CLOSE_ENOUGH, folded

# A higher room tells which territories its public things name: a function that answers a query for their ids,
# appended in its AppConfig.ready().
named_by: list[Callable[[], models.QuerySet]] = []


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def in_network(self) -> "TerritoryQuerySet":
        """Those that joined."""
        return self.filter(in_network=True)

    def shown(self) -> "TerritoryQuerySet":
        """Those of the network, and those that something published names: for the directory, map and sitemap."""
        joined = Territory.objects.in_network().order_by().values("pk")
        return self.filter(pk__in=joined.union(*(published().order_by() for published in named_by)))

    def count_by_kind(self) -> dict[str, int]:
        """How many of them there are of each kind."""
        return dict(self.order_by().values_list("kind").annotate(Count("pk")))

    def named(self, words: str) -> "TerritoryQuerySet":
        """Those whose name holds every word (or its beginning), or that bear this code; the likeliest first.

        Accents, capitals, hyphens and "St" for "Saint" do not count.
        """
        name = folded(words)
        if not name:
            return self.none()
        every_word = Q()
        for word in name.split():
            every_word &= Q(folded_name__startswith=word) | Q(folded_name__contains=f" {word}")
        likeliness = Case(
            When(folded_name=name, then=Value(0)),
            When(folded_name__startswith=name, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return (
            self.filter(every_word | Q(official_code=words.strip().upper()))
            .alias(likeliness=likeliness)
            .order_by("likeliness", F("population").desc(nulls_last=True), "name", "pk")
        )

    def nearly_named(self, words: str) -> "TerritoryQuerySet":
        """Those whose name is close to a misspelt one ("Grenobel"), the closest first.

        The first letter must be right.
        """
        name = folded(words)
        if not name:
            return self.none()
        known = self.filter(folded_name__startswith=name[0]).order_by().values_list("folded_name", flat=True)
        candidates = [one for one in set(known) if abs(len(one) - len(name)) < 4]
        names = get_close_matches(name, candidates, 8, CLOSE_ENOUGH)
        likeliness = Case(
            *(When(folded_name=one, then=Value(place)) for place, one in enumerate(names)),
            default=Value(len(names)),
            output_field=IntegerField(),
        )
        close = self.filter(folded_name__in=names).alias(likeliness=likeliness)
        return close.order_by("likeliness", "name", "pk")


class Territory(ClusterableModel):
    """A commune, a grouping, a park, a department, a region or a foreign municipality.

    Reference territories (`in_network` false) serve choosers and facets only.
    """

    class Kind(models.TextChoices):
        COMMUNE = "commune", _("commune")
        EPCI = "epci", _("grouping of communes")
        PETR = "petr", _("rural hub (PETR or pays)")
        PARK = "park", _("regional or national park")
        DEPARTMENT = "department", _("department")
        REGION = "region", _("region")
        FOREIGN = "foreign", _("municipality outside France")
        OTHER = "other", _("other territory")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    folded_name = models.CharField(max_length=200, editable=False, db_index=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    official_code = models.CharField(_("official code"), max_length=20, blank=True)
    country = models.CharField(
        _("country"), max_length=2, default="FR", help_text=_("Two letters: FR, CH, IT…")
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    belongs_to = models.ManyToManyField(
        "self",
        through="Belonging",
        symmetrical=False,
        related_name="parts",
        verbose_name=_("belongs to"),
        blank=True,
    )
    succeeds = models.ManyToManyField(
        "self",
        through="Succession",
        through_fields=("after", "before"),
        symmetrical=False,
        related_name="succeeded_by",
        verbose_name=_("succeeds"),
        blank=True,
    )
    since = models.PositiveSmallIntegerField(_("exists since (year)"), null=True, blank=True)
    until = models.PositiveSmallIntegerField(_("existed until (year)"), null=True, blank=True)
    presentation = models.TextField(_("presentation"), blank=True)
    presentation_source = models.CharField(_("source of the presentation"), max_length=300, blank=True)
    website = models.URLField(_("website"), blank=True)
    source = models.CharField(
        _("source"),
        max_length=300,
        blank=True,
        help_text=_("Of the name, the code, the population and the years; the presentation has its own."),
    )
    in_network = models.BooleanField(_("in the network"), default=False)
    fictional = models.BooleanField(
        _("invented territory"), default=False, help_text=_("Shown as a fictional example.")
    )

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["name"]
        indexes = [models.Index(fields=["id"], condition=Q(in_network=True), name="territory_in_network")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "official_code"],
                condition=~Q(official_code=""),
                name="one_territory_per_official_code",
                violation_error_message=_("A territory of this kind has this official code already."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="point_is_whole",
                violation_error_message=_("Give both the latitude and the longitude, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the name that searches read in step with the name."""
        self.folded_name = folded(self.name)[:200]
        if (fields := kwargs.get("update_fields")) is not None and "name" in fields:  # type: ignore[operator]
            kwargs["update_fields"] = {*fields, "folded_name"}  # type: ignore[misc]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("territory", args=[self.slug])


class Belonging(models.Model):
    """`part` lies in `whole`, between two years where they are known."""

    part = ParentalKey(Territory, on_delete=models.CASCADE, related_name="belongings", verbose_name=_("part"))
    whole = models.ForeignKey(Territory, models.CASCADE, related_name="containings", verbose_name=_("whole"))
    since = models.PositiveSmallIntegerField(_("since (year)"), null=True, blank=True)
    until = models.PositiveSmallIntegerField(_("until (year)"), null=True, blank=True)

    class Meta:
        verbose_name = _("belonging")
        verbose_name_plural = _("belongings")
        constraints = [
            models.UniqueConstraint(fields=["part", "whole"], name="one_belonging_per_pair"),
            models.CheckConstraint(condition=~Q(part=F("whole")), name="no_territory_in_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.part} ⊂ {self.whole}"


class Succession(models.Model):
    """`after` took over from `before`, in a year where it is known."""

    before = models.ForeignKey(
        Territory, models.CASCADE, related_name="successions", verbose_name=_("before")
    )
    after = ParentalKey(
        Territory, on_delete=models.CASCADE, related_name="precessions", verbose_name=_("after")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    source = models.URLField(_("source"), blank=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="one_succession_per_pair"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="no_territory_succeeds_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
