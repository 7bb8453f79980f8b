from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page

from media.blocks import BodyBlock
from network.models import Territory

SHORT_TEXT = ["bold", "italic", "link", "ol", "ul"]


class CycleIndexPage(Page):
    """The list of all cycles."""

    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types: ClassVar = ["cycles.CyclePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of cycles")


class CyclePage(Page):
    """A dated training with modules and sessions, joined by territories on a track."""

    subtitle = models.CharField(_("subtitle"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True, help_text=_("Two sentences: what the cycle is, and for whom."))
    objectives = RichTextField(_("objectives"), features=SHORT_TEXT, blank=True)
    organiser = models.CharField(_("organiser"), max_length=200, blank=True)
    start_date = models.DateField(_("first day"), null=True, blank=True)
    end_date = models.DateField(_("last day"), null=True, blank=True)
    months_only = models.BooleanField(
        _("months only"), default=False, help_text=_("Tick when only the months are known: the days are not shown.")
    )
    open_entry = models.BooleanField(
        _("open to all, no registration"), default=False, help_text=_("Anyone may come to its sessions.")
    )
    picture = models.ForeignKey(
        "media.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    body = StreamField(BodyBlock(), verbose_name=_("more"), blank=True)
    source = models.URLField(_("source"), max_length=500, blank=True)
    facilitators = models.OneToOneField(
        "auth.Group", models.PROTECT, null=True, blank=True, editable=False, related_name="cycle", verbose_name=_("facilitators")
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("subtitle"),
        FieldPanel("summary"),
        FieldPanel("objectives"),
        FieldPanel("organiser"),
        MultiFieldPanel([FieldPanel("start_date"), FieldPanel("end_date"), FieldPanel("months_only")], _("Dates")),
        FieldPanel("open_entry"),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("source"),
        InlinePanel("participations", heading=_("Territories"), label=_("territory")),
    ]
    parent_page_types: ClassVar = ["cycles.CycleIndexPage"]
    subpage_types: ClassVar = ["cycles.ModulePage", "cycles.SessionPage"]

    class Meta:
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")

    def clean(self) -> None:
        super().clean()
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": _("The last day comes before the first.")})


class Participation(Orderable):
    """A territory on a cycle, on the pilot or the collective track."""

    class Track(models.TextChoices):
        PILOT = "pilot", _("pilot territory")
        COLLECTIVE = "collective", _("collective")

    cycle = ParentalKey(CyclePage, on_delete=models.CASCADE, related_name="participations", verbose_name=_("cycle"))
    territory = models.ForeignKey(Territory, models.CASCADE, related_name="participations", verbose_name=_("territory"))
    track = models.CharField(_("track"), max_length=12, choices=Track, default=Track.COLLECTIVE)

    panels = [FieldPanel("territory"), FieldPanel("track")]

    class Meta(Orderable.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [models.UniqueConstraint(fields=["cycle", "territory"], name="one_participation_per_territory")]

    def __str__(self) -> str:
        return f"{self.territory} · {self.get_track_display()}"


class ModulePage(Page):
    """An ordered step of a cycle, with one exercise to do between two sessions."""

    objectives = RichTextField(_("objectives"), features=SHORT_TEXT, blank=True)
    content = StreamField(BodyBlock(), verbose_name=_("content"), blank=True)
    exercise = RichTextField(_("exercise"), features=SHORT_TEXT, blank=True)
    exercise_due = models.DateField(_("exercise due on"), null=True, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("objectives"),
        FieldPanel("content"),
        FieldPanel("exercise"),
        FieldPanel("exercise_due"),
        InlinePanel("materials", heading=_("Materials"), label=_("material")),
    ]
    parent_page_types: ClassVar = ["cycles.CyclePage"]
    subpage_types: ClassVar = ["cycles.SessionPage"]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
