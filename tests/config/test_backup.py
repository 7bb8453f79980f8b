"""A backup is the whole installation; a restored one is the same, or nothing was touched."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from config import archives, snapshots
from network.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_storages(settings, tmp_path: Path) -> None:
    """Two empty storages."""
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {
        name: {"BACKEND": backend, "OPTIONS": {"location": tmp_path / name}}
        for name in archives.KEPT_STORAGES
    }
    if connection.vendor == "postgresql" and not shutil.which("pg_dump"):
        pytest.skip("pg_dump is not installed (on Debian: apt install postgresql-client)")


@pytest.fixture
def filled() -> None:
    """An installation that holds somebody and their files."""
    User.objects.create_user("anne@exemple.fr", first_name="Anne")
    storages["default"].save("journals/2024/carte été.jpg", ContentFile(b"photo" * 1000))
    storages["default"].save("empty.txt", ContentFile(b""))
    storages["public"].save("renditions/a1.webp", ContentFile(bytes(range(256))))


@pytest.fixture
def archive(filled: None, tmp_path: Path) -> Path:
    """A backup of it."""
    target = tmp_path / "backup.zip"
    call_command("backup", str(target))
    return target


def empty_the_installation(tmp_path: Path) -> None:
    User.objects.all().delete()
    for name in archives.KEPT_STORAGES:
        shutil.rmtree(tmp_path / name, ignore_errors=True)


def contents() -> dict[str, bytes]:
    return {name: source.read() for name, source in archives.stored_files()}


def test_a_restored_installation_is_the_one_that_was_backed_up(archive: Path, tmp_path: Path) -> None:
    before = contents()
    empty_the_installation(tmp_path)
    assert contents() == {}

    call_command("restore", str(archive))

    assert User.objects.get().first_name == "Anne"
    assert contents() == before
    assert len(before) == 3


def test_an_archive_lists_the_hash_of_every_file(archive: Path) -> None:
    with ZipFile(archive) as opened:
        listed = json.loads(opened.read("manifest.json"))["sha256"]

    assert set(listed) == {
        "database",
        "default/empty.txt",
        "default/journals/2024/carte été.jpg",
        "public/renditions/a1.webp",
    }
    assert all(len(digest) == 64 for digest in listed.values())


def test_an_archive_is_for_the_eyes_of_the_operator_only(archive: Path) -> None:
    assert archive.stat().st_mode & 0o077 == 0


def test_backup_overwrites_nothing(archive: Path) -> None:
    before = archive.read_bytes()

    with pytest.raises(CommandError, match="exists"):
        call_command("backup", str(archive))

    assert archive.read_bytes() == before


@pytest.mark.parametrize("where", [0.001, 0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_damaged_archive_is_refused_before_anything_is_touched(
    archive: Path, tmp_path: Path, where: float
) -> None:
    empty_the_installation(tmp_path)
    damaged = bytearray(archive.read_bytes())
    damaged[int(len(damaged) * where)] ^= 0xFF
    archive.write_bytes(damaged)

    with pytest.raises(CommandError, match=r"damaged|no archive"):
        call_command("restore", str(archive))

    assert not User.objects.exists()
    assert contents() == {}


def test_a_truncated_archive_is_refused(archive: Path, tmp_path: Path) -> None:
    empty_the_installation(tmp_path)
    archive.write_bytes(archive.read_bytes()[:-200])

    with pytest.raises(CommandError, match="damaged"):
        call_command("restore", str(archive))

    assert contents() == {}


def test_an_archive_with_a_file_exchanged_is_refused(archive: Path, tmp_path: Path) -> None:
    empty_the_installation(tmp_path)
    forged = tmp_path / "forged.zip"
    with ZipFile(archive) as source, ZipFile(forged, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"something else" if name.endswith("a1.webp") else source.read(name))

    with pytest.raises(CommandError, match=r"a1\.webp is not what was saved"):
        call_command("restore", str(forged))

    assert contents() == {}


def test_restore_refuses_an_installation_that_holds_somebody(archive: Path) -> None:
    with pytest.raises(CommandError, match="accounts"):
        call_command("restore", str(archive))


def test_restore_refuses_an_installation_that_holds_files(archive: Path, tmp_path: Path) -> None:
    empty_the_installation(tmp_path)
    storages["public"].save("kept.txt", ContentFile(b"kept"))

    with pytest.raises(CommandError, match="holds files"):
        call_command("restore", str(archive))

    assert list(contents()) == ["public/kept.txt"]


def test_restore_says_that_the_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="does not exist"):
        call_command("restore", str(tmp_path / "none.zip"))


def test_files_are_taken_away_again_when_the_database_cannot_be_put_back(
    archive: Path, tmp_path: Path, monkeypatch
) -> None:
    empty_the_installation(tmp_path)

    def refuse(snapshot: Path) -> None:
        raise snapshots.Unusable("The disk is full.")

    monkeypatch.setattr(snapshots, "put_back", refuse)

    with pytest.raises(CommandError, match="disk is full"):
        call_command("restore", str(archive))

    assert contents() == {}


def test_a_backup_taken_while_people_write_holds_whole_transactions(filled: None, tmp_path: Path) -> None:
    """A writer makes people in pairs; whatever the instant, the archive holds pairs."""
    from django.db import connection as of_the_thread
    from django.db import transaction

    done = threading.Event()

    def write() -> None:
        for number in range(10_000):
            if done.is_set():
                break
            with transaction.atomic():
                User.objects.create(email=f"first{number}@exemple.fr")
                User.objects.create(email=f"second{number}@exemple.fr")
        of_the_thread.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        counts = []
        for number in range(3):
            target = tmp_path / f"during{number}.zip"
            call_command("backup", str(target))
            counts.append(people_in(target, tmp_path))
    finally:
        done.set()
        writer.join()

    assert all((count - 1) % 2 == 0 for count in counts), counts
    assert counts[-1] > 1


def people_in(archive: Path, tmp_path: Path) -> int:
    """The number of accounts in the database of an archive."""
    with ZipFile(archive) as opened:
        snapshot = Path(opened.extract("database", tmp_path / archive.stem))
    if connection.vendor == "sqlite":
        with sqlite3.connect(snapshot) as database:
            return database.execute("SELECT count(*) FROM network_user").fetchone()[0]
    import subprocess

    listed = subprocess.run(
        ["pg_restore", "--data-only", "--table=network_user", "--file=-", str(snapshot)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return sum("@exemple.fr" in line for line in listed.splitlines())


def test_restore_makes_the_folder_that_is_to_hold_the_installation(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there" / "yet"
    environment = {"CORDEE_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    if connection.vendor == "postgresql":
        empty_the_installation(tmp_path)
        environment["DATABASE_URL"] = address_of(connection)
    connections.close_all()

    done = subprocess.run(
        [sys.executable, "manage.py", "restore", str(archive)],
        env=os.environ | environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert list(folder.rglob("carte été.jpg"))
    assert (folder / "cordee.sqlite3").exists() == (connection.vendor == "sqlite")


def address_of(connection: BaseDatabaseWrapper) -> str:
    """The address of this database, as DATABASE_URL has it."""
    ours = connection.settings_dict
    return f"postgres://{ours['USER']}:{ours['PASSWORD']}@{ours['HOST']}:{ours['PORT']}/{ours['NAME']}"
