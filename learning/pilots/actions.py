"""What people do with a journal. Each act asks its right, is one transaction, and tells the rooms upstairs."""

import datetime as dt
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.core.files.images import get_image_dimensions
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from formats.markdown import TooLarge, render
from learning.cycles.models import SessionPage
from learning.pilots import permissions
from learning.pilots.models import UNDO_PERIOD, Attachment, Entry, EntryVersion, Pilot, Visibility
from learning.pilots.notifications import tell_leads_of_proposal
from learning.pilots.signals import entry_changed, entry_shared, entry_withdrawn
from media.photos import clean_photo, small_photo
from network.models import User
from network.permissions import is_lead


@dataclass(frozen=True)
class Content:
    """What an entry says, apart from its photos and its readers."""

    text: str
    title: str
    kind: str
    happened_on: dt.date
    place: str = ""
    session: SessionPage | None = None

    @classmethod
    def of(cls, source: Entry | EntryVersion) -> "Content":
        """What this entry says now, or said at this version."""
        return cls(source.text, source.title, source.kind, source.happened_on, source.place, source.session)


@dataclass(frozen=True)
class Recorded:
    """The answer to a recording. With a `conflict`, nothing was changed: the entry was written elsewhere meanwhile."""

    entry: Entry
    conflict: Content | None = None


def record_entry(
    author: User, pilot: Pilot, client_id: UUID, base_revision: int, content: Content
) -> Recorded:
    """Write a new entry (`base_revision` 0), a draft until it is shared, or the next revision of one's own.

    Sending the same thing again gives the same row and the same answer. An entry that moved on since `base_revision`
    is left as it is: the answer carries the text that was sent, to be shown beside the one that is kept.
    """
    permissions.WRITE.check(author, pilot)
    # Before the transaction: on SQLite it keeps every other writer waiting.
    html = _rendered(content.text)
    with transaction.atomic():
        return _record(author, pilot, client_id, base_revision, content, html)


def _record(
    author: User, pilot: Pilot, client_id: UUID, base_revision: int, content: Content, html: str
) -> Recorded:
    entry, is_new = Entry.objects.select_for_update(of=("self",)).get_or_create(
        pk=client_id, defaults={"author": author, "pilot": pilot, "html": html, **fields_of(content)}
    )
    if is_new:
        _keep_version(entry, author)
        entry_changed.send(Entry, entry=entry)
        return Recorded(entry)
    if entry.pilot_id != pilot.pk or entry.author_id != author.pk:
        raise Http404
    if entry.deleted:
        raise ValidationError(_("You deleted this entry. Take it back before you change it."))
    if _was_recorded_before(entry, base_revision, content):
        return Recorded(entry)
    if entry.revision != base_revision:
        return Recorded(entry, conflict=content)
    _write(entry, author, content, html)
    return Recorded(entry)


@transaction.atomic
def restore_version(author: User, entry: Entry, revision: int) -> Entry:
    """Say again what the entry said then, as a new revision. What came between stays among the versions."""
    entry = _locked(entry)
    permissions.RESTORE.check(author, entry)
    content = Content.of(entry.versions.get(revision=revision))
    if content != Content.of(entry):
        _write(entry, author, content, _rendered(content.text))
    return entry


# ---------------------------------------------------------------- who may read


@transaction.atomic
def change_readers(actor: User, entry: Entry, wanted: str) -> Entry:
    """Open or close the entry, whichever way `wanted` lies; leave it as it is where those read it already."""
    entry = _locked(entry)
    opens = Visibility(wanted).width > Visibility(entry.visibility).width
    if opens or wanted == Visibility.PUBLIC:
        return share(actor, entry, wanted)
    return narrow(actor, entry, wanted)


@transaction.atomic
def share(actor: User, entry: Entry, wanted: str) -> Entry:
    """Let more people read the entry.

    The author opens it to the team and to the cycle. To everyone, the lead decides, once the author and the people in
    the pictures agreed: an author who is not the lead agrees and proposes, and the entry stays with the team meanwhile.
    """
    entry = _locked(entry)
    if Visibility(wanted).width < Visibility(entry.visibility).width:
        raise ValueError("share() only opens; narrow() closes.")
    if wanted == Visibility.PUBLIC:
        return _share_with_everyone(actor, entry)
    permissions.EDIT.check(actor, entry)
    if wanted == Visibility.CYCLE and entry.pilot.cycle_id is None:
        raise ValidationError(
            {"visibility": _("This pilot takes part in no cycle. Choose the team, or everyone.")}
        )
    entry.author_agreed = None
    return _open_to(entry, Visibility(wanted))


