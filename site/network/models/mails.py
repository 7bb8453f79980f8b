from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.outbox import OutboxRow

PATIENCE = timedelta(days=4)


class OutgoingMail(OutboxRow):
    """A mail to one address, kept until the mail server took it.

    Once sent, its text is forgotten and its key remembered, so that it is never sent again.
    """

    recipient = models.EmailField()
    subject = models.CharField(max_length=255)
    text = models.TextField()
    html = models.TextField(blank=True)
    unsubscribe_url = models.URLField(max_length=500, blank=True)
    sent = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")

    def __str__(self) -> str:
        return f"{self.subject} → {self.recipient}"

    def put_off(self, error: Exception) -> None:
        """Try again later, for four days; then keep the row and its error for whoever asks where the mail is."""
        super().put_off(error)
        if self.created < timezone.now() - PATIENCE:
            self.next_try = None
            self.save(update_fields=["next_try"])

    def finish(self) -> None:
        """Remember that it was sent, and forget what it said: it may hold a secret link."""
        self.text = self.html = self.error = ""
        self.next_try = None
        self.sent = timezone.now()
        self.save(update_fields=["text", "html", "error", "next_try", "sent"])
