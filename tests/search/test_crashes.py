"""What kills a process, fills a disk or spoils a file costs time, and nothing else."""

import json
import logging
import os
import resource
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from knowledge_base.lessons.models import Lesson
from knowledge_base.search import outbox
from knowledge_base.search.backend import WhooshSearchBackend
from knowledge_base.search.models import PendingChange
from knowledge_base.search.schema import fields_for
from knowledge_base.search.store import Store, write_safely

pytestmark = pytest.mark.endurance
Indexed = Callable[[], WhooshSearchBackend]


def lesson(statement: str = "Un pont") -> Lesson:
    return Lesson.objects.create(statement=statement, live=False)


def store_of(backend: WhooshSearchBackend) -> Store:
    return backend.store(fields_for(Lesson))


def statements(backend: WhooshSearchBackend, words: str = "pont") -> list[str]:
    return sorted(lesson.statement for lesson in backend.search(words, Lesson.objects.all()))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("act", "times"), [("indexer", 20), ("rebuild", 10)])
def test_nothing_is_lost_when_what_writes_the_index_is_killed(
    backend: WhooshSearchBackend, act: str, times: int
):
    known = connection.settings_dict
    url = f"sqlite:///{known['NAME']}"
    if connection.vendor == "postgresql":
        url = (
            f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}/{known['NAME']}"
        )
    python_path = [os.environ.get("PYTHONPATH", ""), str(settings.BASE_DIR), str(settings.BASE_DIR / "site")]
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.search.crash_settings",
        "SEARCH_INDEX": backend.path,
        "PYTHONPATH": os.pathsep.join(filter(None, python_path)),
    }

    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.search.crashes", act, str(times)],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr[-4000:]
    told = json.loads(run.stdout.splitlines()[-1])
    assert told["written"] > 20
    assert told["reads"] > 20
    assert told["reader errors"] == 0, run.stderr[-4000:]
    assert told["differences"] == 0
    assert told["documents"] == Lesson.objects.count()


def test_a_full_disk_keeps_the_changes_for_later(indexed: Indexed):
    lesson("Un pont ancien")
    backend = indexed()
    lesson("Un pont de plus")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, before[1]))
    try:
        outbox.drain_all()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert statements(backend) == ["Un pont ancien"]
    assert PendingChange.objects.get().attempts == 1
    PendingChange.objects.update(next_try="2020-01-01T00:00:00Z")
    assert statements(indexed()) == ["Un pont ancien", "Un pont de plus"]


def test_a_folder_that_cannot_be_written_is_still_searched(indexed: Indexed):
    lesson("Un pont ancien")
    backend = indexed()
    lock = store_of(backend).folder / "lock"
    lock.unlink()
    lock.mkdir()
    lesson("Un pont de plus")

    with pytest.raises(OSError, match="lock"):
        outbox.drain_all()

    assert statements(backend) == ["Un pont ancien"]
    lock.rmdir()
    assert statements(indexed()) == ["Un pont ancien", "Un pont de plus"]


def spoil_a_segment(backend: WhooshSearchBackend) -> None:
    largest = max(store_of(backend).live().glob("*.pst"), key=lambda file: file.stat().st_size)
    content = bytearray(largest.read_bytes())
    content[len(content) // 2] ^= 0xFF
    largest.write_bytes(content)


def cut_the_contents(backend: WhooshSearchBackend) -> None:
    next(store_of(backend).live().glob("*.toc")).write_bytes(b"no")


def take_a_file_away(backend: WhooshSearchBackend) -> None:
    next(store_of(backend).live().glob("*.pst")).unlink()


def age(backend: WhooshSearchBackend) -> None:
    store = store_of(backend)
    store.live().rename(store.folder / "v1-old")
    write_safely(store.folder / "current", "v1-old")


def lose(backend: WhooshSearchBackend) -> None:
    store = store_of(backend)
    store.live().rename(store.folder.with_name("elsewhere"))


@pytest.mark.parametrize("harm", [spoil_a_segment, cut_the_contents, take_a_file_away, age, lose])
def test_a_spoilt_index_is_rebuilt_and_the_search_answers(
    indexed: Indexed, caplog, monkeypatch, harm: Callable[[WhooshSearchBackend], None]
):
    lesson()
    backend = indexed()
    harm(backend)
    monkeypatch.setattr("knowledge_base.search.snapshot._readers", {})  # as a process that starts now

    with caplog.at_level(logging.ERROR, "knowledge_base.search"):
        assert statements(backend) == ["Un pont"]

    assert "damaged" in caplog.text
    caplog.clear()
    assert statements(backend) == ["Un pont"]
    assert not caplog.records


def test_a_spoilt_index_on_a_disk_that_refuses_finds_nothing_and_says_so(
    indexed: Indexed, monkeypatch, caplog
):
    lesson()
    backend = indexed()
    spoil_a_segment(backend)
    monkeypatch.setattr("knowledge_base.search.snapshot._readers", {})

    def refuse(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("knowledge_base.search.store.write_safely", refuse)

    assert statements(backend) == []
    assert "cannot be given up" in caplog.text
    monkeypatch.undo()


def test_a_spoilt_index_waits_for_the_worker_where_there_is_one(indexed: Indexed, monkeypatch, settings):
    lesson()
    backend = indexed()
    spoil_a_segment(backend)
    monkeypatch.setattr("knowledge_base.search.snapshot._readers", {})
    settings.JOBS = "worker"

    assert statements(backend) == []
    outbox.drain_all()

    assert statements(backend) == ["Un pont"]


def test_the_check_finds_what_differs_and_repairs_it(indexed: Indexed, capsys):
    kept, changed, gone = lesson("Un pont gardé"), lesson("Un pont"), lesson("Un pont ôté")
    backend = indexed()
    call_command("check_index", repair=True, verbosity=0)
    call_command("check_index", verbosity=0)
    Lesson.objects.filter(pk=changed.pk).update(statement="Un pont peint")
    Lesson.objects.filter(pk=gone.pk).delete()
    PendingChange.objects.all().delete()
    Lesson.objects.bulk_create([Lesson(statement="Un pont de plus", slug="de-plus")])

    with pytest.raises(CommandError, match="differ"):
        call_command("check_index")

    assert "lessons.lesson: 1 missing, 1 too many, 1 out of date" in capsys.readouterr().out
    call_command("check_index", repair=True, verbosity=0)
    assert statements(backend) == ["Un pont de plus", "Un pont gardé", "Un pont peint"]
    assert statements(backend, "peint") == ["Un pont peint"]
    assert kept.pk
