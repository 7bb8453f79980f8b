import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.search.analysis import Terms, analyzer_of, fold

ANALYZER = analyzer_of(languages=("fr", "en"))


def terms(text: str) -> list[str]:
    return [word.term for word in ANALYZER.words(text)]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Énergie RÉNOVÉE", "energie renovee"),
        ("Cœur d’œuvre", "coeur d’oeuvre"),
        ("L'été à Évian", "l'ete a evian"),
        ("e\u0301te\u0301", "ete"),
        ("Straße, Ærø", "strasse, aero"),
    ],
)
def test_fold_takes_accents_and_capitals_away(text: str, folded: str):
    assert fold(text) == folded


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ"])
def test_elisions_are_left_out_with_any_apostrophe(apostrophe: str):
    assert terms(f"l{apostrophe}accueil d{apostrophe}élus qu{apostrophe}il") == ["accueil", "elus", "il"]


def test_an_english_possessive_leaves_the_word():
    assert terms("people's gardens don't") == ["people", "gardens", "don"]


def test_words_know_where_they_stand_in_the_raw_text():
    text = "Les « cœurs » de l’été"

    assert [text[word.start : word.end] for word in ANALYZER.words(text)] == ["Les", "cœurs", "de", "été"]


def test_summer_is_a_word_like_others():
    assert [one.label for one in ANALYZER.concepts("été au village")] == ["ete", "village"]


def test_little_words_are_asked_for_when_there_is_nothing_else():
    assert [one.label for one in ANALYZER.concepts("où et qui")] == ["ou", "et", "qui"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("prendre une décision à plusieurs", ["decision"]),
        ("tres chers memes", ["chers"]),
        ("le pouvoir d’agir", ["pouvoir", "agir"]),
        ("mot de passe", ["mot", "passe"]),
    ],
)
def test_verbs_that_lend_themselves_to_a_noun_say_nothing_and_their_nouns_do(typed: str, told: list[str]):
    assert [one.label for one in ANALYZER.concepts(typed)] == told


def test_a_hyphenated_word_is_also_written_as_one():
    terms = Terms({}, {})

    end = ANALYZER.index_terms("Un tiers-lieu et un porte-à-porte", "fr", terms)

    assert terms.places["tierslieu"] == [1]
    assert terms.places["porteaporte"] == [5]
    assert terms.places["lieu"] == [2]
    assert end == 8


@given(st.text(alphabet="abéœ'’-‐ sSt.d\u0301\u00ad_1\n"))
def test_an_index_holds_each_word_of_a_text_at_its_place(text: str):
    terms = Terms({}, {})
    ANALYZER.index_terms(text, "fr", terms)

    for word in ANALYZER.words(text):
        assert word.position in terms.places[word.term]
        assert all(stem in terms.stems for stem in ANALYZER.stems(word.raw, "fr"))


def test_a_hyphen_at_the_end_of_a_text_glues_nothing_to_its_first_word():
    assert [word.glued for word in ANALYZER.words("S -")] == [False]


def test_a_decomposed_text_gives_the_same_words():
    assert terms("re\u0301novation") == terms("rénovation") == ["renovation"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rénovée", "rénovation"),
        ("renovee", "rénovée"),
        ("renovation", "rénovation"),
        ("énergétique", "energetiques"),
        ("habitante", "habitants"),
        ("élu", "élus"),
        ("déchets", "dechet"),
        ("accueillir", "accueille"),
        ("communes", "commune"),
        ("vélos", "velo"),
        ("chevaux", "cheval"),
    ],
)
def test_forms_of_a_french_word_share_a_stem(one: str, other: str):
    assert set(ANALYZER.stems(one, "fr")) & set(ANALYZER.stems(other, "fr"))


def test_english_words_are_stemmed_as_english():
    assert set(ANALYZER.stems("renewing", "en")) & set(ANALYZER.stems("renewed", "en"))


def test_a_query_asks_for_no_more_than_its_limit():
    assert len(ANALYZER.concepts(" ".join(f"mot{n}" for n in range(100)), limit=32)) == 32
