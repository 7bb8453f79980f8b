"""What every test may count on: a migrated database copied from a template, nothing kept in var/, no silent skip in CI."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client, TestCase, TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker

from config.actions import prepare_network
from tests.cast import Cast, assemble
from tests.databases import TestDatabase, test_database

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


# ---------------------------------------------------------------- once is enough


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What does not depend on the database is proven on SQLite; on PostgreSQL it would only be proven again."""
    if connection.vendor == "sqlite":
        return
    again = [item for item in items if item.get_closest_marker("one_database")]
    items[:] = [item for item in items if item not in again]
    config.hook.pytest_deselected(items=again)


# ---------------------------------------------------------------- database


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[TestDatabase]:
    """The database of this process, at rest between tests."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock():
        ours = test_database(request.config.cache.mkdir("databases"), worker)
        ours.create()
    yield ours
    with django_db_blocker.unblock():
        ours.destroy()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, database: TestDatabase) -> None:
    """pytest-django's own place for building the database: ours is copied from the template instead."""


@pytest.fixture(scope="session", autouse=True)
def _tables_are_not_emptied() -> Iterator[None]:
    """Django would empty every table after a test that commits, also of what migrations put there (the locales…)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: None)
        yield


@pytest.fixture(autouse=True)
def _as_migrated(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> None:
    """A test finds the database as the migrations left it, whatever a test before it has committed."""
    if not uses_database(request):
        return
    database = request.getfixturevalue("database")
    with django_db_blocker.unblock():
        as_migrated(database)
    database.used = commits(request)


def as_migrated(database: TestDatabase) -> None:
    if database.used:
        database.restore()
        ContentType.objects.clear_cache()
        database.used = False


def uses_database(request: pytest.FixtureRequest) -> bool:
    return bool(
        request.node.get_closest_marker("django_db")
        or {"db", "transactional_db", "live_server"} & set(request.fixturenames)
        or (request.cls and issubclass(request.cls, TransactionTestCase))
    )


def commits(request: pytest.FixtureRequest) -> bool:
    """Whether the test writes outside a transaction that is rolled back."""
    marker = request.node.get_closest_marker("django_db")
    if marker and (marker.kwargs.get("transaction") or (marker.args and marker.args[0])):
        return True
    if {"transactional_db", "live_server", "django_db_serialized_rollback"} & set(request.fixturenames):
        return True
    case = request.cls
    return bool(case and issubclass(case, TransactionTestCase) and not issubclass(case, TestCase))


@pytest.fixture(scope="module")
def one_transaction(
    django_db_setup: None, database: TestDatabase, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Around all tests of a module: what its own fixtures write is there for each of them, and gone after the last.

    Every test still rolls back what it writes itself. Not for a module whose tests commit.
    """
    with django_db_blocker.unblock():
        as_migrated(database)
        with transaction.atomic():
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
def site_tree(db: None) -> None:
    """What every network starts with: site, pages in both languages, groups, themes, review."""
    prepare_network()


@pytest.fixture
def cast(db: None) -> Cast:
    """The network with one person per role: `cast["lead"]`, `cast.territory`, `cast.cycle`."""
    return assemble()


@pytest.fixture
def signed_in() -> Iterator[object]:
    """`signed_in(user)`: a client in which this person is signed in."""

    def client_of(user: object) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of
