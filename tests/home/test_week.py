from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from home.week import Week
from tests.factories.cycles import CyclePageFactory, ParticipationFactory, SessionPageFactory, facilitator_of
from tests.factories.network import TerritoryFactory, UserFactory, administrator, editor, member_of
from tests.factories.pilots import EntryFactory, PilotFactory
from tests.factories.practices import make_draft

pytestmark = pytest.mark.django_db
TODAY = date(2024, 4, 16)


@pytest.fixture
def territory():
    return TerritoryFactory()


def week(person) -> Week:
    return Week(person, today=TODAY)


def test_the_week_names_the_next_session_of_ones_cycles_only(territory):
    cycle, other = CyclePageFactory(), CyclePageFactory()
    ParticipationFactory(cycle=cycle, territory=territory)
    SessionPageFactory(parent=cycle, title="Webinaire 3", start_date=date(2024, 4, 18))
    SessionPageFactory(parent=other, title="Ailleurs", start_date=date(2024, 4, 17))

    found = week(member_of(territory))

    assert [session.title for session in found.sessions] == ["Webinaire 3"]
    assert found.days_left == 2


def test_the_week_of_a_facilitator_names_the_sessions_of_their_cycle():
    cycle = CyclePageFactory()
    SessionPageFactory(parent=cycle, title="Webinaire 3", start_date=date(2024, 4, 18))

    assert week(facilitator_of(cycle)).next_session.title == "Webinaire 3"


def test_the_week_marks_what_was_made_up(signed_in, territory):
    invented = CyclePageFactory(fictional=True)
    ParticipationFactory(cycle=invented, territory=territory)
    SessionPageFactory(parent=invented, start_date=timezone.localdate() + timedelta(days=9))

    page = signed_in(member_of(territory)).get("/fr/ma-semaine/").content.decode()

    assert page.count("exemple fictif") == 2


def test_the_week_has_seven_days_from_monday_and_marks_today(territory):
    cycle = CyclePageFactory()
    ParticipationFactory(cycle=cycle, territory=territory)
    SessionPageFactory(parent=cycle, title="Webinaire 3", start_date=date(2024, 4, 18))

    days = week(member_of(territory)).days

    assert [day["knot"] for day in days] == ["none", "here", "none", "to-come", "none", "none", "none"]
    assert days[0]["date"] == date(2024, 4, 15)
    assert days[0]["name"] == "lun.\u00a015"
    assert [item["label"] for item in days[3]["items"]] == ["Webinaire 3"]


def test_drafts_of_others_are_never_in_the_week(territory):
    pilot = PilotFactory(territory=territory)
    mine, hers = member_of(territory), member_of(territory)
    EntryFactory(pilot=pilot, author=hers, title="À moi seule", visibility="draft")
    EntryFactory(pilot=pilot, author=mine, title="Le mien", visibility="draft")

    found = week(mine)

    assert [entry.title for entry in found.drafts] == ["Le mien"]
    assert found.news == []


def test_the_week_does_not_tell_when_somebody_else_wrote_a_draft(territory):
    pilot = PilotFactory(territory=territory)
    EntryFactory(pilot=pilot, visibility="team", happened_on=date(2024, 3, 1))
    EntryFactory(pilot=pilot, visibility="draft", happened_on=date(2024, 4, 15))

    found = week(member_of(territory))

    assert [one.last_told for one in found.pilots] == [date(2024, 3, 1)]
    assert [act.title for act in found.acts] == [pilot.title]


def test_the_drafts_of_a_journal_that_one_left_are_not_in_the_week(territory):
    entry = EntryFactory(pilot__territory=territory, visibility="draft")
    entry.author.memberships.all().delete()

    assert week(entry.author).drafts == []


def test_the_week_of_an_administrator_shows_nothing_that_a_team_keeps_to_itself(territory):
    inside = EntryFactory(visibility="team")
    EntryFactory(visibility="public", title="Pour tous")

    assert [entry.title for entry in week(administrator()).news] == ["Pour tous"]
    assert inside in week(member_of(inside.pilot.territory)).news


def test_a_silent_journal_asks_for_an_entry(territory):
    PilotFactory(territory=territory, title="Le jeudi au village")

    assert [act.title for act in week(member_of(territory)).acts] == ["Le jeudi au village"]


def test_a_journal_written_last_week_asks_for_nothing(territory):
    pilot = PilotFactory(territory=territory)
    EntryFactory(pilot=pilot, visibility="team", happened_on=TODAY - timedelta(days=7))

    assert week(member_of(territory)).acts == []


def test_a_draft_of_ones_own_asks_to_be_finished_and_nobody_elses_does():
    person = UserFactory()
    make_draft("La mienne", owner=person)
    make_draft("La sienne", owner=UserFactory())

    assert [act.title for act in week(person).acts] == ["La mienne"]


def test_only_reviewers_are_told_of_texts_to_review():
    assert week(UserFactory()).to_review == 0
    assert week(editor()).to_review == 0


@pytest.mark.parametrize(
    ("language", "waiting", "title", "reason"),
    [
        (
            "fr",
            1,
            "Un texte attend votre lecture",
            "Son auteur ou autrice a de vos nouvelles dès votre réponse.",
        ),
        (
            "fr",
            2,
            "2 textes attendent votre lecture",
            "Leurs auteurs et autrices ont de vos nouvelles dès votre réponse.",
        ),
        ("en", 1, "One text waits for your reading", "Its author hears from you as soon as you answer."),
        ("en", 2, "2 texts wait for your reading", "Their authors hear from you as soon as you answer."),
    ],
)
def test_one_text_has_its_author_and_several_have_theirs(language, waiting, title, reason):
    found = week(editor())
    found.to_review = waiting

    with override(language):
        act = found.acts[0]

    assert (act.title, act.reason) == (title, reason)


def test_the_week_costs_the_same_for_many_rows(signed_in, territory, django_assert_max_num_queries):
    cycle = CyclePageFactory()
    ParticipationFactory(cycle=cycle, territory=territory)
    for number in range(8):
        SessionPageFactory(parent=cycle, start_date=TODAY + timedelta(days=number))
        EntryFactory(pilot=PilotFactory(territory=territory), visibility="team")
    client = signed_in(member_of(territory))
    client.get("/fr/ma-semaine/")

    with django_assert_max_num_queries(20):
        assert client.get("/fr/ma-semaine/").status_code == 200


KEPT_FROM_THEM = ["the session", "the cycle"]


@pytest.mark.parametrize("closed", KEPT_FROM_THEM)
def test_the_week_names_nothing_that_a_privacy_setting_keeps_from_the_person(signed_in, territory, closed):
    cycle = CyclePageFactory(title="Cycle Belladone")
    ParticipationFactory(cycle=cycle, territory=territory)
    session = SessionPageFactory(parent=cycle, title="Séance Belladone", start_date=timezone.localdate())
    group = Group.objects.create(name="Comité")
    restriction = PageViewRestriction.objects.create(
        page=session if closed == "the session" else cycle, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(group)
    insider = member_of(territory)
    insider.groups.add(group)

    assert "Séance Belladone" not in read_week(signed_in(member_of(territory)))
    assert "Séance Belladone" in read_week(signed_in(insider))
    assert ("Cycle Belladone" in read_week(signed_in(member_of(territory)))) == (closed == "the session")


def read_week(client) -> str:
    return client.get("/fr/ma-semaine/").content.decode()
