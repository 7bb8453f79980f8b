"""The test database: migrated once into a template, then copied, because the migrations alone take a minute.

The template is keyed on every migration of the project and on the lock (which pins the migrations of the packages).
SQLite copies a file; PostgreSQL clones with `CREATE DATABASE … TEMPLATE`.
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

KEPT_TEMPLATES = 3


class TestDatabase:
    """The database of this process: `create()` before the first test, `restore()` after a test that committed, `destroy()`."""

    __test__ = False

    def __init__(self, cache: Path, worker: str) -> None:
        self.cache = cache
        self.cache.mkdir(parents=True, exist_ok=True)
        self.key = migrations_key()
        self.worker = worker
        self.used = False  # whether a test has committed to it

    def create(self) -> None:
        with locked(self.cache / "lock"):
            if not self.has_template():
                self.build_template()
        self.restore()

    def has_template(self) -> bool:
        raise NotImplementedError

    def build_template(self) -> None:
        raise NotImplementedError

    def restore(self) -> None:
        """Make the database what the migrations left, and nothing else."""
        raise NotImplementedError

    def destroy(self) -> None:
        raise NotImplementedError


class SQLiteDatabase(TestDatabase):
    """A file in the folder of this process, copied from a file in pytest's cache."""

    @property
    def template(self) -> Path:
        return self.cache / f"{self.key}.sqlite3"

    def has_template(self) -> bool:
        return self.template.exists()

    def build_template(self) -> None:
        unfinished = self.template.with_suffix(".unfinished")
        for leftover in self.cache.glob("*.unfinished*"):
            leftover.unlink()
        point_at(unfinished)
        call_command("migrate", verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=DELETE")
        connection.close()
        unfinished.rename(self.template)
        for old in sorted(self.cache.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[
            :-KEPT_TEMPLATES
        ]:
            old.unlink()

    def restore(self) -> None:
        connections.close_all()
        for leftover in Path(settings.VAR_DIR).glob("tests-*.sqlite3*"):
            leftover.unlink()
        # A name of its own: a request that a journey left behind closes, and tidies up after, the file it had opened.
        target = Path(settings.VAR_DIR) / f"tests-{uuid.uuid4().hex}.sqlite3"
        shutil.copyfile(self.template, target)
        point_at(target)

    def destroy(self) -> None:
        connections.close_all()


class PostgreSQLDatabase(TestDatabase):
    """A database named after the worker, cloned from the one named after the key."""

    def __init__(self, cache: Path, worker: str) -> None:
        super().__init__(cache, worker)
        self.own_name = str(settings.DATABASES["default"]["NAME"])
        self.template = f"{self.own_name}_template_{self.key}"
        self.clone = f"{self.own_name}_test_{worker}"

    def has_template(self) -> bool:
        return bool(self.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template]))

    def build_template(self) -> None:
        unfinished = f"{self.own_name}_template_unfinished"
        self.drop(unfinished)
        self.execute(
            f'CREATE DATABASE "{unfinished}" TEMPLATE template0 ENCODING UTF8 LC_COLLATE "C.UTF-8" LC_CTYPE "C.UTF-8"'
        )
        point_at(unfinished)
        call_command("migrate", verbosity=0, interactive=False)
        connections.close_all()
        outdated = self.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{self.own_name}_template_%"]
        )
        for (name,) in outdated:
            if name != unfinished:
                self.drop(name)
        self.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{self.template}"')

    def restore(self) -> None:
        connections.close_all()
        self.drop(self.clone)
        with locked(self.cache / "clone-lock"):  # a template cannot be cloned twice at once
            self.execute(f'CREATE DATABASE "{self.clone}" TEMPLATE "{self.template}"')
        point_at(self.clone)

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


def migrations_key() -> str:
    """Changes whenever the migrated database would."""
    root = Path(settings.BASE_DIR)
    digest = hashlib.sha256(connection.vendor.encode())
    files = [
        root / "requirements.txt",
        *sorted(root.glob("*/migrations/*.py")),
        *sorted(root.glob("*/*/migrations/*.py")),
    ]
    for path in files:
        digest.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of all processes on `path`."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
