from types import SimpleNamespace

import pytest
from django.utils.translation import override

from network.languages import LanguageSelect, lang_of


def test_a_language_that_came_with_its_text_stays_when_the_sheet_is_saved():
    drawn = LanguageSelect().render("content_language", "oc")

    assert '<option value="oc" selected>oc</option>' in drawn
    assert '<option value="fr">Français</option>' in drawn


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (SimpleNamespace(language="fr"), ' lang="fr"'),
        (SimpleNamespace(content_language="it", language="fr"), ' lang="it"'),
        (SimpleNamespace(language="en"), ""),
        (SimpleNamespace(language=""), ""),
        ({"title": "says none"}, ""),
    ],
)
def test_a_text_in_another_language_than_the_readers_says_so(text, marked):
    with override("en"):
        assert lang_of(text) == marked
