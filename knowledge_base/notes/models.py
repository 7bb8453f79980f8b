from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from knowledge_base.lessons.models import Lesson
from media.blocks import BodyBlock
from network.models import Territory, Theme


class NoteIndexPage(Page):
    """The list of capitalisation notes."""

    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types: ClassVar = ["notes.NotePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of notes")


class NoteTag(TaggedItemBase):
    """A free word on a note."""

    content_object = ParentalKey("notes.NotePage", on_delete=models.CASCADE, related_name="tagged_items")


class NotePage(Page):
    """What editors publish from the field: composed from sources, stating lessons."""

    summary = models.TextField(_("summary"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    territory = models.ForeignKey(
        Territory, models.SET_NULL, null=True, blank=True, related_name="notes", verbose_name=_("territory")
    )
    themes = ParentalManyToManyField(Theme, blank=True, related_name="notes", verbose_name=_("themes"))
    tags = ClusterTaggableManager(through=NoteTag, blank=True, verbose_name=_("tags"))
    picture = models.ForeignKey(
        "media.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    licence = models.CharField(_("licence"), max_length=120, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        InlinePanel("note_lessons", heading=_("Lessons stated"), label=_("lesson")),
        InlinePanel("sources", heading=_("Sources"), label=_("source")),
        FieldPanel("territory"),
        FieldPanel("themes"),
        FieldPanel("tags"),
        FieldPanel("picture"),
        FieldPanel("licence"),
    ]
    parent_page_types: ClassVar = ["notes.NoteIndexPage"]
    subpage_types: ClassVar = []

    class Meta:
        verbose_name = _("capitalisation note")
        verbose_name_plural = _("capitalisation notes")


class NoteLesson(Orderable):
    """A lesson that the note states; it is published with the note."""

    note = ParentalKey(NotePage, on_delete=models.CASCADE, related_name="note_lessons")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="note_lessons", verbose_name=_("lesson"))

    panels = [FieldPanel("lesson")]

    class Meta(Orderable.Meta):
        verbose_name = _("lesson of a note")
        verbose_name_plural = _("lessons of notes")

    def __str__(self) -> str:
        return str(self.lesson)


class NoteSource(Orderable):
    """Where the note comes from: a session, a practice, or an address elsewhere."""

    note = ParentalKey(NotePage, on_delete=models.CASCADE, related_name="sources")
    page = models.ForeignKey(Page, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("page"))
    title = models.CharField(_("title"), max_length=200, blank=True)
    address = models.URLField(_("address"), max_length=600, blank=True)

    panels = [PageChooserPanel("page"), FieldPanel("title"), FieldPanel("address")]

    class Meta(Orderable.Meta):
        verbose_name = _("source of a note")
        verbose_name_plural = _("sources of notes")

    def __str__(self) -> str:
        return self.title or str(self.page)
