"""The database as one file, taken while people write, and put back; SQLite and PostgreSQL."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection, connections


class Unusable(Exception):
    """The snapshot cannot be taken or put back; the message says why, in a sentence."""


def take(target: Path) -> None:
    """Write the database, as it is at one instant, to `target`."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(_database())) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def check(snapshot: Path) -> None:
    """Refuse a snapshot that the database engine cannot read, before anything is touched."""
    if connection.vendor == "sqlite":
        try:
            with closing(sqlite3.connect(f"{snapshot.as_uri()}?mode=ro", uri=True)) as database:
                answer = database.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise Unusable(f"The database in the archive cannot be read: {error}.") from error
        if answer != "ok":
            raise Unusable(f"The database in the archive is damaged: {answer}.")
    else:
        _run("pg_restore", "--list", str(snapshot), connect=False)


def put_back(snapshot: Path) -> None:
    """Replace the database with the snapshot, all or nothing."""
    connections.close_all()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(snapshot)) as source, closing(sqlite3.connect(_database())) as live:
            source.backup(live)
    else:
        _run(
            "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction",
            "--exit-on-error", "--dbname", connection.settings_dict["NAME"], str(snapshot),
        )  # fmt: skip


def is_empty() -> bool:
    """Whether the database holds nobody yet: no table, or no account."""
    if connection.vendor == "sqlite":
        _database()
    if "network_user" not in connection.introspection.table_names():
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM network_user LIMIT 1")
        return cursor.fetchone() is None


def _database() -> str:
    """The file of the database, in a folder that exists."""
    path = Path(connection.settings_dict["NAME"])
    path.parent.mkdir(parents=True, exist_ok=True)
    return str(path)


def _run(program: str, *arguments: str, connect: bool = True) -> None:
    """PostgreSQL's own program, told by its environment where the database is."""
    ours = connection.settings_dict
    told = {
        "PGDATABASE": "NAME",
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
    }
    environment = os.environ | {
        name: str(ours[key]) for name, key in told.items() if connect and ours.get(key)
    }
    try:
        done = subprocess.run(
            [program, *arguments], env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise Unusable(f"{program} is not installed: on Debian, apt install postgresql-client.") from error
    if done.returncode:
        raise Unusable(f"{program} failed: {done.stderr.strip()[-500:]}")
