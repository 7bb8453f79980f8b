"""The index is equal to the database, whatever happened in between."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from modelsearch.query import Phrase

from knowledge_base.lessons.models import Lesson
from knowledge_base.search import indexes, outbox
from knowledge_base.search.backend import WhooshSearchBackend
from knowledge_base.search.check import Differences, compare
from knowledge_base.search.models import PendingChange
from knowledge_base.search.schema import fields_for
from knowledge_base.search.store import Store, write_safely
from knowledge_base.search.writer import in_parts, update
from network.models import Theme
from tests.factories.network import ThemeFactory

Indexed = Callable[[], WhooshSearchBackend]


def drafted(statement: str, live: bool = False) -> Lesson:
    """A lesson, alone: a live one would have a finding that is indexed too."""
    return Lesson.objects.create(statement=statement, live=live)


def store_of(backend: WhooshSearchBackend) -> Store:
    return backend.store(fields_for(Lesson))


def statements(backend: WhooshSearchBackend, words: str | Phrase = "pont") -> list[str]:
    return sorted(lesson.statement for lesson in backend.search(words, Lesson.objects.all()))


def in_index(backend: WhooshSearchBackend) -> set[str]:
    return set(backend.snapshot(fields_for(Lesson)).numbers)


def test_a_save_writes_its_row_in_the_same_transaction(backend: WhooshSearchBackend):
    with transaction.atomic():
        drafted("Un pont")
        assert PendingChange.objects.count() == 1
        transaction.set_rollback(True)

    assert PendingChange.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_commit_is_searchable_at_once_where_jobs_run_inline(backend: WhooshSearchBackend):
    drafted("Un pont")

    assert PendingChange.objects.count() == 0
    assert statements(backend) == ["Un pont"]


@pytest.mark.django_db(transaction=True)
def test_a_commit_waits_for_the_worker_where_there_is_one(backend: WhooshSearchBackend, settings):
    settings.JOBS = "worker"

    drafted("Un pont")

    assert statements(backend) == []
    assert outbox.drain_all() == 1
    assert statements(backend) == ["Un pont"]


def test_a_change_and_a_removal_reach_the_index(indexed: Indexed):
    kept, changed, gone = (drafted(f"Un pont {name}") for name in ("gardé", "changé", "ôté"))
    indexed()

    changed.statement = "Un pont changé et peint"
    changed.save()
    gone.delete()

    assert statements(indexed()) == ["Un pont changé et peint", "Un pont gardé"]
    assert in_index(indexed()) == {str(kept.pk), str(changed.pk)}


def test_an_object_that_leaves_the_indexed_ones_leaves_the_index(indexed: Indexed, monkeypatch):
    lesson = drafted("Un pont", live=True)
    indexed()
    monkeypatch.setattr(Lesson, "get_indexed_objects", classmethod(lambda cls: cls.objects.filter(live=True)))

    lesson.live = False
    lesson.save()

    assert in_index(indexed()) == set()


def test_what_is_withdrawn_is_gone_from_counts_before_the_index_knows(indexed: Indexed):
    lesson = drafted("Un pont", live=True)
    drafted("Un pont ouvert", live=True)
    backend = indexed()
    live = Lesson.objects.filter(live=True)

    lesson.live = False
    lesson.save()

    results = backend.search("pont", live)
    assert [each.statement for each in results] == ["Un pont ouvert"]
    assert results.count() == 1
    assert dict(results.facet("live")) == {True: 1}


def test_a_change_the_index_was_never_told_of_is_not_shown(indexed: Indexed):
    drafted("Un pont", live=True)
    backend = indexed()

    Lesson.objects.update(live=False)

    assert list(backend.search("pont", Lesson.objects.filter(live=True))) == []


def test_one_object_that_cannot_be_indexed_stops_no_other(indexed: Indexed, monkeypatch):
    from knowledge_base.search import writer

    bad = drafted("Un pont cassé")
    drafted("Un pont sain")
    real = writer.document

    def failing(obj, analyzer):
        if obj.pk == bad.pk:
            raise ValueError("no")
        return real(obj, analyzer)

    monkeypatch.setattr(writer, "document", failing)
    backend = indexed()

    assert statements(backend) == ["Un pont sain"]
    assert PendingChange.objects.get().attempts == 1
    monkeypatch.undo()
    PendingChange.objects.update(next_try="2020-01-01T00:00:00Z")
    assert statements(indexed()) == ["Un pont cassé", "Un pont sain"]


def test_one_object_that_cannot_be_read_stops_no_rebuild(indexed: Indexed, monkeypatch, caplog):
    bad = drafted("Un pont cassé")
    drafted("Un pont sain")
    backend = indexed()
    real = indexes.document
    monkeypatch.setattr(
        indexes, "document", lambda obj, analyzer: 1 / 0 if obj == bad else real(obj, analyzer)
    )

    outbox.rebuild(store_of(backend))

    assert "could not be indexed" in caplog.text
    assert statements(backend) == ["Un pont cassé", "Un pont sain"], (
        "taken in from the outbox, that reads it again"
    )


def test_an_index_that_cannot_be_rebuilt_stops_no_other(indexed: Indexed, monkeypatch, settings, caplog):
    settings.JOBS = "worker"
    drafted("Un pont")
    backend = indexed()
    store = store_of(backend)
    write_safely(store.folder / "current", "damaged")
    real = outbox.rebuild
    monkeypatch.setattr(outbox, "rebuild", lambda lost: 1 / 0 if lost == store else real(lost))
    ThemeFactory(name="Haies")

    outbox.drain_all()

    assert "could not be rebuilt" in caplog.text
    assert [theme.name for theme in backend.search("haies", Theme.objects.all())] == ["Haies"]


def test_a_change_of_a_model_that_is_gone_is_forgotten(indexed: Indexed, caplog):
    PendingChange.objects.create(key="gone", root="gone.model", model="gone.model", object_pk="1")
    drafted("Un pont")

    backend = indexed()

    assert statements(backend) == ["Un pont"]
    assert not PendingChange.objects.exists()
    assert "no longer indexed" in caplog.text


def test_an_object_deleted_during_a_rebuild_takes_no_other_with_it(indexed: Indexed):
    for number in range(7):
        drafted(f"Un pont {number}")
    parts = in_parts(Lesson, size=3)
    seen = {lesson.statement for lesson in next(parts)}

    Lesson.objects.filter(statement="Un pont 0").delete()

    seen |= {lesson.statement for part in parts for lesson in part}
    assert seen == {f"Un pont {number}" for number in range(7)}


def test_while_one_page_is_made_pending_changes_are_asked_for_once(
    indexed: Indexed, django_assert_num_queries
):
    backend = indexed()

    with outbox.asked_once(), django_assert_num_queries(1):
        for word in ("pont", "haie", "pont haie"):
            backend.search(word, Lesson.objects.all()).count()


def test_a_crash_between_the_index_and_the_rows_changes_nothing_in_the_end(indexed: Indexed, monkeypatch):
    drafted("Un pont")
    monkeypatch.setattr(outbox, "update", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        outbox.drain_all()
    assert PendingChange.objects.count() == 1
    monkeypatch.undo()

    backend = indexed()

    assert statements(backend) == ["Un pont"]
    assert len(backend.snapshot(fields_for(Lesson)).keys) == 1


def test_a_second_writer_leaves_the_work_to_the_first(backend: WhooshSearchBackend):
    drafted("Un pont")

    with store_of(backend).locked():
        assert outbox.drain_all() == 0

    assert outbox.drain_all() == 1


def test_the_lock_of_a_killed_process_is_free(backend: WhooshSearchBackend, tmp_path: Path):
    lock = store_of(backend).folder / "lock"
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import fcntl,time; f=open({str(lock)!r},'a'); fcntl.flock(f,2); print(1,flush=True); time.sleep(60)",
        ],
        stdout=subprocess.PIPE,
    )
    try:
        holder.stdout.readline()
        drafted("Un pont")
        assert outbox.drain_all() == 0
    finally:
        holder.kill()
        holder.communicate()

    assert outbox.drain_all() == 1


def test_a_rebuild_leaves_the_live_index_searchable_until_it_is_swapped(indexed: Indexed):
    drafted("Un pont")
    backend = indexed()
    rebuilder = backend.rebuilder_class(backend.get_index_for_model(Lesson))

    fresh = rebuilder.start()
    before = statements(backend)
    fresh.add_items(Lesson, Lesson.get_indexed_objects())
    drafted("Un pont écrit pendant la reconstruction")
    rebuilder.finish()

    assert before == ["Un pont"]
    assert statements(backend) == ["Un pont", "Un pont écrit pendant la reconstruction"]


def test_a_rebuild_that_was_killed_leaves_the_old_index_and_is_swept(indexed: Indexed):
    drafted("Un pont")
    backend = indexed()
    store = store_of(backend)
    with store.locked():
        abandoned = store.create()

    assert statements(backend) == ["Un pont"]
    call_command("update_index", verbosity=0)
    assert statements(backend) == ["Un pont"]
    assert not abandoned.exists()


def test_readers_in_other_processes_see_a_commit(indexed: Indexed):
    """A reader opened before a commit of another process sees it at its next search."""
    drafted("Un pont")
    backend = indexed()
    assert len(in_index(backend)) == 1
    script = f"""
        import sys; sys.path[:0] = [{str(settings.BASE_DIR)!r}, {str(settings.BASE_DIR / "site")!r}]
        import django; django.setup()
        from knowledge_base.lessons.models import Lesson
        from knowledge_base.search.backend import WhooshSearchBackend
        from knowledge_base.search.schema import fields_for
        store = WhooshSearchBackend({{"PATH": {backend.path!r}}}).store(fields_for(Lesson))
        with store.locked():
            writer = store.writer(store.writable())
            words = {{"exact_statement": {{"pont": [0]}}, "stem_statement": {{"pont": 1}}}}
            writer.add_document(key="999999", model=["slessons.lesson"], **words)
            writer.commit()
    """
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}

    subprocess.run([sys.executable, "-c", textwrap.dedent(script)], env=environment, check=True)

    assert "999999" in in_index(backend)
    assert statements(backend) == ["Un pont"]


def test_what_many_commits_wrote_is_found_as_if_it_were_one(indexed: Indexed):
    """Small segments are merged as they come: words, their places and their documents stay together."""
    lessons = []
    for number in range(12):
        lessons.append(drafted(f"Un pont de pierre numéro {number}, un pont"))
        indexed()
        if number % 3 == 2:
            lessons.pop(0).delete()
        lessons[0].statement = f"Une passerelle de bois numéro {number}"
        lessons[0].save()
        backend = indexed()
    backend = indexed()
    bridges = [lesson.statement for lesson in lessons if "pont" in lesson.statement]

    assert len(backend.snapshot(fields_for(Lesson)).segments) < 12
    assert statements(backend) == sorted(bridges)
    assert statements(backend, Phrase("pont de pierre")) == sorted(bridges)
    assert statements(backend, Phrase("pierre un pont")) == []
    assert statements(backend, Phrase("passerelle de bois")) == [lessons[0].statement]
    assert compare(backend.snapshot(fields_for(Lesson)), backend.store(fields_for(Lesson))) == Differences()


@pytest.mark.parametrize(("sync", "waits"), [(True, True), (False, False)])
def test_a_commit_waits_for_the_disk_unless_it_need_not(tmp_path, monkeypatch, db, sync: bool, waits: bool):
    waited: list[int] = []
    monkeypatch.setattr("os.fsync", waited.append)
    backend = WhooshSearchBackend({"PATH": tmp_path, "SYNC": sync})

    update(store_of(backend), {(Lesson, str(drafted("Un pont").pk))})

    assert bool(waited) == waits
    assert statements(backend) == ["Un pont"]
