from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(hours=6)


class PendingChange(models.Model):
    """An object to look at again: the index may hold it as it was before. Written in the transaction that
    changed it.

    Each change has a row (and key) of its own, so that a change made while the last one is being indexed is
    not lost.
    """

    key = models.CharField(max_length=255, unique=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(default=timezone.now, null=True, db_index=True)
    error = models.TextField(blank=True)
    root = models.CharField(max_length=100)
    model = models.CharField(max_length=100)
    object_pk = models.CharField(max_length=255)

    class Meta:
        verbose_name = _("pending change of the search index")
        verbose_name_plural = _("pending changes of the search index")
        indexes = [models.Index(fields=["root", "object_pk"])]

    def __str__(self) -> str:
        return f"{self.model} {self.object_pk}"

    def put_off(self, error: Exception) -> None:
        """Keep the reason and wait twice as long as the last time, six hours at most."""
        self.attempts += 1
        self.error = f"{type(error).__name__}: {error}"[:1000]
        self.next_try = timezone.now() + min(FIRST_DELAY * 2 ** min(self.attempts - 1, 16), LONGEST_DELAY)
        self.save(update_fields=["attempts", "error", "next_try"])
