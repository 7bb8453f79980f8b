"""What the page of a note shows, gathered in few queries."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from knowledge_base.lessons.models import Lesson
from knowledge_base.notes.models import NotePage
from knowledge_base.practices.names import names_of
from network.drawing import lazily
from network.languages import lang_of, text_language
from network.restrictions import may_be_named
from network.twins import in_readers_tree

# The word for what a note comes from: a session was seen, a practice was done; anything else is read.
WORDS = {
    "sessionpage": pgettext_lazy("source of a note", "Seen"),
    "practicepage": gettext_lazy("Done"),
}


@dataclass(frozen=True)
class Source:
    """A place the note comes from, with the word of the thread."""

    word: str
    title: str
    url: str
    language: str = ""


def context_of(note: NotePage, request: HttpRequest | None = None) -> dict[str, object]:
    """What `notes/note.html` needs."""
    parent = getattr(note, "_cached_parent_obj", None)
    return {
        "crumbs": [{"label": parent.title, "url": parent.url}, {"label": note.title, "lang": lang_of(note)}]
        if parent
        else [],
    } | lazily(
        lessons=lambda: lessons_of(note),
        sources=lambda: sources_of(note, request),
        words=lambda: words_of(note),
    )


def words_of(note: NotePage) -> list[str]:
    """The names of its themes, then its tags."""
    names = names_of(note)
    return [*names.themes, *names.tags]


def lessons_of(note: NotePage) -> list[Lesson]:
    """The lessons in the order of the note; on a published note, those that are published."""
    rows = note.note_lessons
    if note.is_as_stored:
        stated = [row.lesson for row in rows.select_related("lesson").prefetch_related("lesson__conditions")]
    else:
        stated = [row.lesson for row in rows.all()]
    return [lesson for lesson in dict.fromkeys(stated) if lesson.live or not note.live]


def sources_of(note: NotePage, request: HttpRequest | None = None) -> list[Source]:
    """The sources in order; a page that is not published is not named."""
    rows = (
        note.sources.select_related("page__content_type", "page__locale", "page__alias_of__locale")
        if note.is_as_stored
        else note.sources.all()
    )
    twins = in_readers_tree(row.page for row in rows if row.page)
    sources = []
    for row in rows:
        page = row.page
        if may_be_named(page):
            word = WORDS.get(page.content_type.model) or pgettext("source of a note", "Read")
            language = note.content_language if row.title else text_language(page)
            address = twins[page.pk].get_url(request) or ""
            sources.append(Source(str(word), row.title or page.title, address, language))
        elif row.address:
            sources.append(
                Source(pgettext("source of a note", "Read"), row.title or row.address, row.address)
            )
    return sources
