"""The languages that texts of the network are written in: more than those of the interface."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

LANGUAGES = [("fr", "Français"), ("en", "English"), ("it", "Italiano"), ("de", "Deutsch")]


def text_language(page: Page) -> str:
    """The language a page's text is written in: its own field where it has one, its source's where it is an alias."""
    own = getattr(page, "content_language", "")
    if own:
        return own
    source = page.alias_of if page.alias_of_id else page
    return source.locale.language_code


def lang_of(page: Page) -> SafeString | str:
    """` lang="fr"`, for the tag around a text of the page, where it is not in the reader's language; else nothing."""
    language = text_language(page)
    return format_html(' lang="{}"', language) if language != (get_language() or "fr")[:2] else ""


class LanguageSelect(forms.Select):
    """Chosen by its name. A code that is not in the list, imported with its text, stays as it is."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, LANGUAGES)

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list:
        unknown = [(code, code) for code in value if code and code not in dict(LANGUAGES)]
        self.choices = [*LANGUAGES, *unknown]
        return super().optgroups(name, value, attrs)
