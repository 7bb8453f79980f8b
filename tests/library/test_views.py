from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse

from knowledge_base.lessons.actions import record_trial
from knowledge_base.library.facets import MOST_IN_ALL, OFFERED, OTHERS
from learning.pilots.models import AdministratorReading, Visibility
from network.models import Territory
from tests.factories.lessons import make_lesson
from tests.factories.network import (
    BelongingFactory,
    TerritoryFactory,
    ThemeFactory,
    administrator,
    member_of,
)
from tests.factories.notes import make_note
from tests.factories.pages import settle
from tests.factories.pilots import EntryFactory, PilotFactory
from tests.factories.practices import make_draft, make_practice

pytestmark = pytest.mark.django_db

SECRET = "zibeline"


def tagged(*tags: str, title: str = "Une haie", **fields: object) -> None:
    """A published practice with these tags."""
    practice = make_practice(title, **fields)
    practice.tags.add(*tags)
    practice.save_revision().publish()


def page(client: Client, **query: object) -> str:
    response = client.get(reverse("library:search"), query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_search_shows_its_results_with_marks(client: Client, indexed):
    make_practice("Une épicerie à plusieurs", summary="Une épicerie tenue par les habitants.")
    indexed()

    html = page(client, q="epiceries")

    assert "1 résultat pour «\u00a0epiceries\u00a0»" in html
    assert "Une <mark>épicerie</mark> à plusieurs" in html


def test_a_passage_is_cut_from_what_people_read_and_not_from_names_and_words(client: Client, indexed):
    practice = make_practice(
        "Le jeudi",
        territory=TerritoryFactory(name="Minibus-les-Bains"),
        themes=[ThemeFactory(name="Minibus")],
        applicability="Minibus en montagne",
        organisation="Amis du minibus",
        context="<p>Il passe chaque semaine. Un minibus prend les personnes au pas de leur porte.</p>",
    )
    practice.tags.add("minibus électrique")
    practice.save_revision().publish()
    indexed()

    (row,) = client.get(reverse("library:search"), {"q": "minibus"}).context["rows"]

    assert row.passage == (
        "Il passe chaque semaine. Un <mark>minibus</mark> prend les personnes au pas de leur porte."
    )
    assert "Le jeudi" in page(client, q="amis montagne covoiturage électrique")


def test_a_mended_word_is_told_with_a_way_back(client: Client, indexed):
    make_practice("La biodiversité des haies")
    indexed()

    html = page(client, q="biodiverssité")

    assert "pour «\u00a0biodiversité\u00a0»" in html
    assert "Nous avons corrigé <em>biodiverssité</em>" in html
    assert "exact=1" in html


def test_what_is_typed_is_shown_as_text(client: Client, indexed):
    html = page(client, q="<script>alert(1)</script>")

    assert "<script>alert" not in html


def test_facets_narrow_and_count_as_if_nothing_were_chosen_in_them(client: Client, indexed):
    theme = ThemeFactory(name="Bouger", slug="bouger")
    make_practice("Une haie à vélo", themes=[theme])
    make_note("Une haie en note")
    indexed()

    both = client.get(reverse("library:search"), {"q": "haie"}).context
    one = client.get(reverse("library:search"), {"q": "haie", "kind": "note"}).context

    assert counts(both, "kind") == {"practice": 1, "note": 1}
    assert counts(one, "kind") == {"practice": 1, "note": 1}
    assert counts(both, "theme") == {"bouger": 1}
    assert counts(one, "theme") == {}
    assert [row.finding.title for row in one["rows"]] == ["Une haie en note"]


def counts(context, name: str) -> dict[str, int]:
    return {
        option.value: option.count
        for facet in context["asked"].facets
        if facet.name == name
        for option in facet.options
    }


def test_a_theme_finds_what_its_parts_find(client: Client, indexed):
    whole = ThemeFactory(name="Vivre au village", slug="vivre-au-village")
    make_practice("Un logement", themes=[ThemeFactory(name="Un toit", slug="un-toit", parent=whole)])
    indexed()

    assert [
        row.finding.title
        for row in client.get(reverse("library:search"), {"theme": "vivre-au-village"}).context["rows"]
    ] == ["Un logement"]


def lying_in(*wholes: Territory) -> Territory:
    """A new commune that lies in these."""
    commune = TerritoryFactory()
    for whole in wholes:
        BelongingFactory(part=commune, whole=whole)
    return commune


def test_a_territory_finds_what_happened_inside_it_and_counts_it(client: Client, indexed):
    region = TerritoryFactory(kind="region", slug="alpes")
    isere, drome = (TerritoryFactory(kind="department", slug=slug) for slug in ("isere", "drome"))
    grouping = TerritoryFactory(kind="epci", slug="vercors")
    for part, whole in [(isere, region), (drome, region), (grouping, isere), (grouping, drome)]:
        BelongingFactory(part=part, whole=whole)
    make_practice("Une haie à Autrans", territory=lying_in(grouping, isere))
    make_practice("Une haie à Vassieux", territory=lying_in(grouping, drome))
    make_practice("Une haie au département", territory=isere)
    make_draft("Une haie encore secrète", territory=lying_in(isere))
    EntryFactory(pilot=PilotFactory(territory=lying_in(isere)), title="Une haie", visibility=Visibility.TEAM)
    indexed()

    def found(**query: str) -> set[str]:
        rows = client.get(reverse("library:search"), query).context["rows"]
        return {row.finding.title for row in rows}

    in_isere = {"Une haie à Autrans", "Une haie au département"}
    counted = counts(
        client.get(reverse("library:search"), {"q": "haie", "territory": "drome"}).context, "territory"
    )
    assert found(territory="isere") == found(q="haie", territory="isere") == in_isere
    assert found(territory="drome") == {"Une haie à Vassieux"}
    assert found(territory="alpes") == in_isere | {"Une haie à Vassieux"}
    assert {slug: counted[slug] for slug in ("alpes", "isere", "drome", "vercors")} == {
        "alpes": 3,
        "isere": 2,
        "drome": 1,
        "vercors": 2,
    }
    assert len(counted) == 5, "what lies in another department is not opened"


def test_unknown_choices_are_left_out(client: Client, indexed):
    make_practice("Une haie")
    indexed()

    assert "Une haie" in page(
        client, kind="nothing", theme="' OR 1=1", tag="\x00", territory="x" * 500, page="abc"
    )


@pytest.mark.parametrize("query", [{}, {"q": SECRET}, {"q": "zibelyne"}, {"q": "pont"}, {"kind": "entry"}])
def test_nothing_private_shows_in_results_counts_facets_suggestions_or_feed(
    client: Client, indexed, query: dict
):
    """Each thing that could leak holds a word of its own, a theme of its own and a place of its own."""
    hidden_place = TerritoryFactory(name="Zibeline-sous-Bois", slug="zibeline")
    hidden_theme = ThemeFactory(name="Zibeline", slug="zibeline")
    make_draft(f"Un pont {SECRET}", territory=hidden_place, themes=[hidden_theme])
    make_practice(f"Un pont {SECRET} retiré", territory=hidden_place, themes=[hidden_theme]).unpublish()
    make_lesson(f"Un pont {SECRET}.", live=False)
    pilot = PilotFactory(territory=hidden_place)
    for visibility in (Visibility.DRAFT, Visibility.TEAM, Visibility.CYCLE):
        EntryFactory(pilot=pilot, title=f"Un pont {SECRET}", visibility=visibility)
    make_practice("Un pont pour tous")
    indexed()

    response = client.get(reverse("library:search"), query)
    feed = client.get(reverse("library:feed"), query)

    shown = [row.finding.title for row in response.context["rows"]]
    assert shown == (["Un pont pour tous"] if query in ({}, {"q": "pont"}) else [])
    assert counts(response.context, "territory") == {}
    assert counts(response.context, "theme") == {}
    body = response.content.decode().replace(f'value="{SECRET}"', "").replace(f"«\u00a0{SECRET}\u00a0»", "")
    assert "Zibeline" not in body
    assert "Un pont zibeline" not in body
    assert "corrigé" not in body
    assert "Un pont zibeline" not in feed.content.decode()


def test_a_tag_that_only_a_draft_has_is_answered_like_one_that_nobody_has(client: Client, indexed):
    make_draft("Un secret").tags.add("zibeline")
    make_practice("Un pont pour tous")
    indexed()

    known, unknown = page(client, tag="zibeline"), page(client, tag="zibelune")

    assert known.replace("zibeline", "zibelune") == unknown


def test_a_member_finds_the_entries_of_the_team_and_their_feed_does_not(signed_in, indexed):
    entry = EntryFactory(title="Un pont entre nous", visibility=Visibility.TEAM)
    indexed()
    client = signed_in(member_of(entry.pilot.territory))

    assert "pont</mark> entre nous" in page(client, q="pont")
    assert "entre nous" not in client.get(reverse("library:feed"), {"q": "pont"}).content.decode()


def test_an_administrator_who_finds_what_a_team_keeps_to_itself_is_noted_down(signed_in, indexed):
    inside = EntryFactory(title="Un pont entre nous", visibility=Visibility.TEAM)
    EntryFactory(title="Un pont pour tous", visibility=Visibility.PUBLIC)
    EntryFactory(title="Autre chose", text="", html="", visibility=Visibility.TEAM)
    indexed()

    page(signed_in(administrator()), q="pont", exact="1")

    assert [row.entry for row in AdministratorReading.objects.all()] == [inside]


def test_a_withdrawn_practice_is_gone_at_once(client: Client, indexed):
    practice = make_practice("Un pont retiré")
    make_practice("Un pont gardé")
    indexed()
    practice.unpublish()

    response = client.get(reverse("library:search"), {"q": "pont"})

    assert [row.finding.title for row in response.context["rows"]] == ["Un pont gardé"]
    assert response.context["page_obj"].paginator.count == 1
    assert counts(response.context, "kind") == {"practice": 1}


@pytest.mark.parametrize("prefix", ["fr", "en"])
def test_results_keep_the_readers_language(client: Client, indexed, prefix: str):
    make_practice("Une haie partagée")
    indexed()
    address = {"fr": "/fr/bibliotheque/", "en": "/en/library/"}[prefix]

    rows = client.get(address, {"q": "haie"}).context["rows"]

    assert [row.address.split("/")[1] for row in rows] == [prefix]


def test_the_page_announces_a_feed_of_the_same_search(client: Client, indexed):
    make_practice("Une haie")
    indexed()

    html = page(client, q="haie")
    feed = client.get(reverse("library:feed"), {"q": "haie"})

    assert f'type="application/atom+xml" title="haie" href="{reverse("library:feed")}?q=haie"' in html
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "Une haie" in feed.content.decode()


def test_an_empty_answer_offers_a_way_on(client: Client, indexed):
    assert "Rien n’y répond encore." in page(client, q="xyzzy")


def test_the_queries_do_not_grow_with_the_rows(client: Client, indexed, django_assert_max_num_queries):
    theme = ThemeFactory()
    isere = TerritoryFactory(kind="department", slug="isere")
    for number in range(3):
        make_practice(f"Une haie numéro {number}", territory=lying_in(isere), themes=[theme])
    indexed()
    query = {"q": "haie", "kind": "practice", "theme": theme.slug, "territory": "isere"}
    few = measured(client, query)
    for number in range(3, 9):
        make_practice(f"Une haie numéro {number}", territory=lying_in(isere), themes=[theme])
    indexed()

    assert measured(client, query) == few <= 15


def measured(client: Client, query: dict) -> int:
    settle()
    client.get(reverse("library:search"), query)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("library:search"), query)
    return len(queries)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_searching_only_reads(client: Client, method: str):
    assert getattr(client, method)(reverse("library:search")).status_code == 405


