"""Where the pages of a test find their place: the home page and the lists that every network begins with."""

from django.db import connection
from wagtail.models import Page

from home.models import HomePage


def site_root(language: str = "fr") -> HomePage:
    """The home page of this language."""
    return HomePage.objects.get(locale__language_code=language)


def index_page(page_type: type[Page], language: str = "fr") -> Page:
    """The list of cycles, practices or notes in this language."""
    return page_type.objects.child_of(site_root(language)).get()


def published(page: Page) -> Page:
    """The page, saved with its related rows and published as an editor does it."""
    page.save_revision().publish()
    return page.__class__.objects.get(pk=page.pk)


def settle() -> None:
    """As if what the test made were committed: from here on, what pages ask again is kept (network/generation.py)."""
    connection.run_on_commit.clear()
