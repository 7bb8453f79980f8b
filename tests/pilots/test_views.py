"""The pages of journals, as a browser meets them."""

import datetime as dt
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from modelsearch.backends import get_search_backend

from learning.pilots import actions
from learning.pilots.models import Attachment, Entry, Milestone, Pilot, Visibility
from network import dates
from tests.factories.cycles import CyclePageFactory, ParticipationFactory, facilitator_of
from tests.factories.network import PASSWORD, TerritoryFactory, UserFactory, lead_of, member_of
from tests.factories.pilots import (
    EntryFactory,
    MeasureFactory,
    MilestoneFactory,
    PilotFactory,
    content,
    entry_of,
    photo_of,
    typed,
    upload,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilot():
    return PilotFactory()


@pytest.fixture
def author(pilot):
    return member_of(pilot.territory)


@pytest.fixture
def client(author, signed_in):
    return signed_in(author)


@pytest.fixture
def cycle_pilot(pilot):
    """The same pilot, in a cycle."""
    pilot.cycle = ParticipationFactory(territory=pilot.territory).cycle
    pilot.save()
    return pilot


def write_address(pilot):
    return reverse("pilots:write", args=[pilot.slug])


def edit_address(entry):
    return reverse("pilots:edit", args=[entry.pilot.slug, entry.pk])


def said(response) -> list[str]:
    """The messages that the next page shows."""
    return [str(message) for message in response.context["messages"]]


# ---------------------------------------------------------------- writing


def test_an_entry_is_written_with_its_photo_and_its_readers(client, pilot, author):
    response = client.post(
        write_address(pilot),
        typed(text="Deux personnes. Un banc.", photos=[upload()], photo_alt="Un banc", people_agreed="on"),
    )

    entry = Entry.objects.get()
    assert response.url == entry.get_absolute_url()
    assert (entry.title, entry.visibility, entry.author) == ("Deux personnes", "team", author)
    assert [(photo.alt, photo.people_agreed) for photo in entry.attachments.all()] == [("Un banc", True)]


def test_the_form_brings_its_own_id_and_base_revision(client, pilot):
    form = client.get(write_address(pilot)).context["form"]

    assert form["client_id"].value()
    assert form["base_revision"].value() == 0


def test_sending_twice_gives_one_entry_and_the_same_answer(client, pilot):
    sent = typed(photos=[upload()])

    answers = [client.post(write_address(pilot), {**sent, "photos": [upload()]}) for _again in range(2)]

    assert answers[0].url == answers[1].url
    assert Entry.objects.get().attachments.count() == 1


def test_a_member_who_chooses_everyone_proposes_it_to_the_lead(client, pilot):
    response = client.post(write_address(pilot), typed(visibility="public"), follow=True)

    assert Entry.objects.get().visibility == Visibility.TEAM
    assert said(response) == [
        "Gardée. La ou le référent de votre territoire décide si tout le monde peut la lire."
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": "a" * 200_000}, "text"),
        ({"title": "t" * 10_000}, "title"),
        ({"happened_on": "31/02/2024"}, "happened_on"),
        ({"kind": "miracle"}, "kind"),
        ({"text": ""}, "text"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(client, pilot, wrong, field):
    sent = typed(text="Un **mot** gardé.", place="Au lavoir") | wrong

    response = client.post(write_address(pilot), sent)

    page = response.content.decode()
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "Assurez-vous" not in page
    assert response.context["form"]["text"].value() == sent["text"]
    assert "Au lavoir" in page
    assert not Entry.objects.exists()


def test_a_wrong_photo_is_refused_with_a_message_and_the_text_is_kept(client, pilot):
    photos = [upload("page.html", b"<html>"), upload("bonne.jpg")]

    response = client.post(write_address(pilot), typed(photos=photos), follow=True)

    assert Entry.objects.get().attachments.count() == 1
    assert said(response)[0].startswith("Photo refusée, texte gardé\u00a0: page.html. ")


def test_a_day_in_the_future_is_kept_and_asked_about(client, pilot):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    response = client.post(write_address(pilot), typed(happened_on=tomorrow.isoformat()), follow=True)

    assert Entry.objects.get().happened_on == tomorrow
    assert any("date à venir" in message for message in said(response))


def test_the_preview_shows_safe_html_and_saves_nothing(client, pilot):
    response = client.post(
        reverse("pilots:preview", args=[pilot.slug]), {"text": "Un **mot** <script>alert(1)</script>"}
    )

    page = response.content.decode()
    assert "<strong>mot</strong>" in page
    assert "alert(1)" not in page
    assert not Entry.objects.exists()


def test_the_preview_says_why_a_text_is_refused(client, pilot):
    response = client.post(reverse("pilots:preview", args=[pilot.slug]), {"text": "[" * 50_000})

    assert response.context["refusal"]


# ---------------------------------------------------------------- two devices, an ended session


def test_a_conflict_shows_both_texts_and_the_chosen_one_is_kept(client, pilot, author):
    entry = EntryFactory(pilot=pilot, author=author, text="Au début.")
    actions.record_entry(author, pilot, entry.pk, 1, content(text="Écrit sur le téléphone."))

    response = client.post(edit_address(entry), typed(base_revision="1", text="Écrit sur l’ordinateur."))

    page = response.content.decode()
    assert response.status_code == 409
    assert "Écrit sur le téléphone." in page
    assert "Écrit sur l’ordinateur." in page
    form = response.context["form"]
    assert form["base_revision"].value() == "2"

    client.post(edit_address(entry), typed(base_revision="2", text="Les deux, réunis."))

    entry.refresh_from_db()
    assert (entry.text, entry.revision) == ("Les deux, réunis.", 3)


def test_what_was_typed_when_the_session_had_ended_is_back_after_signing_in(pilot, author):
    browser = Client()
    sent = typed(text="Tapé sans session.", writer=str(author.pk))

    turned_away = browser.post(write_address(pilot), sent)
    signed_in = browser.post(turned_away.url, {"login": author.email, "password": PASSWORD})
    back = browser.get(signed_in.url)

    assert turned_away.status_code == 302
    assert signed_in.url == write_address(pilot)
    assert back.context["form"]["text"].value() == "Tapé sans session."
    assert back.context["form"]["client_id"].value() == sent["client_id"]

    browser.post(write_address(pilot), sent)
    assert Entry.objects.get().text == "Tapé sans session."
    assert browser.get(write_address(pilot)).context["form"]["text"].value() is None


def test_what_was_typed_is_never_shown_to_somebody_else(pilot, author):
    browser, other = Client(), member_of(pilot.territory)
    browser.post(write_address(pilot), typed(text="Pour moi seule.", writer=str(author.pk)))

    browser.post(reverse("account_login"), {"login": other.email, "password": PASSWORD})

    assert "Pour moi seule." not in browser.get(write_address(pilot)).content.decode()


def test_an_edit_sent_after_the_session_ended_is_back_too(pilot, author):
    entry, browser = EntryFactory(pilot=pilot, author=author), Client()

    turned_away = browser.post(
        edit_address(entry), typed(base_revision="1", text="Corrigé.", writer=str(author.pk))
    )
    browser.post(turned_away.url, {"login": author.email, "password": PASSWORD})

    assert browser.get(edit_address(entry)).context["form"]["text"].value() == "Corrigé."


def test_posting_without_a_token_is_refused(pilot, author):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(author)

    response = browser.post(write_address(pilot), typed())

    assert response.status_code == 403
    assert not Entry.objects.exists()


# ---------------------------------------------------------------- photos and files


def test_no_other_address_leads_to_the_file_of_a_photo(client, pilot, author):
    photo = photo_of(EntryFactory(pilot=pilot, author=author))

    tries = [f"/media/{photo.file.name}", f"/{photo.file.name}", photo.url + "original/"]

    assert [client.get(address).status_code for address in tries] == [404] * 3
    assert client.get(photo.url).status_code == 200


def test_a_photo_is_sent_for_nobody_to_keep(client, pilot, author):
    photo = photo_of(EntryFactory(pilot=pilot, author=author))

    response = client.get(photo.small_url)
    response.close()

    assert (response["Content-Type"], response["Cache-Control"]) == ("image/webp", "private, no-store")


def test_a_photo_of_a_narrowed_entry_is_gone_at_once(author, pilot):
    entry = EntryFactory(pilot=pilot, author=author, visibility=Visibility.PUBLIC)
    photo, visitor = photo_of(entry, people_agreed=True), Client()
    before = visitor.get(photo.url).status_code

    actions.narrow(author, entry, Visibility.TEAM)

    assert (before, visitor.get(photo.url).status_code) == (200, 404)
    assert visitor.get(entry.get_absolute_url()).status_code == 404


def test_photos_are_described_and_removed_in_the_form(client, pilot, author):
    entry = EntryFactory(pilot=pilot, author=author)
    kept, removed = photo_of(entry), photo_of(entry, colour="tomato")
    rows = {"photos-TOTAL_FORMS": "2", "photos-INITIAL_FORMS": "2"}
    rows |= {"photos-0-id": str(kept.pk), "photos-0-alt": "Le car", "photos-0-people_agreed": "on"}
    rows |= {"photos-1-id": str(removed.pk), "photos-1-alt": "", "photos-1-DELETE": "on"}

    client.post(edit_address(entry), typed(base_revision="1") | rows)

    assert [(photo.pk, photo.alt, photo.people_agreed) for photo in entry.attachments.all()] == [
        (kept.pk, "Le car", True)
    ]


def test_the_text_is_kept_when_a_photo_of_the_form_is_gone_or_another_s(client, pilot, author):
    entry, other = EntryFactory(pilot=pilot, author=author), photo_of(EntryFactory(), colour="tomato")
    gone = photo_of(entry)
    actions.remove_photo(author, gone)
    rows = {"photos-TOTAL_FORMS": "2", "photos-INITIAL_FORMS": "2"}
    rows |= {"photos-0-id": str(gone.pk), "photos-0-alt": "Le car"}
    rows |= {"photos-1-id": str(other.pk), "photos-1-DELETE": "on"}

    answer = client.post(edit_address(entry), typed(base_revision="1", text="Repris le soir.") | rows)

    entry.refresh_from_db()
    assert (answer.status_code, entry.text) == (302, "Repris le soir.")
    assert Attachment.objects.filter(pk=other.pk).exists()


# ---------------------------------------------------------------- taking care


def test_versions_show_what_changed_and_bring_an_older_text_back(client, pilot, author):
    entry = EntryFactory(pilot=pilot, author=author, text="Le car est parti à neuf heures.")
    actions.record_entry(author, pilot, entry.pk, 1, content(text="Le car est parti à dix heures."))
    address = reverse("pilots:versions", args=[pilot.slug, entry.pk])

    page = client.get(address).content.decode()
    client.post(reverse("pilots:restore", args=[pilot.slug, entry.pk, 1]))

    entry.refresh_from_db()
    assert "<del>neuf</del><ins>dix</ins>" in page
    assert (entry.text, entry.revision) == ("Le car est parti à neuf heures.", 3)


def test_a_deletion_is_undone_from_the_next_page(client, pilot, author):
    entry = EntryFactory(pilot=pilot, author=author, visibility=Visibility.TEAM)

    page = client.post(reverse("pilots:delete", args=[pilot.slug, entry.pk]), follow=True).content.decode()
    gone = client.get(entry.get_absolute_url()).status_code
    client.post(reverse("pilots:take_back", args=[pilot.slug, entry.pk]))

    assert entry.title in page
    assert gone == 404
    assert client.get(entry.get_absolute_url()).status_code == 200


def test_the_lead_publishes_what_a_member_proposed(pilot, author, signed_in):
    entry = EntryFactory(pilot=pilot, author=author)
    actions.share(author, entry, Visibility.PUBLIC)
    lead = signed_in(lead_of(pilot.territory))

    lead.post(reverse("pilots:readers", args=[pilot.slug, entry.pk]), {"visibility": "public"})

    assert Client().get(entry.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("wanted", ["public", "team", "nonsense"])
def test_whoever_may_not_read_an_entry_does_not_learn_that_it_exists(pilot, author, signed_in, wanted):
    entry = EntryFactory(pilot=pilot, author=author)
    stranger = signed_in(lead_of(pilot.territory))

    answer = stranger.post(reverse("pilots:readers", args=[pilot.slug, entry.pk]), {"visibility": wanted})

    assert answer.status_code == 404


def test_the_lead_who_leaves_the_readers_as_they_are_is_answered(pilot, author, signed_in):
    entry = EntryFactory(pilot=pilot, author=author, visibility=Visibility.TEAM)
    lead = signed_in(lead_of(pilot.territory))

    answer = lead.post(reverse("pilots:readers", args=[pilot.slug, entry.pk]), {"visibility": "team"})

    entry.refresh_from_db()
    assert (answer.status_code, entry.visibility) == (302, Visibility.TEAM)


def test_a_form_that_was_open_when_an_entry_was_closed_does_not_open_it_again(client, author, cycle_pilot):
    entry = EntryFactory(pilot=cycle_pilot, author=author, visibility=Visibility.CYCLE)
    shown = client.get(edit_address(entry)).context["form"].initial
    actions.narrow(lead_of(cycle_pilot.territory), entry, Visibility.TEAM)

    sent = typed(base_revision="1", visibility=shown["visibility"], readers_shown=shown["readers_shown"])
    client.post(edit_address(entry), sent)

    entry.refresh_from_db()
    assert (entry.revision, entry.visibility) == (2, Visibility.TEAM)


def test_readers_chosen_in_the_form_are_changed(client, author, cycle_pilot):
    entry = EntryFactory(pilot=cycle_pilot, author=author, visibility=Visibility.CYCLE)

    client.post(edit_address(entry), typed(base_revision="1", visibility="draft", readers_shown="cycle"))

    entry.refresh_from_db()
    assert entry.visibility == Visibility.DRAFT


# ---------------------------------------------------------------- journal and lists


def test_the_journal_tells_what_is_to_come_then_the_newest_first(pilot):
    for day in (10, 20):
        EntryFactory(
            pilot=pilot,
            visibility=Visibility.PUBLIC,
            happened_on=dt.date(2024, 3, day),
            title=f"Le {day} mars",
        )
    MilestoneFactory(pilot=pilot, title="Bientôt", due=dt.date(2024, 5, 1))
    MilestoneFactory(pilot=pilot, title="Plus tard", due=dt.date(2024, 6, 1))
    MilestoneFactory(pilot=pilot, title="Atteint", reached=dt.date(2024, 3, 15))

    timeline = Client().get(pilot.get_absolute_url()).context["timeline"]

    assert [milestone.title for milestone in timeline.to_come] == ["Plus tard", "Bientôt"]
    assert [str(step.entry or step.milestone) for step in timeline.steps] == [
        "Le 20 mars",
        "Atteint",
        "Le 10 mars",
    ]
    assert timeline.next_milestone.title == "Bientôt"


def test_the_journal_is_filtered_by_kind_with_counts(pilot):
    for kind in ("action", "action", "difficulty"):
        EntryFactory(pilot=pilot, kind=kind, visibility=Visibility.PUBLIC)

    response = Client().get(pilot.get_absolute_url(), {"kind": "action"})

    assert response.context["timeline"].counts == {"action": 2, "difficulty": 1}
    assert len(response.context["timeline"].steps) == 2


@pytest.mark.parametrize(
    ("prefix", "late", "coming"),
    [
        ("fr", "prévu le {day}, pas encore atteint", "À venir"),
        ("en", "planned for {day}, not reached yet", "To come"),
    ],
)
def test_a_milestone_whose_day_has_passed_is_not_to_come_but_not_reached_yet(
    client, pilot, prefix, late, coming
):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    MilestoneFactory(pilot=pilot, due=yesterday)
    with translation.override(prefix):
        address, said = pilot.get_absolute_url(), late.format(day=dates.day(yesterday))

    page = client.get(address).content.decode()

    assert page.count(said) == 3
    assert coming not in page
    assert "Prochain jalon" not in page
    assert "Next milestone" not in page


def test_a_milestone_is_still_to_come_on_its_own_day(client, pilot):
    MilestoneFactory(pilot=pilot, due=timezone.localdate())

    page = client.get(pilot.get_absolute_url()).content.decode()

    assert "À venir" in page
    assert "pas encore atteint" not in page


def test_each_reached_milestone_stands_on_exactly_one_page(pilot, django_assert_max_num_queries):
    first = dt.date(2024, 1, 1)
    for day in range(45):
        EntryFactory(
            pilot=pilot, visibility=Visibility.PUBLIC, happened_on=first + dt.timedelta(days=day), author=None
        )
    for day in (0, 4, 5, 24, 25, 30, 44, 60):
        MilestoneFactory(pilot=pilot, title=f"J{day}", reached=first + dt.timedelta(days=day))

    pages = [Client().get(pilot.get_absolute_url(), {"page": n}).context["timeline"].steps for n in (1, 2, 3)]

    found = [step.milestone.title for steps in pages for step in steps if step.milestone]
    assert found == ["J60", "J44", "J30", "J25", "J24", "J5", "J4", "J0"]
    assert sum(1 for steps in pages for step in steps if step.entry) == 45


def test_queries_of_a_journal_do_not_grow_with_its_entries(
    pilot, author, client, django_assert_max_num_queries
):
    def told(entries: int) -> int:
        for _n in range(entries):
            photo_of(EntryFactory(pilot=pilot, author=author, visibility=Visibility.TEAM))
            MilestoneFactory(pilot=pilot, reached=dt.date(2024, 1, 1))
            MeasureFactory(pilot=pilot)
        client.get(pilot.get_absolute_url())
        with django_assert_max_num_queries(20) as captured:
            assert client.get(pilot.get_absolute_url()).status_code == 200
        return len(captured)

    assert told(1) == told(8)


def test_queries_of_the_list_do_not_grow_with_the_pilots(django_assert_max_num_queries):
    def listed(pilots: int) -> int:
        for _n in range(pilots):
            EntryFactory(visibility=Visibility.PUBLIC)
        Client().get(reverse("pilots:index"), {"page": 1})
        with django_assert_max_num_queries(12) as captured:
            assert Client().get(reverse("pilots:index"), {"page": 1}).status_code == 200
        return len(captured)

    assert listed(1) == listed(6)


def test_feeds_are_announced_and_hold_the_public_entries(pilot):
    public = entry_of("lead", pilot=pilot, visibility=Visibility.PUBLIC, title="À tout le monde")
    EntryFactory(pilot=pilot, visibility=Visibility.TEAM, title="Entre nous")
    visitor = Client()

    for page, feed in [
        (reverse("pilots:index"), reverse("pilots:feed")),
        (pilot.get_absolute_url(), reverse("pilots:feed", args=[pilot.slug])),
    ]:
        told = visitor.get(feed)
        assert 'type="application/atom+xml"' in visitor.get(page).content.decode()
        assert told["Content-Type"].startswith("application/atom+xml")
        assert public.title in told.content.decode()
        assert "Entre nous" not in told.content.decode()
        assert public.author.email not in told.content.decode()


def test_readers_see_the_first_name_and_one_letter(pilot):
    author = member_of(pilot.territory, first_name="Léa", last_name="Morin")
    EntryFactory(pilot=pilot, author=author, visibility=Visibility.PUBLIC)

    page = Client().get(pilot.get_absolute_url()).content.decode()

    assert "Léa M." in page
    assert "Morin" not in page


def test_what_is_invented_says_so(pilot):
    invented = PilotFactory(territory=TerritoryFactory(fictional=True))
    entry = EntryFactory(pilot=invented, visibility=Visibility.PUBLIC)
    visitor = Client()

    addresses = [reverse("pilots:index"), invented.get_absolute_url(), entry.get_absolute_url()]
    pages = [visitor.get(one).content.decode() for one in addresses]

    assert all("exemple fictif" in page for page in pages)
    assert "exemple fictif" not in visitor.get(pilot.get_absolute_url()).content.decode()


def test_pages_speak_english_too(pilot):
    EntryFactory(pilot=pilot, visibility=Visibility.PUBLIC)

    with translation.override("en"):
        address = pilot.get_absolute_url()
    page = Client().get(address).content.decode()

    assert address == f"/en/journals/{pilot.slug}/"
    assert "The journal, newest first" in page


# ---------------------------------------------------------------- pilots


def test_a_lead_starts_a_pilot_and_its_journal_is_open(signed_in):
    lead = lead_of(TerritoryFactory())
    sent = {
        "territory": lead.memberships.get().territory_id,
        "title": "Le four",
        "problem": "Il est froid.",
        "language": "fr",
        "status": "under_way",
    }

    response = signed_in(lead).post(reverse("pilots:start"), sent)

    assert response.url == Pilot.objects.get(slug="le-four").get_absolute_url()


def test_a_lead_starts_nothing_for_another_territory(signed_in):
    lead, elsewhere = lead_of(TerritoryFactory()), TerritoryFactory()
    sent = {"territory": elsewhere.pk, "title": "Le four", "problem": "Il est froid.", "status": "under_way"}
    sent["language"] = "fr"

    response = signed_in(lead).post(reverse("pilots:start"), sent)

    assert response.status_code == 422
    assert not Pilot.objects.exists()


def test_milestones_are_added_reached_and_removed_by_members(client, pilot):
    client.post(
        reverse("pilots:milestone", args=[pilot.slug]), {"title": "Premier essai", "due": "2024-05-01"}
    )
    stone = Milestone.objects.get()
    address = reverse("pilots:milestone", args=[pilot.slug, stone.pk])

    both = client.post(address, {"title": "Premier essai", "reached": "2024-05-02", "given_up": "on"})
    client.post(address, {"title": "Premier essai", "reached": "2024-05-02"})
    stone.refresh_from_db()
    assert (both.status_code, stone.reached) == (422, dt.date(2024, 5, 2))

    client.post(address, {"remove": "1"})
    assert not Milestone.objects.exists()


def test_one_figure_a_day_is_kept(client, pilot):
    address = reverse("pilots:figures", args=[pilot.slug])

    answers = [
        client.post(address, {"day": "2024-05-01", "value": value}).status_code for value in ("3", "4")
    ]

    assert answers == [302, 422]
    assert [measure.value for measure in pilot.measures.all()] == [3]


@pytest.mark.parametrize("wanted", ["²", "9" * 40, "-1", "x"])
def test_a_figure_that_does_not_exist_is_not_found(client, pilot, wanted):
    assert client.post(reverse("pilots:figures", args=[pilot.slug]), {"remove": wanted}).status_code == 404


def test_writing_from_the_thumb_bar_goes_to_ones_only_journal(client, pilot, signed_in):
    assert client.get(reverse("pilots:write")).url == write_address(pilot)
    assert signed_in(UserFactory()).get(reverse("pilots:write")).context["pilots"] == []


def test_the_page_of_a_territory_shows_its_pilots(pilot):
    page = Client().get(pilot.territory.get_absolute_url()).content.decode()

    assert pilot.title in page


def test_an_unknown_entry_answers_as_a_hidden_one(client, pilot):
    hidden = EntryFactory()
    addresses = [
        reverse("pilots:entry", args=[pilot.slug, uuid4()]),
        reverse("pilots:entry", args=[pilot.slug, hidden.pk]),
        hidden.get_absolute_url(),
    ]

    assert [client.get(address).status_code for address in addresses] == [404] * 3


def started(client, territory, cycle):
    sent = {
        "territory": territory.pk,
        "cycle": cycle.pk if cycle else "",
        "title": "Le car",
        "problem": "Loin.",
        "language": "fr",
    }
    return client.post(reverse("pilots:start"), sent | {"status": "under_way"})


@pytest.mark.parametrize("where", ["another's cycle", "no cycle"])
def test_a_facilitator_starts_pilots_in_the_own_cycle_only(signed_in, where):
    mine, others = CyclePageFactory(), CyclePageFactory()
    territory = ParticipationFactory(cycle=mine).territory
    ParticipationFactory(cycle=others, territory=territory)
    browser = signed_in(facilitator_of(mine))

    refused = started(browser, territory, others if where == "another's cycle" else None)

    assert refused.status_code == 422
    assert "Choisissez un cycle que vous animez" in refused.content.decode()
    assert started(browser, territory, mine).status_code == 302
    assert Pilot.objects.get().cycle_id == mine.pk


def test_what_is_shared_with_a_cycle_is_not_handed_to_another(signed_in):
    before, after = CyclePageFactory(), CyclePageFactory()
    pilot = PilotFactory(cycle=before)
    for cycle in (before, after):
        ParticipationFactory(cycle=cycle, territory=pilot.territory)
    entry = EntryFactory(pilot=pilot, visibility="cycle")
    browser = signed_in(lead_of(pilot.territory))
    sent = {"title": pilot.title, "problem": pilot.problem, "status": "under_way", "cycle": after.pk}
    sent["language"] = "fr"

    kept = browser.post(reverse("pilots:change", args=[pilot.slug]), sent)

    assert kept.status_code == 422
    assert Pilot.objects.get().cycle_id == before.pk

    Entry.objects.filter(pk=entry.pk).update(visibility="team")
    assert browser.post(reverse("pilots:change", args=[pilot.slug]), sent).status_code == 302


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_year_that_nobody_can_mean_is_asked_about(client, pilot, day):
    answer = client.post(reverse("pilots:write", args=[pilot.slug]), typed(happened_on=day))

    assert answer.status_code == 422
    assert "Cette année ne peut pas être la bonne" in answer.content.decode()


def test_a_number_that_no_database_holds_is_refused(client, pilot):
    pilot.cycle = CyclePageFactory()
    pilot.save()

    answer = client.post(reverse("pilots:write", args=[pilot.slug]), typed(session="9" * 40))

    assert answer.status_code in {400, 422}


def test_a_control_character_in_a_title_stops_no_feed(client, pilot):
    EntryFactory(pilot=pilot, title="Le\x0bcar", visibility="public")
    get_search_backend().refresh_indexes()

    for address in (
        reverse("pilots:feed"),
        reverse("pilots:feed", args=[pilot.slug]),
        reverse("library:feed"),
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "Lecar" in answer.content.decode(), address


def test_a_title_is_kept_on_one_line(client, pilot):
    client.post(reverse("pilots:write", args=[pilot.slug]), typed(title="Le\x0bcar\n du jeudi"))

    assert Entry.objects.get().title == "Lecar du jeudi"


# ---------------------------------------------------------------- the language its team writes in


@pytest.mark.parametrize(
    ("reader", "marked"), [("fr", [False, True]), ("en", [True, False])], ids=["in French", "in English"]
)
def test_a_journal_is_read_aloud_in_the_language_of_its_team(client, pilot, reader, marked):
    pilots = [pilot, PilotFactory(language="en")]
    MilestoneFactory(pilot=pilot, title="Premier trajet")
    entries = [EntryFactory(pilot=each, visibility=Visibility.PUBLIC) for each in pilots]

    def is_marked(address, words, language):
        return f' lang="{language}">{words}' in client.get(address).content.decode().replace("\n", "")

    with translation.override(reader):
        for each, entry, said in zip(pilots, entries, marked, strict=True):
            language = each.language
            assert is_marked(each.get_absolute_url(), each.title, language) is said
            assert is_marked(each.get_absolute_url(), entry.html, language) is said
            assert is_marked(entry.get_absolute_url(), entry.title, language) is said


def test_a_team_that_starts_in_english_writes_in_english_unless_it_says_otherwise(client, pilot, signed_in):
    lead = signed_in(lead_of(pilot.territory))
    with translation.override("en"):
        address = reverse("pilots:start")

    assert lead.get(address).context["form"]["language"].value() == "en"


def test_who_leads_one_territory_is_not_asked_which(pilot, signed_in):
    lead = lead_of(pilot.territory)
    offered = []

    for _ in range(2):
        form = signed_in(lead).get(reverse("pilots:start")).context["form"]
        offered.append([name for _value, name in form.fields["territory"].choices])
        lead.memberships.create(territory=TerritoryFactory(name="Vallon-du-Rat"), role="lead")

    assert offered == [[str(pilot.territory)], ["Choisir…", str(pilot.territory), "Vallon-du-Rat"]]


@pytest.mark.parametrize("changed", [{"client_id": "x"}, {"client_id": ""}, {"base_revision": "-1"}])
def test_a_form_that_came_back_damaged_says_so_and_keeps_the_text(client, pilot, changed):
    answer = client.post(write_address(pilot), typed(text="Le four a chauffé.") | changed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Cette page est revenue abîmée") == 1
    assert "Le four a chauffé." in page
    assert not Entry.objects.exists()


def test_a_language_that_is_none_of_the_list_is_refused(pilot, signed_in):
    sent = {"title": pilot.title, "problem": pilot.problem, "status": "under_way", "language": "zz"}

    answer = signed_in(lead_of(pilot.territory)).post(reverse("pilots:change", args=[pilot.slug]), sent)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["language"])
    assert Pilot.objects.get(pk=pilot.pk).language == "fr"
