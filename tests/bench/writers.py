"""Eight people who write in a journal at once on SQLite, with the settings of the project and with Django's own.

What is lost, and how many entries are kept a second.
"""

import datetime as dt
import multiprocessing
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any
from uuid import uuid4

WRITERS, WRITES, RUNS = 8, 60, 5
TIMES_AS_MANY = 5


def write(database: Path, options: dict[str, Any], ready: Barrier, done: Any) -> None:
    """One writer: counts in `done` what was kept."""
    from django.db import OperationalError, connection

    connection.settings_dict |= {"NAME": str(database), "OPTIONS": options}
    entry = new_entries()
    ready.wait()
    for _number in range(WRITES):
        try:
            entry()
        except OperationalError:
            continue
        with done.get_lock():
            done.value += 1
    connection.close()


def new_entries() -> Callable[[], object]:
    """What writes one more entry, by somebody of the team of a pilot."""
    from learning.pilots.actions import Content, record_entry
    from learning.pilots.models import Entry

    first = Entry.objects.select_related("author", "pilot__territory").earliest("pk")
    content = Content("We *met* at the refuge.\n\n- snow\n- soup", "A day", first.kind, dt.date(2026, 11, 3))
    return lambda: record_entry(first.author, first.pilot, uuid4(), 0, content)


def run(source: Path, database: Path, options: dict[str, Any]) -> tuple[int, float]:
    """(writes that were lost, writes a second) of all writers together, on a copy of the database."""
    from django.db import connections

    shutil.copyfile(source, database)
    connections["default"].settings_dict["NAME"] = str(database)
    new_entries()()  # What only the first entry of a process costs, its writers inherit.
    connections.close_all()
    with sqlite3.connect(database) as fresh:
        fresh.execute("PRAGMA journal_mode=DELETE")
    fresh.close()
    fork = multiprocessing.get_context("fork")
    ready, done = fork.Barrier(WRITERS + 1), fork.Value("i", 0)
    writers = [
        fork.Process(target=write, args=(database, options, ready, done)) for _number in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    ready.wait()
    began = time.perf_counter()
    for writer in writers:
        writer.join()
    return WRITERS * WRITES - done.value, done.value / (time.perf_counter() - began)


def report() -> int:
    """Print both; 1 where a write of ours is lost, or where Django's settings keep more than a fifth of them."""
    from django.conf import settings
    from django.db import connection, connections

    if connection.vendor != "sqlite":
        return 0
    connection.close()
    source = Path(settings.DATABASES["default"]["NAME"])
    database = source.with_name("writers.sqlite3")
    plain, ours = [], []
    for _run in range(RUNS):
        plain.append(run(source, database, {}))
        ours.append(run(source, database, settings.DATABASES["default"]["OPTIONS"]))
    for leftover in source.parent.glob("writers.sqlite3*"):
        leftover.unlink()
    connections.close_all()
    print(f"\n{f'{WRITERS} writers at once, {WRITERS * WRITES} entries':<34}{'lost':>9}{'a second':>9}")
    for name, runs in (("Django's settings", plain), ("ours", ours)):
        rate = statistics.median(rate for _, rate in runs)
        print(f"{name:<34}{statistics.median(lost for lost, _ in runs):>9.0f}{rate:>9.0f}")
    lost = max(lost for lost, _rate in ours)
    times = statistics.median(
        (WRITERS * WRITES - own) / max(WRITERS * WRITES - other, 1)
        for (own, _), (other, _) in zip(ours, plain, strict=True)
    )
    faster = statistics.median(own / other for (_, own), (_, other) in zip(ours, plain, strict=True))
    over = lost > 0 or times < TIMES_AS_MANY
    print(
        f"Median of {RUNS}: {times:.1f} times as many kept, {faster:.1f} times as many kept a second"
        f"{'  over' if over else ''}"
    )
    return int(over)
