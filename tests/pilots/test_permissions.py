"""The rows of docs/permissions.csv about journals, entries and files, replayed over the real addresses."""

import csv
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from learning.pilots import actions
from learning.pilots.models import AdministratorReading, Entry, Visibility
from network.models import Membership, User
from tests.factories.cycles import CyclePageFactory, ParticipationFactory, facilitator_of
from tests.factories.network import TerritoryFactory, administrator, editor, lead_of, member_of
from tests.factories.pilots import EntryFactory, PilotFactory, photo_of, typed

ROLES = ["visitor", "member", "lead", "other", "facilitator", "other_facilitator", "editor", "admin"]
TABLE = Path(settings.BASE_DIR) / "docs" / "permissions.csv"


def rows() -> dict[str, dict[str, str]]:
    """The table, by the words of the action."""
    if not TABLE.exists():
        return {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["action"]: row for row in csv.DictReader(file)}


class Cast:
    """One person per role, around a pilot of a territory in a cycle; another territory and another cycle beside it."""

    def __init__(self) -> None:
        self.cycle = CyclePageFactory()
        self.pilot = PilotFactory(cycle=self.cycle)
        ParticipationFactory(cycle=self.cycle, territory=self.pilot.territory)
        elsewhere = TerritoryFactory()
        self.people: dict[str, User | AnonymousUser] = {
            "visitor": AnonymousUser(),
            "member": member_of(self.pilot.territory),
            "lead": lead_of(self.pilot.territory),
            "other": member_of(elsewhere),
            "facilitator": facilitator_of(self.cycle),
            "other_facilitator": facilitator_of(CyclePageFactory()),
            "editor": editor(),
            "admin": administrator(),
        }
        same_cycle = TerritoryFactory()
        ParticipationFactory(cycle=self.cycle, territory=same_cycle)
        self.same_cycle = member_of(same_cycle)

    def client(self, role: str) -> Client:
        client = Client()
        person = self.people[role]
        if person.is_authenticated:
            client.force_login(person)
        return client

    def entry(self, visibility: str = Visibility.DRAFT, author: str = "member", **fields: object) -> Entry:
        return EntryFactory(pilot=self.pilot, author=self.people[author], visibility=visibility, **fields)


@pytest.fixture
def cast(db):
    return Cast()


def letter(response) -> str:
    """The value of the table that an answer amounts to."""
    if response.status_code == 302 and response.url.startswith(reverse("account_login")):
        return "L"
    return {404: "N", 403: "F"}.get(response.status_code, "Y")


def said(action: str, role: str) -> str:
    """What the table says, when the project holds it."""
    table = rows()
    if not table:
        pytest.skip("docs/permissions.csv is not there yet")
    return table[action][role]


# ---------------------------------------------------------------- reading


