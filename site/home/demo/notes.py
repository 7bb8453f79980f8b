"""The capitalisation notes of the demonstration network, from notes.toml; loading them again changes nothing."""

import tomllib
from pathlib import Path

from django.db import transaction
from django.utils.translation import override
from wagtail.models import Page

from home.demo.pages import Drawing, publish, sections
from home.demo.practices import LICENCE, file_under
from home.demo.territories import territory_of
from knowledge_base.lessons.models import Condition, Lesson
from knowledge_base.notes.models import NoteIndexPage, NoteLesson, NotePage, NoteSource
from knowledge_base.practices.models import PracticePage
from learning.cycles.models import SessionPage
from network.models import Theme, User

FILE = Path(__file__).with_name("notes.toml")


@transaction.atomic
def load_notes(
    index: NoteIndexPage | None = None,
    owner: User | None = None,
    picture: Drawing = None,
) -> list[NotePage]:
    """Publish the notes that are not there yet, with their lessons and sources; after the practices and the cycles."""
    index = index or NoteIndexPage.objects.get(locale__language_code="fr")
    with override("fr"):
        return [
            _load(row, index, owner, picture)
            for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["note"]
        ]


def _load(row: dict, index: NoteIndexPage, owner: User | None, picture: Drawing) -> NotePage:
    existing = NotePage.objects.child_of(index).filter(slug=row["slug"]).first()
    if existing:
        return existing
    note = NotePage(
        title=row["title"],
        slug=row["slug"],
        summary=row["summary"],
        body=sections(row["body"]),
        territory=territory_of(row.get("territory", "")),
        picture=picture(row["slug"]) if picture else None,
        licence=LICENCE,
        owner=owner,
        live=False,
    )
    index.add_child(instance=note)
    file_under(note, row.get("themes", []), row.get("tags", []))
    lessons = [_lesson(stated) for stated in row["lessons"]]
    note.note_lessons = [NoteLesson(lesson=lesson, sort_order=place) for place, lesson in enumerate(lessons)]
    note.sources = _sources(row)
    publish(note, owner)
    return note


def _lesson(row: dict) -> Lesson:
    lesson = Lesson.objects.filter(statement=row["statement"]).first()
    if lesson:
        return lesson
    lesson = Lesson(statement=row["statement"], context=row.get("context", ""), live=False)
    lesson.conditions = [
        Condition(weight=weight, text=text, sort_order=place)
        for place, (weight, text) in enumerate(row.get("conditions", []))
    ]
    lesson.save()
    lesson.themes.set(Theme.objects.filter(name__in=row.get("themes", [])))
    lesson.save_revision()
    return lesson


def _sources(row: dict) -> list[NoteSource]:
    """Sessions, practices and addresses elsewhere, in that order; what is not in the network is left out."""
    pages: list[Page] = []
    for title in row.get("sessions", []):
        session = SessionPage.objects.live().filter(title__istartswith=title, alias_of__isnull=True).first()
        pages += [session.page_ptr] if session else []
    seen = PracticePage.objects.live().filter(source_id__in=row.get("practices", []))
    practices = {practice.source_id: practice.page_ptr for practice in seen}
    pages += [practices[name] for name in row.get("practices", []) if name in practices]
    sources = [NoteSource(page=page) for page in pages]
    sources += [
        NoteSource(title=source["title"], address=source["address"]) for source in row.get("sources", [])
    ]
    for place, source in enumerate(sources):
        source.sort_order = place
    return sources
