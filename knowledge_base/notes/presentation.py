"""What the page of a note shows, gathered in few queries."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext

from knowledge_base.lessons.models import Lesson
from knowledge_base.notes.models import NotePage

KINDS_SEEN = {"cycles.sessionpage", "practices.practicepage"}


@dataclass(frozen=True)
class Source:
    """A place the note comes from, with the word of the thread."""

    word: str
    title: str
    url: str


def context_of(note: NotePage, request: HttpRequest | None = None) -> dict[str, object]:
    """What `notes/note.html` needs."""
    lessons = lessons_of(note)
    parent = getattr(note, "_cached_parent_obj", None)
    sources = sources_of(note, request)
    return {
        "lessons": lessons,
        "sources": sources,
        "thread": thread_of(note, sources, lessons),
        "themes": [str(theme) for theme in note.themes.all()] + [tag.name for tag in note.tags.all()],
        "crumbs": [{"label": parent.title, "url": parent.url}, {"label": note.title}] if parent else [],
    }


def lessons_of(note: NotePage) -> list[Lesson]:
    """The lessons in the order of the note; on a published note, those that are published."""
    pks = [row.lesson_id for row in note.note_lessons.all()]
    found = Lesson.objects.filter(pk__in=pks).with_conditions()
    by_pk = {lesson.pk: lesson for lesson in (found.live() if note.live else found)}
    return [by_pk[pk] for pk in dict.fromkeys(pks) if pk in by_pk]


def sources_of(note: NotePage, request: HttpRequest | None = None) -> list[Source]:
    """The sources in order; a page that is not published is not named."""
    rows = note.sources.select_related("page", "page__content_type") if note.pk else []
    sources = []
    for row in rows:
        if row.page_id and row.page.live:
            seen = f"{row.page.content_type.app_label}.{row.page.content_type.model}" in KINDS_SEEN
            sources.append(
                Source(
                    gettext("Seen") if seen else gettext("Read"),
                    row.title or row.page.title,
                    row.page.get_url(request) or "",
                )
            )
        elif row.address:
            sources.append(Source(gettext("Read"), row.title or row.address, row.address))
    return sources


def thread_of(note: NotePage, sources: list[Source], lessons: list[Lesson]) -> list[dict[str, str]]:
    """What was seen, then what is stated: the knots of the rope."""
    steps = [{"word": source.word, "title": source.title, "url": source.url} for source in sources]
    stated = [
        {"word": gettext("Stated"), "title": lesson.statement, "url": lesson.address} for lesson in lessons
    ]
    return [*steps, *stated] if steps and stated else []
