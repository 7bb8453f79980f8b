"""The engine on a small model of ours: what people type, and what they find."""

import time
from collections.abc import Callable

import pytest
from wagtail.models import Page
from wagtail.search.query import And, Phrase, PlainText

from knowledge_base.lessons.models import Lesson
from knowledge_base.practices.models import PracticeIndexPage, PracticePage
from knowledge_base.search.backend import WhooshSearchBackend
from tests.factories.pages import index_page

Indexed = Callable[[], WhooshSearchBackend]


def lesson(statement: str, context: str = "", language: str = "fr", **fields: object) -> Lesson:
    return Lesson.objects.create(statement=statement, context=context, language=language, **fields)


def found(backend: WhooshSearchBackend, words: object, queryset=None, **options: object) -> list[str]:
    queryset = Lesson.objects.all() if queryset is None else queryset
    return [each.statement for each in backend.search(words, queryset, **options)]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("renovation energetique", "Rénovation énergétique de l’école"),
        ("RÉNOVÉE", "La rénovation d’une grange"),
        ("ecole", "L’école rouverte"),
        ("l'école", "Une école à vélo"),
        ("coeur", "Au cœur du village"),
        ("cœur", "Au coeur du village"),
        ("tiers lieu", "Ouvrir un tiers-lieu"),
        ("tiers-lieu", "Ouvrir un tiers lieu"),
        ("coworking", "Un espace de co-working"),
        ("co-working", "Un espace de coworking"),
        ("été", "L’été des chantiers"),
        ("ete", "L’été des chantiers"),
        ("élu", "Former les élus"),
        ("l’accueil des habitants", "Accueillir un habitant"),
    ],
)
def test_what_is_typed_finds_what_is_written(indexed: Indexed, typed: str, written: str):
    lesson(written)
    lesson("Tout autre chose")

    assert found(indexed(), typed) == [written]


def test_a_phrase_is_found_only_in_its_order(indexed: Indexed):
    lesson("Les nouveaux habitants d’abord")
    lesson("Les habitants, nouveaux ou non")

    assert found(indexed(), Phrase("nouveaux habitants")) == ["Les nouveaux habitants d’abord"]


def test_a_phrase_does_not_run_from_one_field_into_the_next(indexed: Indexed):
    lesson("Chez les nouveaux", context="habitants du bourg")

    assert found(indexed(), Phrase("nouveaux habitants")) == []


def test_a_phrase_and_words_are_both_asked_for(indexed: Indexed):
    lesson("Les nouveaux habitants à vélo")
    lesson("Les nouveaux habitants à pied")

    assert found(indexed(), And([Phrase("nouveaux habitants"), PlainText("vélo")])) == [
        "Les nouveaux habitants à vélo"
    ]


def test_a_word_in_the_statement_counts_more_than_in_the_context(indexed: Indexed):
    lesson("Un marché d’été", context="La forêt est loin.")
    lesson("Une forêt partagée", context="Le marché est loin.")

    assert found(indexed(), "forêt") == ["Une forêt partagée", "Un marché d’été"]


def test_english_documents_are_read_as_english(indexed: Indexed):
    lesson("Renewing a village shop", language="en")

    assert found(indexed(), "renewed villages") == ["Renewing a village shop"]


@pytest.mark.parametrize(
    ("language", "written", "typed"),
    [("de", "Die Bürger pflanzen Hecken", "hecke"), ("it", "Le scuole riaperte dai comuni", "scuola comune")],
)
def test_documents_are_read_in_their_language_and_asked_in_those_of_the_backend(
    indexed: Indexed, language: str, written: str, typed: str
):
    lesson(written, language=language)
    asked_in_all = WhooshSearchBackend({"PATH": indexed().path, "LANGUAGES": ["fr", "en", "de", "it"]})

    assert found(asked_in_all, typed) == [written]


def test_a_search_on_all_pages_finds_practices_and_the_reverse_narrows(indexed: Indexed):
    index = index_page(PracticeIndexPage)
    practice = index.add_child(instance=PracticePage(title="Une épicerie ambulante", slug="epicerie"))
    backend = indexed()

    assert [page.pk for page in backend.search("epicerie", Page.objects.all())] == [practice.pk]
    assert [type(page) for page in backend.search("epicerie", PracticePage.objects.all())] == [PracticePage]
    assert list(backend.search("pratiques", PracticePage.objects.all())) == []


def test_a_moved_page_is_found_below_its_new_parent(indexed: Indexed):
    french, english = index_page(PracticeIndexPage), index_page(PracticeIndexPage, "en")
    practice = french.add_child(instance=PracticePage(title="Une épicerie", slug="epicerie"))
    indexed()

    practice.move(english, pos="last-child")
    backend = indexed()

    assert backend.search("epicerie", Page.objects.descendant_of(french)).count() == 0
    assert backend.search("epicerie", Page.objects.descendant_of(english)).count() == 1


@pytest.mark.parametrize("wanted", [True, False])
def test_filters_narrow_results_counts_and_facets_alike(indexed: Indexed, wanted: bool):
    lesson("Un pont ouvert", live=True)
    lesson("Un pont fermé", live=False)

    results = indexed().search("pont", Lesson.objects.filter(live=wanted))

    assert [each.live for each in results] == [wanted]
    assert results.count() == 1
    assert dict(results.facet("live")) == {wanted: 1}


