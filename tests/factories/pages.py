"""The tree that every page of a test stands in: a site, its home page and lists, in both languages."""

from django.db import connection
from wagtail.models import Locale, Page, Site

from home.models import HomePage
from knowledge_base.notes.models import NoteIndexPage
from knowledge_base.practices.models import PracticeIndexPage
from learning.cycles.models import CycleIndexPage

LISTS: tuple[tuple[type[Page], dict[str, str]], ...] = (
    (CycleIndexPage, {"fr": "cycles", "en": "cycles"}),
    (PracticeIndexPage, {"fr": "pratiques", "en": "practices"}),
    (NoteIndexPage, {"fr": "notes", "en": "notes"}),
)


def site_root(language: str = "fr") -> HomePage:
    """The home page of this language; the tree is made on the first call, and found again on the next."""
    home = HomePage.objects.filter(locale__language_code=language).first()
    if home is None:
        _make_tree()
        home = HomePage.objects.get(locale__language_code=language)
    return home


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


def _make_tree() -> None:
    root = Page.get_first_root_node()
    french = _make_home(root, Locale.objects.get_or_create(language_code="fr")[0])
    _make_home(root, Locale.objects.get_or_create(language_code="en")[0], french)
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", site_name="Cordée", root_page=french, is_default_site=True)
    Site.clear_site_root_paths_cache()


def _make_home(root: Page, locale: Locale, source: HomePage | None = None) -> HomePage:
    language = locale.language_code
    home = root.add_child(
        instance=HomePage(title="Cordée", slug=language, locale=locale, **_translating(source))
    )
    for page_type, slugs in LISTS:
        twin = page_type.objects.child_of(source).get() if source else None
        page = page_type(
            title=slugs[language].capitalize(), slug=slugs[language], locale=locale, **_translating(twin)
        )
        home.add_child(instance=page)
    return home


def _translating(source: Page | None) -> dict[str, object]:
    return {"translation_key": source.translation_key} if source else {}