def test_a_filter_that_leads_nowhere_is_told_and_left_aside(client: Client, indexed):
    make_practice("Une haie")
    make_draft().tags.add("secret")
    indexed()

    found = page(client, theme="nulle-part", tag="secret")

    assert "Une haie" in found
    assert "Rien n’est classé ici sous « nulle-part, secret »" in found.replace("\u00a0", " ").replace(
        "\u202f", " "
    )


# ---------------------------------------------------------------- more choices


def done(title: str, **fields: object) -> None:
    practice = make_practice(title, **fields)
    practice.save_revision().publish()


def chosen_rows(client: Client, **query: object) -> set[str]:
    return {row.finding.title for row in client.get(reverse("library:search"), query).context["rows"]}


def test_for_whom_scale_results_year_and_language_are_choices_with_counts(client: Client, indexed):
    done(
        "Une haie plantée",
        target_groups="Jeunes, personnes âgées et élus",
        scale="Village",
        results="<p>Deux kilomètres de haie.</p>",
        period_start="2021-05",
    )
    done("Une haie taillée", target_groups="jeunes ; Habitants", scale="Vallée", content_language="en")
    make_draft("Une haie secrète", target_groups="Espions", scale="Planète", period_start="1999")
    indexed()

    context = client.get(reverse("library:search"), {"q": "haie"}).context

    assert counts(context, "group") == {"jeunes": 2, "personnes-agees": 1, "elus": 1, "habitants": 1}
    assert counts(context, "scale") == {"village": 1, "vallee": 1}
    assert counts(context, "results") == {"yes": 1}
    assert counts(context, "year")["2021"] == 1
    assert counts(context, "language") == {"fr": 1, "en": 1}
    assert chosen_rows(client, group="personnes-agees") == {"Une haie plantée"}
    assert chosen_rows(client, group=["elus", "habitants"]) == {"Une haie plantée", "Une haie taillée"}
    assert chosen_rows(client, results="yes") == {"Une haie plantée"}
    assert chosen_rows(client, year="2021") == {"Une haie plantée"}
    assert chosen_rows(client, language="en", scale="vallee") == {"Une haie taillée"}


