"""The cycles of the demonstration network, from cycles.toml; loading them again changes nothing."""

import tomllib
from pathlib import Path

from django.db import transaction
from django.utils.translation import override
from wagtail.models import Page

from formats import markdown
from home.demo.pages import Drawing, publish, sections
from home.demo.territories import territory_of
from learning.cycles.models import (
    CycleIndexPage,
    CyclePage,
    ModulePage,
    Question,
    SessionPage,
    SessionSpeaker,
    Speaker,
    Visit,
)
from network.models import Theme, User

FILE = Path(__file__).with_name("cycles.toml")
CYCLE_WORDS = (
    "subtitle",
    "summary",
    "organiser",
    "months_only",
    "open_entry",
    "source",
    "source_name",
    "fictional",
)
SESSION_WORDS = ("short_name", "summary", "time_zone", "place", "host_reason", "open_entry", "deliverable")


@transaction.atomic
def load_cycles(index: CycleIndexPage, owner: User | None = None, picture: Drawing = None) -> list[CyclePage]:
    """Publish the cycles and sessions that are not there yet, found by their slugs; after the territories they name."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    with override("fr"):
        return [_load_cycle(row, index, owner, picture) for row in data["cycle"]]


def _load_cycle(row: dict, index: CycleIndexPage, owner: User | None, picture: Drawing) -> CyclePage:
    cycle = CyclePage.objects.child_of(index).filter(slug=row["slug"]).first()
    if cycle is None:
        cycle = CyclePage(
            title=row["title"],
            slug=row["slug"],
            locale=index.locale,
            owner=owner,
            live=False,
            objectives=markdown.render(row.get("objectives", "")),
            body=sections(row.get("body", "")),
            start_date=row.get("start"),
            end_date=row.get("end"),
            picture=picture(row["slug"]) if picture else None,
            **{word: row[word] for word in CYCLE_WORDS if word in row},
        )
        index.add_child(instance=cycle)
        publish(cycle, owner)
    for session in row["sessions"]:
        _load_session({**row.get("each", {}), **session}, cycle, cycle, owner)
    for module in row.get("modules", []):
        _load_module(module, cycle, owner)
    return cycle


def _load_module(row: dict, cycle: CyclePage, owner: User | None) -> None:
    module = ModulePage.objects.child_of(cycle).filter(slug=row["slug"]).first()
    if module is None:
        module = ModulePage(
            title=row["title"],
            slug=row["slug"],
            locale=cycle.locale,
            owner=owner,
            live=False,
            objectives=markdown.render(row["objectives"]),
            exercise=markdown.render(row["exercise"]),
            exercise_due=row["exercise_due"],
        )
        cycle.add_child(instance=module)
        publish(module, owner)
    for session in row["sessions"]:
        _load_session(session, module, cycle, owner)


def _load_session(row: dict, parent: Page, cycle: CyclePage, owner: User | None) -> None:
    if SessionPage.objects.child_of(parent).filter(slug=row["slug"]).exists():
        return
    session = SessionPage(
        title=row["title"],
        slug=row["slug"],
        locale=cycle.locale,
        owner=owner,
        live=False,
        kind=row["kind"],
        start_date=row.get("start"),
        end_date=row.get("end"),
        start_time=row.get("from"),
        end_time=row.get("to"),
        weekday=SessionPage.Weekday[row["weekday"].upper()] if "weekday" in row else None,
        territory=territory_of(row.get("territory", "")),
        applies=SessionPage.objects.descendant_of(cycle).filter(slug=row.get("applies", "")).first(),
        programme=sections(row.get("programme", "")),
        **{word: row[word] for word in SESSION_WORDS if word in row},
    )
    session.speakers = [_appearance(speaker) for speaker in row.get("speakers", [])]
    session.questions = [
        *(Question(text=text) for text in row.get("questions", [])),
        *(Question(text=text, kind=Question.Kind.PARADOX) for text in row.get("paradoxes", [])),
    ]
    session.visits = [
        Visit(**{**visit, "theme": Theme.objects.filter(slug=visit.get("theme", "")).first()})
        for visit in row.get("visits", [])
    ]
    parent.add_child(instance=session)
    session.themes.set(Theme.objects.filter(slug__in=row.get("themes", [])))
    publish(session, owner)


def _appearance(row: dict) -> SessionSpeaker:
    speaker, _created = Speaker.objects.get_or_create(
        name=row["name"], organisation=row.get("organisation", ""), defaults={"role": row.get("role", "")}
    )
    return SessionSpeaker(speaker=speaker, presence=row.get("presence", ""), place=row.get("place", ""))
