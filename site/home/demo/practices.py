"""The practices of the demonstration network, from practices.toml; loading them again changes nothing."""

import tomllib
from pathlib import Path

from django.db import transaction
from django.utils.translation import override

from formats import markdown
from home.demo.pages import Drawing, publish
from home.demo.territories import territory_of
from knowledge_base.practices.models import PracticeIndexPage, PracticePage
from knowledge_base.practices.partial_dates import parse_period
from knowledge_base.practices.sheet import LONG_TEXTS
from network.models import Theme, User

FILE = Path(__file__).with_name("practices.toml")
LICENCE = "CC BY-SA 4.0"
PLAIN = ("place", "summary", "applicability", "scale", "target_groups", "organisation")
SOURCE = ("source_name", "source_url", "source_date")


@transaction.atomic
def load_practices(
    index: PracticeIndexPage | None = None,
    owner: User | None = None,
    picture: Drawing = None,
) -> list[PracticePage]:
    """Publish the practices that are not there yet; those of the file, in its order."""
    index = index or PracticeIndexPage.objects.get(locale__language_code="fr")
    with override("fr"):
        return [
            _load(row, index, owner, picture)
            for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["practice"]
        ]


def file_under(page: object, themes: list[str], tags: list[str]) -> None:
    """Give the page its themes; a theme the network does not know becomes a tag."""
    known = {theme.name: theme for theme in Theme.objects.filter(name__in=themes)}
    page.themes.set(list(known.values()))
    page.tags.set([*tags, *(name for name in themes if name not in known)])


def _load(row: dict, index: PracticeIndexPage, owner: User | None, picture: Drawing) -> PracticePage:
    existing = PracticePage.objects.child_of(index).filter(source_id=row["id"]).first()
    if existing:
        return existing
    practice = PracticePage(
        title=row["title"],
        source_id=row["id"],
        source_kind="experience",
        territory=territory_of(row.get("territory", "")),
        licence=LICENCE,
        owner=owner,
        live=False,
        **{name: row[name] for name in (*PLAIN, *SOURCE) if name in row},
        **{name: markdown.render(row[name]) for name in LONG_TEXTS if name in row},
    )
    practice.period_start, practice.period_end = parse_period(row.get("period", ""))
    practice.actors = [("actor", actor) for actor in row.get("actors", [])]
    practice.steps = [("step", {"start": "", "end": "", **step}) for step in row.get("steps", [])]
    practice.resources = [
        ("resource", {"document": None, **resource}) for resource in row.get("resources", [])
    ]
    practice.picture = picture(row["id"]) if picture else None
    index.add_child(instance=practice)
    practice.dimensions.set(Theme.objects.filter(slug__in=row.get("dimensions", []), is_dimension=True))
    file_under(practice, row.get("themes", []), row.get("tags", []))
    publish(practice, owner)
    return practice