@pytest.mark.parametrize(
    "query", [{"group": "espions"}, {"year": "20x1"}, {"language": "e\x00n"}, {"results": "peut-être"}]
)
def test_a_choice_that_nothing_has_is_left_out_and_told(client: Client, indexed, query):
    make_draft("Une haie secrète", target_groups="Espions")
    done("Une haie")
    indexed()

    response = client.get(reverse("library:search"), query)

    assert [row.finding.title for row in response.context["rows"]] == ["Une haie"]
    assert response.context["asked"].chosen.values == {}


def test_the_smart_dimensions_are_a_choice_apart_from_the_themes(client: Client, indexed):
    done(
        "Une haie",
        themes=[ThemeFactory(slug="bocage")],
        dimensions=[ThemeFactory(slug="vert", is_dimension=True)],
    )
    indexed()

    context = client.get(reverse("library:search")).context

    assert counts(context, "theme") == {"bocage": 1}
    assert counts(context, "dimension") == {"vert": 1}
    assert chosen_rows(client, dimension="vert") == {"Une haie"}


def test_territories_open_from_region_to_department_to_place(client: Client, indexed):
    alpes, bourgogne = (
        TerritoryFactory(kind="region", slug=slug, name=slug.capitalize()) for slug in ("alpes", "bourgogne")
    )
    isere, drome = (TerritoryFactory(kind="department", slug=slug, name=slug) for slug in ("isere", "drome"))
    for part, whole in [(isere, alpes), (drome, alpes)]:
        BelongingFactory(part=part, whole=whole)
    grouping = TerritoryFactory(kind="epci", slug="vercors")
    BelongingFactory(part=grouping, whole=isere)
    abroad = TerritoryFactory(kind="foreign", slug="clos-du-doubs", name="Clos du Doubs", country="CH")
    for number, place in enumerate(
        [lying_in(grouping), lying_in(isere), lying_in(drome), lying_in(bourgogne), abroad]
    ):
        done(f"Une haie {number}", territory=place)
    indexed()

    def options(**query: str) -> list[tuple[str, int, int]]:
        (facet,) = (
            facet
            for facet in client.get(reverse("library:search"), query).context["asked"].facets
            if facet.name == "territory"
        )
        return [(option.value, option.level, option.count) for option in facet.options]

    assert options() == [("alpes", 0, 3), ("bourgogne", 0, 1), ("clos-du-doubs", 0, 1)]
    assert options(territory="alpes") == [
        ("alpes", 0, 3),
        ("isere", 1, 2),
        ("drome", 1, 1),
        ("bourgogne", 0, 1),
        ("clos-du-doubs", 0, 1),
    ]
    assert chosen_rows(client, territory=["alpes", "drome"]) == {"Une haie 2"}, (
        "the part is meant, not the whole"
    )
    below = [(value, level) for value, level, _ in options(territory="isere")]
    assert below[:2] == [("alpes", 0), ("isere", 1)]
    assert ("vercors", 2) in below
    assert len([level for _, level in below if level == 2]) == 3


