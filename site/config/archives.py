"""Everything an installation holds, in one ZIP file: the database, the uploaded files, and a list with the hash of each.

The index is not kept: it is built again from the database.
"""

import hashlib
import json
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.core.files import File
from django.core.files.storage import Storage, storages
from django.db import connection
from django.utils import timezone

from config import snapshots

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database"
KEPT_STORAGES = ("default", "public")
CHUNK = 1 << 20
SIGNS_OF_DAMAGE = (BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error)  # as zipfile reads it


class Refused(Exception):
    """The archive cannot be made or used; nothing was touched."""


# ---------------------------------------------------------------- making one


def pack(target: Path) -> int:
    """Write the archive and return its number of files; `target` appears only when it is whole.

    The database is taken first, at one instant: every file that it names was stored before.
    """
    if target.exists():
        raise Refused(f"{target} exists: choose another name, nothing is overwritten.")
    if not target.parent.is_dir():
        raise Refused(f"The folder {target.parent} does not exist.")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
        unfinished, snapshot = Path(folder) / "archive.zip", Path(folder) / "snapshot"
        unfinished.touch(mode=0o600)
        snapshots.take(snapshot)
        files: dict[str, str] = {}
        with ZipFile(unfinished, "w", ZIP_STORED) as archive:
            with snapshot.open("rb") as taken:
                files[DATABASE] = _add(archive, DATABASE, taken, ZIP_DEFLATED)
            for name, source in stored_files():
                files[name] = _add(archive, name, source, ZIP_STORED)
            manifest = {
                "format": FORMAT,
                "made": timezone.now().isoformat(),
                "engine": connection.vendor,
                "sha256": files,
            }
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False), ZIP_DEFLATED)
        unfinished.rename(target)
    return len(files) - 1


def stored_files() -> Iterator[tuple[str, IO[bytes]]]:
    """Every uploaded file with its name in the archive; one that is deleted meanwhile is left out."""
    for alias in KEPT_STORAGES:
        storage = storages[alias]
        for name in _names(storage):
            try:
                with storage.open(name, "rb") as source:
                    yield f"{alias}/{name}", source
            except FileNotFoundError:
                continue


def _names(storage: Storage, folder: str = "") -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}{name}"
    for name in sorted(folders):
        yield from _names(storage, f"{folder}{name}/")


def _add(archive: ZipFile, name: str, source: IO[bytes], compression: int) -> str:
    """Copy into the archive and return the hash of what was copied."""
    digest = hashlib.sha256()
    with archive.open(_entry(name, compression), "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            target.write(chunk)
    return digest.hexdigest()


def _entry(name: str, compression: int) -> ZipInfo:
    entry = ZipInfo(name, timezone.localtime().timetuple()[:6])
    entry.compress_type = compression
    entry.external_attr = 0o600 << 16
    return entry


# ---------------------------------------------------------------- using one


@contextmanager
def opened(source: Path) -> Iterator[ZipFile]:
    """The archive, every byte of which has been compared with its hash."""
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(ZipFile(source))
            _verify(archive)
        except FileNotFoundError as error:
            raise Refused(f"{source} does not exist.") from error
        except SIGNS_OF_DAMAGE as error:
            raise Refused(f"{source} is damaged or is no archive of Cordée: {error}.") from error
        yield archive


def unpack(source: Path) -> int:
    """Put database and files back where nobody is yet, and return the number of files. Refuses before it touches anything."""
    if not snapshots.is_empty():
        raise Refused("The database holds accounts: an archive is only restored into an empty installation.")
    if present := next((alias for alias in KEPT_STORAGES for _name in _names(storages[alias])), None):
        raise Refused(
            f"The storage “{present}” holds files: an archive is only restored into an empty installation."
        )
    with opened(source) as archive, tempfile.TemporaryDirectory() as folder:
        snapshot = Path(folder) / "snapshot"
        with archive.open(DATABASE) as packed, snapshot.open("wb") as target:
            shutil.copyfileobj(packed, target, CHUNK)
        try:
            snapshots.check(snapshot)
            with _files_put_back(archive) as restored:
                snapshots.put_back(snapshot)
        except snapshots.Unusable as error:
            raise Refused(str(error)) from error
    return restored


@contextmanager
def _files_put_back(archive: ZipFile) -> Iterator[int]:
    """Store the files of the archive; take them away again when they cannot all be stored, or what follows fails."""
    stored: list[tuple[str, str]] = []
    try:
        for name in sorted(set(archive.namelist()) - {MANIFEST, DATABASE}):
            alias, _slash, inner = name.partition("/")
            with archive.open(name) as packed:
                stored.append((alias, storages[alias].save(inner, File(packed, name=inner))))
            if stored[-1] != (alias, inner):
                raise Refused(f"{inner} could not be stored under its own name in the storage “{alias}”.")
        yield len(stored)
    except BaseException:
        for alias, inner in stored:
            storages[alias].delete(inner)
        raise


def _hash_of(packed: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := packed.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _verify(archive: ZipFile) -> None:
    try:
        manifest = json.loads(archive.read(MANIFEST))
        expected: dict[str, str] = manifest["sha256"]
    except (KeyError, ValueError) as error:
        raise Refused("This is no archive of Cordée: its list of files is missing.") from error
    if manifest["format"] != FORMAT:
        raise Refused(f"The archive is of format {manifest['format']}; this version reads format {FORMAT}.")
    if manifest["engine"] != connection.vendor:
        raise Refused(
            f"The archive holds a {manifest['engine']} database, this installation runs on {connection.vendor}."
        )
    if set(archive.namelist()) != {MANIFEST, *expected}:
        raise Refused("The archive is damaged: it does not hold exactly the files of its list.")
    for name, digest in expected.items():
        with archive.open(name) as packed:
            if _hash_of(packed) != digest:
                raise Refused(f"The archive is damaged: {name} is not what was saved.")
