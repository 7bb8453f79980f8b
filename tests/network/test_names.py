import pytest

from network.names import folded, is_same_place, slugged


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Florac Trois Rivières", "florac trois rivieres"),
        ("St-Étienne-d’Œuvre", "saint etienne d oeuvre"),
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("Ste Énimie", "sainte enimie"),
        ("  ", ""),
    ],
)
def test_folded_keeps_plain_words_only(written, read):
    assert folded(written) == read


@pytest.mark.parametrize(
    ("written", "name", "same"),
    [
        ("Viré", "Viré", True),
        ("Vire", "Viré", False),
        ("Viré", "Vire", False),
        ("VIRE", "Viré", True),
        ("Echirolles", "Échirolles", True),
        ("Epinal", "Épinal", True),
        ("SAINT-ETIENNE", "Saint-Étienne", True),
        ("St Etienne", "Saint-Étienne", True),
        ("Saint-Etienne-de-Cuînes", "Saint-Étienne-de-Cuines", False),
        ("Oeuilly", "Œuilly", True),
        ("Grenoble", "Genève", False),
    ],
)
def test_only_accents_on_capitals_may_be_missing_from_the_name_of_a_place(written, name, same):
    assert is_same_place(written, name) is same


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Ma sœur à l’œuvre", "ma-soeur-a-loeuvre"), ("Œuvrer ex æquo", "oeuvrer-ex-aequo"), ("Été", "ete")],
)
def test_an_address_keeps_the_ligatures_of_its_title(title, slug):
    assert slugged(title) == slug
