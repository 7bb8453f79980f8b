from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable
from wagtail.search import index


class Speaker(index.Indexed, models.Model):
    """A person who speaks, and for whom. No contact details are kept here."""

    name = models.CharField(_("name"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    role = models.CharField(_("function"), max_length=200, blank=True)
    fictional = models.BooleanField(
        _("invented person"), default=False, help_text=_("Shown as a fictional example.")
    )

    panels = [FieldPanel("name"), FieldPanel("organisation"), FieldPanel("role"), FieldPanel("fictional")]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("organisation"),
        index.AutocompleteField("organisation"),
    ]

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})" if self.organisation else self.name


class SessionSpeaker(Orderable):
    """A speaker on a session: on site, remote, or not stated."""

    class Presence(models.TextChoices):
        ON_SITE = "on_site", _("on site")
        REMOTE = "remote", _("remote")
        __empty__ = _("not stated")

    session = ParentalKey("cycles.SessionPage", on_delete=models.CASCADE, related_name="speakers")
    speaker = models.ForeignKey(
        Speaker, models.CASCADE, related_name="appearances", verbose_name=_("speaker")
    )
    presence = models.CharField(_("presence"), max_length=10, choices=Presence, blank=True)
    place = models.CharField(_("speaks from"), max_length=200, blank=True)

    panels = [FieldPanel("speaker"), FieldPanel("presence"), FieldPanel("place")]

    class Meta(Orderable.Meta):
        verbose_name = _("speaker on a session")
        verbose_name_plural = _("speakers on sessions")

    def __str__(self) -> str:
        return str(self.speaker)