# ---------------------------------------------------------------- orders, views and files


def test_what_was_tried_is_a_choice_an_order_and_a_mark(client: Client, indexed):
    kept, dropped = make_practice("Une haie gardée"), make_practice("Une haie abandonnée")
    make_practice("Une haie à essayer")
    person = administrator()
    for practice, outcome in ((kept, "kept"), (kept, "changed"), (dropped, "dropped")):
        record_trial(person, TerritoryFactory(), practice, {"outcome": outcome, "kept": "Rien."})
    indexed()

    facets = {
        facet.name: facet
        for facet in client.get(reverse("library:search"), {"q": "haie"}).context["asked"].facets
    }
    shown = page(client, q="haie", sort="tried")

    assert {option.value: option.count for option in facets["tried"].options} == {
        "kept": 1,
        "changed": 1,
        "dropped": 1,
        "not-yet": 1,
    }
    assert "abandonnée</a>" not in page(client, q="haie", tried=["kept", "changed"])
    assert "gardée</a>" in page(client, q="haie", tried=["kept", "changed"])
    assert shown.index("gardée</a>") < shown.index("abandonnée</a>") < shown.index("à essayer</a>")
    assert "essayé par 2 territoires" in shown
    assert "Les plus essayés d’abord</span>" in shown


def test_only_words_to_leave_out_are_listed_by_date_and_say_so(client: Client, indexed):
    make_practice("Un pont")
    indexed()

    shown = page(client, q="-haie")

    assert "Les plus récents d’abord</span>" in shown
    assert "Les plus pertinents d’abord" not in shown


