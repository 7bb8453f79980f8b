"""The languages that texts of the network are written in: more than those of the interface."""

from typing import Any

from django import forms

LANGUAGES = [("fr", "Français"), ("en", "English"), ("it", "Italiano"), ("de", "Deutsch")]


class LanguageSelect(forms.Select):
    """Chosen by its name. A code that is not in the list, imported with its text, stays as it is."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, LANGUAGES)

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list:
        unknown = [(code, code) for code in value if code and code not in dict(LANGUAGES)]
        self.choices = [*LANGUAGES, *unknown]
        return super().optgroups(name, value, attrs)
