from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import ClassVar, NamedTuple, Self
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PagePermissionTester
from wagtail.query import PageQuerySet
from wagtail.search import index

from learning.cycles.forms import FollowedPageForm
from learning.cycles.models.cycles import CyclePage
from learning.cycles.models.materials import Material
from learning.cycles.models.modules import ModulePage
from learning.cycles.models.questions import Question
from learning.cycles.panels import WarningPanel
from learning.cycles.time_zones import foreign_city, time_zones
from media.blocks import BodyBlock
from network.dates import refuse_implausible
from network.drawing import drawn_as, lazily
from network.models import Territory, Theme, User
from network.widgets import ThemesInput

NOON = time(13)


class HalfDay(NamedTuple):
    """What presence is counted in."""

    day: date
    afternoon: bool


SHOWN_IN_ROWS = (
    *("path", "depth", "live", "title", "url_path", "translation_key", "content_type", "locale"),
    *(
        "kind",
        "short_name",
        "summary",
        "start_date",
        "end_date",
        "start_time",
        "end_time",
        "time_zone",
        "place",
    ),
    *("host_reason", "deliverable", "recording", "applies", "territory"),
    *("territory__name", "territory__slug"),
)


class SessionQuerySet(PageQuerySet):
    def upcoming(self, today: date | None = None) -> Self:
        """Those whose last day is today or later. A session of unknown date is neither upcoming nor past."""
        return self._with_last_day().filter(last_day__gte=today or timezone.localdate())

    def past(self, today: date | None = None) -> Self:
        """Those whose last day is gone."""
        return self._with_last_day().filter(last_day__lt=today or timezone.localdate())

    def dated(self) -> Self:
        """Those that a calendar can hold."""
        return self.filter(start_date__isnull=False)

    def in_order(self) -> Self:
        """As they come; those of unknown date last, in the order of the page tree."""
        return self.order_by(
            F("start_date").asc(nulls_last=True), F("start_time").asc(nulls_first=True), "path"
        )

    def of_cycle(self, cycle: CyclePage) -> Self:
        """The sessions of a cycle, whether directly under it or in its modules."""
        return self.descendant_of(cycle)

    def _with_last_day(self) -> Self:
        return self.annotate(last_day=Coalesce("end_date", "start_date"))

    def for_rows(self) -> Self:
        """With what a step of the path shows of each, and of its host."""
        return self.select_related("territory").only(*SHOWN_IN_ROWS)

    def with_fictional(self) -> Self:
        """Each with `fictional`: whether its cycle is invented."""
        above = CyclePage.objects.annotate(
            session_path=ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
        ).filter(fictional=True, session_path__startswith=F("path"))
        return self.annotate(fictional=Exists(above))

    def for_reading(self) -> Self:
        """With what its page shows of other rows."""
        return self.select_related("picture", "territory", "recording")


