"""Eight writers at once on SQLite, with the settings of the project and with Django's own: what is lost, how many a second.

A write is what any form does: a transaction that reads, then writes.
"""

import multiprocessing
import shutil
import sqlite3
import statistics
import time
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

WRITERS, WRITES, RUNS = 8, 60, 5
TIMES_AS_MANY = 5


def write(database: Path, options: dict[str, Any], number: int, ready: Barrier, done: Any) -> None:
    """One writer: counts in `done` what was written."""
    from django.db import OperationalError, connection, transaction

    from network.models import Theme

    connection.settings_dict |= {"NAME": str(database), "OPTIONS": options}
    connection.ensure_connection()
    ready.wait()
    for write in range(WRITES):
        try:
            with transaction.atomic():
                Theme.objects.filter(slug=f"w-{number}-{write}").exists()
                Theme.objects.create(name=f"W {number} {write}", name_en="W", slug=f"w-{number}-{write}")
        except OperationalError:
            continue
        with done.get_lock():
            done.value += 1
    connection.close()


def run(source: Path, database: Path, options: dict[str, Any]) -> tuple[int, float]:
    """(writes that were lost, writes a second) of all writers together, on a copy of the database."""
    from django.db import connections

    shutil.copyfile(source, database)
    with sqlite3.connect(database) as fresh:
        fresh.execute("PRAGMA journal_mode=DELETE")
    fresh.close()
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    ready, done = fork.Barrier(WRITERS + 1), fork.Value("i", 0)
    writers = [
        fork.Process(target=write, args=(database, options, number, ready, done)) for number in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    ready.wait()
    began = time.perf_counter()
    for writer in writers:
        writer.join()
    return WRITERS * WRITES - done.value, done.value / (time.perf_counter() - began)


def report() -> int:
    """Print both; 1 where a write of ours is lost, or where ours are not five times as many a second."""
    from django.conf import settings
    from django.db import connection, connections

    if connection.vendor != "sqlite":
        return 0
    connection.close()
    source = Path(settings.DATABASES["default"]["NAME"])
    database = source.with_name("writers.sqlite3")
    ours, plain = [], []
    for _run in range(RUNS):
        plain.append(run(source, database, {}))
        ours.append(run(source, database, settings.DATABASES["default"]["OPTIONS"]))
    for leftover in source.parent.glob("writers.sqlite3*"):
        leftover.unlink()
    connections.close_all()
    lost = max(lost for lost, _rate in ours)
    times = statistics.median(own / other for (_, own), (_, other) in zip(ours, plain, strict=True))
    print(f"\n{f'{WRITERS} writers at once, {WRITERS * WRITES} writes':<34}{'lost':>9}{'a second':>9}")
    for name, runs in (("Django's settings", plain), ("ours", ours)):
        rate = statistics.median(rate for _, rate in runs)
        print(f"{name:<34}{statistics.median(lost for lost, _ in runs):>9.0f}{rate:>9.0f}")
    over = lost > 0 or times < TIMES_AS_MANY
    print(f"Median of {RUNS}: {times:.1f} times as many a second{'  over' if over else ''}")
    return int(over)
