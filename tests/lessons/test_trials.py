"""What territories tell of what they tried."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from knowledge_base.lessons import actions
from knowledge_base.lessons.models import Lesson, Trial
from knowledge_base.library.models import Finding
from knowledge_base.practices.models import PracticePage
from network.actions import create_groups
from tests.factories.lessons import make_lesson
from tests.factories.network import (
    PASSWORD,
    MembershipFactory,
    TerritoryFactory,
    UserFactory,
    administrator,
    editor,
    member_of,
)
from tests.factories.notes import make_note
from tests.factories.practices import make_draft, make_practice

pytestmark = pytest.mark.django_db

TOLD = {
    "outcome": "changed",
    "kept": "Le comptoir du mardi.",
    "changed": "Une matinée, pas deux.",
    "cost": "300 €",
}


@pytest.fixture
def territory():
    return TerritoryFactory(name="Vallon-du-Rat")


@pytest.fixture
def member(client: Client, territory):
    person = member_of(territory)
    client.force_login(person)
    return person


def form_of(thing: object) -> str:
    kind = "lesson" if isinstance(thing, Lesson) else "page"
    return reverse(f"lessons:trial_of_{kind}", args=[thing.pk])


def tell(client: Client, thing: object, where: object, **changes: object):
    return client.post(form_of(thing), {"territory": where.pk, **TOLD, **changes})


def test_what_a_territory_tells_is_read_by_everybody_where_the_practice_is_read(
    client: Client, member, territory
):
    practice = make_practice("Un comptoir")

    answer = tell(client, practice, territory, year="2024")

    assert answer.status_code == 302
    assert answer["Location"] == f"{practice.get_url()}#trials"
    page = Client().get(practice.url).content.decode()
    for shown in ("Vallon-du-Rat", "Le comptoir du mardi.", "Une matinée, pas deux.", "300 €", "2024"):
        assert shown in page
    assert "essayé par 1 territoire" in page
    assert member.last_name not in page


def test_a_lesson_shows_its_trials_on_the_rope(client: Client, member, territory):
    lesson = make_lesson(live=True)

    tell(client, lesson, territory, outcome="dropped", dropped="Trop loin.")

    page = Client().get(reverse("library:lesson", args=[lesson.slug])).content.decode()
    assert "thread-trials" in page or "Trop loin." in page
    assert "Abandonné" in page


def test_a_territory_tells_once_of_a_thing_and_may_tell_more_later(client: Client, member, territory):
    practice = make_practice()
    tell(client, practice, territory)
    read = client.get(form_of(practice)).context["form"]

    tell(client, practice, territory, read=read["read"].value(), dropped="Le soir.")

    assert read["kept"].value() == TOLD["kept"]
    assert Trial.objects.get().dropped == "Le soir."


def test_nobody_writes_over_what_they_did_not_read(client: Client, member, territory):
    practice = make_practice()
    colleague = Client()
    colleague.force_login(member_of(territory))
    tell(colleague, practice, territory, kept="Les mots de l’autre.")

    answer = tell(client, practice, territory, kept="Mes mots.")

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Les mots de l’autre." in page
    assert "Mes mots." in page
    assert Trial.objects.get().kept == "Les mots de l’autre."
    tell(client, practice, territory, kept="Mes mots.", read=answer.context["form"]["read"].value())
    assert Trial.objects.get().kept == "Mes mots."


def test_what_was_typed_in_an_expired_session_comes_back_to_the_same_person(
    client: Client, member, territory
):
    practice = make_practice()
    client.logout()

    sent = tell(client, practice, territory, writer=str(member.pk))

    assert "/connexion/" in sent["Location"]
    client.post(sent["Location"], {"login": member.email, "password": PASSWORD})
    page = client.get(form_of(practice)).content.decode()
    assert TOLD["kept"] in page
    assert not Trial.objects.exists()


def test_one_tells_for_ones_own_territory_only(client: Client, member):
    practice = make_practice()

    assert tell(client, practice, TerritoryFactory()).status_code == 403
    assert tell(client, practice, TerritoryFactory(), territory="x").status_code == 422
    assert not Trial.objects.exists()


def test_who_belongs_to_several_chooses_and_who_belongs_to_none_is_told(client: Client, member, territory):
    second = MembershipFactory(user=member).territory
    practice = make_practice()

    assert client.get(form_of(practice)).context["form"]["territory"].value() is None
    assert tell(client, practice, second).status_code == 302
    client.force_login(editor())
    assert client.get(form_of(practice)).status_code == 403


def test_an_administrator_tells_for_any_territory_of_the_network(client: Client, territory):
    client.force_login(administrator())

    assert tell(client, make_practice(), territory).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"kept": "", "changed": ""},
        {"outcome": ""},
        {"outcome": "loved"},
        {"year": "3000"},
        {"year": "12"},
        {"kept": "x" * 2001},
    ],
)
def test_what_cannot_be_kept_says_why_and_stays_typed(client: Client, member, territory, wrong: dict):
    answer = tell(client, make_practice(), territory, **{"cost": "deux matinées", **wrong})

    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert "deux matinées" in answer.content.decode()
    assert not Trial.objects.exists()


def test_what_is_not_published_or_is_no_practice_cannot_be_tried(client: Client, member):
    practice = make_practice()
    copy = PracticePage.objects.get(alias_of=practice)
    things = [
        make_draft(),
        make_lesson(),
        make_note(),
        copy,
    ]

    assert [client.get(form_of(thing)).status_code for thing in things] == [404, 404, 404, 404]


def test_a_trial_is_of_one_thing(territory):
    with pytest.raises(IntegrityError), transaction.atomic():
        Trial.objects.create(territory=territory, outcome="kept", kept="Tout.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Trial.objects.create(
            territory=territory, outcome="kept", lesson=make_lesson(), page=make_practice().page_ptr
        )


def test_the_library_knows_what_became_of_it_at_once(member, territory):
    practice = make_practice()
    finding = Finding.objects.get(page=practice)
    assert (finding.tried, {term.slug for term in finding.outcomes.all()}) == (0, {"not-yet"})

    trial = actions.record_trial(member, territory, practice.page_ptr, {"outcome": "kept", "kept": "Tout."})
    actions.record_trial(member, TerritoryFactory(), practice, {"outcome": "dropped", "dropped": "Tout."})

    finding.refresh_from_db()
    assert (finding.tried, finding.ends) == (2, "kept dropped")
    assert {term.slug for term in finding.outcomes.all()} == {"kept", "dropped"}
    trial.delete()
    finding.refresh_from_db()
    assert (finding.tried, finding.ends) == (1, "dropped")


def test_the_account_that_told_may_go_and_what_it_told_stays(member, territory):
    actions.record_trial(member, territory, make_lesson(live=True), {"outcome": "kept", "kept": "Tout."})

    member.delete()

    assert Trial.objects.get().told_by is None


def test_administrators_take_a_trial_away_and_editors_read_it(client: Client, member, territory):
    create_groups()
    trial = actions.record_trial(
        member, territory, make_practice("Un comptoir"), {"outcome": "kept", "kept": "Tout."}
    )
    listed, deleted = (
        reverse(Trial.snippet_viewset.get_url_name("list")),
        reverse(Trial.snippet_viewset.get_url_name("delete"), args=[trial.pk]),
    )
    client.force_login(editor())
    assert "Vallon-du-Rat" in client.get(listed).content.decode()
    assert client.post(deleted).status_code == 302
    assert Trial.objects.exists()

    client.force_login(administrator())
    client.post(deleted)

    assert not Trial.objects.exists()


@pytest.mark.parametrize("make", [make_practice, lambda: make_lesson(live=True)], ids=["practice", "lesson"])
def test_what_was_tried_may_be_deleted(member, territory, make):
    thing = make()
    actions.record_trial(member, territory, thing, {"outcome": "kept", "kept": "Tout."})

    type(thing).objects.get(pk=thing.pk).delete()

    assert not Trial.objects.exists()
    assert not Finding.objects.filter(tried__gt=0).exists()


def test_the_administration_adds_no_trial_and_moves_none(client: Client, member, territory):
    trial = actions.record_trial(member, territory, make_practice(), {"outcome": "kept", "kept": "Tout."})
    client.force_login(UserFactory(is_superuser=True))

    added = client.post(reverse(Trial.snippet_viewset.get_url_name("add")), {"outcome": "kept", "kept": "x"})
    mended = client.post(
        reverse(Trial.snippet_viewset.get_url_name("edit"), args=[trial.pk]),
        {"territory": TerritoryFactory().pk, "outcome": "dropped", "dropped": "Tout, après tout."},
    )

    assert (added.status_code, mended.status_code) == (302, 302)
    trial = Trial.objects.get()
    assert (trial.territory, trial.outcome) == (territory, "dropped")


def test_the_quicker_of_two_colleagues_is_not_written_over(member, territory):
    practice = make_practice()
    told = {"outcome": "kept", "kept": "Le premier."}
    actions.record_trial(member, territory, practice, told, read="")

    with pytest.raises(actions.ToldMeanwhile) as found:
        actions.record_trial(
            member_of(territory), territory, practice, told | {"kept": "Le second."}, read=""
        )

    assert found.value.trial.kept == "Le premier."
    assert Trial.objects.get().kept == "Le premier."


def test_who_tells_for_several_takes_up_what_each_told(client: Client, member, territory):
    second = MembershipFactory(user=member).territory
    practice = make_practice()
    tell(client, practice, second, year="2019")

    offered = client.get(form_of(practice)).content.decode()
    form = client.get(form_of(practice), {"territory": second.pk}).context["form"]

    assert f"?territory={second.pk}" in offered
    assert (form["year"].value(), form["territory"].value()) == (2019, second.pk)
    assert tell(client, practice, territory, read=form["read"].value()).status_code == 302, (
        "another territory"
    )


def test_nobody_tries_elsewhere_what_was_done_at_home(client: Client, member, territory):
    practice = make_practice(territory=territory)

    assert client.get(form_of(practice)).status_code == 403
    assert tell(client, practice, territory).status_code == 403


def test_the_way_to_the_form_stands_only_where_it_leads_somewhere(client: Client, member):
    open_, closed = make_practice("Ouverte"), make_practice("Fermée")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")

    assert form_of(open_) in client.get(open_.url).content.decode()
    assert "/essais/page/" not in client.get(closed.url).content.decode()


def test_who_reads_in_english_comes_back_to_the_english_page(client: Client, member, territory):
    practice = make_practice()
    address = form_of(practice).replace("/fr/essais/", "/en/trials/")

    answer = client.post(address, {"territory": territory.pk, **TOLD})

    assert answer["Location"].startswith("/en/practices/")


def test_this_year_is_not_to_come(client: Client, member, territory):
    assert tell(client, make_practice(), territory, year=str(timezone.localdate().year)).status_code == 302
