"""Processes that are killed while they write the index, on the database of a test. Run by test_crashes.py.

    python -m tests.search.crashes indexer|rebuild TIMES

Four writers save, one reader searches without a pause, and the process that indexes is killed again and again.
Prints as JSON what was written, what the reader met, and what differs between the index and the database in the end.
"""

import json
import logging
import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.sharedctypes import Synchronized
from typing import Any

WRITERS = 4
fork = multiprocessing.get_context("fork")


def write(stop: Any, written: Synchronized, number: int) -> None:
    """Save, change and delete lessons; counts what was committed."""
    from django.db import OperationalError

    from knowledge_base.lessons.models import Lesson

    own: list[Any] = []
    count = 0
    while not stop.is_set():
        count += 1
        try:
            if own and count % 7 == 0:
                own.pop(0).delete()
            elif own and count % 3 == 0:
                own[-1].statement += f" et {count}"
                own[-1].save()
            else:
                own.append(
                    Lesson.objects.create(
                        statement=f"Un pont {number} {count}", slug=f"pont-{number}-{count}"
                    )
                )
        except OperationalError:
            continue
        with written.get_lock():
            written.value += 1
        time.sleep(0.01)


def read(stop: Any, reads: Synchronized, errors: Synchronized) -> None:
    """Search without a pause."""
    from modelsearch.backends import get_search_backend

    from knowledge_base.lessons.models import Lesson

    while not stop.is_set():
        try:
            results = get_search_backend().search("pont", Lesson.objects.all())
            list(results[:10])
            results.facet("live")
        except Exception:
            logging.getLogger(__name__).exception("reader")
            with errors.get_lock():
                errors.value += 1
        with reads.get_lock():
            reads.value += 1


def index() -> None:
    """What is killed: takes in what was noted, for ever."""
    from knowledge_base.search import outbox

    while True:
        outbox.drain_all()


def rebuild() -> None:
    """What is killed: rebuilds, for ever."""
    from knowledge_base.search import outbox

    while True:
        outbox.rebuild(lessons())


def lessons() -> Any:
    from modelsearch.backends import get_search_backend

    from knowledge_base.lessons.models import Lesson
    from knowledge_base.search.schema import fields_for

    return get_search_backend().store(fields_for(Lesson))


def start(target: Callable[..., None], *args: Any) -> Any:
    process = fork.Process(target=target, args=args)
    process.start()
    return process


def main(act: Callable[[], None], times: int) -> dict[str, int]:
    from django.db import connections
    from modelsearch.backends import get_search_backend

    from knowledge_base.search import outbox
    from knowledge_base.search.check import compare

    stop = fork.Event()
    written, reads, errors = (fork.Value("i", 0) for _ in range(3))
    connections.close_all()
    people = [start(write, stop, written, number) for number in range(WRITERS)]
    people.append(start(read, stop, reads, errors))
    chance = random.Random(2026)
    for _ in range(times):
        victim = start(act)
        time.sleep(chance.uniform(0.05, 0.6))
        os.kill(victim.pid, signal.SIGKILL)
        victim.join()
    stop.set()
    for person in people:
        person.join()
    outbox.drain_all()
    store = lessons()
    differences = compare(get_search_backend().snapshot(store.fields), store)
    return {
        "written": written.value,
        "reads": reads.value,
        "reader errors": errors.value,
        "differences": sum(map(len, (differences.missing, differences.superfluous, differences.different))),
        "documents": len(get_search_backend().snapshot(store.fields).numbers),
    }


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(main({"indexer": index, "rebuild": rebuild}[sys.argv[1]], int(sys.argv[2]))))
