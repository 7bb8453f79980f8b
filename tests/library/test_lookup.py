import pytest

from knowledge_base.library.lookup import look_up
from knowledge_base.library.models import Finding
from tests.factories.network import SuccessionFactory, TerritoryFactory
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db


def found(words: str, **options: object) -> list[str]:
    return [finding.title for finding in look_up(Finding.objects.all(), words, **options).results]


def test_a_typing_error_is_mended_and_told(indexed):
    make_practice("L’accueil des nouveaux habitants")
    indexed()

    lookup = look_up(Finding.objects.all(), "acceuil nouveaux habitants")

    assert (lookup.words, lookup.corrected) == ("accueil nouveaux habitants", ("acceuil",))
    assert lookup.results.count() == 1


def test_the_exact_spelling_is_kept_when_asked(indexed):
    make_practice("L’accueil des nouveaux habitants")
    indexed()

    assert found("acceuil", exact=True) == []


def test_accents_do_not_matter(indexed):
    make_practice("La rénovation énergétique d’une école")
    indexed()

    assert found("renovation energetique") == ["La rénovation énergétique d’une école"]


@pytest.mark.parametrize("quoted", ["« nouveaux habitants »", '"nouveaux habitants"', "“nouveaux habitants”"])
def test_a_quoted_phrase_is_found_as_it_stands(indexed, quoted: str):
    make_practice("Les nouveaux habitants")
    make_practice("Des habitants parfois nouveaux")
    indexed()

    assert found(quoted) == ["Les nouveaux habitants"]


def test_the_net_is_widened_when_few_hold_every_word(indexed):
    make_practice("Une épicerie au village")
    make_practice("Une épicerie en ville")
    indexed()

    lookup = look_up(Finding.objects.all(), "épicerie village")

    assert lookup.widened
    assert [finding.title for finding in lookup.results] == [
        "Une épicerie au village",
        "Une épicerie en ville",
    ]


def test_a_practice_is_found_under_the_name_its_place_had(indexed):
    new = TerritoryFactory(name="PETR Sud Lozère")
    SuccessionFactory(before=TerritoryFactory(name="Pays Gorges Causses Cévennes"), after=new)
    make_practice("Accueillir", territory=new)
    indexed()

    assert found("gorges causses cevennes") == ["Accueillir"]


def test_without_words_everything_is_listed_the_latest_first(indexed):
    make_practice("Première")
    make_practice("Seconde")
    indexed()

    assert found("  * ") == ["Seconde", "Première"]


@pytest.mark.parametrize("typed", ["habitants -vélo", "-velo habitants", "habitants −vélos"])
def test_a_word_after_a_minus_sign_is_left_out(indexed, typed: str):
    make_practice("Les nouveaux habitants à vélo")
    make_practice("Les nouveaux habitants à pied")
    indexed()

    assert found(typed) == ["Les nouveaux habitants à pied"]


@pytest.mark.parametrize("typed", ["habitants -« à vélo »", "habitants -“à vélo”", 'habitants -"à vélo"'])
def test_a_phrase_after_a_minus_sign_is_left_out(indexed, typed: str):
    make_practice("Les habitants à vélo")
    make_practice("Un vélo pour les habitants")
    indexed()

    assert found(typed) == ["Un vélo pour les habitants"]


def test_a_word_that_nothing_holds_does_not_hide_a_phrase(indexed):
    make_practice("Une épicerie participative")
    make_practice("Une fête participative à l’épicerie")
    indexed()

    assert found("zzz « épicerie participative »") == ["Une épicerie participative"]


def test_words_are_looked_for_alike_whatever_is_chosen(indexed):
    for number in range(12):
        make_practice(f"Une haie au village {number}", target_groups="Jeunes" if number < 2 else "")
    make_practice("Une haie en ville", target_groups="Jeunes")
    indexed()
    young = Finding.objects.filter(groups__slug="jeunes")

    lookup = look_up(Finding.objects.all(), "haie village", among=young)

    assert lookup.results.count() == lookup.complete == 2


def test_only_words_to_leave_out_list_all_the_rest(indexed):
    make_practice("Les nouveaux habitants à vélo")
    make_practice("Un tiers-lieu")
    indexed()

    assert found("-vélo") == ["Un tiers-lieu"]
    assert found("-lieu -vélo") == []


def test_the_hyphen_of_a_word_leaves_nothing_out(indexed):
    make_practice("Un tiers-lieu")
    indexed()

    assert found("tiers-lieu") == found("tiers - lieu") == ["Un tiers-lieu"]
