from typing import TYPE_CHECKING, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    InlinePanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager, PageQuerySet
from wagtail.search import index

from knowledge_base.lessons.models import Lesson
from media.blocks import BodyBlock
from network.drawing import drawn_as, lazily
from network.languages import LanguageSelect
from network.lineage import under_every_name
from network.models import Territory, Theme
from network.slots import further_reading
from network.widgets import ThemesInput

if TYPE_CHECKING:
    from django.utils.functional import Promise


MAY_BE_BLANK = (
    "summary",
    "body",
    "note_lessons",
    "sources",
    "territory",
    "themes",
    "tags",
    "picture",
    "licence",
)


class NotePageQuerySet(PageQuerySet):
    """Which notes we mean."""

    def latest_first(self) -> Self:
        """As they were published, the latest first."""
        return self.order_by("-first_published_at", "-pk")

    def about(self, territory: Territory) -> Self:
        """Those of the territory, under its present and its former names."""
        return self.filter(territory__in=under_every_name(territory))

    def originals(self) -> Self:
        """One row per note: the copies that other languages show are left out."""
        return self.filter(alias_of__isnull=True)

    def for_reading(self) -> Self:
        """With the rows that showing one note needs."""
        return self.select_related("territory", "owner", "picture")


class NoteTag(TaggedItemBase):
    """A free word on a note."""

    content_object = ParentalKey("notes.NotePage", on_delete=models.CASCADE, related_name="tagged_items")


class NotePage(Page):
    """What editors publish from the field: composed from sources, stating lessons."""

    summary = models.TextField(
        _("summary"), blank=True, help_text=_("Two sentences: what was seen, what it teaches.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    territory = models.ForeignKey(
        Territory, models.SET_NULL, null=True, blank=True, related_name="notes", verbose_name=_("territory")
    )
    themes = ParentalManyToManyField(
        Theme,
        blank=True,
        related_name="notes",
        limit_choices_to={"is_dimension": False},
        verbose_name=_("themes"),
    )
    tags = ClusterTaggableManager(through=NoteTag, blank=True, verbose_name=_("tags"))
    picture = models.ForeignKey(
        "media.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    content_language = models.CharField(_("language of the text"), max_length=5, default="fr")

    # Read from the database as it is: its relations may be fetched together.
    is_as_stored = False

    objects = PageManager.from_queryset(NotePageQuerySet)()

    search_fields: ClassVar = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    HelpPanel(template="notes/admin/blanks.html", heading=_("What is still missing")),
                    *Page.content_panels,
                    FieldPanel("summary"),
                    FieldPanel("body"),
                ],
                heading=_("Text"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "note_lessons",
                        heading=_("Lessons stated"),
                        label=_("lesson"),
                        help_text=_("They are published with the note."),
                    ),
                    InlinePanel(
                        "sources",
                        heading=_("Sources"),
                        label=_("source"),
                        help_text=_("A page of this site, or an address elsewhere with its title."),
                    ),
                ],
                heading=_("Lessons and sources"),
            ),
            ObjectList(
                [
                    FieldPanel("territory"),
                    FieldPanel("themes", widget=ThemesInput),
                    FieldPanel("tags"),
                    FieldPanel("picture"),
                    FieldPanel("licence"),
                    FieldPanel("content_language", widget=LanguageSelect),
                ],
                heading=_("What it is about"),
            ),
            ObjectList(Page.promote_panels, heading=_("Address")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )
    parent_page_types: ClassVar = ["notes.NoteIndexPage"]
    subpage_types: ClassVar = []
    template = "notes/note.html"

    class Meta:
        verbose_name = _("capitalisation note")
        verbose_name_plural = _("capitalisation notes")

    @property
    def blanks(self) -> list["Promise | str"]:
        """The names of what the note leaves empty, as it is now in the object: a draft in its form."""
        labels = {"note_lessons": _("Lessons stated"), "sources": _("Sources")}
        empty = [name for name in MAY_BE_BLANK if not self._says(name)]
        return [labels.get(name) or self._meta.get_field(name).verbose_name for name in empty]

    @property
    def fields_to_fill(self) -> int:
        """Among how many."""
        return len(MAY_BE_BLANK)

    def _says(self, name: str) -> bool:
        value = getattr(self, name)
        return value.all().exists() if hasattr(value, "all") else bool(value)

    def publish(self, *args: object, **kwargs: object) -> object:
        """The note and its lessons are published together, or not at all."""
        with transaction.atomic():
            return super().publish(*args, **kwargs)

    def unpublish(self, *args: object, **kwargs: object) -> object:
        """The note and the lessons that nothing else states are withdrawn together, or not at all."""
        with transaction.atomic():
            return super().unpublish(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        from knowledge_base.notes.presentation import context_of

        context = super().get_context(request, *args, **kwargs)
        further = lazily(further=lambda: further_reading.parts(self, request))
        return context | context_of(self, request) | further | drawn_as(self, request)


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
    page = models.ForeignKey(
        Page, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("page")
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    address = models.URLField(_("address"), max_length=1000, blank=True)

    panels = [PageChooserPanel("page"), FieldPanel("title"), FieldPanel("address")]

    class Meta(Orderable.Meta):
        verbose_name = _("source of a note")
        verbose_name_plural = _("sources of notes")

    def __str__(self) -> str:
        return self.title or (str(self.page) if self.page else self.address)

    def clean(self) -> None:
        super().clean()
        if not self.page_id and not self.address:
            raise ValidationError(_("Choose a page, or give an address."))
        if self.address and not self.title and not self.page_id:
            raise ValidationError({"title": _("Say what is found at this address.")})