@transaction.atomic
def narrow(actor: User, entry: Entry, wanted: str) -> Entry:
    """Let fewer people read the entry, at once. An author who does so takes back the assent to everyone reading it."""
    entry = _locked(entry)
    permissions.NARROW.check(actor, entry)
    before = Visibility(entry.visibility)
    if Visibility(wanted).width > before.width:
        raise ValueError("narrow() only closes; share() opens.")
    if wanted == Visibility.DRAFT and not permissions.is_own(actor, entry):
        raise ValidationError(
            {"visibility": _("Only its author makes an entry a draft again. Choose the team.")}
        )
    if permissions.is_own(actor, entry):
        entry.author_agreed = None
    entry.visibility = wanted
    entry.save(update_fields=["visibility", "author_agreed", "changed"])
    if wanted != before:
        entry_withdrawn.send(Entry, entry=entry, before=before)
    return entry


@transaction.atomic
def delete(author: User, entry: Entry) -> Entry:
    """Take the entry away from every reader. Its author can take it back for thirty days."""
    entry = _locked(entry)
    permissions.DELETE.check(author, entry)
    entry.deleted = timezone.now()
    entry.save(update_fields=["deleted", "changed"])
    entry_withdrawn.send(Entry, entry=entry, before=Visibility(entry.visibility))
    return entry


@transaction.atomic
def undo_delete(author: User, entry: Entry) -> Entry:
    """Bring a deleted entry back, for the readers it had."""
    entry = _locked(entry)
    permissions.TAKE_BACK.check(author, entry)
    entry.deleted = None
    entry.save(update_fields=["deleted", "changed"])
    entry_changed.send(Entry, entry=entry)
    if entry.visibility != Visibility.DRAFT:
        entry_shared.send(Entry, entry=entry, before=None)
    return entry


def purge_deleted(now: dt.datetime | None = None) -> int:
    """Remove for good, with their photos, the entries deleted more than thirty days ago; how many."""
    gone = Entry.objects.filter(deleted__lt=(now or timezone.now()) - UNDO_PERIOD)
    photos = list(Attachment.objects.filter(entry__in=gone))
    with transaction.atomic():
        for photo in photos:
            _remove_files_on_commit(photo)
        _rows, by_model = gone.delete()
    return by_model.get(Entry._meta.label, 0)


# ---------------------------------------------------------------- photos


@transaction.atomic
def attach_photo(
    author: User, entry: Entry, upload: File, alt: str = "", people_agreed: bool = False
) -> Attachment:
    """Put a photo into one's own entry, turned upright and without anything hidden in it.

    Sending the same photo again keeps one. Refuses with a sentence what is not a photo that can be read, and, in an
    entry that everyone reads, a photo whose people did not agree.
    """
    entry = _locked(entry)
    permissions.ATTACH.check(author, entry)
    digest = sha256(upload.read()).hexdigest()
    sent_before = entry.attachments.filter(digest=digest).first()
    if sent_before:
        return sent_before
    _refuse_unless_agreed(entry, people_agreed)
    cleaned = clean_photo(upload)
    photo = Attachment(entry=entry, digest=digest, alt=alt, people_agreed=people_agreed)
    photo.width, photo.height = get_image_dimensions(cleaned)  # type: ignore[assignment]  # clean_photo has read them
    photo.file.save(str(cleaned.name), cleaned, save=False)
    small = small_photo(cleaned)
    photo.small.save(str(small.name), small, save=False)
    photo.save()
    entry_changed.send(Entry, entry=entry)
    return photo


@transaction.atomic
def describe_photo(author: User, photo: Attachment, alt: str, people_agreed: bool) -> Attachment:
    """Say what a photo shows and whether the people in it agree to be seen by everyone."""
    entry = _locked(photo.entry)
    permissions.ATTACH.check(author, entry)
    _refuse_unless_agreed(entry, people_agreed)
    photo.alt, photo.people_agreed = alt, people_agreed
    photo.save(update_fields=["alt", "people_agreed"])
    entry_changed.send(Entry, entry=entry)
    return photo


