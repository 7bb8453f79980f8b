"""How well the library answers judged queries over real documents, and in what time."""

import math
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import mean, median

import numpy as np
import pytest
from django.test import override_settings
from modelsearch.backends import get_search_backend
from modelsearch.query import PlainText
from whoosh.query import Or, Term
from whoosh.reading import IndexReader

from knowledge_base.library.models import Finding
from knowledge_base.search.analysis import Concept
from knowledge_base.search.matching import EXACT_BONUS, LENGTH, SATURATION, Matcher
from knowledge_base.search.schema import EXACT, KEY, STEM, Fields, fields_for
from knowledge_base.search.snapshot import Snapshot
from tests.bench.search.engines import rebuild
from tests.bench.search.samples import first_ten, judged_queries, load, ndcg, reciprocal_rank, sampled

pytestmark = [pytest.mark.django_db, pytest.mark.samples, pytest.mark.endurance]


def assert_same_as_one_by_one(query: str) -> None:
    """The same hits as Whoosh's own search for any of the words, and the scores that BM25F gives posting by posting."""
    fields = fields_for(Finding)
    backend = get_search_backend()
    snapshot = backend.snapshot(fields)
    matches = Matcher(snapshot, fields.searched, backend.analyzer).matches(PlainText(query, operator="or"))
    store = backend.store(fields)
    concepts = backend.analyzer.concepts(query)
    asked = [one for one in concepts if not one.parts]
    if len(asked) < len(concepts):
        return  # a hyphenated word is asked for in two ways
    with store.open(store.live()).searcher() as searcher:
        terms = [Term(prefix + name, term) for one in asked for prefix, name, term in terms_of(one, fields)]
        hits = {searcher.reader().column_reader(KEY)[number] for number in searcher.docs_for_query(Or(terms))}
        scores = one_by_one(searcher.reader(), asked, fields, snapshot)

    assert {snapshot.keys[number] for number in np.flatnonzero(matches.documents)} == hits
    for number in np.flatnonzero(matches.documents):
        assert matches.scores[number] == pytest.approx(scores[number], rel=1e-4)


def terms_of(one: Concept, fields: Fields) -> Iterator[tuple[str, str, str]]:
    for name in fields.searched:
        yield from ((EXACT, name, term) for term in one.forms)
        yield from ((STEM, name, term) for term in one.stems)


def one_by_one(reader: IndexReader, asked: list[Concept], fields: Fields, snapshot: Snapshot) -> Counter[int]:
    """The score of each document: every posting read by itself, every sum written out."""
    total: Counter[int] = Counter()
    for one in asked:
        weights: Counter[int] = Counter()
        for name, boost in fields.searched.items():
            mean = snapshot.mean_length(EXACT + name)
            for prefix, terms, worth in ((STEM, one.stems, 1.0), (EXACT, one.forms, EXACT_BONUS)):
                strongest: Counter[int] = Counter()
                for term in terms:
                    if (prefix + name, term) in reader:
                        matcher = reader.postings(prefix + name, term)
                        while matcher.is_active():
                            strongest[matcher.id()] = max(strongest[matcher.id()], matcher.weight())
                            matcher.next()
                for number, count in strongest.items():
                    length = reader.doc_field_length(number, EXACT + name)
                    weights[number] += boost * worth * count / (1 - LENGTH + LENGTH * length / mean)
        rarity = math.log(1 + (snapshot.size - len(weights) + 0.5) / (len(weights) + 0.5))
        for number, weight in weights.items():
            total[number] += rarity * weight * (SATURATION + 1) / (weight + SATURATION)
    return total


def test_judged_queries_find_what_people_meant(samples: Path, capsys):
    names = load(sampled(samples))
    rebuild(get_search_backend())
    queries = judged_queries(samples)
    with override_settings(SEARCH_SYNONYMS=""):
        for query, _ in queries:
            assert_same_as_one_by_one(query)

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
    assert mean(quality) >= 0.80
    assert mean(ranks) >= 0.92
    assert max(times) < 500
