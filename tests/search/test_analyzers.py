"""Another way of reading texts, named in ANALYZER: for what is indexed, asked, mended, completed and shown."""

from collections.abc import Callable
from typing import ClassVar

import pytest
from django.core.management import call_command
from modelsearch.backends import get_search_backend

from knowledge_base.lessons.models import Lesson
from knowledge_base.search.analysis import Analyzer
from knowledge_base.search.backend import WhooshSearchBackend
from knowledge_base.search.check import compare
from knowledge_base.search.highlight import highlight, wanted
from knowledge_base.search.schema import fields_for

Indexed = Callable[[], WhooshSearchBackend]


class FiveLetters(Analyzer):
    """Words are alike when they begin alike; "hameau" is said too often to say anything."""

    version: ClassVar[str] = "five-letters"
    little: ClassVar[frozenset[str]] = frozenset({"hameau"})

    def stems(self, raw: str, language: str) -> tuple[str, ...]:
        """Five letters."""
        return (self.fold(raw)[:5],)


@pytest.fixture
def by_fives(indexed: Indexed, settings) -> WhooshSearchBackend:
    """What is in the database, read by another analyzer from now on."""
    Lesson.objects.create(statement="La transhumance")
    assert found(indexed(), "transport") == []
    ours = settings.WAGTAILSEARCH_BACKENDS["default"]
    settings.WAGTAILSEARCH_BACKENDS = {"default": ours | {"ANALYZER": f"{__name__}.FiveLetters"}}
    return get_search_backend()


def found(backend: WhooshSearchBackend, words: str) -> list[str]:
    return [each.statement for each in backend.search(words, Lesson.objects.all())]


def test_an_index_that_another_analyzer_wrote_is_lost_and_rebuilt(by_fives: WhooshSearchBackend, caplog):
    store = by_fives.store(fields_for(Lesson))
    assert store.lost()

    assert found(by_fives, "transhumance") == ["La transhumance"]

    assert "of another version" in caplog.text
    assert not compare(by_fives.snapshot(store.fields), store)


def test_texts_and_queries_are_read_by_the_analyzer_of_the_backend(by_fives: WhooshSearchBackend):
    Lesson.objects.create(statement="Le transformateur")
    by_fives.refresh_indexes()

    assert sorted(found(by_fives, "hameau transport")) == ["La transhumance", "Le transformateur"]


def test_mended_words_and_marks_follow_the_analyzer(by_fives: WhooshSearchBackend):
    assert by_fives.suggest("trinshumance hameau", Lesson.objects.all()) == "transhumance hameau"
    assert highlight("Les transports du hameau", wanted("transhumance hameau", by_fives.analyzer)) == (
        "Les <mark>transports</mark> du hameau"
    )


def test_the_check_reads_as_the_backend_does(by_fives: WhooshSearchBackend, capsys):
    call_command("check_index")

    assert "lessons.lesson: equal (1 objects)" in capsys.readouterr().out
