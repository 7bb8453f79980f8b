"""The pages of a cycle as a reader gets them, in both languages."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from freezegun import freeze_time
from wagtail.models import Locale

from learning.cycles.models import CycleIndexPage, SessionPage
from tests.factories.cycles import (
    CyclePageFactory,
    MaterialFactory,
    ModulePageFactory,
    ParticipationFactory,
    QuestionFactory,
    SessionPageFactory,
    SessionSpeakerFactory,
    SpeakerFactory,
    VisitFactory,
    document_material,
    facilitator_of,
)
from tests.factories.network import TerritoryFactory, ThemeFactory, member_of
from tests.factories.pages import index_page

pytestmark = pytest.mark.django_db


def words_of(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def in_english(page):
    home = page.get_parent().get_translation(Locale.objects.get(language_code="en"))
    return page.create_alias(
        parent=home, update_locale=home.locale, reset_translation_key=False, recursive=True
    )


@freeze_time("2024-04-08")
def test_a_cycle_says_its_next_step_and_where_it_is(client):
    cycle = CyclePageFactory(title="Smart CommUnity")
    SessionPageFactory(
        parent=cycle,
        kind=SessionPage.Kind.WEBINAR,
        short_name="Webinaire 3",
        title="Le numérique",
        start_date=date(2024, 4, 18),
    )

    page = words_of(client.get(cycle.url))

    assert "Prochaine étape" in page
    assert "Webinaire 3, jeudi 18 avril" in page
    assert "dans 10 jours, en ligne." in page
    assert "Heure non donnée" in page
    assert "Mettre à mon agenda" in page


@freeze_time("2024-04-08")
def test_the_same_cycle_reads_in_english_under_the_english_prefix(client):
    cycle = CyclePageFactory()
    SessionPageFactory(parent=cycle, kind=SessionPage.Kind.WEBINAR, start_date=date(2024, 4, 18))
    english = in_english(cycle)

    page = words_of(client.get(english.url))

    assert english.url.startswith("/en/")
    assert "Webinar, Thursday 18 April" in page
    assert "in 10 days, online." in page
    assert "/fr/cycles/" not in page.replace('hreflang="fr"', "").split("<main")[1].split("</main")[0]


def test_a_cycle_announces_its_calendar(client):
    cycle = CyclePageFactory(title="Smart CommUnity")

    page = client.get(cycle.url).content.decode()

    address = reverse("cycles:calendar", args=[cycle.pk])
    assert f'<link rel="alternate" type="text/calendar" href="{address}" title="Smart CommUnity">' in page


@freeze_time("2024-12-01")
def test_a_cycle_that_is_over_says_so(client):
    cycle = CyclePageFactory()
    SessionPageFactory(parent=cycle)

    page = words_of(client.get(cycle.url))

    assert "Ce cycle est terminé" in page
    assert "Prochaine étape" not in page


def test_a_cycle_without_anything_shows_honest_blanks(client):
    page = words_of(client.get(CyclePageFactory().url))

    for blank in (
        "Pas encore de séance.",
        "dates non données",
        "Supports non donnés",
        "Territoires non donnés",
    ):
        assert blank in page


def test_months_only_hides_the_days(client):
    cycle = CyclePageFactory(start_date=date(2023, 11, 27), end_date=date(2024, 9, 26), months_only=True)

    assert "novembre 2023 – septembre 2024" in words_of(client.get(cycle.url))


def test_a_draft_session_is_nowhere(client):
    cycle = CyclePageFactory()
    draft = SessionPageFactory(parent=cycle, live=False, title="Séance encore cachée")

    assert "encore cachée" not in words_of(client.get(cycle.url))
    assert client.get(draft.url).status_code == 404
    assert client.get(CyclePageFactory(live=False).url).status_code == 404


def test_a_private_session_is_not_told_on_the_public_page(client):
    cycle = CyclePageFactory()
    SessionPageFactory(parent=cycle, title="Séance cachée").view_restrictions.create(restriction_type="login")

    assert "Séance cachée" not in words_of(client.get(cycle.url))


def test_materials_kept_within_the_cycle_are_told_to_its_facilitator_only(client, signed_in):
    cycle = CyclePageFactory()
    session = SessionPageFactory(parent=cycle)
    MaterialFactory(session=session, title="Guide pour tous")
    document_material(session=session, title="Notes internes", public=False)

    assert "Guide pour tous" in words_of(client.get(cycle.url))
    assert "Notes internes" not in words_of(client.get(cycle.url))
    assert "Notes internes" not in words_of(client.get(session.url))
    assert "Notes internes" in words_of(signed_in(facilitator_of(cycle)).get(session.url))


def test_an_invented_cycle_says_so_on_its_pages_in_the_list_in_calendars_and_at_its_hosts(client):
    host = TerritoryFactory()
    invented = CyclePageFactory(fictional=True)
    session = SessionPageFactory(parent=invented, start_date=date(2024, 4, 18), territory=host)
    pages = [invented.url, session.url, invented.get_parent().url, host.get_absolute_url()]

    for address in (
        *pages,
        *(
            reverse(f"cycles:{name}", args=[page.pk])
            for name, page in (("calendar", invented), ("session_calendar", session))
        ),
    ):
        assert "exemple fictif" in words_of(client.get(address)).replace("\r\n ", ""), address


def test_a_real_cycle_is_not_marked_as_invented(client):
    session = SessionPageFactory(parent=CyclePageFactory(), territory=TerritoryFactory())

    for page in (session, session.cycle, session.cycle.get_parent()):
        assert "exemple fictif" not in words_of(client.get(page.url))
    assert "exemple fictif" not in words_of(client.get(session.territory.get_absolute_url()))


def test_a_cycle_says_its_source_with_or_without_an_address(client):
    told = CyclePageFactory(source_name="Invitation de la commune")
    linked = CyclePageFactory(source_name="SmartAlps", source="https://smart-alps.eu/fiche")
    nameless = CyclePageFactory(source="https://smart-alps.eu/fiche")

    assert "<p>Invitation de la commune</p>" in words_of(client.get(told.url))
    assert 'href="https://smart-alps.eu/fiche" rel="nofollow noopener noreferrer">SmartAlps</a>' in words_of(
        client.get(linked.url)
    )
    assert ">smart-alps.eu</a>" in words_of(client.get(nameless.url))


def test_who_takes_part_is_told_by_track(client):
    cycle = CyclePageFactory()
    ParticipationFactory(
        cycle=cycle, track="pilot", territory=TerritoryFactory(name="Valclaire", fictional=True)
    )
    ParticipationFactory(cycle=cycle)
    ParticipationFactory(cycle=cycle)

    page = words_of(client.get(cycle.url))

    assert "1 territoire pilote :" in page
    assert "Valclaire</a>" in page
    assert "exemple fictif" in page
    assert "2 territoires dans le collectif :" in page


def test_a_trip_tells_its_host_its_reason_and_its_themes(client):
    host = TerritoryFactory(name="PETR Sud Lozère")
    trip = SessionPageFactory(
        kind=SessionPage.Kind.STUDY_TRIP,
        territory=host,
        host_reason="Semblable et loin.",
        end_date=date(2023, 11, 30),
    )
    trip.themes.set([ThemeFactory(name="Le toit"), ThemeFactory(name="Le soin")])
    trip.save()
    VisitFactory(
        session=trip, title="La maison de santé", theme=trip.themes.get(name="Le soin"), host="Le pôle"
    )

    for address in (trip.url, trip.cycle.url):
        page = words_of(client.get(address))

        for told in (
            "PETR Sud Lozère",
            "Semblable et loin.",
            "Le toit",
            "La maison de santé",
            "Le pôle",
            "4 jours",
        ):
            assert told in page
        assert "Visite non donnée" in page


def test_a_practice_seen_is_linked_while_it_is_live(client):
    seen = SessionPageFactory(title="Une page montrée")
    trip = SessionPageFactory(kind=SessionPage.Kind.STUDY_TRIP)
    VisitFactory(session=trip, practice=seen.page_ptr)
    assert f'href="{seen.url}"' in client.get(trip.url).content.decode()

    seen.unpublish()

    assert "Une page montrée" not in client.get(trip.url).content.decode()


@pytest.mark.parametrize("kind", SessionPage.Kind.values)
def test_every_kind_of_session_has_its_page(client, kind):
    session = SessionPageFactory(kind=kind, start_date=date(2024, 1, 16))

    page = words_of(client.get(session.url))

    assert str(SessionPage.Kind(kind).label).capitalize() in page
    assert "mardi 16 janvier 2024".capitalize() in page
    assert "Heure non donnée" in page


def test_a_session_of_unknown_date_says_so_and_offers_no_calendar(client):
    session = SessionPageFactory(kind=SessionPage.Kind.LIVE_TALK, start_date=None)

    page = words_of(client.get(session.url))

    assert "Date non donnée" in page
    assert "Mettre à mon agenda" not in page
    assert "20" not in page.split("page-head-aside")[1].split("</div>")[0]


def test_a_timed_session_tells_its_hours_as_people_say_them(client):
    session = SessionPageFactory(
        start_date=date(2022, 6, 13),
        start_time=time(19, 30),
        end_time=time(21, 30),
        time_zone="Europe/Zurich",
    )

    assert "19 h 30 – 21 h 30" in words_of(client.get(session.url))
    assert "heure de" not in words_of(client.get(session.url))


def test_hours_of_another_clock_say_whose(client):
    session = SessionPageFactory(start_time=time(9), time_zone="Indian/Reunion")

    assert "(heure de Reunion)" in words_of(client.get(session.url))


def test_speakers_are_told_with_where_they_speak_from(client):
    session = SessionPageFactory(kind=SessionPage.Kind.LIVE_TALK)
    SessionSpeakerFactory(session=session, presence="remote", place="Plateau de Millevaches")
    SessionSpeakerFactory(
        session=session, speaker=SpeakerFactory(name="Yves", organisation="Pays de l’Auxois")
    )
    SessionSpeakerFactory(session=session, presence="on_site")

    page = words_of(client.get(session.url))

    assert 'À distance, <span class="place">Plateau de Millevaches</span>' in page
    assert "Sur place ou à distance : non précisé" in page
    assert "Pays de l’Auxois" in page
    assert "Sur place</p>" in page


def test_questions_and_paradoxes_are_told_apart(client):
    session = SessionPageFactory(kind=SessionPage.Kind.LIVE_TALK)
    QuestionFactory(session=session, text="Quels réseaux ?")
    QuestionFactory(session=session, kind="paradox", text="On vient se déconnecter.")

    page = words_of(client.get(session.url))

    assert page.index("Questions ouvertes") < page.index("Quels réseaux ?") < page.index("Paradoxes")
    assert page.index("Paradoxes") < page.index("On vient se déconnecter.")


def test_a_session_links_to_what_it_applies_and_back(client):
    cycle = CyclePageFactory()
    first = SessionPageFactory(parent=cycle, title="Les bases")
    second = SessionPageFactory(parent=cycle, title="À vous", applies=first)

    assert f'Elle applique : <a href="{first.url}">Les bases</a>' in words_of(client.get(second.url))
    assert f'Elle est appliquée dans : <a href="{second.url}">À vous</a>' in words_of(client.get(first.url))


def test_in_the_other_language_a_session_links_to_its_neighbour_there(client):
    cycle = CyclePageFactory()
    first = SessionPageFactory(parent=cycle, title="Les bases", slug="bases")
    SessionPageFactory(parent=cycle, title="À vous", slug="a-vous", applies=first)
    english = in_english(cycle)

    page = words_of(client.get(f"{english.url}a-vous/"))

    assert f'It applies: <a href="{english.url}bases/">Les bases</a>' in page


def test_a_module_shows_its_exercise_its_sessions_and_its_materials(client):
    module = ModulePageFactory(
        objectives="<p>Oser demander.</p>",
        exercise="<p>Une chose demandée aux gens.</p>",
        exercise_due=date(2024, 4, 18),
    )
    SessionPageFactory(parent=module, title="La participation")
    MaterialFactory(session=None, module=module, title="Trame d’atelier")

    page = words_of(client.get(module.url))

    for told in (
        "Oser demander.",
        "Une chose demandée aux gens.",
        "Pour le 18 avril 2024",
        "La participation",
        "Trame d’atelier",
    ):
        assert told in page
    assert "Trame d’atelier" in page


@freeze_time("2024-04-08")
def test_the_list_of_cycles_shows_what_is_under_way_first(client):
    CyclePageFactory(title="Terminé", start_date=date(2022, 1, 1), end_date=date(2022, 9, 1))
    CyclePageFactory(title="Sans dates")
    CyclePageFactory(title="Bientôt", start_date=date(2024, 9, 1), end_date=date(2025, 9, 1))
    CyclePageFactory(title="Maintenant", start_date=date(2023, 11, 27), end_date=date(2024, 9, 26))
    CyclePageFactory(title="Brouillon", live=False)

    page = words_of(client.get(index_page(CycleIndexPage).url))

    assert sorted(
        ["Maintenant", "Bientôt", "Sans dates", "Terminé"], key=lambda title: page.index(f">{title}<")
    ) == [
        "Maintenant",
        "Bientôt",
        "Sans dates",
        "Terminé",
    ]
    assert "Brouillon" not in page


def filled_cycle(rows: int):
    cycle = CyclePageFactory()
    for _ in range(rows):
        ParticipationFactory(cycle=cycle)
        module = ModulePageFactory(parent=cycle, exercise="<p>Essayer.</p>")
        session = SessionPageFactory(
            parent=module, kind=SessionPage.Kind.STUDY_TRIP, territory=TerritoryFactory()
        )
        session.themes.set([ThemeFactory()])
        session.save()
        SessionSpeakerFactory(session=session)
        VisitFactory(session=session, theme=ThemeFactory(), practice=SessionPageFactory().page_ptr)
        document_material(session=session)
        MaterialFactory(session=None, module=module)
        SessionPageFactory(parent=cycle, applies=session, start_date=None)
    return cycle


def queries_of(client, address: str) -> int:
    """How many questions the database is asked for this page, once the site is warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def cost_over_the_list(client, page) -> int:
    """What the page asks for beyond an empty list of cycles and the two questions for each floor between them."""
    index = index_page(CycleIndexPage)
    return queries_of(client, page.url) - queries_of(client, index.url) - 2 * (page.depth - index.depth)


@pytest.mark.parametrize("rows", [1, 6])
def test_the_page_of_a_cycle_adds_eight_queries_whatever_it_holds(client, rows):
    assert cost_over_the_list(client, filled_cycle(rows)) <= 8


@pytest.mark.parametrize("rows", [1, 6])
def test_the_page_of_a_session_adds_eight_queries_whatever_its_cycle_holds(client, rows):
    session = SessionPage.objects.of_cycle(filled_cycle(rows)).filter(kind="study_trip").first()

    assert cost_over_the_list(client, session) <= 8


@pytest.mark.parametrize("rows", [1, 6])
def test_a_signed_in_member_costs_the_page_of_a_cycle_the_same(signed_in, rows):
    cycle = filled_cycle(rows)
    member = signed_in(member_of(cycle.participations.first().territory))

    assert cost_over_the_list(member, cycle) <= 9


def test_the_list_of_cycles_costs_the_same_whatever_its_length(client):
    CyclePageFactory()
    index = index_page(CycleIndexPage).url
    short = queries_of(client, index)
    for _ in range(6):
        CyclePageFactory()

    assert queries_of(client, index) == short
