"""make bench: the CPU and the SQL of every kind of page, beside a view that does nothing, in interleaved rounds; then
the time of signing in with a known and an unknown address.

Every round asks each page a few times and reads the CPU time of the server's own processes; a figure is the median of
its rounds, a ratio the median of its ratios to the hello view of the same round. The last column is the first reader
after a change of the site, who finds nothing drawn.
"""

import argparse
import os
import socket
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PER_ROUND = 4


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--practices", type=int, default=2000)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--strict", action="store_true", help="exit 1 where a budget is exceeded")
    options = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    with tempfile.TemporaryDirectory(prefix="cordee-bench-") as folder:
        os.environ["CORDEE_VAR"] = os.environ.get("BENCH_VAR", folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
        return measure(options)


def measure(options: argparse.Namespace) -> int:
    import django

    django.setup()
    prepare(options)

    from django.db import connections

    from tests.bench import sign_in, writers
    from tests.bench.pages import targets
    from tests.bench.server import serving

    pages = [(target, headers_of(target)) for target in targets()]
    connections.close_all()
    port = free_port()
    with serving(port) as workers:
        queries, spent = ask(port, workers, pages, options.rounds)
        first = ask_after_a_change(port, workers, pages, options.rounds)
    over = report(pages, queries, spent, first)
    over += sign_in.report() + writers.report()
    return 1 if options.strict and over else 0


def prepare(options: argparse.Namespace) -> None:
    """Fill the database; nothing to do where BENCH_VAR keeps one from the last time."""
    from django.core.management import call_command

    from network.outbox import drain_all
    from tests.bench.content import fill

    Path(os.environ["CORDEE_VAR"]).mkdir(parents=True, exist_ok=True)
    if (Path(os.environ["CORDEE_VAR"]) / "ready").exists():
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        drain_all()  # the index may be one of before
        return
    print("Preparing the network: migrations, demonstration, generated content, index…", flush=True)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_demo", verbosity=0)
    fill(options.practices, options.entries, options.people)
    (Path(os.environ["CORDEE_VAR"]) / "ready").touch()


def headers_of(target) -> dict[str, str]:
    """A session for who is signed in."""
    if target.reader is None:
        return {}
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(target.reader)
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"}


def path_of(target) -> str:
    """The page cache never answers an address with a query string."""
    return target.path if target.cached else target.path + ("&" if "?" in target.path else "?") + "bench=1"


def ask(port: int, workers: list[int], pages: list, rounds: int) -> tuple[list[int], list[list[float]]]:
    """(queries of each page, CPU seconds of each page in each round)."""
    from tests.bench.server import cpu_seconds, fetch

    queries = []
    for target, headers in pages:
        for _worker in range(
            4 * len(workers)
        ):  # each worker has compiled the template, opened the index, filled the cache
            response = fetch(port, path_of(target), headers)
            if response.status != 200:
                raise SystemExit(f"{target.name}: {target.path} answers {response.status}")
        queries.append(int(fetch(port, path_of(target), headers | {"X-Count": "1"}).headers["X-Queries"]))
    spent: list[list[float]] = [[] for _page in pages]
    for number in range(rounds):
        print(f"\rround {number + 1} of {rounds}", end="", flush=True, file=sys.stderr)
        for place, (target, headers) in enumerate(pages):
            before = cpu_seconds(workers)
            for _request in range(PER_ROUND):
                fetch(port, path_of(target), headers)
            spent[place].append((cpu_seconds(workers) - before) / PER_ROUND)
    print(file=sys.stderr)
    return queries, spent


def ask_after_a_change(port: int, workers: list[int], pages: list, rounds: int) -> list[list[float]]:
    """CPU seconds of each page, asked once when everything that was kept of the site has just been forgotten."""
    from network.generation import renew
    from tests.bench.server import cpu_seconds, fetch

    spent: list[list[float]] = [[] for _page in pages]
    for number in range(rounds):
        print(f"\rfirst reader, round {number + 1} of {rounds}", end="", flush=True, file=sys.stderr)
        for place, (target, headers) in enumerate(pages):
            renew()
            before = cpu_seconds(workers)
            fetch(port, path_of(target), headers)
            spent[place].append(cpu_seconds(workers) - before)
    print(file=sys.stderr)
    return spent


def report(pages: list, queries: list[int], spent: list[list[float]], first: list[list[float]]) -> int:
    """Print the table; how many pages are over their budget. What the first reader after a change pays has none."""
    hello = spent[0]
    print(f"\n{'page':<34}{'SQL':>5}{'≤':>5}{'CPU ms':>9}{'H':>8}{'≤':>7}{'first H':>9}")
    over = 0
    for (target, _headers), count, times, after in zip(pages, queries, spent, first, strict=True):
        ratio = statistics.median(own / unit for own, unit in zip(times, hello, strict=True))
        most_queries, most_ratio = target.budget
        exceeded = (most_queries is not None and count > most_queries) or (
            most_ratio is not None and ratio > most_ratio
        )
        over += exceeded
        print(
            f"{target.name:<34}{count:>5}{'' if most_queries is None else most_queries:>5}"
            f"{statistics.median(times) * 1000:>9.2f}{ratio:>8.1f}{'' if most_ratio is None else most_ratio:>7}"
            f"{statistics.median(after) / statistics.median(hello):>9.1f}{'  over' if exceeded else ''}"
        )
    print(
        f"\n{over} of {len(pages)} over their budget. H is the hello view: {statistics.median(hello) * 1000:.2f} ms."
    )
    return over


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main())
