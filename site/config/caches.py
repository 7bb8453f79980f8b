"""A cache in files that several workers may count in, and that does not count its files at every turn."""

import fcntl
from collections.abc import Callable
from itertools import count
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class SharedFileCache(FileBasedCache):
    """Django's file cache, whose `add` is atomic between processes too: rate limits take their lock with it.

    Django lists all files before it writes one, to throw some away when there are too many: with thousands of them that
    costs more than the page. Here each worker looks once in a while.
    """

    _dir: str
    _createdir: Callable[[], None]
    _turns = count(1)
    LOOKS_EVERY = 100

    def _cull(self) -> None:
        if next(self._turns) % self.LOOKS_EVERY == 0:
            super()._cull()  # type: ignore[misc]

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        self._createdir()
        with open(f"{self._dir}/add.lock", "a") as lock:  # noqa: PTH123 - Django keeps the folder as text
            fcntl.flock(lock, fcntl.LOCK_EX)
            return super().add(key, value, timeout, version)
