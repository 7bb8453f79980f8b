"""A cache in files that several workers may count in."""

import fcntl
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class SharedFileCache(FileBasedCache):
    """Django's file cache, whose `add` is atomic between processes too: rate limits take their lock with it."""

    _dir: str
    _createdir: Callable[[], None]

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        self._createdir()
        with open(f"{self._dir}/add.lock", "a") as lock:  # noqa: PTH123 - Django keeps the folder as text
            fcntl.flock(lock, fcntl.LOCK_EX)
            return super().add(key, value, timeout, version)