@transaction.atomic
def remove_photo(author: User, photo: Attachment) -> None:
    """Take a photo out of its entry, and its file off the disk."""
    permissions.ATTACH.check(author, photo.entry)
    _remove_files_on_commit(photo)
    photo.delete()
    entry_changed.send(Entry, entry=photo.entry)


# ---------------------------------------------------------------- pilots


@transaction.atomic
def save_pilot(actor: User, pilot: Pilot) -> Pilot:
    """Start a pilot, or change what it says of itself."""
    before = Pilot.objects.get(pk=pilot.pk) if pilot.pk else None
    if before:
        permissions.RUN.check(actor, before)
    elif not permissions.startable_territories(actor).filter(pk=pilot.territory_id).exists():
        raise Http404
    stays = before and before.cycle_id == pilot.cycle_id
    if not stays and not permissions.may_stand_in(actor, pilot.territory, pilot.cycle):
        raise PermissionDenied
    pilot.save()
    return pilot


# ---------------------------------------------------------------- how


def fields_of(content: Content) -> dict[str, object]:
    """The fields of an entry, or of a version, that hold this content."""
    return {field: getattr(content, field) for field in Content.__dataclass_fields__}


def _rendered(text: str) -> str:
    try:
        return render(text)
    except TooLarge as error:
        raise ValidationError({"text": gettext(error.message) % error.params}) from error


def _locked(entry: Entry) -> Entry:
    """The row as it is now, held until the end of the transaction."""
    return Entry.objects.select_for_update(of=("self",)).select_related("pilot__territory").get(pk=entry.pk)


def _write(entry: Entry, author: User, content: Content, html: str) -> None:
    for field, value in fields_of(content).items():
        setattr(entry, field, value)
    entry.html = html
    entry.revision += 1
    entry.save()
    _keep_version(entry, author)
    entry_changed.send(Entry, entry=entry)


def _keep_version(entry: Entry, author: User) -> None:
    EntryVersion.objects.create(
        entry=entry, author=author, revision=entry.revision, **fields_of(Content.of(entry))
    )


def _was_recorded_before(entry: Entry, base_revision: int, content: Content) -> bool:
    """The same text sent again from the same base: a lost answer, a second press on the button."""
    if content == Content.of(entry):
        return True
    recorded = entry.versions.filter(revision=base_revision + 1).first()
    return recorded is not None and Content.of(recorded) == content


def _share_with_everyone(actor: User, entry: Entry) -> Entry:
    if permissions.can_edit(actor, entry):
        entry.author_agreed = entry.author_agreed or timezone.now()
        if not is_lead(actor, entry.pilot.territory):
            return _propose_to_everyone(entry)
    permissions.MAKE_PUBLIC.check(actor, entry)
    if entry.author_agreed is None:
        raise ValidationError(
            {"visibility": _("The author has not agreed that everyone reads this entry. Ask first.")}
        )
    if entry.attachments.filter(people_agreed=False).exists():
        raise ValidationError(
            {
                "visibility": _(
                    "A photo shows people who were not asked. Ask them and tick their agreement, or remove it."
                )
            }
        )
    return _open_to(entry, Visibility.PUBLIC)


def _propose_to_everyone(entry: Entry) -> Entry:
    if entry.visibility == Visibility.PUBLIC:
        return entry
    tell_leads_of_proposal(entry)
    return _open_to(entry, max(Visibility(entry.visibility), Visibility.TEAM, key=lambda one: one.width))


def _open_to(entry: Entry, wanted: Visibility) -> Entry:
    before = Visibility(entry.visibility)
    entry.visibility = wanted
    entry.save(update_fields=["visibility", "author_agreed", "changed"])
    if wanted.width > before.width:
        entry_shared.send(Entry, entry=entry, before=None if before == Visibility.DRAFT else before)
    return entry


def _refuse_unless_agreed(entry: Entry, people_agreed: bool) -> None:
    if entry.visibility == Visibility.PUBLIC and not people_agreed:
        raise ValidationError(
            _(
                "Everyone reads this entry: the people in its photos must agree. Ask them, or show the entry to fewer people."
            )
        )


def _remove_files_on_commit(photo: Attachment) -> None:
    names = [photo.file.name, photo.small.name]

    def remove() -> None:
        for name in filter(None, names):
            photo.file.storage.delete(name)

    transaction.on_commit(remove)
