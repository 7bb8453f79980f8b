"""Readers stay in the tree of their language."""

import pytest
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from network.twins import here, in_readers_tree
from tests.factories.cycles import CyclePageFactory, SessionPageFactory
from tests.factories.pages import published, settle

pytestmark = pytest.mark.django_db


def test_a_page_is_read_in_the_readers_tree(django_assert_max_num_queries):
    pages = [
        published(CyclePageFactory()),
        published(SessionPageFactory(parent=published(CyclePageFactory()))),
    ]
    settle()
    with override("en"):
        in_readers_tree(pages)

    with override("en"), django_assert_max_num_queries(1):
        twins = in_readers_tree(pages)
    with override("fr"), django_assert_max_num_queries(0):
        own = in_readers_tree(pages)

    assert [twins[page.pk].get_url()[:4] for page in pages] == ["/en/", "/en/"]
    assert [twins[page.pk].alias_of_id for page in pages] == [page.pk for page in pages]
    assert [own[page.pk] for page in pages] == pages


def test_what_the_other_tree_does_not_show_is_read_where_it_is():
    page = published(CyclePageFactory())
    twin = page.get_translations().get()
    with override("en"):
        PageViewRestriction.objects.create(page=twin, restriction_type="login")
        assert here(page) == page
        PageViewRestriction.objects.all().delete()
        twin.unpublish()
        assert here(page) == page
