from django.db import models
from django.utils.translation import gettext_lazy as _

from network.outbox import OutboxRow


class PendingChange(OutboxRow):
    """An object to look at again: the index may hold it as it was before. Written in the transaction that
    changed it.

    Each change has a row (and key) of its own, so that a change made while the last one is being indexed is
    not lost.
    """

    root = models.CharField(max_length=100)
    model = models.CharField(max_length=100)
    object_pk = models.CharField(max_length=255)

    class Meta:
        verbose_name = _("pending change of the search index")
        verbose_name_plural = _("pending changes of the search index")
        indexes = [models.Index(fields=["root", "object_pk"])]

    def __str__(self) -> str:
        return f"{self.model} {self.object_pk}"