def test_a_typing_error_is_mended_with_a_word_that_is_there(indexed: Indexed):
    lesson("Un bon accueil pour les nouveaux habitants")
    backend = indexed()

    assert backend.suggest("acceuil nouveaux habitants", Lesson.objects.all()) == "accueil nouveaux habitants"
    assert backend.suggest("accueil nouveaux habitants", Lesson.objects.all()) is None


def test_a_word_cut_short_is_taken_for_its_beginning(indexed: Indexed):
    lesson("Le covoiturage au village")
    lesson("Un covoiturage sans voiture")
    lesson("Le covoitureur", live=False)
    backend = indexed()

    assert backend.suggest("covoit", Lesson.objects.filter(live=True)) == "covoiturage"
    lesson("Prendre le car")
    assert indexed().suggest("pren", Lesson.objects.all()) is None, "nobody looks for a little word"
    assert backend.suggest("cov", Lesson.objects.all()) is None, "three letters begin too much"


def test_nothing_is_taken_for_a_little_word_and_a_hyphenated_word_is_one(indexed: Indexed):
    lesson("Dans le covoiturage")
    lesson("La voiture")
    backend = indexed()

    assert backend.suggest("danse", Lesson.objects.all()) is None
    assert backend.suggest("co-voiturage", Lesson.objects.all()) is None


def test_no_suggestion_comes_from_what_the_asker_may_not_see(indexed: Indexed):
    lesson("Un accueil secret", live=False)
    lesson("Une haie", live=True)
    backend = indexed()

    assert backend.suggest("acceuil", Lesson.objects.filter(live=True)) is None
    assert backend.complete("acc", Lesson.objects.filter(live=True)) == []


def test_completion_finishes_the_last_word(indexed: Indexed):
    lesson("La rénovation des écoles")
    lesson("La rénovation des ponts")
    lesson("Rénover ensemble")

    assert indexed().complete("une rénov", Lesson.objects.all()) == ["une renovation", "une renover"]


@pytest.mark.parametrize(
    "typed", ["bibliotheq", "biblotheq", "bibliothèqeu", "blibliothèque", "bibliotèque du vilage"]
)
def test_autocomplete_finds_objects_through_typing_errors(indexed: Indexed, typed: str):
    lesson("Une bibliothèque du village")
    lesson("Une boulangerie du village")
    backend = indexed()

    found_so = backend.autocomplete(typed, Lesson.objects.all())

    assert [each.statement for each in found_so] == ["Une bibliothèque du village"]


def test_autocomplete_finds_objects_by_the_beginning_of_the_last_word(indexed: Indexed):
    lesson("La rénovation des écoles")
    lesson("La rénovation des ponts")

    results = indexed().autocomplete("renovation éco", Lesson.objects.all())

    assert [each.statement for each in results] == ["La rénovation des écoles"]


ATTACKS = [
    "*",
    "*a*",
    "a" * 300,
    " ".join(f"mot{n}" for n in range(33)),
    "(" * 50 + "pont" + ")" * 50,
    "pont\x00",
    'pont"',
    "pont\\",
    "'\"«»“”",
    "live:true pont",
    "statement:secret OR *:*",
    "[a TO z]",
    "pont~5^99",
    "\ud83c\udf32 🌲",
    "à" * 300,
    "- - -",
    "NOT pont",
]


@pytest.mark.parametrize("words", ATTACKS)
def test_no_query_raises_or_takes_long(indexed: Indexed, words: str):
    for number in range(30):
        lesson(f"Un pont de bois numéro {number}")
    backend = indexed()
    list(backend.search("pont", Lesson.objects.all()))

    start = time.thread_time()
    list(backend.search(words, Lesson.objects.all()))
    backend.search(words, Lesson.objects.all(), operator="or").count()
    list(backend.autocomplete(words, Lesson.objects.all()))
    backend.suggest(words, Lesson.objects.all())
    backend.complete(words, Lesson.objects.all())

    assert time.thread_time() - start < 0.3


@pytest.mark.parametrize("words", ["slug:pont-secret", "live:true", "filter_live:b1", "key:1"])
def test_no_operator_reaches_a_field_that_is_not_listed(indexed: Indexed, words: str):
    lesson("Une haie", slug="pont-secret")

    assert found(indexed(), words) == []


def test_a_search_that_takes_its_whole_time_is_answered_with_the_words_so_far(indexed: Indexed, caplog):
    lesson("Un pont de bois")
    lesson("Un pont de pierre")
    backend = indexed()
    hasty = WhooshSearchBackend({"PATH": backend.path, "SECONDS": 0})

    assert found(hasty, "pont bois") == found(backend, "pont")
    assert "in part" in caplog.text
    assert found(hasty, And([PlainText("bois"), PlainText("fer")])) == ["Un pont de bois"]
    assert found(backend, "pont bois") == ["Un pont de bois"], "an answer in part is not kept"
    assert hasty.suggest("poont boiis", Lesson.objects.all()) == "pont boiis"