READ_ROWS = {
    "read a draft entry": Visibility.DRAFT,
    "read a team entry": Visibility.TEAM,
    "read an entry shared with the cycle": Visibility.CYCLE,
    "read a public entry": Visibility.PUBLIC,
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", READ_ROWS)
def test_reading_an_entry_and_its_photo_follows_the_table(cast, action, role):
    value = said(action, role)
    mine = role if value == "own" else "member"
    entry = cast.entry(author=mine)
    photo = photo_of(entry, people_agreed=True)
    Entry.objects.filter(pk=entry.pk).update(visibility=READ_ROWS[action])

    answers = [
        letter(cast.client(role).get(address))
        for address in (entry.get_absolute_url(), photo.url, photo.small_url)
    ]

    expected = {"own": "Y", "same cycle": "N"}.get(value, value)
    assert answers == [expected] * 3


@pytest.mark.parametrize("role", ["member", "lead"])
def test_a_draft_is_for_its_author_only(cast, role):
    entry = cast.entry(author="lead" if role == "member" else "member")

    assert letter(cast.client(role).get(entry.get_absolute_url())) == "N"


def test_an_entry_of_the_cycle_is_read_by_the_territories_of_the_cycle(cast):
    shared, inside = cast.entry(Visibility.CYCLE), cast.entry(Visibility.TEAM)

    assert set(Entry.objects.visible_to(cast.same_cycle)) == {shared}
    assert inside not in Entry.objects.visible_to(cast.same_cycle)


@pytest.mark.parametrize("role", ROLES)
def test_the_journal_its_counts_and_its_feeds_hold_only_what_each_may_read(cast, role):
    titles = {str(visibility): f"Titre {visibility}" for visibility in Visibility}
    for visibility, title in titles.items():
        cast.entry(visibility, title=title)
    readable = set(Entry.objects.visible_to(cast.people[role]).values_list("title", flat=True))

    client = cast.client(role)
    page = client.get(cast.pilot.get_absolute_url()).content.decode()
    feeds = [
        client.get(reverse("pilots:feed", args=args)).content.decode() for args in ([], [cast.pilot.slug])
    ]

    assert {title for title in titles.values() if title in page} == readable
    assert f'<span class="count">{len(readable)}</span>' in page
    for feed in feeds:
        assert [title for title in titles.values() if title in feed] == ["Titre public"]


def test_someone_who_left_the_territory_reads_nothing_of_it_any_more(cast):
    author = cast.people["member"]
    cast.entry(Visibility.TEAM)
    Membership.objects.filter(user=author).delete()

    assert not Entry.objects.visible_to(User.objects.get(pk=author.pk)).exists()


def test_an_administrators_reading_of_a_team_is_logged_once_a_day(cast):
    inside, public = cast.entry(Visibility.TEAM), cast.entry(Visibility.PUBLIC)
    client = cast.client("admin")

    client.get(cast.pilot.get_absolute_url())
    client.get(inside.get_absolute_url())
    client.get(public.get_absolute_url())

    assert [(row.entry, row.reader) for row in AdministratorReading.objects.all()] == [
        (inside, cast.people["admin"])
    ]


# ---------------------------------------------------------------- acting

GET, POST = "get", "post"
ACTS = {
    "write a journal entry in the territory": (
        GET,
        lambda entry: reverse("pilots:write", args=[entry.pilot.slug]),
    ),
    "edit an entry": (GET, lambda entry: reverse("pilots:edit", args=[entry.pilot.slug, entry.pk])),
    "delete an entry": (POST, lambda entry: reverse("pilots:delete", args=[entry.pilot.slug, entry.pk])),
    "restore a version of an entry": (
        POST,
        lambda entry: reverse("pilots:restore", args=[entry.pilot.slug, entry.pk, 1]),
    ),
    "attach a file to an entry": (
        POST,
        lambda entry: reverse("pilots:edit", args=[entry.pilot.slug, entry.pk]),
    ),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", ACTS)
def test_acting_on_an_entry_that_everyone_reads_follows_the_table(cast, action, role):
    value = said(action, role)
    entry = cast.entry(Visibility.PUBLIC, author=role if value == "own" else "member")
    verb, address = ACTS[action]

    answer = letter(getattr(cast.client(role), verb)(address(entry), typed() if verb == POST else None))

    assert answer == {"own": "Y"}.get(value, value)


@pytest.mark.parametrize("role", ["member", "lead"])
@pytest.mark.parametrize(
    "action", [action for action in ACTS if action != "write a journal entry in the territory"]
)
def test_acting_on_the_readable_entry_of_another_is_refused_openly(cast, action, role):
    entry = cast.entry(Visibility.TEAM, author="lead" if role == "member" else "member")
    verb, address = ACTS[action]

    answer = letter(getattr(cast.client(role), verb)(address(entry), typed() if verb == POST else None))

    assert answer == "F"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("action", "before", "wanted"),
    [
        ("make an entry public", Visibility.CYCLE, Visibility.PUBLIC),
        ("narrow the visibility of an entry", Visibility.PUBLIC, Visibility.TEAM),
    ],
)
def test_changing_readers_follows_the_table(cast, action, before, wanted, role):
    value = said(action, role)
    author = role if value == "own" else "lead" if role == "member" else "member"
    entry = cast.entry(before, author=author, author_agreed="2024-03-14T12:00Z")
    address = reverse("pilots:readers", args=[entry.pilot.slug, entry.pk])

    answer = letter(cast.client(role).post(address, {"visibility": wanted}))

    entry.refresh_from_db()
    assert answer == {"own": "Y"}.get(value, value)
    assert (entry.visibility == wanted) is (answer == "Y")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ["edit", "versions", "entry"])
