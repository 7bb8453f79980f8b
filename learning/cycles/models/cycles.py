from datetime import date
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page, PageManager, PagePermissionTester
from wagtail.query import PageQuerySet
from wagtail.search import index

from media.blocks import BodyBlock
from network.drawing import drawn_as
from network.models import Territory, User
from network.restrictions import without_restricted

SHORT_TEXT = ["bold", "italic", "link", "ol", "ul"]


class CycleIndexPage(Page):
    """The list of all cycles, those under way first."""

    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types: ClassVar = ["cycles.CyclePage"]
    max_count_per_parent = 1
    template = "cycles/cycle_index.html"

    class Meta:
        verbose_name = _("list of cycles")

    def permissions_for_user(self, user: User) -> PagePermissionTester:
        """Administrators make cycles; facilitators run them."""
        from learning.cycles.permissions import RunsTheCycle

        return RunsTheCycle(user, self, None)

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        """Adds the cycles, in the order in which a reader asks for them."""
        cycles = CyclePage.objects.live().child_of(self).filter(without_restricted()).current_first()
        cycles = cycles.select_related("locale", "alias_of__locale")
        return super().get_context(request, *args, **kwargs) | {"cycles": cycles}


class CycleQuerySet(PageQuerySet):
    def current_first(self, today: date | None = None) -> Self:
        """Under way, then to come, then without dates, then past; the latest first in each."""
        today = today or timezone.localdate()
        rank = Case(
            When(start_date__isnull=True, end_date__isnull=True, then=Value(2)),
            When(end_date__lt=today, then=Value(3)),
            When(start_date__gt=today, then=Value(1)),
            default=Value(0),
        )
        return self.annotate(rank=rank).order_by("rank", F("start_date").desc(nulls_last=True), "title")

    def with_territory(self, territory: Territory) -> Self:
        """The cycles in which the territory takes part, on any track."""
        return self.filter(participations__territory=territory)

    def for_reading(self) -> Self:
        """With what its page shows of other rows."""
        return self.select_related("locale", "picture")


class CyclePage(Page):
    """A dated training with modules and sessions, joined by territories on a track."""

    subtitle = models.CharField(
        _("edition"),
        max_length=200,
        blank=True,
        help_text=_("Tells it from its other editions, as “2023–2024”."),
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("Two sentences: what the cycle is, and for whom.")
    )
    objectives = RichTextField(_("objectives"), features=SHORT_TEXT, blank=True)
    organiser = models.CharField(_("organiser"), max_length=200, blank=True)
    start_date = models.DateField(_("first day"), null=True, blank=True)
    end_date = models.DateField(_("last day"), null=True, blank=True)
    months_only = models.BooleanField(
        _("months only"),
        default=False,
        help_text=_("Tick when only the months are known: the days are not shown."),
    )
    open_entry = models.BooleanField(
        _("open to all, no registration"), default=False, help_text=_("Anyone may come to its sessions.")
    )
    picture = models.ForeignKey(
        "media.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    body = StreamField(BodyBlock(), verbose_name=_("more"), blank=True)
    source_name = models.CharField(
        _("name of the source"), max_length=200, blank=True, help_text=_("Where these facts come from.")
    )
    source = models.URLField(_("address of the source"), max_length=500, blank=True)
    fictional = models.BooleanField(
        _("invented cycle"), default=False, help_text=_("Shown as a fictional example.")
    )
    # Shared by the translations of a cycle, so not unique.
    facilitators = models.ForeignKey(
        "auth.Group",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="cycles",
        verbose_name=_("facilitators"),
    )

    objects = PageManager.from_queryset(CycleQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("subtitle"),
        FieldPanel("summary"),
        FieldPanel("objectives"),
        FieldPanel("organiser"),
        MultiFieldPanel(
            [FieldPanel("start_date"), FieldPanel("end_date"), FieldPanel("months_only")], _("Dates")
        ),
        FieldPanel("open_entry"),
        InlinePanel("participations", heading=_("Territories"), label=_("territory")),
        FieldPanel("picture"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("source_name"), FieldPanel("source")], _("Source")),
        FieldPanel("fictional"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("organiser")]
    parent_page_types: ClassVar = ["cycles.CycleIndexPage"]
    subpage_types: ClassVar = ["cycles.ModulePage", "cycles.SessionPage"]
    exclude_fields_in_copy: ClassVar = ["facilitators"]
    template = "cycles/cycle.html"

    class Meta:
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")

    def clean(self) -> None:
        super().clean()
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": _("The last day comes before the first.")})

    def with_content_json(self, content: dict[str, object]) -> Self:
        """A version says what the cycle says, never who facilitates it: that is the present row's to say."""
        page = super().with_content_json(content)
        page.facilitators_id = self.facilitators_id
        return page

    @property
    def state_word(self) -> str:
        """Under way, to come, over, or nothing where the dates do not say."""
        today = timezone.localdate()
        if self.end_date and self.end_date < today:
            return gettext("over")
        if self.start_date and self.start_date > today:
            return gettext("to come")
        return gettext("under way") if self.start_date and self.end_date else ""

    def permissions_for_user(self, user: User) -> PagePermissionTester:
        """Its facilitators and the administrators, nobody else."""
        from learning.cycles.permissions import RunsTheCycle

        return RunsTheCycle(user, self, self)

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        """Adds `path`: the cycle's sessions and modules as one walks them, read in as few queries as there are kinds."""
        from learning.cycles.crumbs import crumbs
        from learning.cycles.path import Path
        from learning.cycles.permissions import may_enter_private_space

        inside = may_enter_private_space(request.user, self)
        return super().get_context(request, *args, **kwargs) | {
            "crumbs": crumbs(self, request),
            "path": Path(self, inside=inside),
            **({} if inside else drawn_as(self, request)),
        }


class Participation(Orderable):
    """A territory on a cycle, on the pilot or the collective track."""

    class Track(models.TextChoices):
        PILOT = "pilot", _("pilot territory")
        COLLECTIVE = "collective", _("collective")

    cycle = ParentalKey(
        CyclePage, on_delete=models.CASCADE, related_name="participations", verbose_name=_("cycle")
    )
    territory = models.ForeignKey(
        Territory, models.CASCADE, related_name="participations", verbose_name=_("territory")
    )
    track = models.CharField(_("track"), max_length=12, choices=Track, default=Track.COLLECTIVE)

    panels = [FieldPanel("territory"), FieldPanel("track")]

    class Meta(Orderable.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "territory"],
                name="one_participation_per_territory",
                violation_error_message=_("This territory takes part in the cycle already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.territory} · {self.get_track_display()}"
