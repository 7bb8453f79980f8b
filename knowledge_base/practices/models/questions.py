from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Question(models.Model):
    """A reader asked for a field left blank. Who asked is not kept: only what, and when."""

    practice = models.ForeignKey(
        "practices.PracticePage", models.CASCADE, related_name="questions", verbose_name=_("practice")
    )
    field = models.CharField(_("field"), max_length=40)
    asked = models.DateTimeField(_("asked on"), default=timezone.now)

    class Meta:
        verbose_name = _("question about a practice")
        verbose_name_plural = _("questions about practices")
        ordering = ["-asked"]

    def __str__(self) -> str:
        return f"{self.practice}: {self.field}"
