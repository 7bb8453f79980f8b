"""docs/permissions.csv is the law: every address answers each role as the table says, and no address is outside it."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from network.models import User
from tests.architecture.rights.acts import ACTS, CLOSED_ADDRESSES, NOT_BUILT, ROLES_ARE_GIVEN, Act
from tests.architecture.rights.law import AGREED_DIGEST, ROLES, Answer, digest_of_agreed_rows, law
from tests.cast import Cast, assemble
from tests.factories.pages import settle

LAW = law()
ADMINISTRATION = "admin/"
HOLDS_FOR_ONES_OWN = {"own", "own-draft"}
HOLDS_IN_THE_CAST = {"own territory", "own territory invite", "token"}
IN_ADMINISTRATION = (
    "wagtailadmin",
    "wagtailusers",
    "wagtailmedia",
    "wagtailsnippets",
    "wagtail_bulk_action",
)
# The look of the login page.
OPEN_TO_ALL = {"wagtailadmin_login", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite"}
NOBODY_YET = {"enrolled"}  # until people enrol, nobody is
VERBS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def play_of_all(one_transaction: None) -> Cast:
    """The cast, set up once for the whole replay: every scene is played in a transaction of its own, then taken back."""
    return assemble()


@pytest.fixture
def cast(play_of_all: Cast, db: None) -> Cast:
    return play_of_all


# ---------------------------------------------------------------- the table


def test_the_agreed_rows_are_as_they_were_agreed() -> None:
    assert digest_of_agreed_rows() == AGREED_DIGEST, (
        "a row of docs/permissions.csv that was agreed is missing or changed"
    )


def test_every_row_is_played_or_named_as_not_built() -> None:
    played = {act.row for act in ACTS}

    assert played | set(NOT_BUILT) == set(LAW)
    assert not played & set(NOT_BUILT)


def test_every_address_has_a_row() -> None:
    covered = {act.address for act in ACTS} | set(CLOSED_ADDRESSES)

    uncovered = sorted(
        {name for name, route in addresses() if not route.startswith(ADMINISTRATION)} - covered
    )

    assert uncovered == []


def test_no_address_of_something_not_built_has_appeared() -> None:
    names = {name for name, route in addresses() if not route.startswith(ADMINISTRATION)}
    appeared = {
        f"{name} looks like “{row}”: play it in tests/architecture/rights/acts.py"
        for row, words in NOT_BUILT.items()
        for name in names
        if any(word in name for word in words)
    }

    assert appeared == set()


def addresses() -> Iterator[tuple[str, str]]:
    """(name, route) of every address of the site."""
    yield from below(get_resolver().url_patterns, "", "")


def below(patterns: list, namespace: str, route: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from below(
                pattern.url_patterns,
                f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace,
                here,
            )
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or here}", here


# ---------------------------------------------------------------- the replay


@pytest.mark.parametrize("act", ACTS, ids=[f"{number:03}-{act.title}" for number, act in enumerate(ACTS)])
def test_each_role_is_answered_as_the_table_says(act: Act, cast: Cast) -> None:
    wrong = []
    shown: dict[int, tuple[str, dict]] = {}  # reading changes nothing: one thing is shown to everybody
    for role, person, owner, expected in scenes(act, cast):
        if act.method == "get" and owner.pk not in shown:
            shown[owner.pk] = act.make(cast, owner)
        with transaction.atomic():
            path, sent = shown[owner.pk] if act.method == "get" else act.make(cast, owner)
            answered = play(act.method, path, sent, person)
            transaction.set_rollback(True)
        if answered not in expected:
            whose = "their own" if owner == person else "somebody's"
            wrong.append(f"{role}, {whose}: expected {' or '.join(sorted(expected))}, answered {answered}")

    assert not wrong, "\n".join([act.title, *wrong])


def scenes(act: Act, cast: Cast) -> Iterator[tuple[str, User | None, User, set[str]]]:
    """(role, who asks, whose thing, what may be answered)."""
    row = LAW[act.follows or act.row]
    for role in ROLES:
        cell, person = row.cells[role], cast[role]
        answers = expected(act, role, cell)
        yield role, person, cast.somebody, kept_out(answers) if in_administration(act) else answers
        if cell in HOLDS_FOR_ONES_OWN:
            yield role, person, person, {Answer.DONE}
        if cell == "same cycle":
            yield f"{role} of the same cycle", cast.peer, cast.somebody, {Answer.DONE}


def expected(act: Act, role: str, cell: str) -> set[str]:
    """What the role is answered about somebody else's thing."""
    if cell in set(Answer):
        closed = cell == Answer.REFUSED and act.reading and hidden(act, role)
        return {Answer.MISSING if closed else cell}
    if cell == "own territory invite" and in_administration(act):
        return {Answer.REFUSED}  # a lead invites at an address of its own: the row "invite somebody"
    if cell in HOLDS_IN_THE_CAST:
        return {Answer.DONE}
    assert cell in HOLDS_FOR_ONES_OWN | NOBODY_YET | {"same cycle"}, f"nobody knows how to play “{cell}”"
    return {Answer.MISSING if hidden(act, role) else Answer.REFUSED}


