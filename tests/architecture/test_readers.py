"""Whatever became of an entry, its words reach those who may read it and nobody else, at every address of the site."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.urls import reverse
from modelsearch.backends import get_search_backend

from learning.pilots import actions
from learning.pilots.models import Attachment, Entry, Pilot, Visibility
from network.models import User
from tests.cast import Cast, assemble
from tests.factories.network import member_of
from tests.factories.pages import settle
from tests.factories.pilots import EntryFactory, PilotFactory, content, photo_of

TEAM = {"author", "member", "lead"}
CIRCLE = TEAM | {"facilitator", "peer", "editor", "admin"}
EVERYONE = CIRCLE | {"visitor", "other", "other_facilitator"}
ROLES = sorted(EVERYONE)


@dataclass(frozen=True)
class Case:
    """What became of an entry, and who may read it: the word stands in its title, text, place and photo."""

    word: str
    readers: set[str]
    written_as: str = Visibility.TEAM
    then: Callable[[Cast, Entry], object] = lambda cast, entry: None


def taken_back(cast: Cast, entry: Entry) -> None:
    actions.narrow(cast["lead"], entry, Visibility.TEAM)


def moved(cast: Cast, entry: Entry) -> None:
    """The journal goes to another territory, as an administrator may do it."""
    entry.pilot = PilotFactory(territory=cast.territory, cycle=cast.cycle)
    entry.save()
    pilot = Pilot.objects.get(pk=entry.pilot_id)
    pilot.territory, pilot.cycle = cast.other_territory, None
    pilot.save()


CASES = [
    Case("abricot", {"author"}, Visibility.DRAFT),
    Case("brugnon", TEAM | {"admin"}, Visibility.TEAM),
    Case("cerise", CIRCLE, Visibility.CYCLE),
    Case("datte", EVERYONE, Visibility.PUBLIC),
    Case("églantine", {"author"}, Visibility.PUBLIC, lambda cast, entry: actions.delete(entry.author, entry)),
    Case("figue", TEAM | {"admin"}, Visibility.PUBLIC, taken_back),
    Case(
        "groseille",
        {"author"},
        Visibility.CYCLE,
        lambda cast, entry: actions.narrow(entry.author, entry, "draft"),
    ),
    Case(
        "kumquat",
        TEAM | {"admin"},
        Visibility.DRAFT,
        lambda cast, entry: actions.share(entry.author, entry, "public"),
    ),
    Case("litchi", set(), Visibility.DRAFT, lambda cast, entry: entry.author.memberships.all().delete()),
    Case("mangue", {"editor", "admin"}, Visibility.CYCLE, moved),
]


@pytest.fixture(scope="module")
def scene(one_transaction) -> Iterator[tuple[Cast, dict[str, Entry]]]:
    """The cast and the entries, once for all roles; taken back at the end."""
    get_search_backend().reset_indexes()
    cast = assemble()
    pilot = PilotFactory(territory=cast.territory, cycle=cast.cycle)
    entries = {case.word: written(case, cast, pilot) for case in CASES}
    get_search_backend().refresh_indexes()
    yield cast, entries
    get_search_backend().reset_indexes()


def written(case: Case, cast: Cast, pilot: Pilot) -> Entry:
    author = member_of(cast.territory) if not case.readers else cast.somebody
    said = {"title": f"Refuge {case.word}", "text": f"Refuge {case.word}", "place": case.word}
    entry = EntryFactory(pilot=pilot, author=author, kind="difficulty", visibility=case.written_as)
    photo = photo_of(entry, people_agreed=True)
    Attachment.objects.filter(pk=photo.pk).update(alt=case.word)
    actions.record_entry(author, pilot, entry.pk, 1, content(**said))
    case.then(cast, Entry.objects.get(pk=entry.pk))
    return Entry.objects.select_related("pilot").get(pk=entry.pk)


@pytest.fixture(params=ROLES)
def role(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def client(role: str, scene, db: None) -> Client:
    for name in settings.CACHES:
        caches[name].clear()
    cast, _entries = scene
    person = {"author": cast.somebody, "peer": cast.peer}.get(role) or cast[role]
    client = Client()
    if person is not None:
        person = User.objects.get(pk=person.pk)
        client.force_login(person)
    settle()
    return client


def asked(client: Client, method: str, path: str, **sent: str) -> tuple[int, str]:
    """The status of an answer, and all that it says; what the request changed is taken back."""
    with transaction.atomic():
        response = getattr(client, method)(path, sent)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    return response.status_code, f"{dict(response.headers)} {body.decode(errors='replace')}".lower()


def listing(cast: Cast, pilot: Pilot) -> Iterator[str]:
    """The addresses that name or count entries."""
    for name in ("journal", "feed", "deleted", "write", "figures"):
        yield reverse(f"pilots:{name}", args=[pilot.slug])
    for name in ("pilots:index", "pilots:feed", "pilots:write", "my_week", "territories", "sitemap"):
        yield reverse(name)
    for words in ("", "q=refuge", "q=refuje", "kind=entry", f"territory={cast.territory.slug}"):
        yield f"{reverse('library:search')}?{words}"
        yield f"{reverse('library:search')}?{words}&view=map"
        yield f"{reverse('library:feed')}?{words}"
        yield f"{reverse('library:csv')}?{words}"
        yield f"{reverse('library:json')}?{words}"
        yield f"{reverse('library:suggestions')}?{words}"
    for territory in (cast.territory, cast.other_territory):
        yield territory.get_absolute_url()
    yield from ("/fr/", "/api/v1/practices?q=refuge", cast.cycle.url)


def test_no_list_count_feed_or_search_says_a_word_of_an_entry_to_who_may_not_read_it(scene, client, role):
    cast, entries = scene
    pilot = entries["abricot"].pilot
    hidden = {case.word for case in CASES if role not in case.readers}
    answers = {path: asked(client, "get", path)[1] for path in listing(cast, pilot)}

    assert [f"{path}: {word}" for path, text in answers.items() for word in hidden if word in text] == []
    told_here = [case for case in CASES if role in case.readers and entries[case.word].deleted is None]
    count = len([case for case in told_here if entries[case.word].pilot == pilot])
    assert f'<span class="count">{count}</span>' in answers[pilot.get_absolute_url()]


OF_AN_ENTRY = [
    *(("get", name) for name in ("entry", "edit", "versions")),
    *(("head", name) for name in ("entry", "versions")),
    *(("options", name) for name in ("entry", "edit", "readers")),
    *(("post", name) for name in ("edit", "readers", "delete", "take_back", "restore")),
]


def test_an_entry_that_one_may_not_read_answers_like_one_that_is_not_there(scene, client, role):
    _cast, entries = scene
    differing = []
    for case in CASES:
        if role in case.readers:
            continue
        entry = entries[case.word]
        for method, name in OF_AN_ENTRY:
            further = [1] if name == "restore" else []
            there, nowhere = (
                asked(
                    client,
                    method,
                    reverse(f"pilots:{name}", args=[entry.pilot.slug, pk, *further]),
                    visibility="x",
                )
                for pk in (entry.pk, uuid4())
            )
            if there[0] != nowhere[0] or case.word in there[1]:
                differing.append(f"{case.word}: {method} {name} answers {there[0]}, not {nowhere[0]}")
        for photo in Attachment.objects.filter(entry=entry):
            differing += [
                f"{case.word}: {address}"
                for address in (photo.url, photo.small_url)
                if asked(client, "get", address)[0] != 404
            ]

    assert differing == []


def test_an_entry_that_one_may_read_is_read_with_its_photo(scene, client, role):
    _cast, entries = scene
    for case in CASES:
        entry = entries[case.word]
        if role in case.readers and entry.deleted is None:
            status, text = asked(client, "get", entry.get_absolute_url())
            assert (status, case.word in text) == (200, True), case.word
            photo = Attachment.objects.get(entry=entry)
            assert asked(client, "get", photo.small_url)[0] == 200
