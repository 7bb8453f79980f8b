"""What every test may count on: a migrated database copied from a template, nothing kept in var/, no silent skip in CI."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import transaction
from django.test import Client, TestCase, TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key

from tests.cast import Cast, assemble
from tests.databases import BEGUN, EMPTY, TestDatabase, test_database

IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}


# ---------------------------------------------------------------- skips are failures in CI


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """On the machine that installs everything, a test that cannot run is a broken promise."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"Nothing is skipped in CI, but {item.nodeid} was: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """A module skipped as a whole counts as well."""
    report = yield
    if IN_CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"Nothing is skipped in CI, but {collector.nodeid} was: {report.longrepr}"
    return report


# ---------------------------------------------------------------- marks


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What draws its cases at random is timed with what kills and spoils."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("endurance")


# ---------------------------------------------------------------- database


OURS = pytest.StashKey[TestDatabase]()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test finds a network on its first day, whatever a test before it has committed; with the mark `empty_network`,
    what the migrations leave. Before any fixture, so that no transaction is open when the database is exchanged."""
    if not uses_database(item):
        return
    database = item.config.stash.get(OURS, None)
    if database is None:
        database = test_database(
            item.config.cache.mkdir("databases"), os.environ.get("PYTEST_XDIST_WORKER", "main")
        )
        item.config.stash[OURS] = database
    state = EMPTY if item.get_closest_marker("empty_network") else BEGUN
    with item.config.stash[blocking_manager_key].unblock():
        if database.begin(state):
            ContentType.objects.clear_cache()
    if commits(item):
        database.state = ""


def pytest_unconfigure(config: pytest.Config) -> None:
    """Nothing of ours stays behind in PostgreSQL."""
    if database := config.stash.get(OURS, None):
        with config.stash[blocking_manager_key].unblock():
            database.destroy()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None) -> None:
    """pytest-django's own place for building the database: ours is exchanged before each test."""


@pytest.fixture(scope="session", autouse=True)
def _tables_are_not_emptied() -> Iterator[None]:
    """Django would empty every table after a test that commits, also of what migrations put there (the locales…)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: None)
        yield


def uses_database(item: pytest.Item) -> bool:
    return bool(
        item.get_closest_marker("django_db")
        or {"db", "transactional_db", "live_server"} & set(item.fixturenames)
        or (item.cls and issubclass(item.cls, TransactionTestCase))
    )


def commits(item: pytest.Item) -> bool:
    """Whether the test writes outside a transaction that is rolled back."""
    marker = item.get_closest_marker("django_db")
    if marker and (marker.kwargs.get("transaction") or (marker.args and marker.args[0])):
        return True
    if {"transactional_db", "live_server", "django_db_serialized_rollback"} & set(item.fixturenames):
        return True
    case = item.cls
    return bool(case and issubclass(case, TransactionTestCase) and not issubclass(case, TestCase))


@pytest.fixture(scope="module")
def one_transaction(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Around all tests of a module: what its own fixtures write is there for each of them, and gone after the last.

    Every test still rolls back what it writes itself. Not for a module whose tests commit.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


# ---------------------------------------------------------------- nothing leaks from one test to the next


@pytest.fixture(autouse=True)
def _fresh_process() -> None:
    """Caches are empty and the language is the first one, at the start of every test."""
    for kept in caches.all(initialized_only=True):
        kept.clear()
    translation.activate(settings.LANGUAGE_CODE)


# ---------------------------------------------------------------- material


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real documents to run against (CORDEE_SAMPLES)."""
    folder = os.environ.get("CORDEE_SAMPLES", "")
    if not folder:
        pytest.skip("CORDEE_SAMPLES names no folder of sample documents")
    return Path(folder)


@pytest.fixture
def cast(db: None) -> Cast:
    """The network with one person per role: `cast["lead"]`, `cast.territory`, `cast.cycle`."""
    return assemble()


@pytest.fixture
def signed_in() -> Iterator[object]:
    """`signed_in(user)`: a client in which this person is signed in."""

    def client_of(user: object) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return client_of