def test_a_draft_that_is_not_ones_own_does_not_exist(cast, name, role):
    entry = cast.entry(author="lead" if role == "member" else "member")
    address = reverse(f"pilots:{name}", args=[entry.pilot.slug, entry.pk])
    nowhere = reverse(f"pilots:{name}", args=[entry.pilot.slug, uuid4()])

    answers = [cast.client(role).get(one) for one in (address, nowhere)]

    assert letter(answers[0]) == letter(answers[1]) == ("L" if role == "visitor" and name != "entry" else "N")


@pytest.mark.parametrize("role", ROLES)
def test_versions_are_for_the_author_only(cast, role):
    entry = cast.entry(Visibility.PUBLIC, author="lead")

    answer = letter(cast.client(role).get(reverse("pilots:versions", args=[entry.pilot.slug, entry.pk])))

    assert answer == {"visitor": "L", "member": "F", "lead": "Y", "admin": "F"}.get(role, "N")


@pytest.mark.parametrize(
    ("role", "expected"),
    [("visitor", "L"), ("lead", "Y"), ("facilitator", "Y"), ("admin", "Y"), ("member", "F"), ("other", "F")],
)
@pytest.mark.parametrize("name", ["start", "change"])
def test_pilots_are_run_by_leads_facilitators_and_administrators(cast, name, role, expected):
    address = reverse(f"pilots:{name}", args=[] if name == "start" else [cast.pilot.slug])

    assert letter(cast.client(role).get(address)) == expected


@pytest.mark.parametrize("name", ["readers", "restore", "delete", "take_back", "preview"])
def test_nothing_changes_by_reading(cast, name):
    entry = cast.entry()
    further = {"preview": [], "restore": [entry.pk, 1]}.get(name, [entry.pk])

    response = cast.client("member").get(reverse(f"pilots:{name}", args=[entry.pilot.slug, *further]))

    assert response.status_code == 405


# ---------------------------------------------------------------- no sequence of acts opens what is closed

ACTORS = ["member", "lead", "other", "facilitator", "other_facilitator", "editor", "admin"]


def may_read_by_role(role: str, entry: Entry) -> bool:
    """The table again, written the other way round: by role, for an entry of `member`."""
    if entry.deleted:
        return False
    widest = {"member": 4, "lead": 3, "facilitator": 2, "editor": 2, "admin": 3}.get(role, 1)
    return (
        entry.visibility in [Visibility.PUBLIC, Visibility.CYCLE, Visibility.TEAM, Visibility.DRAFT][:widest]
    )


class AnySequenceOfActs(TestCase):
    """Whoever tries whatever in whatever order: each role reads exactly what the table allows, and the lead decides."""

    @classmethod
    def setUpTestData(cls):
        cls.cast = Cast()

    @hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(ACTORS),
                st.sampled_from(["share", "narrow", "delete", "undo_delete"]),
                st.sampled_from(Visibility.values),
            ),
            max_size=8,
        )
    )
    def test_opens_nothing_that_a_role_does_not_allow(self, acts):
        cast, entry = self.cast, self.cast.entry()
        decided_by_lead = False
        for role, act, wanted in acts:
            try:
                with transaction.atomic():
                    wish = [wanted] if act in {"share", "narrow"} else []
                    getattr(actions, act)(cast.people[role], entry, *wish)
            except (ValidationError, PermissionDenied, Http404, ValueError):
                continue
            now = Entry.objects.get(pk=entry.pk)
            decided_by_lead |= (role, act, wanted) == ("lead", "share", Visibility.PUBLIC)
            assert role in {"member", "lead", "admin"}
            assert now.visibility != Visibility.PUBLIC or decided_by_lead
            for reader in ROLES:
                readable = Entry.objects.visible_to(cast.people[reader]).filter(pk=entry.pk).exists()
                assert readable == may_read_by_role(reader, now)
