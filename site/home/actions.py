"""What makes an empty network: its languages, its site, its first pages."""

from pathlib import Path

from django.db import transaction
from wagtail.models import Locale, Page, Site

from formats import markdown
from home.models import HomePage, PlainPage
from knowledge_base.notes.models import NoteIndexPage
from knowledge_base.practices.models import PracticeIndexPage
from learning.cycles.models import CycleIndexPage

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = ("fr", "en")
TITLES: dict[str, dict[str, str]] = {
    "home": {"fr": "Accueil", "en": "Home"},
    "cycles": {"fr": "Cycles", "en": "Cycles"},
    "practices": {"fr": "Bonnes pratiques", "en": "Good practices"},
    "notes": {"fr": "Notes de capitalisation", "en": "Capitalisation notes"},
}
SLUGS: dict[str, dict[str, str]] = {
    "cycles": {"fr": "cycles", "en": "cycles"},
    "practices": {"fr": "pratiques", "en": "practices"},
    "notes": {"fr": "notes", "en": "notes"},
    "about": {"fr": "a-propos", "en": "about"},
    "legal": {"fr": "mentions-legales", "en": "legal-notice"},
    "privacy": {"fr": "donnees-personnelles", "en": "privacy"},
    "accessibility": {"fr": "accessibilite", "en": "accessibility"},
}
INDEXES: dict[str, type[Page]] = {
    "cycles": CycleIndexPage,
    "practices": PracticeIndexPage,
    "notes": NoteIndexPage,
}
PLAIN = ("about", "accessibility", "legal", "privacy")


def read_text(name: str, language: str) -> tuple[str, str, list[tuple[str, str]]]:
    """(title, introduction, blocks) of a text of `texts/`: `# title`, a first paragraph, then sections."""
    head, *parts = (TEXTS / f"{name}.{language}.md").read_text(encoding="utf-8").strip().split("\n## ")
    title, _newline, intro = head.partition("\n")
    blocks: list[tuple[str, str]] = []
    for part in parts:
        heading, _newline, rest = part.partition("\n")
        blocks += [("heading", heading.strip()), ("paragraph", markdown.render(rest))]
    return title.removeprefix("# ").strip(), " ".join(intro.split()), blocks


@transaction.atomic
def create_pages(hostname: str = "localhost", port: int = 80) -> None:
    """Make the site, a home page per language and, under each, the lists and the plain pages.

    What exists is left as editors made it; running it twice changes nothing.
    """
    root = Page.get_first_root_node()
    source: dict[str, Page] = {}
    for language in LANGUAGES:
        locale = Locale.objects.get_or_create(language_code=language)[0]
        home = HomePage.objects.filter(locale=locale).first()
        if home is None:
            home = HomePage(
                title=TITLES["home"][language], slug=language, locale=locale, **home_texts(language)
            )
            if "home" in source:
                home.translation_key = source["home"].translation_key
            root.add_child(instance=home)
        source.setdefault("home", home)
        for name, index_type in INDEXES.items():
            _create(
                home,
                source,
                name,
                language,
                index_type(title=TITLES[name][language], show_in_menus=name == "cycles"),
            )
        for name in PLAIN:
            title, intro, body = read_text(name, language)
            _create(home, source, name, language, PlainPage(title=title, intro=intro, body=body))
    if not Site.objects.filter(root_page__in=HomePage.objects.all()).exists():
        Site.objects.all().delete()
        Site.objects.create(
            hostname=hostname, port=port, site_name="Cordée", root_page=source["home"], is_default_site=True
        )
    _remove_welcome_page(root)


def home_texts(language: str) -> dict[str, str]:
    """The first words of the home page; editors change them."""
    title, intro, _body = read_text("home", language)
    return {"headline": title, "intro": intro}


def _create(home: Page, source: dict[str, Page], name: str, language: str, page: Page) -> None:
    known = source.get(name)
    if known is not None:
        existing = known.get_translation_or_none(home.locale) if known.locale_id != home.locale_id else known
    else:
        existing = home.get_children().filter(slug=SLUGS[name][language]).first()
    if existing is None:
        page.slug, page.locale = SLUGS[name][language], home.locale
        if known is not None:
            page.translation_key = known.translation_key
        existing = home.add_child(instance=page)
    source.setdefault(name, existing)


def _remove_welcome_page(root: Page) -> None:
    """Wagtail's own first page, once ours are there."""
    for page in root.get_children().filter(slug="home"):
        if page.specific_class is Page:
            page.delete()
