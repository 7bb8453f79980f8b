"""How much processor time one question may take: what comes after it is left out, and the rest is answered."""

import logging
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

logger = logging.getLogger(__name__)


class Allowance:
    """Processor time of this thread, in seconds, from now on. `exceeded` once something was left out for it."""

    def __init__(self, seconds: float) -> None:
        self.ends = time.thread_time() + seconds
        self.exceeded = False

    def for_each(self, things: Iterable[T]) -> Iterator[T]:
        """The things, the first in any case, until the time is used up."""
        for place, thing in enumerate(things):
            if place and time.thread_time() > self.ends:
                if not self.exceeded:
                    logger.warning("A search took its whole time and was answered in part")
                self.exceeded = True
                return
            yield thing
