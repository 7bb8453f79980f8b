"""The languages that texts of the network are written in: more than those of the interface."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

LANGUAGES = [("fr", "Français"), ("en", "English"), ("it", "Italiano"), ("de", "Deutsch")]


def text_language(text: Any) -> str:
    """The language a text is written in: what its own field says, else the tree its page (or its page's source) is in."""
    own = getattr(text, "content_language", "") or getattr(text, "language", "")
    if own or not isinstance(text, Page):
        return own
    source = text.alias_of if text.alias_of_id else text
    return source.locale.language_code


def lang_of(text: Any) -> SafeString | str:
    """` lang="fr"`, for the tag around a text, where it is not in the reader's language or says none; else nothing."""
    language = text_language(text)
    return format_html(' lang="{}"', language) if language not in {"", (get_language() or "fr")[:2]} else ""


class LanguageSelect(forms.Select):
    """Chosen by its name. A code that is not in the list, imported with its text, stays as it is."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, LANGUAGES)

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Without the length of the code, which a line of text would have."""
        return {
            key: value for key, value in super().build_attrs(*args, **kwargs).items() if key != "maxlength"
        }

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list:
        unknown = [(code, code) for code in value if code and code not in dict(LANGUAGES)]
        self.choices = [*LANGUAGES, *unknown]
        return super().optgroups(name, value, attrs)
