import uuid
from datetime import datetime, timedelta
from pathlib import PurePath

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.cycles.models import SessionPage
from learning.cycles.permissions import facilitated_cycles, shared_cycles
from learning.pilots.models.pilots import Pilot
from network.models import User
from network.permissions import is_admin, is_editor, territories_of

# How long a deleted entry can be taken back by its author.
UNDO_PERIOD = timedelta(days=30)


class Visibility(models.TextChoices):
    """Who may read an entry, from the fewest to everyone."""

    DRAFT = "draft", _("draft")
    TEAM = "team", _("team")
    CYCLE = "cycle", _("cycle")
    PUBLIC = "public", _("everyone")

    @property
    def width(self) -> int:
        """The wider, the more people may read."""
        return list(Visibility).index(self)


class EntryQuerySet(models.QuerySet["Entry"]):
    def kept(self) -> "EntryQuerySet":
        """Those that nobody deleted."""
        return self.filter(deleted__isnull=True)

    def public(self) -> "EntryQuerySet":
        """Those that everyone may read."""
        return self.kept().filter(visibility=Visibility.PUBLIC)

    def visible_to(self, user: User | AnonymousUser) -> "EntryQuerySet":
        """Those that this person may read: the one answer to that question, for pages, files, feeds and search."""
        readable = Q(visibility=Visibility.PUBLIC)
        if user.is_authenticated and user.is_active:
            in_team = Q(pilot__territory__in=territories_of(user))
            readable |= in_team & Q(visibility__in=[Visibility.TEAM, Visibility.CYCLE])
            readable |= in_team & Q(visibility=Visibility.DRAFT, author=user)
            if is_admin(user):
                readable |= Q(visibility__in=[Visibility.TEAM, Visibility.CYCLE])
            elif is_editor(user):
                readable |= Q(visibility=Visibility.CYCLE)
            else:
                circle = shared_cycles(user) | facilitated_cycles(user)
                readable |= Q(visibility=Visibility.CYCLE, pilot__cycle__in=circle)
        return self.kept().filter(readable)

    def deleted_by_author(self, user: User | AnonymousUser) -> "EntryQuerySet":
        """Those that this person deleted and may still take back."""
        if not user.is_authenticated:
            return self.none()
        since = timezone.now() - UNDO_PERIOD
        return self.filter(author=user, deleted__gte=since, pilot__territory__in=territories_of(user))


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
    visibility = models.CharField(
        _("who may read"), max_length=8, choices=Visibility, default=Visibility.DRAFT
    )
    # When the author agreed that everyone may read it; the lead of the territory decides.
    author_agreed = models.DateTimeField(null=True, blank=True, editable=False)
    place = models.CharField(_("place"), max_length=200, blank=True)
    session = models.ForeignKey(
        SessionPage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name=_("seen at the session"),
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    deleted = models.DateTimeField(null=True, blank=True, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["-happened_on", "-created"]
        indexes = [
            models.Index(fields=["pilot", "-happened_on", "-created"]),
            models.Index(
                fields=["visibility", "-happened_on", "-created"],
                condition=Q(deleted__isnull=True),
                name="entry_readable",
            ),
            models.Index(
                fields=["pilot", "visibility", "happened_on"],
                condition=Q(deleted__isnull=True),
                name="entry_told",
            ),
            models.Index(
                fields=["-happened_on", "-created"], condition=Q(deleted__isnull=True), name="entry_latest"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its own page."""
        return reverse("pilots:entry", args=[self.pilot.slug, self.pk])

    @property
    def language(self) -> str:
        """The one its team writes in."""
        return self.pilot.language

    @property
    def signature(self) -> str:
        """The author as shown to readers: the first name and one letter."""
        return public_name(self.author)

    @property
    def is_proposed_to_everyone(self) -> bool:
        """The author agreed that everyone reads it; the lead of the territory has not decided."""
        return self.author_agreed is not None and self.visibility != Visibility.PUBLIC

    @property
    def undo_until(self) -> datetime | None:
        """The moment after which a deleted entry is gone for good."""
        return self.deleted + UNDO_PERIOD if self.deleted else None


def public_name(person: User | None) -> str:
    """« Léa M. »: enough to know who speaks, not enough to look somebody up. Empty when the account is gone."""
    if person is None:
        return ""
    first, last = person.first_name.strip(), person.last_name.strip()
    return f"{first} {last[:1].upper()}." if first and last else first or last


class EntryVersion(models.Model):
    """What an entry said at a revision; never changed."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="versions", verbose_name=_("journal entry"))
    revision = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    saved = models.DateTimeField(default=timezone.now, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Entry.Kind)
    title = models.CharField(_("title"), max_length=200)
    happened_on = models.DateField(_("day"))
    text = models.TextField(_("text"), blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    session = models.ForeignKey(SessionPage, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("version of an entry")
        verbose_name_plural = _("versions of entries")
        ordering = ["-revision"]
        constraints = [models.UniqueConstraint(fields=["entry", "revision"], name="one_version_per_revision")]

    def __str__(self) -> str:
        return f"{self.title} ({self.revision})"


def photo_path(photo: "Attachment", name: str) -> str:
    """A name that tells nothing but which photo of which entry it is."""
    return f"entries/{photo.entry_id}/{photo.pk}{PurePath(name).suffix.lower()}"


def small_photo_path(photo: "Attachment", name: str) -> str:
    """Beside the photo, for lists."""
    return f"entries/{photo.entry_id}/{photo.pk}-small{PurePath(name).suffix.lower()}"


class Attachment(models.Model):
    """A photo of an entry. It has no right of its own: the entry decides at every read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(
        Entry, models.CASCADE, related_name="attachments", verbose_name=_("journal entry")
    )
    file = models.FileField(upload_to=photo_path, editable=False)
    small = models.FileField(upload_to=small_photo_path, editable=False)
    # The digest of the file as sent, so that sending the same photo twice keeps one.
    digest = models.CharField(max_length=64, editable=False)
    alt = models.CharField(
        _("what the picture shows"),
        max_length=250,
        blank=True,
        help_text=_("Read aloud to those who do not see it."),
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    people_agreed = models.BooleanField(
        _("the people shown agree"),
        default=False,
        help_text=_("Asked before the picture can be shown to everyone."),
    )
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("photo of an entry")
        verbose_name_plural = _("photos of entries")
        ordering = ["created"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "digest"], name="one_row_per_photo_of_an_entry")
        ]

    def __str__(self) -> str:
        return self.alt or str(self.pk)

    @property
    def small_url(self) -> str:
        """Where its small size is shown, to those who may read the entry."""
        return reverse("pilots:photo", args=[self.pk, "small"])

    @property
    def url(self) -> str:
        """Where it is shown, to those who may read the entry."""
        return reverse("pilots:photo", args=[self.pk, "full"])


class AdministratorReading(models.Model):
    """An administrator read, on this day, what a team keeps to itself. Only ever added to."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="administrator_readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField(default=timezone.localdate)

    class Meta:
        verbose_name = _("reading by an administrator")
        verbose_name_plural = _("readings by administrators")
        constraints = [models.UniqueConstraint(fields=["entry", "reader", "day"], name="one_reading_a_day")]

    def __str__(self) -> str:
        return f"{self.reader} · {self.entry} · {self.day}"
