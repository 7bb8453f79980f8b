"""modelsearch's shipped tests, run against our backend by test_modelsearch_suite.py in a site of their own.

Every test of a backend that it ships, those it has for Elasticsearch beside, and those of what lies around a backend.
"""

from django.test import TestCase
from modelsearch.test.testapp import models
from modelsearch.tests.elasticsearch_common_tests import ElasticsearchCommonSearchBackendTests
from modelsearch.tests.test_index_functions import *  # noqa: F403
from modelsearch.tests.test_indexed_class import *  # noqa: F403
from modelsearch.tests.test_queries import *  # noqa: F403
from modelsearch.tests.test_related_fields import *  # noqa: F403


class WhooshBackendTests(ElasticsearchCommonSearchBackendTests, TestCase):
    backend_path = "knowledge_base.search.backend"

    # These look into an index of Elasticsearch, or want refused what we can do.
    test_all_indexes = None
    test_reset_indexes = None
    test_order_by_expression = None
    test_filter_with_unsupported_lookup_type = None

    def test_reset_indexes_leaves_nothing_to_find(self):
        self.backend.reset_indexes()

        assert self.backend.search("JavaScript", models.Book).count() == 0
