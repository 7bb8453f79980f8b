"""make bench-relevance: how well the open data find what people meant, over the judged queries.

The sample practices are imported into an empty network, as an organiser would, and asked for at /api/v1/practices.
nDCG@10 (gain 2^grade - 1, discount log2, unjudged 0) and MRR (first result of grade 1 or more), by kind of query.
"""

import csv
import os
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import mean

ROOT = Path(__file__).resolve().parents[3]
LEAST_NDCG, LEAST_MRR = 0.80, 0.92


def main() -> int:
    samples = os.environ.get("CORDEE_SAMPLES")
    if not samples:
        print("Set CORDEE_SAMPLES to the folder that holds the sample documents and the judged queries.")
        return 2
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    with tempfile.TemporaryDirectory(prefix="cordee-relevance-") as folder:
        os.environ["CORDEE_VAR"] = os.environ.get("BENCH_VAR", folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
        import django

        django.setup()
        prepare(Path(samples))
        return report(Path(samples))


def prepare(samples: Path) -> None:
    """An empty network with the sample practices in it."""
    from django.core.management import CommandError, call_command

    ready = Path(os.environ["CORDEE_VAR"]) / "ready"
    if ready.exists():
        return
    call_command("migrate", verbosity=0)
    call_command("setup", no_admin=True, verbosity=0)
    try:
        call_command("import_practices", str(samples / "data" / "practices.jsonl"))
    except (CommandError, SystemExit) as told:
        print(told)
    call_command("update_index", verbosity=0)
    ready.touch()


def report(samples: Path) -> int:
    """Print both figures; 1 where one is too low."""
    from django.test import Client

    from tests.bench.search.samples import graded, ndcg, reciprocal_rank

    client, scores = Client(), defaultdict(list)
    with (samples / "data" / "queries_dev.tsv").open() as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            grades = dict(graded(row["relevant_ids_with_grade"]))
            answer = client.get("/api/v1/practices", {"q": row["query"], "limit": 10}).json()
            found = [result["source_id"] for result in answer["results"]]
            score = ndcg(found, grades), reciprocal_rank(found, grades)
            scores[row["type"]].append(score)
            scores["all"].append(score)
            if "-v" in sys.argv:
                print(f"{score[0]:.2f} {row['type']:<8}{row['query']}")
    for kind, held in scores.items():
        print(
            f"{kind:<12}{len(held):>3} queries  nDCG@10 {mean(s[0] for s in held):.3f}  MRR {mean(s[1] for s in held):.3f}"
        )
    quality = mean(score[0] for score in scores["all"])
    rank = mean(score[1] for score in scores["all"])
    return int(quality < LEAST_NDCG or rank < LEAST_MRR)


if __name__ == "__main__":
    sys.exit(main())
