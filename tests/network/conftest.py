import re
from contextlib import contextmanager

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def _no_kept_page():
    """Every page is made anew: transactions that are rolled back renew nothing."""
    caches["pages"].clear()


@pytest.fixture
def sent(django_capture_on_commit_callbacks, mailoutbox):
    """`with sent() as mails:`: what is done in the block is committed, and its mails are in the list."""

    @contextmanager
    def block():
        with django_capture_on_commit_callbacks(execute=True):
            yield mailoutbox

    return block


@pytest.fixture
def link_in():
    """`link_in(mail)`: the path of the first address that the mail holds."""

    def path_of(mail):
        return re.search(r"https?://[^/\s]+(/\S+)", mail.body)[1]

    return path_of
