"""One step of the bench, in a process of its own; prints what it measured as JSON."""

import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROUNDS = 5
#: How many questions modelsearch's own backend is asked: each may take seconds.
SOME = 8


def fill(size: int) -> dict[str, Any]:
    """The database, filled once for all steps."""
    from django.core.management import call_command
    from django.db import connection

    from tests.bench.search.samples import grown, load, sampled

    ready = Path(os.environ["CORDEE_VAR"]) / "ready"
    if not ready.exists():
        if connection.vendor == "postgresql":
            call_command("flush", interactive=False, verbosity=0)
        call_command("migrate", verbosity=0)
        load(grown(sampled(Path(os.environ["CORDEE_SAMPLES"])), size))
        ready.touch()
    return {}


def build(size: int) -> dict[str, Any]:
    """What building the index costs."""
    from modelsearch.backends import get_search_backend

    from tests.bench.search.engines import rebuild

    before = time.process_time()
    rebuild(get_search_backend())
    return {
        "documents a CPU second": size / (time.process_time() - before),
        "MB while building": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def ask(size: int) -> dict[str, Any]:
    """What questions cost, ours and raw FTS5 in turn."""
    from django.db import transaction
    from modelsearch.backends import get_search_backend

    from knowledge_base.library.lookup import look_up
    from knowledge_base.library.models import Finding
    from knowledge_base.search import outbox
    from tests.bench.search import engines, queries
    from tests.bench.search.samples import judged_queries

    asked = [query for query, _ in judged_queries(Path(os.environ["CORDEE_SAMPLES"]))] + list(queries.OWN)
    list(Finding.objects.all()[:10])
    before = resident()
    engine = engines.ours()
    first = timed(engine, ["bonjour"])[0]
    # The memory of a worker that has answered them all.
    times = {"ours": rounds(engine, asked)}
    grown_by = resident() - before
    times["raw FTS5"] = rounds(engines.raw_fts5(Path(os.environ["CORDEE_VAR"]) / "fts5.sqlite3"), asked)
    backend = get_search_backend()
    everything = Finding.objects.all()
    with transaction.atomic():
        saving = timed(lambda pk: outbox.note(Finding, [pk]), range(1, 201))
        transaction.set_rollback(True)
    return {
        "times": times,
        "first question ms": first,
        "worst adversarial ms": max(
            timed(lambda words: look_up(everything, words).results[:10], queries.ADVERSARIAL)
        ),
        "autocomplete ms": max(
            min(timed(lambda words: backend.complete(words, everything), [half] * 3))
            for half in queries.HALF_TYPED
        ),
        "common word ms": statistics.median(timed(engine, [queries.COMMON] * 9)),
        "save p95 ms": percentile(saving, 95),
        "MB added to a worker": grown_by,
    }


def modelsearch(size: int) -> dict[str, Any]:
    """What modelsearch's own backend costs on the database in use."""
    from django.db import connection
    from modelsearch.backends.database import SearchBackend

    from tests.bench.search import engines
    from tests.bench.search.samples import judged_queries

    backend = SearchBackend({})
    engines.rebuild(backend)
    asked = [query for query, _ in judged_queries(Path(os.environ["CORDEE_SAMPLES"]))][:SOME]
    return {
        "modelsearch": {
            "name": f"modelsearch on {connection.display_name}",
            "times": rounds(engines.of_modelsearch(backend), asked, 1),
        }
    }


def rounds(engine: Callable[[str], Any], asked: list[str], number: int = ROUNDS) -> dict[str, float]:
    """p50 and p95, the first time and the median of the next."""
    cold = timed(engine, asked)
    warm = [
        statistics.median(each) for each in zip(*(timed(engine, asked) for _ in range(number)), strict=True)
    ]
    return {
        "cold p50": percentile(cold, 50),
        "cold p95": percentile(cold, 95),
        "warm p50": percentile(warm, 50),
        "warm p95": percentile(warm, 95),
    }


def timed(act: Callable[[Any], Any], given: Iterable[Any]) -> list[float]:
    """CPU milliseconds of each."""
    times = []
    for one in given:
        before = time.process_time()
        act(one)
        times.append((time.process_time() - before) * 1000)
    return times


def percentile(times: list[float], part: int) -> float:
    return sorted(times)[min(len(times) - 1, len(times) * part // 100)]


def resident() -> float:
    """MB that this process has in memory."""
    line = next(
        line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS")
    )
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    import django

    django.setup()
    step = {"fill": fill, "build": build, "ask": ask, "modelsearch": modelsearch}[sys.argv[1]]
    print(json.dumps(step(int(sys.argv[2]))))
