from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from learning.cycles.models.cycles import SHORT_TEXT
from media.blocks import BodyBlock
from network.models import Territory, Theme


class Speaker(index.Indexed, models.Model):
    """A person who speaks, and for whom. No contact details are kept here."""

    name = models.CharField(_("name"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=200, blank=True)
    fictional = models.BooleanField(_("invented person"), default=False)

    panels = [FieldPanel("name"), FieldPanel("organisation"), FieldPanel("role"), FieldPanel("fictional")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("organisation")]

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})" if self.organisation else self.name


class SessionPage(Page):
    """A meeting of the cycle: all-day or timed, or of a date nobody gave."""

    class Kind(models.TextChoices):
        SEMINAR = "seminar", _("seminar")
        WEBINAR = "webinar", _("webinar")
        STUDY_TRIP = "study_trip", _("study trip")
        WORKSHOP = "workshop", _("workshop")
        LIVE_TALK = "live_talk", _("live talk")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    summary = models.TextField(_("summary"), blank=True)
    start_date = models.DateField(_("first day"), null=True, blank=True, help_text=_("Leave empty when the date is unknown."))
    end_date = models.DateField(_("last day"), null=True, blank=True, help_text=_("Only when it differs from the first day."))
    start_time = models.TimeField(_("from"), null=True, blank=True, help_text=_("Leave empty for all-day."))
    end_time = models.TimeField(_("to"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Paris")
    weekday = models.CharField(
        _("weekday as announced"), max_length=10, blank=True, help_text=_("Checked against the date; a difference is only a warning.")
    )
    place = models.CharField(_("place"), max_length=250, blank=True)
    territory = models.ForeignKey(
        Territory, models.SET_NULL, null=True, blank=True, related_name="sessions", verbose_name=_("host territory")
    )
    host_reason = models.TextField(_("why this host"), blank=True)
    link = models.URLField(_("link to join or to read"), max_length=500, blank=True)
    open_entry = models.BooleanField(_("open to all, no registration"), default=False)
    applies = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="applied_by", verbose_name=_("applies the session")
    )
    themes = ParentalManyToManyField(Theme, blank=True, related_name="sessions", verbose_name=_("themes"))
    programme = StreamField(BodyBlock(), verbose_name=_("programme"), blank=True)
    deliverable = models.CharField(_("what comes out of it"), max_length=300, blank=True)
    recording = models.ForeignKey(
        "media.Recording", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("recording")
    )
    picture = models.ForeignKey(
        "media.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    source = models.URLField(_("source"), max_length=500, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("summary"),
        MultiFieldPanel(
            [
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
            [FieldPanel("place"), FieldPanel("territory"), FieldPanel("host_reason"), FieldPanel("link"), FieldPanel("open_entry")],
            _("Where"),
        ),
        FieldPanel("themes"),
        InlinePanel("speakers", heading=_("Speakers"), label=_("speaker")),
        PageChooserPanel("applies", "cycles.SessionPage"),
        FieldPanel("programme"),
        InlinePanel("visits", heading=_("Visits"), label=_("visit")),
        FieldPanel("deliverable"),
        InlinePanel("materials", heading=_("Materials"), label=_("material")),
        FieldPanel("recording"),
        FieldPanel("picture"),
        FieldPanel("source"),
    ]
    parent_page_types: ClassVar = ["cycles.CyclePage", "cycles.ModulePage"]
    subpage_types: ClassVar = []

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")


class SessionSpeaker(Orderable):
    """A speaker on a session: on site, remote, or not stated."""

    class Presence(models.TextChoices):
        ON_SITE = "on_site", _("on site")
        REMOTE = "remote", _("remote")
        NOT_STATED = "", _("not stated")

    session = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="speakers")
    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="appearances", verbose_name=_("speaker"))
    presence = models.CharField(_("presence"), max_length=10, choices=Presence, blank=True, default=Presence.NOT_STATED)
    place = models.CharField(_("speaks from"), max_length=200, blank=True)

    panels = [FieldPanel("speaker"), FieldPanel("presence"), FieldPanel("place")]

    class Meta(Orderable.Meta):
        verbose_name = _("speaker on a session")
        verbose_name_plural = _("speakers on sessions")

    def __str__(self) -> str:
        return str(self.speaker)


class Visit(Orderable):
    """A stop of a study trip."""

    session = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="visits")
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="visits", verbose_name=_("theme"))
    title = models.CharField(_("title"), max_length=250)
    day = models.DateField(_("day"), null=True, blank=True)
    time = models.TimeField(_("time"), null=True, blank=True)
    host = models.CharField(_("host"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    description = RichTextField(_("description"), features=SHORT_TEXT, blank=True)
    practice = models.ForeignKey(
        Page, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("practice seen")
    )

    panels = [
        FieldPanel("theme"),
        FieldPanel("title"),
        FieldPanel("day"),
        FieldPanel("time"),
        FieldPanel("host"),
        FieldPanel("place"),
        FieldPanel("description"),
        PageChooserPanel("practice"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("visit")
        verbose_name_plural = _("visits")

    def __str__(self) -> str:
        return self.title


class Material(Orderable):
    """A document or an address that helps to follow a module or a session (exactly one of each pair)."""

    module = ParentalKey("cycles.ModulePage", on_delete=models.CASCADE, null=True, blank=True, related_name="materials")
    session = ParentalKey(SessionPage, on_delete=models.CASCADE, null=True, blank=True, related_name="materials")
    title = models.CharField(_("title"), max_length=200)
    document = models.ForeignKey(
        "media.Document", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    address = models.URLField(_("address"), max_length=500, blank=True)

    panels = [FieldPanel("title"), FieldPanel("document"), FieldPanel("address")]

    class Meta(Orderable.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")

    def __str__(self) -> str:
        return self.title
