"""What must happen after a commit, exactly once: rows written in the saving transaction, delivered later.

A row waits until its delivery succeeded. A failed delivery is tried again after a growing delay. A room
with an outbox registers how it is drained, in its AppConfig.ready(): `drains["mail"] = drain_mail`. Rows are
delivered right after the commit where `settings.JOBS` is "inline" (`drain_soon`), by `manage.py worker`
otherwise, and by `manage.py run_due` in both cases: that is how what failed is tried again.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import ClassVar, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

logger = logging.getLogger(__name__)

FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(hours=6)
# Longer than any delivery takes; a row whose deliverer was killed is due again after it.
LEASE = timedelta(minutes=10)

# What drains each outbox: takes nothing, delivers some of the rows that are due, answers how many.
drains: dict[str, Callable[[], int]] = {}

_kept_waiting: ContextVar[bool] = ContextVar("kept_waiting", default=False)


class Unreachable(Exception):
    """The other side is away: trying the next row now would only wait again."""


class OutboxRow(models.Model):
    """One thing still to be delivered; `key` makes asking twice the same as asking once."""

    key = models.CharField(max_length=255, unique=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Empty once delivered, in a model that keeps its rows.
    next_try = models.DateTimeField(default=timezone.now, null=True, db_index=True)
    error = models.TextField(blank=True)

    objects: ClassVar[models.Manager]

    class Meta:
        abstract = True

    def put_off(self, error: Exception) -> None:
        """Keep the reason and wait twice as long as the last time, six hours at most."""
        self.error = f"{type(error).__name__}: {error}"[:1000]
        self.next_try = timezone.now() + min(
            FIRST_DELAY * 2 ** min(max(self.attempts - 1, 0), 16), LONGEST_DELAY
        )
        self.save(update_fields=["error", "next_try"])

    def finish(self) -> None:
        """The row has done its work. A model that must remember its keys overrides this."""
        self.delete()


Row = TypeVar("Row", bound=OutboxRow)


def drain(model: type[Row], deliver: Callable[[Row], None], batch: int = 50) -> int:
    """Deliver the rows that are due, oldest first; the number delivered. One bad row never blocks the others.

    A row is claimed before its delivery, so that two processes never deliver the same one, and no transaction
    is open while the delivery waits for a slow server.
    """
    delivered = 0
    due = model.objects.filter(next_try__lte=timezone.now()).order_by("pk")
    for pk in list(due.values_list("pk", flat=True)[:batch]):
        if not claim(model, pk):
            continue
        row = model.objects.get(pk=pk)
        try:
            deliver(row)
        except Unreachable as error:
            logger.warning("%s: %s", model.__name__, error)
            row.put_off(error)
            break
        except Exception as error:
            logger.warning("%s %s put off after %s", model.__name__, pk, type(error).__name__)
            row.put_off(error)
        else:
            row.finish()
            delivered += 1
    return delivered


def claim(model: type[OutboxRow], pk: int) -> bool:
    """Take the row for the time of its delivery, unless somebody else has."""
    now = timezone.now()
    due = model.objects.filter(pk=pk, next_try__lte=now)
    return due.update(next_try=now + LEASE, attempts=F("attempts") + 1) == 1


@contextmanager
def kept_waiting() -> Iterator[None]:
    """What is noted meanwhile waits for `drain_all()`, for a worker, or for something that makes it superfluous."""
    before = _kept_waiting.set(True)
    try:
        yield
    finally:
        _kept_waiting.reset(before)


def delivers_inline() -> bool:
    """Whether what must happen after a commit is done by the process that committed, and now."""
    return settings.JOBS == "inline" and not _kept_waiting.get()


def drain_soon(name: str) -> None:
    """Drain this outbox once the current transaction is committed, unless a worker does it."""
    if delivers_inline():
        transaction.on_commit(drains[name], robust=True)


def drain_all() -> int:
    """Drain every outbox once; the number delivered. An outbox that fails does not stop the next one."""
    delivered = 0
    for name, drain_one in list(drains.items()):
        try:
            delivered += drain_one()
        except Exception:
            logger.exception("The outbox %s could not be drained", name)
    return delivered
