from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from knowledge_base.lessons.models import Lesson


class PracticeLesson(Orderable):
    """A lesson that the practice taught."""

    practice = ParentalKey(
        "practices.PracticePage", on_delete=models.CASCADE, related_name="practice_lessons"
    )
    lesson = models.ForeignKey(
        Lesson, models.CASCADE, related_name="practice_lessons", verbose_name=_("lesson")
    )

    panels = [FieldPanel("lesson")]

    class Meta(Orderable.Meta):
        verbose_name = _("lesson of a practice")
        verbose_name_plural = _("lessons of practices")

    def __str__(self) -> str:
        return str(self.lesson)
