"""The ordered parts of a practice's sheet."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from knowledge_base.lessons.models import Condition, Lesson
from knowledge_base.practices.models.practices import PracticePage


class Actor(Orderable):
    """Who took part, and as what."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="actors")
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=250, blank=True)

    panels = [FieldPanel("name"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = _("actor")
        verbose_name_plural = _("actors")

    def __str__(self) -> str:
        return self.name


class Step(Orderable):
    """A key step; the date is as precise as the source."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="steps")
    start = models.DateField(_("from"), null=True, blank=True)
    end = models.DateField(_("to"), null=True, blank=True)
    precision = models.CharField(
        _("dates known to the"), max_length=5, choices=PracticePage.Precision, default=PracticePage.Precision.DAY
    )
    text = models.TextField(_("what happened"))

    panels = [FieldPanel("start"), FieldPanel("end"), FieldPanel("precision"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return self.text[:80]


class PracticeCondition(Orderable):
    """What the practice needs elsewhere, what helps it, what blocks it."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="conditions")
    weight = models.CharField(_("weight"), max_length=10, choices=Condition.Weight, default=Condition.Weight.REQUIRED)
    text = models.CharField(_("condition"), max_length=250)

    panels = [FieldPanel("weight"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("condition of transfer")
        verbose_name_plural = _("conditions of transfer")

    def __str__(self) -> str:
        return self.text


class PracticeLesson(Orderable):
    """A lesson that the practice taught."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="practice_lessons")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="practice_lessons", verbose_name=_("lesson"))

    panels = [FieldPanel("lesson")]

    class Meta(Orderable.Meta):
        verbose_name = _("lesson of a practice")
        verbose_name_plural = _("lessons of practices")

    def __str__(self) -> str:
        return str(self.lesson)


class Resource(Orderable):
    """A link or a document that goes further."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="resources")
    title = models.CharField(_("title"), max_length=200)
    address = models.URLField(_("address"), max_length=600, blank=True)
    document = models.ForeignKey(
        "media.Document", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("document")
    )

    panels = [FieldPanel("title"), FieldPanel("address"), FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("link or document")
        verbose_name_plural = _("links and documents")

    def __str__(self) -> str:
        return self.title
