"""How well the library answers judged queries over real documents, and in what time."""

import time
from pathlib import Path
from statistics import mean, median

import pytest
from modelsearch.backends import get_search_backend

from knowledge_base.library.models import Finding
from tests.bench.search.samples import first_ten, judged_queries, load, ndcg, reciprocal_rank, sampled

pytestmark = [pytest.mark.django_db, pytest.mark.samples]


def rebuild() -> None:
    backend = get_search_backend()
    rebuilder = backend.rebuilder_class(backend.get_index_for_model(Finding))
    rebuilder.start().add_items(Finding, Finding.get_indexed_objects())
    rebuilder.finish()


def test_judged_queries_find_what_people_meant(samples: Path, capsys):
    names = load(sampled(samples))
    rebuild()
    queries = judged_queries(samples)

    times, quality, ranks = [], [], []
    for query, grades in queries:
        start = time.thread_time()
        found = first_ten(query, names)
        times.append((time.thread_time() - start) * 1000)
        quality.append(ndcg(found, grades))
        ranks.append(reciprocal_rank(found, grades))

    with capsys.disabled():
        print(  # noqa: T201
            f"\nsearch: nDCG@10 {mean(quality):.3f}, MRR {mean(ranks):.3f} over {len(queries)} queries, "
            f"{len(names)} documents; CPU per search (cold) median {median(times):.0f} ms, most {max(times):.0f} ms"
        )
    assert mean(quality) > 0.77
    assert mean(ranks) >= 0.92
    assert max(times) < 500
