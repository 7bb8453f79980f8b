"""Where an index lies on disk, and how it changes without anybody seeing half of a change.

    PATH/<root model>/current          the name of the folder that is live
    PATH/<root model>/<name>/          one Whoosh index
    PATH/<root model>/lock             held by the one process that writes

A commit is on the disk before it is published: Whoosh writes its segments, then renames a table of contents
into place, and everything before that rename is synced. A rebuild fills a new folder and renames `current`.
"""

import fcntl
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from knowledge_base.search.analysis import VERSION
from knowledge_base.search.codec import Codec, Pool
from knowledge_base.search.schema import Fields


class Busy(Exception):
    """Another process is writing this index."""


def sync_folder(folder: Path) -> None:
    """Return once the folder's list of files is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class DurableStorage(FileStorage):
    """A folder of index files; a table of contents appears in it only once all it names is on the disk."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Publish a file: sync it and all others first, and the folder after."""
        folder = Path(self.folder)
        for entry in os.scandir(folder):
            if entry.is_file():
                handle = os.open(entry.path, os.O_RDONLY)
                try:
                    os.fsync(handle)
                finally:
                    os.close(handle)
        super().rename_file(oldname, newname, safe=safe)
        sync_folder(folder)


class Store:
    """The folder of one root model's index."""

    def __init__(self, path: str | os.PathLike[str], fields: Fields) -> None:
        self.fields = fields
        self.folder = Path(path) / fields.label

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Store) and self.folder == other.folder

    def __hash__(self) -> int:
        return hash(self.folder)

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
        """The folder of the live index; None before the first one."""
        try:
            name = (self.folder / "current").read_text().strip()
        except FileNotFoundError:
            return None
        return self.folder / name

    def open(self, folder: Path) -> FileIndex:
        """The index in a folder."""
        return FileIndex(DurableStorage(str(folder)))

    def create(self) -> Path:
        """A new empty index beside the live one.

        What an interrupted rebuild left is swept first. Needs the lock.
        """
        live = self.live()
        for old in self.folder.iterdir() if self.folder.exists() else ():
            if old.is_dir() and old != live:
                shutil.rmtree(old, ignore_errors=True)
        folder = self.folder / f"v{VERSION}-{uuid.uuid4().hex[:12]}"
        folder.mkdir(parents=True)
        FileIndex.create(DurableStorage(str(folder)), self.fields.schema(), "MAIN")
        return folder

    def publish(self, folder: Path) -> None:
        """Make a folder the live one, at once for every reader.

        The folder before it is removed. Needs the lock.
        """
        before = self.live()
        fresh = self.folder / f"current.{uuid.uuid4().hex[:8]}"
        with fresh.open("w") as handle:
            handle.write(folder.name)
            handle.flush()
            os.fsync(handle.fileno())
        fresh.rename(self.folder / "current")
        sync_folder(self.folder)
        if before is not None and before != folder:
            shutil.rmtree(before, ignore_errors=True)

    def writable(self) -> FileIndex:
        """The live index, made when there is none yet, with every field the models have by now.

        Needs the lock.
        """
        folder = self.live()
        if folder is None or not folder.exists():
            folder = self.create()
            self.publish(folder)
        return self.open(folder)

    def writer(self, index: FileIndex, **options: Any) -> Any:
        """A Whoosh writer for the index that knows all fields of the models."""
        writer = index.writer(timeout=10.0, codec=Codec(), compound=False, **options)
        writer.pool = Pool()
        for name, field_type in self.fields.types().items():
            if name not in writer.schema:
                writer.add_field(name, field_type)
        return writer
