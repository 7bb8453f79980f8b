"""An editor, two authors, and the review that everything proposed goes through."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import caches

from knowledge_base.notes.models import NoteIndexPage
from knowledge_base.practices.models import PracticeIndexPage
from knowledge_base.practices.review import create_review_workflow
from network.models import User
from network.permissions import ADMINISTRATORS, EDITORS
from tests.factories.network import UserFactory
from tests.factories.pages import index_page


@pytest.fixture(autouse=True)
def _empty_caches():
    """A page of one test is not shown to the next: they share addresses."""
    for name in settings.CACHES:
        caches[name].clear()


@pytest.fixture
def lists(db):
    """The lists of practices and notes, with their review."""
    pages = index_page(PracticeIndexPage), index_page(NoteIndexPage)
    create_review_workflow(*pages)
    return pages


@pytest.fixture
def author(db) -> User:
    return UserFactory(first_name="Aline", last_name="Autrice", language="fr")


@pytest.fixture
def other(db) -> User:
    return UserFactory(first_name="Omar", last_name="Autre")


@pytest.fixture
def editor(lists) -> User:
    return _in_group(EDITORS, language="en")


@pytest.fixture
def admin(lists) -> User:
    return _in_group(ADMINISTRATORS)


def _in_group(name: str, **fields: object) -> User:
    user = UserFactory(**fields)
    user.groups.add(Group.objects.get(name=name))
    return User.objects.get(pk=user.pk)
