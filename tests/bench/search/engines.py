"""Ours, and what it is compared with: each answers a question with its ten best documents and three counts."""

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from modelsearch.backends import get_search_backend
from modelsearch.query import PlainText

from knowledge_base.library.models import Finding
from knowledge_base.search.analysis import Concept, analyzer_of
from knowledge_base.search.documents import document
from knowledge_base.search.schema import EXACT, STEM

FACETS = ("kind", "themes", "within")
Ask = Callable[[str], Any]


def rebuild(backend: Any, chunk: int = 1000) -> None:
    """Index all findings from scratch, a chunk at a time."""
    rebuilder = backend.rebuilder_class(backend.get_index_for_model(Finding))
    index = rebuilder.start()
    findings = Finding.get_indexed_objects().order_by("pk")
    for start in range(0, findings.count(), chunk):
        index.add_items(Finding, list(findings[start : start + chunk]))
    rebuilder.finish()


def ours() -> Ask:
    """The engine alone: the order of the ten best, without reading them from the database."""
    backend = get_search_backend()

    def ask(words: str) -> list[int]:
        results = backend.search(PlainText(words, operator="or"), Finding.objects.all())[:10]
        numbers = results._in_order(*results._found())
        for facet in FACETS:
            results.facet(facet)
        return numbers

    return ask


def of_modelsearch(backend: Any) -> Ask:
    """A backend that modelsearch ships; it reads the ten objects too, as it has no other answer."""

    def ask(words: str) -> list[Finding]:
        results = backend.search(PlainText(words, operator="or"), Finding.objects.all())
        found = list(results[:10])
        for facet in ("kind", "language", "visibility"):  # it counts single values only
            results.facet(facet)
        return found

    return ask


def raw_fts5(database: Path) -> Ask:
    """SQLite's own full text search over the same terms, the facets counted by its own joins."""
    known = sqlite3.connect(database)
    names = [
        prefix + name for name in ("title", "summary", "text", "places", "words") for prefix in (EXACT, STEM)
    ]
    if not known.execute("SELECT 1 FROM sqlite_master WHERE name = 'held'").fetchone():
        fill_fts5(known, names)

    def ask(words: str) -> list[tuple[int]]:
        wanted = " OR ".join(f'"{term}"' for term in terms_of(analyzer_of().concepts(words)))
        if not wanted:
            return []
        best = known.execute(
            "SELECT rowid FROM held WHERE held MATCH ? ORDER BY rank LIMIT 10", [wanted]
        ).fetchall()
        known.execute(
            "SELECT name, value, count(*) FROM facet "
            "WHERE document IN (SELECT rowid FROM held WHERE held MATCH ?) GROUP BY name, value",
            [wanted],
        ).fetchall()
        return best

    return ask


def terms_of(asked: Iterable[Concept]) -> Iterable[str]:
    """The terms looked for, as the table holds them."""
    for one in asked:
        yield from one.forms
        yield from (f"zz{stem}" for stem in one.stems)
        yield from terms_of(one.parts)


def fill_fts5(known: sqlite3.Connection, names: list[str]) -> None:
    """The same terms, each as often as it stands there; a stem as a word of its own."""
    known.execute(f"CREATE VIRTUAL TABLE held USING fts5({', '.join(names)}, content='')")
    known.execute(
        "CREATE TABLE facet (document INTEGER, name, value, PRIMARY KEY (document, name, value)) WITHOUT ROWID"
    )
    findings = Finding.get_indexed_objects().order_by("pk")
    for start in range(0, findings.count(), 1000):
        for finding in findings[start : start + 1000]:
            kept = document(finding, analyzer_of())
            columns = [
                " ".join(
                    ("zz" + term if name.startswith(STEM) else term)
                    for term, held in kept.get(name, {}).items()
                    for _ in range(held if isinstance(held, int) else len(held))
                )
                for name in names
            ]
            marks = ", ".join("?" * (len(names) + 1))
            known.execute(
                f"INSERT INTO held (rowid, {', '.join(names)}) VALUES ({marks})", [finding.pk, *columns]
            )
            known.executemany(
                "INSERT INTO facet VALUES (?, ?, ?)",
                [(finding.pk, name, value) for name in FACETS for value in kept.get(f"filter_{name}", [])],
            )
    known.execute("INSERT INTO held (held) VALUES ('optimize')")
    known.commit()
