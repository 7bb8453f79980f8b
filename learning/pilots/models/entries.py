import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from learning.cycles.models import SessionPage
from learning.pilots.models.pilots import Pilot


class Visibility(models.TextChoices):
    """Who may read an entry, from the fewest to everyone."""

    DRAFT = "draft", _("draft")
    TEAM = "team", _("team")
    CYCLE = "cycle", _("cycle")
    PUBLIC = "public", _("everyone")


class Entry(models.Model):
    """One dated piece of a journal. The id is made by the client, so that sending twice is the same as once."""

    class Kind(models.TextChoices):
        ACTION = "action", _("action")
        MEETING = "meeting", _("meeting")
        OBSERVATION = "observation", _("observation")
        DECISION = "decision", _("decision")
        DIFFICULTY = "difficulty", _("difficulty")
        RESULT = "result", _("result")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pilot = models.ForeignKey(Pilot, models.PROTECT, related_name="entries", verbose_name=_("pilot project"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="entries", verbose_name=_("author")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ACTION)
    title = models.CharField(_("title"), max_length=200)
    happened_on = models.DateField(_("day"), default=timezone.localdate)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(editable=False, blank=True)
    visibility = models.CharField(_("who may read"), max_length=8, choices=Visibility, default=Visibility.DRAFT)
    place = models.CharField(_("place"), max_length=200, blank=True)
    session = models.ForeignKey(
        SessionPage, models.SET_NULL, null=True, blank=True, related_name="entries", verbose_name=_("seen at the session")
    )
    cites = models.ForeignKey(Page, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("page cited"))
    revision = models.PositiveIntegerField(default=1, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    deleted = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["-happened_on", "-created"]
        indexes = [
            models.Index(fields=["pilot", "-happened_on", "-created"]),
            models.Index(fields=["visibility", "-happened_on"], condition=Q(deleted__isnull=True), name="entry_readable"),
        ]

    def __str__(self) -> str:
        return self.title


class EntryVersion(models.Model):
    """What an entry said at a revision; never changed."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="versions", verbose_name=_("journal entry"))
    revision = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    saved = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=12, choices=Entry.Kind)
    title = models.CharField(max_length=200)
    happened_on = models.DateField()
    text = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("version of an entry")
        verbose_name_plural = _("versions of entries")
        ordering = ["-revision"]
        constraints = [models.UniqueConstraint(fields=["entry", "revision"], name="one_version_per_revision")]

    def __str__(self) -> str:
        return f"{self.title} ({self.revision})"


class Attachment(models.Model):
    """A photo of an entry. It has no right of its own: the entry decides at every read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="attachments", verbose_name=_("journal entry"))
    file = models.FileField(upload_to="entries/%Y/%m/")
    alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    people_agreed = models.BooleanField(
        _("the people shown agree"), default=False, help_text=_("Asked before the picture can be shown to everyone.")
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("photo of an entry")
        verbose_name_plural = _("photos of entries")
        ordering = ["created"]

    def __str__(self) -> str:
        return self.alt or str(self.pk)
