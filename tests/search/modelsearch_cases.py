"""modelsearch's shipped tests of a backend, run against ours by test_modelsearch_suite.py in a site of their
own.

Every test of theirs runs; none is skipped or expected to fail.
"""

from django.test import TestCase
from modelsearch.test.testapp import models
from modelsearch.tests.test_backends import BackendTests


class WhooshBackendTests(BackendTests, TestCase):
    backend_path = "knowledge_base.search.backend"

    def test_reset_indexes_leaves_nothing_to_find(self):
        self.backend.reset_indexes()

        assert self.backend.search("JavaScript", models.Book).count() == 0