def in_administration(act: Act) -> bool:
    return act.address.startswith(IN_ADMINISTRATION)


def kept_out(answers: set[str]) -> set[str]:
    """The administration refuses before it looks for the thing: what is not there and what is closed look the same."""
    closed = {Answer.MISSING, Answer.REFUSED}
    return answers | closed if answers & closed else answers


def hidden(act: Act, role: str) -> bool:
    """Whether the thing may not be read by the role: then nothing tells that it exists."""
    reading = act.reading or act.row
    if reading not in LAW:
        return "nobody" in reading
    return LAW[reading].cells[role] not in {Answer.DONE, *NOBODY_YET}


def play(method: str, path: str, sent: dict, person: User | None) -> str:
    """Ask, and say in the table's letters what was answered."""
    for kept in caches.all():
        kept.clear()
    client = Client()
    if person is not None:
        client.force_login(User.objects.get(pk=person.pk))
    response = getattr(client, method)(path, sent if method == "post" else None)
    return letter_of(response, path)


def letter_of(response: HttpResponse, path: str) -> str:
    location = response.headers.get("Location", "")
    if response.status_code == 401 or location.split("?")[0] == reverse("account_login"):
        return Answer.LOGIN
    if response.status_code == 403 or (
        path.startswith(f"/{ADMINISTRATION}") and location == reverse("wagtailadmin_home")
    ):
        return Answer.REFUSED  # Wagtail sends back to its first page, with a message
    if response.status_code == 404:
        return Answer.MISSING
    return Answer.DONE if response.status_code < 400 else str(response.status_code)


# ---------------------------------------------------------------- "nobody edits their own role"

GIVING_ROLES = [act for act in ACTS if act.row == ROLES_ARE_GIVEN and act.method == "post"]


@pytest.mark.parametrize("act", GIVING_ROLES, ids=lambda act: act.title)
def test_nobody_edits_their_own_role_and_an_administrator_edits_that_of_others(act: Act, cast: Cast) -> None:
    pairs = [(role, cast[role]) for role in ROLES if cast[role]]
    changed = [role for role, person in pairs if roles_change(act, cast, person, person)]

    assert changed == []
    assert roles_change(act, cast, cast["admin"], cast.somebody)


def roles_change(act: Act, cast: Cast, by: User, whose: User) -> bool:
    """Whether somebody has other groups or memberships after the act than before it."""
    with transaction.atomic():
        before = roles_of(whose)
        path, sent = act.make(cast, whose)
        play("post", path, sent, by)
        after = roles_of(whose)
        transaction.set_rollback(True)
    return before != after


def roles_of(person: User) -> tuple:
    """The groups and memberships somebody has, and how far the account reaches."""
    row = User.objects.get(pk=person.pk)
    memberships = row.memberships.order_by("pk").values_list("territory", "role")
    return (
        list(row.groups.order_by("pk").values_list("pk", flat=True)),
        list(memberships),
        row.is_superuser,
        row.is_active,
    )


# ---------------------------------------------------------------- verbs that no row names


@pytest.mark.parametrize(
    "address", sorted({act.address for act in ACTS if not act.address.startswith("wagtail")})
)
def test_a_verb_that_no_row_names_changes_nothing_even_for_an_administrator(address: str, cast: Cast) -> None:
    named = {act.method: act for act in ACTS if act.address == address}
    changed: list[str] = []
    for verb in sorted(set(VERBS) - set(named)):
        with transaction.atomic():
            path, _sent = next(iter(named.values())).make(cast, cast.somebody)
            client = Client()
            client.force_login(cast["admin"])
            with connection.execute_wrapper(Written(changed, verb)):
                response = getattr(client, verb)(path)
            transaction.set_rollback(True)
        assert response.status_code < 500, f"{verb} {path}"

    assert changed == []


class Written:
    """Notes every statement that changes a row, but for the session of who asks."""

    def __init__(self, found: list[str], verb: str) -> None:
        self.found, self.verb = found, verb

    def __call__(self, execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql:
            self.found.append(f"{self.verb.upper()}: {sql[:80]}")
        return execute(sql, params, many, context)


@pytest.mark.parametrize("role", ["visitor", "member", "lead", "other"])
def test_nothing_of_the_administration_opens_for_who_may_not_enter(role: str, cast: Cast) -> None:
    client = Client()
    if cast[role]:
        client.force_login(cast[role])
    settle()
    opened = []
    for name, route in addresses():
        if not route.startswith(ADMINISTRATION) or name in OPEN_TO_ALL:
            continue
        path = "/" + filled(route)
        for verb in ("get", "post"):
            response = getattr(client, verb)(path)
            if response.status_code not in {302, 301, 403, 404, 405}:
                opened.append(f"{verb.upper()} {path} answers {response.status_code}")

    assert opened == []


def filled(route: str) -> str:
    """The route with a plausible value in each place."""
    plain = re.sub(r"<(?:(\w+):)?\w+>", lambda found: "1" if found.group(1) in {"int", None} else "x", route)
    plain = re.sub(r"\(\?P<\w+>[^)]*\)", "1", plain)
    return re.sub(r"\([^)]*\)", "1", plain).replace("^", "").replace("$", "").replace("\\", "")
