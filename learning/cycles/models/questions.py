from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class Question(Orderable):
    """What a session leaves open: a question put to its guests, or a paradox it brings up."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("question")
        PARADOX = "paradox", _("paradox")

    session = ParentalKey("cycles.SessionPage", on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.QUESTION)
    text = models.TextField(_("text"), max_length=500)

    panels = [FieldPanel("kind"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("open question")
        verbose_name_plural = _("open questions")

    def __str__(self) -> str:
        return self.text