def test_the_latest_may_come_first(client: Client, indexed):
    done("La haie de la haie")
    done("Un chemin le long d’une haie")
    indexed()

    def titles(**query: str) -> list[str]:
        return [row.finding.title for row in client.get(reverse("library:search"), query).context["rows"]]

    assert titles(q="haie") == ["La haie de la haie", "Un chemin le long d’une haie"]
    assert titles(q="haie", sort="date") == ["Un chemin le long d’une haie", "La haie de la haie"]
    assert titles(q="haie", sort="n’importe quoi") == titles(q="haie")


def test_the_map_shows_every_place_once_with_what_was_done_there(client: Client, indexed):
    place = TerritoryFactory(name="Autrans", latitude=45.17, longitude=5.54)
    for number in range(15):
        done(f"Une haie {number}", territory=place)
    done("Une haie ailleurs", territory=TerritoryFactory(name="Mende", latitude=44.5, longitude=3.5))
    done("Une haie quelque part")
    indexed()

    context = client.get(reverse("library:search"), {"q": "haie", "view": "map"}).context

    assert [(ground.place.name, len(ground.done)) for ground in context["grounds"]] == [
        ("Autrans", 15),
        ("Mende", 1),
    ]
    html = page(client, q="haie", view="map")
    assert "Une haie 14" in html
    assert "Une haie quelque part" not in html


