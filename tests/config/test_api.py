"""Open data: what everyone may read, nothing else; every parameter can be bad."""

import pytest

from knowledge_base.practices.models import PracticePage
from tests.factories.network import BelongingFactory, TerritoryFactory, ThemeFactory
from tests.factories.pages import site_root
from tests.factories.practices import make_draft, make_practice

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/practices"


@pytest.fixture
def grocery():
    theme = ThemeFactory(name="Boutique de village", name_en="Village shops", slug="commerce")
    territory = TerritoryFactory(name="Châteaufort", official_code="78143")
    practice = make_practice(
        title="Une épicerie tenue à tour de rôle",
        summary="Le local est prêté par la mairie.",
        territory=territory,
        source_id="demo-1",
        source_kind="experience",
    )
    practice.themes.set([theme])
    practice.tags.add("bénévolat")
    practice.save_revision().publish()
    return practice


def results(client, **parameters) -> list[str]:
    return [row["title"] for row in client.get(ADDRESS, parameters).json()["results"]]


def test_a_practice_is_told_with_what_names_it(client, grocery):
    answer = client.get(ADDRESS).json()

    assert answer == {
        "count": 1,
        "results": [
            {
                "id": grocery.pk,
                "source_id": "demo-1",
                "title": "Une épicerie tenue à tour de rôle",
                "url": f"http://localhost{grocery.url}",
                "summary": "Le local est prêté par la mairie.",
                "kind": "experience",
                "themes": ["Boutique de village"],
                "tags": ["bénévolat"],
                "territory": {"name": "Châteaufort", "code": "78143"},
            }
        ],
    }


@pytest.mark.parametrize(
    ("parameter", "fits", "fits_not"),
    [
        ("theme", "commerce", "santé"),
        ("theme", "Village shops", "Health"),
        ("tag", "bénévolat", "énergie"),
        ("kind", "experience", "guide"),
        ("territory", "78143", "48061"),
        ("territory", "Châteaufort", "Guern"),
    ],
)
def test_a_filter_narrows(client, grocery, parameter, fits, fits_not):
    assert results(client, **{parameter: fits}) == [grocery.title]
    assert results(client, **{parameter: fits_not}) == []


def test_a_territory_finds_what_lies_inside_it(client, grocery):
    department = TerritoryFactory(kind="department", name="Yvelines", slug="yvelines", official_code="78")
    grouping = TerritoryFactory(kind="epci", official_code="200058519")
    BelongingFactory(part=grouping, whole=department)
    BelongingFactory(part=grocery.territory, whole=grouping)
    make_practice("Une épicerie ailleurs", territory=TerritoryFactory())
    make_draft("Une épicerie encore secrète", territory=grocery.territory)

    for asked in ("78", "Yvelines", "yvelines", "200058519", "78143"):
        assert client.get(ADDRESS, {"territory": asked}).json()["count"] == 1


def test_a_draft_a_withdrawn_practice_and_an_alias_are_not_counted(client, grocery):
    make_draft("Une épicerie encore secrète")
    make_practice("Une épicerie retirée").unpublish()
    assert PracticePage.objects.filter(alias_of=grocery).exists()

    assert client.get(ADDRESS).json()["count"] == 1


def test_pages_of_results_follow_each_other(client):
    for number in range(5):
        make_practice(f"Pratique {number}")

    first, second = results(client, limit=3), results(client, limit=3, offset=3)

    assert (len(first), len(second)) == (3, 2)
    assert not set(first) & set(second)


@pytest.mark.parametrize(
    "bad",
    [
        {"colour": "red"},
        {"limit": "101"},
        {"limit": "0"},
        {"limit": "many"},
        {"offset": "-1"},
        {"q": "a" * 301},
    ],
)
def test_what_cannot_be_taken_is_named_in_a_400(client, bad):
    answer = client.get(ADDRESS, bad)

    assert answer.status_code == 400
    assert list(answer.json()["parameters"]) == list(bad)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", {"limit": "100 ou moins est attendu", "offset": "un nombre entier est attendu"}),
        ("en", {"limit": "100 or less is expected", "offset": "a whole number is expected"}),
    ],
)
def test_everything_wrong_is_said_at_once_in_the_readers_language(client, language, said):
    answer = client.get(
        ADDRESS, {"limit": 101, "offset": "x", "page": 2}, headers={"Accept-Language": language}
    )

    unknown = {"fr": "paramètre inconnu", "en": "unknown parameter"}[language]
    assert answer.json()["parameters"] == said | {"page": unknown}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_open_data_cannot_be_written(client, method):
    assert getattr(client, method)(ADDRESS).status_code == 405


def test_the_number_of_queries_is_the_same_for_many_rows(client, django_assert_max_num_queries):
    department = TerritoryFactory(kind="department", official_code="78")
    for number in range(12):
        make_practice(f"Pratique {number}", territory=BelongingFactory(whole=department).part)

    with django_assert_max_num_queries(9):
        assert client.get(ADDRESS, {"limit": 12, "territory": "78"}).json()["count"] == 12


def test_the_description_and_its_page_name_every_parameter(client):
    site_root()
    schema = client.get("/api/v1/openapi.json").json()
    names = [parameter["name"] for parameter in schema["paths"][ADDRESS]["get"]["parameters"]]

    page = client.get("/fr/donnees-ouvertes/").content.decode()

    assert names == ["q", "theme", "tag", "kind", "territory", "limit", "offset"]
    assert all(f"<code>{name}</code>" in page for name in names)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            "/fr/donnees-ouvertes/",
            [
                "Mots à chercher.",
                "Bonnes pratiques publiées, les plus proches",
                "Nombre de pratiques à passer.",
            ],
        ),
        (
            "/en/open-data/",
            ["Words to look for.", "Published practices, best first", "How many practices to skip."],
        ),
    ],
)
def test_the_page_describes_the_open_data_in_the_readers_language(client, address, said):
    site_root()

    page = client.get(address).content.decode()

    assert [sentence for sentence in said if sentence not in page] == []


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Mots à chercher."), ("en", "Words to look for."), ("", "Mots à chercher.")]
)
def test_the_description_is_in_the_language_asked_for(client, language, said):
    schema = client.get("/api/v1/openapi.json", headers={"Accept-Language": language}).json()

    parameters = schema["paths"][ADDRESS]["get"]["parameters"]
    assert (parameters[0]["description"], parameters[0]["schema"]["description"]) == (said, said)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("words", ["epicerie", "epiceri", "l’épicerie", "EPICERIES"])
def test_words_forgive_accents_typos_and_plurals(client, words):
    make_practice("Une épicerie tenue à tour de rôle")
    make_practice("Un minibus le jeudi")

    assert results(client, q=words)[:1] == ["Une épicerie tenue à tour de rôle"]
