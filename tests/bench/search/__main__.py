"""make bench-search: the search engine beside raw SQLite FTS5 over the same terms, in one run, at several sizes.

The real sample documents (CORDEE_SAMPLES) and others made of their paragraphs. Times are CPU milliseconds of this
process: "cold" the first time each question is asked, "warm" the median of the next rounds. Also printed: what
modelsearch's own backend for the database in use takes (DATABASE_URL for PostgreSQL), what building the index costs,
and what a worker's memory grows by. Limits are those for 10,000 documents. The table is kept in
var/bench/search.json, its curves in var/bench/search.svg.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
KEPT = ROOT / "var" / "bench"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", type=int, nargs="*", default=[1000, 10_000, 50_000])
    parser.add_argument(
        "--without-modelsearch", action="store_true", help="leave its backend out: it is slow to fill"
    )
    options = parser.parse_args()
    if not os.environ.get("CORDEE_SAMPLES"):
        print(
            "Set CORDEE_SAMPLES to the folder that holds the sample documents: there is nothing to search without."
        )
        return 2
    from tests.bench.search.report import curves, table

    measured = [one_size(size, options) for size in options.sizes]
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / "search.json").write_text(json.dumps(measured, indent=1))
    (KEPT / "search.svg").write_text(curves(measured))
    over = table(measured)
    print(f"\nKept: {KEPT.relative_to(ROOT)}/search.json and search.svg. {over} over.")
    return 1 if over else 0


def one_size(size: int, options: argparse.Namespace) -> dict:
    """What a process of its own measures: the memory of one size is not that of the one before."""
    with tempfile.TemporaryDirectory(prefix="cordee-bench-") as folder:
        environment = {
            **os.environ,
            "CORDEE_VAR": os.environ.get("BENCH_VAR", folder) + f"/search-{size}",
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
            "PYTHONWARNINGS": "ignore",
        }
        Path(environment["CORDEE_VAR"]).mkdir(parents=True, exist_ok=True)
        steps: dict = {"documents": size}
        for step in ("fill", "build", "ask", *(() if options.without_modelsearch else ("modelsearch",))):
            print(f"{size} documents: {step}…", file=sys.stderr, flush=True)
            run = subprocess.run(
                [sys.executable, "-m", "tests.bench.search.steps", step, str(size)],
                env=environment,
                stdout=subprocess.PIPE,
                check=True,
            )
            steps |= json.loads(run.stdout)
        return steps


if __name__ == "__main__":
    sys.exit(main())
