"""The sample documents as findings, and the judged queries over them."""

import csv
import json
import math
import random
import re
from pathlib import Path

from django.utils import timezone
from taggit.models import Tag

from knowledge_base.lessons.models import Lesson
from knowledge_base.library.lookup import look_up
from knowledge_base.library.models import Finding
from network.models import Territory, Theme

NOT_WORDS = re.compile(r"\]\([^)]*\)|https?://\S+")


def sampled(samples: Path) -> list[dict]:
    """The sample documents."""
    with (samples / "data" / "practices.jsonl").open() as lines:
        return [json.loads(line) for line in lines]


def grown(documents: list[dict], size: int) -> list[dict]:
    """As many documents as asked for: the given ones, then others made of their titles and paragraphs, always the same."""
    chance = random.Random(2026)
    paragraphs = [
        part for one in documents for part in (one.get("body_markdown") or "").split("\n\n") if part.strip()
    ]
    made = []
    for number in range(size - len(documents)):
        one, other = chance.choices(documents, k=2)
        halves = (
            one["title"].split()[: chance.randint(2, 6)] + other["title"].split()[-chance.randint(2, 6) :]
        )
        length = (one.get("body_markdown") or "").count("\n\n") + 1
        made.append(
            {
                **one,
                "id": f"made-{number}",
                "title": " ".join(halves),
                "summary": other.get("summary") or "",
                "body_markdown": "\n\n".join(chance.choices(paragraphs, k=length)),
                "territory": other.get("territory"),
            }
        )
    return [*documents, *made][:size]


def load(documents: list[dict]) -> dict[int, str]:
    """One public finding for each document, with its place, themes and tags; their identifiers, by primary key."""
    territories = named(Territory, sorted({one["territory"] for one in documents if one.get("territory")}))
    themes = named(Theme, sorted({name for one in documents for name in one.get("themes") or []}))
    tags = named(Tag, sorted({name for one in documents for name in one.get("tags") or []}))
    lessons = Lesson.objects.bulk_create(
        (
            Lesson(statement=one["title"][:250], slug=f"sample-{number}")
            for number, one in enumerate(documents)
        ),
        batch_size=1000,
    )
    findings = Finding.objects.bulk_create(
        (finding_of(one, lesson, territories) for one, lesson in zip(documents, lessons, strict=True)),
        batch_size=500,
    )
    for field, rows, names in (
        ("themes", themes, lambda one: one.get("themes") or []),
        ("tags", tags, lambda one: one.get("tags") or []),
        ("within", territories, lambda one: [one["territory"]] if one.get("territory") else []),
    ):
        through = getattr(Finding, field).through
        other = Finding._meta.get_field(field).m2m_reverse_field_name() + "_id"
        through.objects.bulk_create(
            (
                through(finding_id=finding.pk, **{other: rows[name].pk})
                for finding, one in zip(findings, documents, strict=True)
                for name in dict.fromkeys(names(one))
            ),
            batch_size=5000,
        )
    return {finding.pk: one["id"] for finding, one in zip(findings, documents, strict=True)}


def named(
    model: type[Territory] | type[Theme] | type[Tag], names: list[str]
) -> dict[str, Territory | Theme | Tag]:
    """A row for each name."""
    extra = {"kind": Territory.Kind.COMMUNE} if model is Territory else {}
    fitting = {name: name[: model._meta.get_field("name").max_length] for name in names}
    rows = {row.name: row for row in model._default_manager.filter(name__in=fitting.values())}
    missing = dict.fromkeys(name for name in fitting.values() if name not in rows)
    made = model._default_manager.bulk_create(
        [model(name=name, slug=f"sample-{number}", **extra) for number, name in enumerate(missing)],
        batch_size=1000,
    )
    rows |= {row.name: row for row in made}
    return {name: rows[fits] for name, fits in fitting.items()}


def finding_of(document: dict, lesson: Lesson, territories: dict[str, Territory]) -> Finding:
    return Finding(
        kind=Finding.Kind.LESSON,
        lesson=lesson,
        title=document["title"][:255],
        summary=document.get("summary") or "",
        text=NOT_WORDS.sub(" ", document.get("body_markdown") or ""),
        places=document.get("territory") or "",
        words="\n".join([*(document.get("themes") or []), *(document.get("tags") or [])]),
        territory=territories.get(document.get("territory")),
        language=(document.get("language") or "fr")[:2],
        published=timezone.now(),
    )


def judged_queries(samples: Path) -> list[tuple[str, dict[str, int]]]:
    """Each query with the grade of its relevant documents."""
    with (samples / "data" / "queries_dev.tsv").open() as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [(row["query"], dict(graded(row["relevant_ids_with_grade"]))) for row in rows]


def graded(judgments: str) -> list[tuple[str, int]]:
    return [(name, int(grade)) for name, _, grade in (part.rpartition(":") for part in judgments.split())]


def first_ten(query: str, names: dict[int, str]) -> list[str]:
    """The identifiers of the ten best documents, as the library's page finds them."""
    return [names[finding.pk] for finding in look_up(Finding.objects.all(), query).results[:10]]


def ndcg(found: list[str], grades: dict[str, int]) -> float:
    """How near the order is to the best one (gain 2^grade - 1, discount log2, unjudged 0)."""
    ideal = sorted(grades.values(), reverse=True)[:10]
    return gain([grades.get(name, 0) for name in found]) / gain(ideal)


def gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades))


def reciprocal_rank(found: list[str], grades: dict[str, int]) -> float:
    """One over the rank of the first relevant document; 0 without one."""
    return next((1 / rank for rank, name in enumerate(found, start=1) if grades.get(name, 0) >= 1), 0.0)
