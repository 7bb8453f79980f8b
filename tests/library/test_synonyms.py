"""Words that editors say are the same find the same things."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from config.actions import prepare_network
from knowledge_base.library.lookup import look_up
from knowledge_base.library.models import Finding, SynonymGroup
from knowledge_base.search.highlight import highlight
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db


def found(words: str) -> list[str]:
    return [finding.title for finding in look_up(Finding.objects.all(), words).results]


def group(*words: str) -> SynonymGroup:
    return SynonymGroup.objects.create(words="\n".join(words))


def test_a_word_finds_what_is_written_with_another(indexed):
    group("bibliothèque", "médiathèque")
    make_practice("Une bibliothèque ouverte le soir")
    indexed()

    assert found("médiathèques") == ["Une bibliothèque ouverte le soir"]
    assert found("mediatheque soir") == ["Une bibliothèque ouverte le soir"]


def test_the_word_that_was_asked_for_comes_before_its_synonym(indexed):
    group("voiture", "automobile")
    make_practice("Partager une automobile")
    make_practice("Partager une voiture")
    indexed()

    assert found("voiture") == ["Partager une voiture", "Partager une automobile"]


def test_a_synonym_of_several_words_is_found_where_they_all_stand(indexed):
    group("cantine", "restauration scolaire")
    make_practice("La restauration scolaire en régie")
    make_practice("La restauration d’un mur")
    indexed()

    assert found("cantines") == ["La restauration scolaire en régie"]
    assert found("restauration") == ["La restauration scolaire en régie", "La restauration d’un mur"] or (
        found("restauration") == ["La restauration d’un mur", "La restauration scolaire en régie"]
    )


def test_a_word_is_not_taken_for_another_with_the_same_stem(indexed):
    group("habitat", "logement")
    make_practice("Un logement pour tous")
    indexed()

    assert found("habitants") == []


def test_a_word_with_a_synonym_is_no_typing_error(indexed):
    group("supérette", "épicerie")
    make_practice("Une épicerie au village, et des superettes")
    make_practice("Une épicerie")
    indexed()

    assert look_up(Finding.objects.all(), "supérette").corrected == ()


def test_what_a_synonym_found_is_marked():
    group("bibliothèque", "médiathèque")

    assert highlight("Une bibliothèque", "médiathèque") == "Une <mark>bibliothèque</mark>"


@pytest.mark.django_db(transaction=True)
def test_a_change_of_the_table_counts_for_the_next_search(indexed):
    SynonymGroup.objects.all().delete()
    make_practice("Une bibliothèque")
    indexed()
    assert found("médiathèque") == []

    with transaction.atomic():
        kept = group("bibliothèque", "médiathèque")
    assert found("médiathèque") == ["Une bibliothèque"]

    kept.delete()
    assert found("médiathèque") == []


def test_a_new_network_has_some_and_keeps_what_people_made_of_them():
    prepare_network()
    assert ("bibliothèque", "médiathèque") in [each.group for each in SynonymGroup.objects.all()]

    SynonymGroup.objects.exclude(words__contains="vote").delete()
    prepare_network()
    assert SynonymGroup.objects.count() == 1


@pytest.mark.parametrize(
    "words", ["seul", "", "deux fois\ndeux  fois\n\n", "x" * 61 + "\ny", "\n".join(map(str, range(30)))]
)
def test_what_is_no_group_is_refused_with_a_sentence(words: str):
    with pytest.raises(ValidationError) as refused:
        SynonymGroup(words=words).full_clean()

    assert "words" in refused.value.message_dict


def test_lines_are_tidied():
    kept = SynonymGroup(words="  vélo \r\n\r\nbicyclette\nvélo")
    kept.full_clean()

    assert kept.words == "vélo\nbicyclette"
