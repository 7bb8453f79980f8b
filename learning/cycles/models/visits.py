from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from learning.cycles.models.cycles import SHORT_TEXT
from network.models import Theme


class Visit(Orderable):
    """A stop of a study trip."""

    session = ParentalKey("cycles.SessionPage", on_delete=models.CASCADE, related_name="visits")
    theme = models.ForeignKey(
        Theme, models.SET_NULL, null=True, blank=True, related_name="visits", verbose_name=_("theme")
    )
    title = models.CharField(_("title"), max_length=250)
    day = models.DateField(_("day"), null=True, blank=True)
    time = models.TimeField(_("time"), null=True, blank=True)
    host = models.CharField(_("host"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    description = RichTextField(_("description"), features=SHORT_TEXT, blank=True)
    # A page of a higher floor: the cycle only points at it.
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

    def clean(self) -> None:
        super().clean()
        if self.time and not self.day:
            raise ValidationError(
                {"time": _("A time needs a day: give the day too, or leave the time empty.")}
            )