def test_an_administrator_who_reads_titles_of_a_circle_on_the_map_is_noted(client: Client, indexed):
    place = TerritoryFactory(latitude=45.17, longitude=5.54)
    EntryFactory(pilot=PilotFactory(territory=place), title="Une haie", visibility=Visibility.TEAM)
    indexed()
    client.force_login(administrator())

    client.get(reverse("library:search"), {"q": "haie", "view": "map"})

    assert AdministratorReading.objects.count() == 1


def test_results_are_taken_along_as_a_table_and_as_data(client: Client, indexed):
    done(
        "=HYPERLINK(haie)",
        summary="Une haie ; « vive »",
        territory=TerritoryFactory(name="Mende"),
        themes=[ThemeFactory(name="Bocage")],
        target_groups="Jeunes",
        period_start="2021",
    )
    EntryFactory(title=f"Une haie {SECRET}", visibility=Visibility.CYCLE)
    make_draft(f"Une haie {SECRET} en brouillon")
    indexed()
    client.force_login(administrator())

    table = client.get(reverse("library:csv"), {"q": "haie"})
    data = client.get(reverse("library:json"), {"q": "haie"})

    heading, line = table.content.decode().strip("\ufeff").splitlines()
    assert heading.startswith("Type;Titre;Résumé;Territoire")
    assert line.startswith(
        'pratique;\'=HYPERLINK(haie);"Une haie ; « vive »";Mende;Bocage;;;Jeunes;;0;non;2021;français;20'
    )
    assert 'filename="cordee-haie.csv"' in table["Content-Disposition"]
    (found,) = data.json()["results"]
    assert data.json()["count"] == 1
    assert found["title"] == "=HYPERLINK(haie)"
    assert found["territory"] == "Mende"
    assert found["address"].startswith("http://testserver/")


def test_the_files_hold_more_than_one_page_and_their_queries_do_not_grow(
    client: Client, indexed, django_assert_max_num_queries
):
    for number in range(30):
        done(f"Une haie {number}", territory=TerritoryFactory())
    indexed()
    client.get(reverse("library:json"), {"q": "haie"})

    with django_assert_max_num_queries(12):
        data = client.get(reverse("library:json"), {"q": "haie"}).json()

    assert len(data["results"]) == data["count"] == 30


def test_a_summary_is_text_to_a_feed_reader(client: Client, indexed):
    make_practice("Une haie", summary="<script>alert(3)</script> & plus")
    indexed()

    feed = client.get(reverse("library:feed")).content.decode()

    told = ET.fromstring(feed).find(".//{*}entry/{*}summary").text
    assert told == "&lt;script&gt;alert(3)&lt;/script&gt; &amp; plus"


def test_links_carry_on_what_is_known_and_nothing_else(client: Client, indexed):
    theme = ThemeFactory(name="Bocage")
    make_practice("Une haie", themes=[theme])
    indexed()

    page = client.get(
        reverse("library:search"),
        {"q": "haie", "theme": [theme.slug, "jamais"], "utm_source": "junk" * 100, "kind": ["practice"] * 50},
    ).content.decode()

    assert "junk" not in page.split("on-paper")[1].split("</p>", 1)[1]
    assert "?q=haie&amp;kind=practice" in page


@pytest.mark.parametrize("words", ["haie village", "village", "haie forêt", "haie « au village »"])
def test_each_count_is_that_of_the_results_behind_it(client: Client, indexed, words: str):
    """Choices are counted on what is looked for, and what is looked for does not change with them."""
    places = [lying_in(TerritoryFactory(kind="department", slug=f"departement-{n}")) for n in range(3)]
    for number in range(15):
        tagged(
            f"mot{number % 4}",
            title=["Une haie au village", "Une haie", "Un village et sa forêt"][number % 3],
            territory=places[number % 3],
            target_groups=["Jeunes", "Habitants"][number % 2],
        )
    indexed()
    facets = client.get(reverse("library:search"), {"q": words}).context["asked"].facets

    counted = {(facet.name, option.value): option.count for facet in facets for option in facet.options}
    found = {
        (name, value): client.get(reverse("library:search"), {"q": words, name: value})
        .context["page_obj"]
        .paginator.count
        for name, value in counted
    }
    assert len(counted) > 10
    assert counted == found


