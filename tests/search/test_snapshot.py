"""One process reads one index, with as many threads as its server has."""

import gc
import sys
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge_base.lessons.models import Lesson
from knowledge_base.search.backend import WhooshSearchBackend
from knowledge_base.search.schema import STEM, fields_for
from knowledge_base.search.snapshot import Reader, Snapshot

Indexed = Callable[[], WhooshSearchBackend]
WORDS = [f"mot{number}" for number in range(120)]


@pytest.fixture
def threads_that_change_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def opened(backend: WhooshSearchBackend) -> Snapshot:
    """The index as a process reads it that starts now."""
    return Reader(backend.store(fields_for(Lesson))).current()


def holding(snapshot: Snapshot, word: str) -> list[int]:
    return snapshot.holding(f"{STEM}statement", word).tolist()


def held_open() -> set[Path]:
    """The files that this process holds open."""
    return {file.readlink() for file in Path("/proc/self/fd").iterdir() if file.is_symlink()}


def test_threads_that_read_one_index_at_once_read_what_one_alone_reads(
    indexed: Indexed, threads_that_change_often: None
):
    Lesson.objects.bulk_create(
        Lesson(statement=" ".join(WORDS[start : start + 20]), slug=f"lecon-{start}") for start in range(100)
    )
    backend = indexed()
    backend.add_bulk(Lesson, Lesson.objects.all())
    backend = indexed()
    alone = opened(backend)
    expected = [holding(alone, word) for word in WORDS]

    for _ in range(3):
        shared = opened(backend)
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(lambda word, shared=shared: holding(shared, word), WORDS * 2))
        assert found == expected * 2


def test_an_index_that_nobody_reads_any_more_leaves_no_file_open(indexed: Indexed):
    Lesson.objects.create(statement="Un pont")
    backend = indexed()
    before = held_open()

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        snapshot = opened(backend)
        assert holding(snapshot, "pont")
        del snapshot
        gc.collect()

    assert [str(warning.message) for warning in told if warning.category is ResourceWarning] == []
    assert held_open() <= before