class SessionPage(Page):
    """A meeting of the cycle: all-day or timed, or of a date nobody gave."""

    class Kind(models.TextChoices):
        SEMINAR = "seminar", _("seminar")
        WEBINAR = "webinar", _("webinar")
        STUDY_TRIP = "study_trip", _("study trip")
        WORKSHOP = "workshop", _("workshop")
        LIVE_TALK = "live_talk", _("live talk")

    class Weekday(models.IntegerChoices):
        MONDAY = 0, WEEKDAYS[0]
        TUESDAY = 1, WEEKDAYS[1]
        WEDNESDAY = 2, WEEKDAYS[2]
        THURSDAY = 3, WEEKDAYS[3]
        FRIDAY = 4, WEEKDAYS[4]
        SATURDAY = 5, WEEKDAYS[5]
        SUNDAY = 6, WEEKDAYS[6]

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    short_name = models.CharField(
        _("short name"),
        max_length=40,
        blank=True,
        help_text=_("Beside the rope, as “Webinar 1”. Empty: its kind."),
    )
    summary = models.TextField(_("summary"), blank=True)
    start_date = models.DateField(
        _("first day"), null=True, blank=True, help_text=_("Leave empty when the date is unknown.")
    )
    end_date = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Only when it differs from the first day.")
    )
    start_time = models.TimeField(
        _("from"),
        null=True,
        blank=True,
        help_text=_("Leave empty when the time is unknown: the session counts as all-day."),
    )
    end_time = models.TimeField(_("to"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, choices=time_zones, default="Europe/Paris")
    weekday = models.PositiveSmallIntegerField(
        _("weekday as announced"),
        choices=Weekday,
        null=True,
        blank=True,
        help_text=_("Checked against the first day; a difference is only a warning."),
    )
    place = models.CharField(_("place"), max_length=250, blank=True)
    territory = models.ForeignKey(
        Territory,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("host territory"),
    )
    host_reason = models.TextField(_("why this host"), blank=True)
    link = models.URLField(_("link to join or to read"), max_length=500, blank=True)
    open_entry = models.BooleanField(_("open to all, no registration"), default=False)
    applies = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("applies the session"),
        help_text=_("The session whose tools or ideas are put to use in this one."),
    )
    themes = ParentalManyToManyField(Theme, blank=True, related_name="sessions", verbose_name=_("themes"))
    programme = StreamField(BodyBlock(), verbose_name=_("programme"), blank=True)
    deliverable = models.CharField(_("what comes out of it"), max_length=300, blank=True)
    recording = models.ForeignKey(
        "media.Recording",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recording"),
    )
    picture = models.ForeignKey(
        "media.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    source = models.URLField(_("source"), max_length=500, blank=True)

    objects = PageManager.from_queryset(SessionQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("short_name"),
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                WarningPanel("weekday_warning"),
                FieldPanel("start_date"),
                FieldPanel("end_date"),
                FieldPanel("start_time"),
                FieldPanel("end_time"),
                FieldPanel("time_zone"),
                FieldPanel("weekday"),
            ],
            _("When"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldPanel("territory"),
                FieldPanel("host_reason"),
                FieldPanel("link"),
                FieldPanel("open_entry"),
            ],
            _("Where"),
        ),
        FieldPanel("themes", widget=ThemesInput),
        InlinePanel("speakers", heading=_("Speakers"), label=_("speaker")),
        PageChooserPanel("applies", "cycles.SessionPage"),
        FieldPanel("programme"),
        InlinePanel("questions", heading=_("Open questions"), label=_("question")),
        InlinePanel("visits", heading=_("Visits"), label=_("visit")),
        FieldPanel("deliverable"),
        InlinePanel("materials", heading=_("Materials"), label=_("material")),
        FieldPanel("recording"),
        FieldPanel("picture"),
        FieldPanel("source"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("place"),
        index.SearchField("programme"),
        index.RelatedFields("questions", [index.SearchField("text")]),
        index.RelatedFields("visits", [index.SearchField("title"), index.SearchField("host")]),
    ]
    base_form_class = FollowedPageForm
    parent_page_types: ClassVar = ["cycles.CyclePage", "cycles.ModulePage"]
    subpage_types: ClassVar = []
    template = "cycles/session.html"

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def clean(self) -> None:
        super().clean()
        refuse_implausible(self.start_date, self.end_date)
        errors = self._date_errors() | self._time_errors()
        if self.applies_id and self.applies_id == self.pk:
            errors["applies"] = _("A session cannot apply itself: choose another one, or none.")
        if self.recording_id and self.start_date and self.start_date > timezone.localdate():
            errors["recording"] = _("This session is still to come: its recording cannot exist yet.")
        if errors:
            raise ValidationError(errors)

    def _date_errors(self) -> dict[str, object]:
        if self.end_date and not self.start_date:
            return {"start_date": _("Give the first day too, or leave both empty when the date is unknown.")}
        if self.end_date and self.end_date < self.start_date:
            return {"end_date": _("The last day comes before the first.")}
        return {}

    def _time_errors(self) -> dict[str, object]:
        if self.start_time and not self.start_date:
            return {"start_time": _("A time needs a day: give the first day, or leave the time empty.")}
        if self.end_time and not self.start_time:
            return {"start_time": _("Say from when, or leave both times empty.")}
        if self.end_time and self.days == 1 and self.end_time <= self.start_time:
            return {"end_time": _("It ends before it begins: check both times.")}
        return {}

    @property
    def last_date(self) -> date | None:
        """The last day, which is the first one unless said otherwise."""
        return self.end_date or self.start_date

    @property
    def days(self) -> int:
        """How many days it lasts, from the first to the last; 0 when the date is unknown."""
        return (self.last_date - self.start_date).days + 1 if self.start_date else 0

    @property
    def is_all_day(self) -> bool:
        """Its date is known and its times are not: nothing more precise is invented."""
        return self.start_date is not None and self.start_time is None

    @property
    def is_online(self) -> bool:
        """Followed from home unless a place is named."""
        return self.kind == self.Kind.WEBINAR and not self.place

    @property
    def starts_at(self) -> datetime | None:
        """The moment a timed session begins, in its own time zone."""
        return self._moment(self.start_date, self.start_time)

    @property
    def ends_at(self) -> datetime | None:
        """The moment a timed session ends, where its end is known."""
        return self._moment(self.last_date, self.end_time)

    def _moment(self, day: date | None, hour: time | None) -> datetime | None:
        return datetime.combine(day, hour, ZoneInfo(self.time_zone)) if day and hour else None

    @property
    def foreign_zone(self) -> str:
        """The city whose clock the hours follow, where it differs from the site's at that moment; else nothing."""
        return foreign_city(self.starts_at, self.time_zone)

    def is_over(self, now: datetime | None = None) -> bool:
        """It has ended: at its end where that is known, else with its last day. False when the date is unknown."""
        now = now or timezone.now()
        if self.ends_at:
            return self.ends_at <= now
        return self.last_date is not None and self.last_date < now.astimezone(ZoneInfo(self.time_zone)).date()

    @property
    def half_days(self) -> list[HalfDay]:
        """Those on which presence may be recorded: both of each day, or only those that a one-day timed session touches."""
        dates = [self.start_date + timedelta(days=day) for day in range(self.days)]
        half_days = [HalfDay(day, afternoon) for day in dates for afternoon in (False, True)]
        if self.days != 1 or self.start_time is None:
            return half_days
        touched = {self.start_time >= NOON, (self.end_time or self.start_time) > NOON}
        return [half_day for half_day in half_days if half_day.afternoon in touched]

    @property
    def weekday_warning(self) -> str:
        """A sentence for the editor when the announced weekday is not that of the first day; else nothing."""
        if self.weekday is None or self.start_date is None or self.start_date.weekday() == self.weekday:
            return ""
        return str(
            format_lazy(
                _(
                    "The announcement says {announced}, but this date is a {actual}. Check which of the two is right."
                ),
                announced=WEEKDAYS[self.weekday],
                actual=WEEKDAYS[self.start_date.weekday()],
            )
        )

    @cached_property
    def cycle(self) -> CyclePage:
        """The cycle it belongs to, whether directly or through a module."""
        parent = self.get_parent()  # known already when the page was found by its address
        if isinstance(parent, ModulePage):
            return parent.cycle
        return parent if isinstance(parent, CyclePage) else CyclePage.objects.ancestor_of(self).get()

    def permissions_for_user(self, user: User) -> PagePermissionTester:
        """As for its cycle."""
        from learning.cycles.permissions import RunsTheCycle

        return RunsTheCycle(user, self, self.cycle)

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        """Adds the cycle's path, this session's step on it, and what surrounds it."""
        from learning.cycles.crumbs import crumbs
        from learning.cycles.path import Path
        from learning.cycles.permissions import may_enter_private_space
        from learning.cycles.trips import stops_read_alone

        previewed = self if getattr(request, "is_preview", False) or not self.live else None
        inside = may_enter_private_space(request.user, self.cycle)
        path = Path(self.cycle, inside=inside, previewed=previewed)
        return (
            super().get_context(request, *args, **kwargs)
            | {"crumbs": crumbs(self, request), "path": path}
            | lazily(
                step=lambda: path.step_of(self),
                host=lambda: self.territory,
                speakers=lambda: list(self.speakers.select_related("speaker")),
                stops=lambda: stops_read_alone(self) if self.kind == self.Kind.STUDY_TRIP else [],
                materials=lambda: self.materials_for(inside),
                before=lambda: path.beside(self)[0],
                after=lambda: path.beside(self)[1],
                themes=lambda: [] if self.kind == self.Kind.STUDY_TRIP else list(self.themes.all()),
                questions=lambda: self.questions_of_kind(Question.Kind.QUESTION),
                paradoxes=lambda: self.questions_of_kind(Question.Kind.PARADOX),
            )
            | ({} if inside else drawn_as(self, request))
        )

    def materials_for(self, inside: bool) -> list[Material]:
        """Those that everyone may open, and those kept within the cycle for who is inside."""
        shared = self.materials.select_related("document")
        return [material for material in shared if material.public or inside]

    def questions_of_kind(self, kind: str) -> list[Question]:
        """Its open questions, or its paradoxes, in order; read once."""
        return [question for question in self._all_questions if question.kind == kind]

    @cached_property
    def _all_questions(self) -> list[Question]:
        return list(self.questions.all())
