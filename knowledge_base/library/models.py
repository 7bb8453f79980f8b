from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag
from wagtail.models import Page
from wagtail.search import index

from knowledge_base.lessons.models import Lesson
from learning.pilots.models import Entry
from network.models import Territory, Theme


class Finding(index.Indexed, models.Model):
    """One published thing, flattened so that one queryset serves every kind, facet and engine.

    Written in the publishing transaction, rebuilt by `manage.py rebuild_findings`. It points at exactly one of
    a page, a lesson or an entry.
    """

    class Kind(models.TextChoices):
        PRACTICE = "practice", _("practice")
        NOTE = "note", _("note")
        LESSON = "lesson", _("lesson")
        ENTRY = "entry", _("journal entry")
        SESSION = "session", _("session")

    kind = models.CharField(max_length=10, choices=Kind)
    page = models.OneToOneField(Page, models.CASCADE, null=True, related_name="+")
    lesson = models.OneToOneField(Lesson, models.CASCADE, null=True, related_name="+")
    entry = models.OneToOneField(Entry, models.CASCADE, null=True, related_name="+")
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    places = models.TextField(blank=True)
    territory = models.ForeignKey(Territory, models.SET_NULL, null=True, related_name="+")
    themes = models.ManyToManyField(Theme, related_name="+")
    tags = models.ManyToManyField(Tag, related_name="+")
    language = models.CharField(max_length=5, default="fr")
    date = models.DateField(null=True)
    published = models.DateTimeField()
    filled = models.PositiveSmallIntegerField(null=True)
    fields = models.PositiveSmallIntegerField(null=True)

    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("summary", boost=1.5),
        index.SearchField("text"),
        index.SearchField("places"),
        index.FilterField("kind"),
        index.FilterField("territory_id"),
        index.FilterField("language"),
        index.FilterField("date"),
    ]

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["-published", "-pk"]

    def __str__(self) -> str:
        return self.title
