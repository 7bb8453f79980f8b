import pytest

from knowledge_base.practices.texts import only_link, to_html, to_markdown


@pytest.mark.parametrize(
    "text",
    [
        "Un paragraphe.\n\nUn autre.",
        "- un\n- deux",
        "1. un\n2. deux",
        "Des mots **forts** et *penchés*, [un lien](https://exemple.fr/).",
        "Avant :\n\n- un\n- deux\n\nAprès.",
    ],
)
def test_what_was_typed_comes_back_as_it_was_typed(text):
    assert to_markdown(to_html(text)) == text


def test_what_was_typed_renders_the_same_after_a_second_round():
    html = to_html("- un\n    - dedans\n- deux\n\n**fin**")

    assert to_html(to_markdown(html)) == html


@pytest.mark.parametrize(
    "html",
    [
        "<p>https://cloud.exemple.fr/s/A7</p>",
        '<p><a href="https://cloud.exemple.fr/s/A7">https://cloud.exemple.fr/s/A7</a></p>',
        "<p>See the ressource https://cloud.exemple.fr/s/A7</p>",
        '<p><a href="https://cloud.exemple.fr/s/A7">le document</a></p>',
    ],
)
def test_a_field_that_only_points_elsewhere_is_recognised(html):
    assert only_link(html) == "https://cloud.exemple.fr/s/A7"


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>Aucune.</p>",
        "<p>La route a été fermée tout l’hiver, voir https://a.fr/</p>",
        "<p>https://a.fr/ https://b.fr/</p>",
    ],
)
def test_a_field_that_says_something_is_not_taken_for_a_link(html):
    assert only_link(html) == ""
