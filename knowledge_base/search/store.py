"""Where an index lies on disk, and how it changes without anybody seeing half of a change.

    PATH/<root model>/current          the name of the folder that is live
    PATH/<root model>/<name>/          one Whoosh index
    PATH/<root model>/<name>/sums      the checksum of each of its files
    PATH/<root model>/lock             held by the one process that writes

A commit is on the disk before it is published: Whoosh writes its segments, then renames a table of contents
into place, and everything before that rename is synced. A rebuild fills a new folder and renames `current`.
Files never change once written; whoever opens one checks its sum first, so that damage is known before it is read.
"""

import fcntl
import json
import os
import shutil
import uuid
import weakref
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import FileIndex

from knowledge_base.search.analysis import Analyzer
from knowledge_base.search.codec import Codec, Pool
from knowledge_base.search.schema import Fields

#: Raised when the files of an index change their shape: indexes of another version are rebuilt.
VERSION = 4


class Busy(Exception):
    """Another process is writing this index."""


#: The folders whose indexes need not survive a power cut (the option SYNC).
UNSYNCED: set[Path] = set()


def sync(path: Path) -> None:
    """Return once a file, or the list of files of a folder, is on the disk."""
    if any(path.is_relative_to(folder) for folder in UNSYNCED):
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Damaged(Exception):
    """A file of the index is not what was written."""


def write_safely(file: Path, text: str) -> None:
    """Put a file in place in one step, on the disk."""
    fresh = file.with_name(f"{file.name}.{uuid.uuid4().hex[:8]}")
    fresh.write_text(text)
    sync(fresh)
    fresh.rename(file)
    sync(file.parent)


def checksum(file: Path) -> int:
    """The CRC of a file."""
    found = 0
    with file.open("rb") as handle:
        while part := handle.read(1 << 20):
            found = zlib.crc32(part, found)
    return found


class DurableStorage(FileStorage):
    """A folder of index files; a table of contents appears in it only once all it names is on the disk."""

    def open_file(self, name: str, **options: Any) -> StructFile:
        """A file to read: it stays whole for whoever has it, and is closed when nobody has it any more."""
        opened = super().open_file(name, **options)
        weakref.finalize(opened, opened.raw_file().close)
        return opened

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Publish a file: sync it and all others first, note their sums, and the folder after."""
        folder = Path(self.folder)
        known = sums(folder)
        kept = {}
        for entry in os.scandir(folder):
            if entry.is_file() and entry.name.startswith("MAIN_") and not entry.name.endswith("LOCK"):
                if entry.name not in known:
                    sync(Path(entry.path))
                kept[entry.name] = known.get(entry.name) or checksum(Path(entry.path))
        write_safely(folder / "sums", json.dumps(kept))
        sync(folder / oldname)
        super().rename_file(oldname, newname, safe=safe)
        sync(folder)


def sums(folder: Path) -> dict[str, int]:
    """The sums of the files of an index, as they were written."""
    try:
        return json.loads((folder / "sums").read_text())
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise Damaged(f"{folder / 'sums'} cannot be read") from error


def verify(folder: Path, segment: str) -> None:
    """Check every file of a segment; raises Damaged, or FileNotFoundError where it was merged away meanwhile."""
    for name, expected in sums(folder).items():
        if name.startswith(f"{segment}.") and checksum(folder / name) != expected:
            raise Damaged(f"{folder / name} is not what was written")


class Store:
    """The folder of one root model's index."""

    def __init__(self, path: str | os.PathLike[str], fields: Fields, analyzer: Analyzer) -> None:
        self.fields = fields
        self.analyzer = analyzer
        self.folder = Path(path) / fields.label
        #: What the folders of indexes of this version are called.
        self.prefix = f"v{VERSION}.{analyzer.version}-"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Store) and (self.folder, self.prefix) == (other.folder, other.prefix)

    def __hash__(self) -> int:
        return hash((self.folder, self.prefix))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only writer; raise Busy when another process (or thread) is.

        The lock of a dead process is free.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Busy(self.fields.label) from error
            yield

    def live(self) -> Path | None:
        """The folder of the live index; None before the first one, and where it was lost or is of another version."""
        try:
            name = (self.folder / "current").read_text().strip()
        except FileNotFoundError:
            return None
        folder = self.folder / name
        return folder if name.startswith(self.prefix) and folder.is_dir() else None

    def lost(self) -> bool:
        """Whether there was an index that can no longer be read: only the database can tell now what belongs in it."""
        return (self.folder / "current").exists() and self.live() is None

    def give_up(self, folder: Path) -> None:
        """Have a damaged index rebuilt, unless it has been already."""
        if self.live() == folder:
            write_safely(self.folder / "current", "damaged")

    def open(self, folder: Path) -> FileIndex:
        """The index in a folder."""
        return FileIndex(DurableStorage(str(folder)))

    def create(self) -> Path:
        """A new empty index beside the live one.

        What earlier rebuilds left is swept first, finished or not. Needs the lock.
        """
        live = self.live()
        for old in self.folder.iterdir() if self.folder.exists() else ():
            if old.is_dir() and old != live:
                shutil.rmtree(old, ignore_errors=True)
        folder = self.folder / f"{self.prefix}{uuid.uuid4().hex[:12]}"
        folder.mkdir(parents=True)
        FileIndex.create(DurableStorage(str(folder)), self.fields.schema(), "MAIN")
        return folder

    def publish(self, folder: Path) -> None:
        """Make a folder the live one, at once for every reader.

        The folder before it stays for those who read it now; the next `create` sweeps it. Needs the lock.
        """
        write_safely(self.folder / "current", folder.name)

    def writable(self) -> FileIndex:
        """The live index, made when there is none yet, with every field the models have by now.

        Needs the lock.
        """
        folder = self.live()
        if folder is None:
            folder = self.create()
            self.publish(folder)
        return self.open(folder)

    def writer(self, index: FileIndex, **options: Any) -> Any:
        """A Whoosh writer for the index that knows all fields of the models."""
        writer = index.writer(codec=Codec(), compound=False, _lk=False, **options)
        writer.pool = Pool()
        for name, field_type in self.fields.types().items():
            if name not in writer.schema:
                writer.add_field(name, field_type)
        return writer