def test_a_choice_far_down_the_list_keeps_its_count(client: Client, indexed):
    tags = [f"mot{number:02}" for number in range(OFFERED + OTHERS + 3)]
    tagged(*tags)
    tagged(*tags[:-1])
    indexed()

    facets = (
        client.get(reverse("library:search"), {"tag": f"mot{OFFERED + OTHERS + 2}"}).context["asked"].facets
    )

    (chosen,) = next(facet for facet in facets if facet.name == "tag").chosen
    assert chosen.count == 1


def test_many_choices_ask_the_database_no_more_than_one_page_may(client: Client, indexed):
    isere = TerritoryFactory(kind="department", slug="isere")
    place = lying_in(isere)
    practice = make_practice(
        "Une haie", territory=place, target_groups="Jeunes", scale="Vallée", period_start="2021"
    )
    practice.tags.add("bocage")
    practice.save_revision().publish()
    indexed()
    query = {
        "q": "haie",
        "kind": "practice",
        "territory": ["isere", place.slug],
        "group": "jeunes",
        "scale": "vallee",
        "year": "2021",
        "language": "fr",
        "tag": "bocage",
    }

    assert measured(client, query) <= 18


def test_a_result_that_shows_no_reason_says_under_what_it_is_filed(client: Client, indexed):
    make_practice("Planter", themes=[ThemeFactory(name="Énergie")])
    indexed()

    assert "classé sous <mark>Énergie</mark>" in page(client, q="energie")


def test_a_feed_holds_what_holds_every_word(client: Client, indexed):
    make_practice("Une épicerie participative")
    make_practice("Une fête participative")
    indexed()

    feed = client.get(reverse("library:feed"), {"q": "épicerie participative"}).content.decode()

    assert feed.count("<entry>") == 1
    assert "Une épicerie participative" in feed


def test_a_phrase_is_quoted_within_quotation_marks(client: Client, indexed):
    make_practice("Une épicerie participative")
    indexed()

    assert "«\u00a0“épicerie participative”\u00a0»" in page(client, q="« épicerie participative »")


def test_no_address_carries_choices_without_end(client: Client, indexed):
    tagged(*(f"mot{n}" for n in range(60)), target_groups=", ".join(f"g {n}" for n in range(30)))
    indexed()
    asked = {"tag": [f"mot{n}" for n in range(60)], "group": [f"g-{n}" for n in range(60)]}

    page = client.get(reverse("library:search"), {"year": ["2020"] * 3, **asked}).content.decode()

    assert page.count("is-chosen") == MOST_IN_ALL


def test_choices_beyond_the_first_are_a_fold_away(client: Client, indexed):
    tagged(*(f"mot{number:02}" for number in range(OFFERED + 3)))
    indexed()

    page = client.get(reverse("library:search")).content.decode()

    assert "En voir 3 de plus" in page
    assert page.count('name="tag"') == OFFERED + 3


def test_a_result_says_its_language_to_who_reads_in_another(client: Client, indexed):
    make_practice("Une haie")
    indexed()

    assert "in French" in client.get("/en/library/", {"q": "haie"}).content.decode()
    assert "en français" not in client.get(reverse("library:search"), {"q": "haie"}).content.decode()


def test_only_mended_words_get_the_accents_of_the_results(client: Client, indexed):
    make_practice("Une épicerie", summary="Une demande, une idée demandé, demandé, demandé.")
    indexed()

    page = client.get(reverse("library:search"), {"q": "epicrie demande"}).content.decode()

    assert "«\u00a0épicerie demande\u00a0»" in page


def test_nothing_found_offers_ways_on(client: Client, indexed):
    theme = ThemeFactory(name="Bocage", slug="bocage")
    done("Une haie", themes=[theme])
    indexed()

    html = page(client, q="fusée", theme="bocage")

    assert "Rien n’y répond encore." in html
    assert 'href="?q=fus%C3%A9e"' in html
