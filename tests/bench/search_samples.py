"""The sample documents as findings, and the judged queries over them."""

import csv
import json
import math
import re
from pathlib import Path

from django.utils import timezone

from knowledge_base.lessons.models import Lesson
from knowledge_base.library.lookup import look_up
from knowledge_base.library.models import Finding
from network.models import Territory

NOT_WORDS = re.compile(r"\]\([^)]*\)|https?://\S+")


def load(samples: Path) -> dict[int, str]:
    """One public finding for each sample document; their identifiers, by primary key."""
    with (samples / "data" / "practices.jsonl").open() as lines:
        documents = [json.loads(line) for line in lines]
    names = sorted({document["territory"] for document in documents if document.get("territory")})
    places = Territory.objects.bulk_create(
        Territory(kind=Territory.Kind.COMMUNE, name=name[:200], slug=f"sample-{number}")
        for number, name in enumerate(names)
    )
    territories = dict(zip(names, places, strict=True))
    lessons = Lesson.objects.bulk_create(
        Lesson(statement=document["title"][:250], slug=f"sample-{number}")
        for number, document in enumerate(documents)
    )
    findings = Finding.objects.bulk_create(
        finding_of(document, lesson, territories) for document, lesson in zip(documents, lessons, strict=True)
    )
    return {finding.pk: document["id"] for finding, document in zip(findings, documents, strict=True)}


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
