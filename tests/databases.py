"""The test database: two states of it are made once as templates, then copied, because the migrations alone take a minute.

EMPTY is what the migrations leave; BEGUN is a network on its first day, as `manage.py setup` makes it, where most tests begin.
The first template is keyed on every migration of the project and on the lock (which pins the migrations of the packages), the
second on all code and texts besides. SQLite copies a file; PostgreSQL clones with `CREATE DATABASE … TEMPLATE`.
"""

import fcntl
import hashlib
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from config.actions import prepare_network

EMPTY, BEGUN = "empty", "begun"
STATES = (EMPTY, BEGUN)
KEPT_TEMPLATES = 3 * len(STATES)


class TestDatabase:
    """The database of this process: `begin(state)` before each test, `destroy()` after the last."""

    __test__ = False

    def __init__(self, cache: Path, worker: str) -> None:
        self.cache = cache
        self.cache.mkdir(parents=True, exist_ok=True)
        self.keys = keys()
        self.worker = worker
        self.state = ""  # what it holds; nothing known at first, nor after a test that committed

    def begin(self, state: str) -> bool:
        """Let it hold `state` and nothing else; True when it had to be copied anew."""
        if self.state == state:
            return False
        self.make_templates()
        self.restore(state)
        self.state = state
        return True

    def make_templates(self) -> None:
        with locked(self.cache / "lock"):
            for state in STATES:
                if not self.has_template(state):
                    self.build_template(state)

    def fill(self, state: str) -> None:
        """Make an empty database, or the copy of the state before, what `state` says."""
        if state == EMPTY:
            call_command("migrate", verbosity=0, interactive=False)
        else:
            prepare_network()

    def has_template(self, state: str) -> bool:
        raise NotImplementedError

    def build_template(self, state: str) -> None:
        raise NotImplementedError

    def restore(self, state: str) -> None:
        raise NotImplementedError

    def destroy(self) -> None:
        raise NotImplementedError


class SQLiteDatabase(TestDatabase):
    """A file in the folder of this process, copied from a file in pytest's cache."""

    def template(self, state: str) -> Path:
        return self.cache / f"{state}-{self.keys[state]}.sqlite3"

    def has_template(self, state: str) -> bool:
        return self.template(state).exists()

    def build_template(self, state: str) -> None:
        unfinished = self.template(state).with_suffix(".unfinished")
        for leftover in self.cache.glob("*.unfinished*"):
            leftover.unlink()
        if state == BEGUN:
            shutil.copyfile(self.template(EMPTY), unfinished)
        point_at(unfinished)
        self.fill(state)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=DELETE")
        connection.close()
        unfinished.rename(self.template(state))
        for old in sorted(self.cache.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[
            :-KEPT_TEMPLATES
        ]:
            old.unlink()

    def restore(self, state: str) -> None:
        connections.close_all()
        for leftover in Path(settings.VAR_DIR).glob("tests-*.sqlite3*"):
            leftover.unlink(missing_ok=True)
        # A name of its own: a request that a journey left behind closes, and tidies up after, the file it had opened.
        target = Path(settings.VAR_DIR) / f"tests-{uuid.uuid4().hex}.sqlite3"
        shutil.copyfile(self.template(state), target)
        point_at(target)

    def destroy(self) -> None:
        connections.close_all()


class PostgreSQLDatabase(TestDatabase):
    """A database named after the worker, cloned from the one named after the key."""

    def __init__(self, cache: Path, worker: str) -> None:
        super().__init__(cache, worker)
        self.own_name = str(settings.DATABASES["default"]["NAME"])
        self.clone = f"{self.own_name}_test_{worker}"

    def template(self, state: str) -> str:
        return f"{self.own_name}_template_{state}_{self.keys[state]}"

    def has_template(self, state: str) -> bool:
        return bool(self.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template(state)]))

    def build_template(self, state: str) -> None:
        unfinished = f"{self.own_name}_template_unfinished"
        self.drop(unfinished)
        source = self.template(EMPTY) if state == BEGUN else "template0"
        self.copy(source, unfinished)
        point_at(unfinished)
        self.fill(state)
        connections.close_all()
        outdated = self.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{self.own_name}_template_{state}_%"]
        )
        for (name,) in outdated:
            self.drop(name)
        self.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{self.template(state)}"')

    def restore(self, state: str) -> None:
        connections.close_all()
        self.drop(self.clone)
        with locked(self.cache / "clone-lock"):  # a template cannot be cloned twice at once
            self.copy(self.template(state), self.clone)
        point_at(self.clone)

    def copy(self, source: str, target: str) -> None:
        self.execute(
            f'CREATE DATABASE "{target}" TEMPLATE "{source}" ENCODING UTF8 LC_COLLATE "C.UTF-8" LC_CTYPE "C.UTF-8"'
        )

    def destroy(self) -> None:
        connections.close_all()
        self.drop(self.clone)

    def drop(self, name: str) -> None:
        """Drop it with whatever this role left open there.

        `WITH (FORCE)` is refused while the server's own autovacuum is at work in it; a plain drop waits for that.
        """
        self.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user",
            [name],
        )
        self.execute(f'DROP DATABASE IF EXISTS "{name}"')

    def execute(self, sql: str, params: list[str] | None = None) -> list[tuple]:
        """Run one statement from outside the databases that it makes and drops."""
        import psycopg

        ours = connection.settings_dict
        with psycopg.connect(
            dbname="postgres",
            host=ours["HOST"] or None,
            port=ours["PORT"] or None,
            user=ours["USER"] or None,
            password=ours["PASSWORD"] or None,
            autocommit=True,
        ) as outside:
            cursor = outside.execute(sql, params)
            return cursor.fetchall() if cursor.description else []


def test_database(cache: Path, worker: str) -> TestDatabase:
    """The database of this process, of the kind that DATABASE_URL asks for."""
    kind = PostgreSQLDatabase if connection.vendor == "postgresql" else SQLiteDatabase
    return kind(cache, worker)


test_database.__test__ = False


def point_at(name: Path | str) -> None:
    """Let every later connection of this process use the database `name`."""
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = str(name)
    connection.settings_dict["NAME"] = str(name)


def keys() -> dict[str, str]:
    """For each state, a key that changes whenever what it holds could."""
    root = Path(settings.BASE_DIR)
    floors = [root / floor for floor in ("site", "media", "learning", "knowledge_base")]
    digest = hashlib.sha256(connection.vendor.encode())
    found = {}
    for state, patterns in ((EMPTY, ["migrations/*.py"]), (BEGUN, ["*.py", "texts/*"])):
        files = [file for floor in floors for pattern in patterns for file in sorted(floor.rglob(pattern))]
        for path in [root / "requirements.txt", *files]:
            digest.update(str(path.relative_to(root)).encode() + path.read_bytes())
        found[state] = digest.hexdigest()[:16]
    return found


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of all processes on `path`."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
