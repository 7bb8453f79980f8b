import pytest

from knowledge_base.search.highlight import excerpt, highlight, mentions

pytestmark = pytest.mark.django_db  # the synonyms are in it


def test_words_are_marked_in_whatever_form_they_stand():
    marked = highlight("Accueillir les nouveaux habitants", "accueil habitante")

    assert marked == "<mark>Accueillir</mark> les nouveaux <mark>habitants</mark>"


def test_a_mark_lies_on_the_word_and_not_on_its_article():
    assert highlight("La politique d’accueil", "accueil") == "La politique d’<mark>accueil</mark>"


def test_everything_is_escaped_before_it_is_marked():
    marked = highlight('<script>alert("énergie")</script>', "energie")

    assert marked == "&lt;script&gt;alert(&quot;<mark>énergie</mark>&quot;)&lt;/script&gt;"


def test_a_query_with_markup_marks_nothing_but_words():
    assert highlight("Une haie", "<b>haie</b>") == "Une <mark>haie</mark>"


def test_an_excerpt_shows_the_passage_that_holds_most_of_the_query():
    text = "Une haie. " + "Rien ici. " * 60 + "On plante une haie avec les élèves. " + "Rien là. " * 60

    passage = excerpt(text, "haie élèves", length=120)

    assert "<mark>haie</mark> avec les <mark>élèves</mark>" in passage
    assert passage.startswith("…")
    assert passage.endswith("…")


def test_a_short_text_is_its_own_excerpt():
    assert excerpt("Une haie.", "pont") == "Une haie."


def test_mentions_counts_things_and_not_words():
    assert mentions("La haie, les haies, la rivière", "haie rivière pont") == 2


def test_the_offsets_hold_in_decomposed_text():
    assert highlight("L’e\u0301te\u0301 ici", "été") == "L’<mark>e\u0301te\u0301</mark> ici"
