"""What people do with a journal, with the real database and real files."""

import datetime as dt
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils import timezone

from learning.pilots import actions
from learning.pilots.models import UNDO_PERIOD, Attachment, Entry, Pilot, Visibility
from learning.pilots.signals import entry_changed, entry_shared, entry_withdrawn
from network.models import OutgoingMail
from tests.factories.cycles import CyclePageFactory
from tests.factories.network import TerritoryFactory, UserFactory, lead_of, member_of
from tests.factories.pilots import EntryFactory, PilotFactory, content, entry_of, photo_of, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """What the signals said, in order: (name, visibility now, visibility before)."""
    heard = []

    def listen(name, signal):
        def receive(sender, entry, before=None, **kwargs):
            heard.append((name, str(entry.visibility), before and str(before)))

        signal.connect(receive, weak=False, dispatch_uid=f"test-{name}")
        return signal

    signals = [
        listen("shared", entry_shared),
        listen("withdrawn", entry_withdrawn),
        listen("changed", entry_changed),
    ]
    yield heard
    for name, signal in zip(["shared", "withdrawn", "changed"], signals, strict=True):
        signal.disconnect(dispatch_uid=f"test-{name}")


# ---------------------------------------------------------------- record


def test_record_makes_a_draft_with_its_first_version():
    pilot = PilotFactory()
    author = member_of(pilot.territory)

    recorded = actions.record_entry(author, pilot, uuid4(), 0, content(text="Un **car**."))

    entry = Entry.objects.get()
    assert recorded == actions.Recorded(entry)
    assert (entry.visibility, entry.revision, entry.html) == ("draft", 1, "<p>Un <strong>car</strong>.</p>")
    assert [version.text for version in entry.versions.all()] == ["Un **car**."]


def test_recording_twice_gives_the_same_row_and_the_same_answer():
    pilot = PilotFactory()
    author, client_id = member_of(pilot.territory), uuid4()

    first = actions.record_entry(author, pilot, client_id, 0, content())
    again = actions.record_entry(author, pilot, client_id, 0, content())

    assert again == first
    assert Entry.objects.count() == 1
    assert first.entry.versions.count() == 1


def test_recording_the_same_change_twice_makes_one_revision():
    entry = EntryFactory()

    actions.record_entry(entry.author, entry.pilot, entry.pk, 1, content())
    again = actions.record_entry(entry.author, entry.pilot, entry.pk, 1, content())

    assert again.conflict is None
    assert again.entry.revision == 2
    assert entry.versions.count() == 2


def test_a_late_answer_does_not_bring_an_older_text_back():
    entry = EntryFactory()
    actions.record_entry(entry.author, entry.pilot, entry.pk, 1, content(text="Deux."))
    actions.record_entry(entry.author, entry.pilot, entry.pk, 2, content(text="Trois."))

    late = actions.record_entry(entry.author, entry.pilot, entry.pk, 1, content(text="Deux."))

    assert (late.conflict, late.entry.text, late.entry.revision) == (None, "Trois.", 3)


def test_a_conflict_keeps_what_is_saved_and_returns_what_was_sent():
    entry = EntryFactory()
    actions.record_entry(entry.author, entry.pilot, entry.pk, 1, content(text="Du téléphone."))

    recorded = actions.record_entry(entry.author, entry.pilot, entry.pk, 1, content(text="De l’ordinateur."))

    entry.refresh_from_db()
    assert recorded.conflict == content(text="De l’ordinateur.")
    assert (entry.text, entry.revision) == ("Du téléphone.", 2)


def test_keeping_a_text_after_a_conflict_leaves_the_other_among_the_versions():
    entry = EntryFactory(text="Au début.")
    actions.record_entry(entry.author, entry.pilot, entry.pk, 1, content(text="Du téléphone."))

    actions.record_entry(entry.author, entry.pilot, entry.pk, 2, content(text="De l’ordinateur."))

    assert list(entry.versions.values_list("text", flat=True)) == [
        "De l’ordinateur.",
        "Du téléphone.",
        "Au début.",
    ]


def test_record_refuses_a_text_that_is_too_large_with_a_sentence():
    pilot = PilotFactory()

    with pytest.raises(ValidationError) as refusal:
        actions.record_entry(member_of(pilot.territory), pilot, uuid4(), 0, content(text="a" * 200_000))

    assert list(refusal.value.message_dict) == ["text"]
    assert not Entry.objects.exists()


def test_record_hides_the_entry_of_another_behind_its_id():
    theirs = EntryFactory()
    mine = PilotFactory()

    with pytest.raises(Http404):
        actions.record_entry(member_of(mine.territory), mine, theirs.pk, 1, content(text="Écrasé."))

    theirs.refresh_from_db()
    assert theirs.text == "Deux personnes attendaient déjà."


def test_record_refuses_to_change_a_deleted_entry():
    entry = EntryFactory()
    actions.delete(entry.author, entry)

    with pytest.raises(ValidationError):
        actions.record_entry(entry.author, entry.pilot, entry.pk, 1, content())


def test_restore_says_the_old_words_again_as_a_new_revision():
    entry = EntryFactory(text="Avant.", html="<p>Avant.</p>")
    actions.record_entry(entry.author, entry.pilot, entry.pk, 1, content(text="Après."))

    restored = actions.restore_version(entry.author, entry, 1)

    assert (restored.text, restored.html, restored.revision) == ("Avant.", "<p>Avant.</p>", 3)
    assert entry.versions.count() == 3


# ---------------------------------------------------------------- readers


def test_a_member_proposes_to_everyone_and_the_lead_decides():
    entry = EntryFactory()
    lead = lead_of(entry.pilot.territory)

    proposed = actions.share(entry.author, entry, Visibility.PUBLIC)
    assert (proposed.visibility, proposed.is_proposed_to_everyone) == (Visibility.TEAM, True)

    decided = actions.share(lead, entry, Visibility.PUBLIC)
    assert decided.visibility == Visibility.PUBLIC


def test_the_leads_are_asked_once_to_decide_on_a_proposal():
    entry = EntryFactory()
    lead = lead_of(entry.pilot.territory)

    for _again in range(2):
        actions.share(entry.author, entry, Visibility.PUBLIC)

    mail = OutgoingMail.objects.get()
    assert mail.recipient == lead.email
    assert entry.title in mail.text


def test_a_draft_and_the_team_write_to_nobody():
    entry = EntryFactory()
    lead_of(entry.pilot.territory)

    actions.share(entry.author, entry, Visibility.TEAM)

    assert not OutgoingMail.objects.exists()


def test_the_lead_cannot_publish_without_the_assent_of_the_author():
    entry = EntryFactory(visibility=Visibility.TEAM)

    with pytest.raises(ValidationError):
        actions.share(lead_of(entry.pilot.territory), entry, Visibility.PUBLIC)

    entry.refresh_from_db()
    assert entry.visibility == Visibility.TEAM


def test_nobody_publishes_a_photo_whose_people_were_not_asked():
    entry = entry_of("lead")
    photo_of(entry, people_agreed=False)

    with pytest.raises(ValidationError):
        actions.share(entry.author, entry, Visibility.PUBLIC)

    entry.refresh_from_db()
    assert entry.visibility == Visibility.DRAFT


def test_an_author_who_narrows_takes_the_assent_back():
    entry = EntryFactory(visibility=Visibility.PUBLIC, author_agreed=timezone.now())

    actions.narrow(entry.author, entry, Visibility.TEAM)

    with pytest.raises(ValidationError):
        actions.share(lead_of(entry.pilot.territory), entry, Visibility.PUBLIC)


def test_a_lead_cannot_hide_an_entry_of_another_among_the_drafts():
    entry = EntryFactory(visibility=Visibility.TEAM)

    with pytest.raises(ValidationError):
        actions.narrow(lead_of(entry.pilot.territory), entry, Visibility.DRAFT)


def test_an_entry_of_a_pilot_without_cycle_is_not_shared_with_a_cycle():
    entry = EntryFactory()

    with pytest.raises(ValidationError):
        actions.share(entry.author, entry, Visibility.CYCLE)


def test_signals_tell_who_could_read_before(told):
    pilot = PilotFactory(cycle=CyclePageFactory())
    entry = entry_of("lead", pilot=pilot)

    actions.share(entry.author, entry, Visibility.CYCLE)
    actions.share(entry.author, entry, Visibility.PUBLIC)
    actions.narrow(entry.author, entry, Visibility.TEAM)
    actions.delete(entry.author, entry)
    actions.undo_delete(entry.author, entry)

    assert told == [
        ("shared", "cycle", None),
        ("shared", "public", "cycle"),
        ("withdrawn", "team", "public"),
        ("withdrawn", "team", "team"),
        ("changed", "team", None),
        ("shared", "team", None),
    ]


def test_a_listener_that_fails_undoes_the_act():
    entry = entry_of("lead")

    def fail(**kwargs):
        raise RuntimeError

    entry_shared.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            actions.share(entry.author, entry, Visibility.PUBLIC)
    finally:
        entry_shared.disconnect(fail)

    entry.refresh_from_db()
    assert entry.visibility == Visibility.DRAFT


# ---------------------------------------------------------------- delete


def test_a_deleted_entry_comes_back_for_the_readers_it_had():
    entry = EntryFactory(visibility=Visibility.TEAM)
    lead = lead_of(entry.pilot.territory)

    actions.delete(entry.author, entry)
    assert not Entry.objects.visible_to(lead).exists()

    actions.undo_delete(entry.author, entry)
    assert Entry.objects.visible_to(lead).get() == entry


def test_a_deletion_older_than_thirty_days_is_not_undone():
    entry = EntryFactory(deleted=timezone.now() - UNDO_PERIOD - dt.timedelta(minutes=1))

    with pytest.raises(Http404):
        actions.undo_delete(entry.author, entry)


@pytest.mark.django_db(transaction=True)
def test_purge_removes_old_deletions_with_their_photos_and_nothing_else():
    old, recent, kept = EntryFactory(), EntryFactory(), EntryFactory()
    files = {name: Path(photo_of(entry).file.path) for name, entry in [("old", old), ("kept", kept)]}
    Entry.objects.filter(pk=old.pk).update(deleted=timezone.now() - UNDO_PERIOD - dt.timedelta(minutes=1))
    actions.delete(recent.author, recent)

    purged = actions.purge_deleted()

    assert purged == 1
    assert set(Entry.objects.all()) == {recent, kept}
    assert (files["old"].exists(), files["kept"].exists()) == (False, True)


# ---------------------------------------------------------------- photos


def test_a_photo_is_kept_once_without_its_metadata_and_with_a_small_size():
    entry = EntryFactory()

    photo = photo_of(entry, width=1200, height=600)
    again = photo_of(entry, width=1200, height=600)

    assert again == photo
    assert (photo.width, photo.height) == (1200, 600)
    assert photo.small.size < photo.file.size
    assert "photo" not in photo.file.name


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", b"<html><script>alert(1)</script>"),
        ("vide.jpg", b""),
        ("abime.jpg", b"\xff\xd8\xff\xe0abc"),
    ],
)
def test_what_is_no_photo_is_refused_with_a_sentence(name, data):
    entry = EntryFactory()

    with pytest.raises(ValidationError):
        actions.attach_photo(entry.author, entry, upload(name, data))

    assert not Attachment.objects.exists()


def test_a_public_entry_takes_no_photo_whose_people_were_not_asked():
    entry = EntryFactory(visibility=Visibility.PUBLIC)

    with pytest.raises(ValidationError):
        photo_of(entry, people_agreed=False)

    assert photo_of(entry, people_agreed=True).entry == entry


def test_the_agreement_cannot_be_unticked_while_everyone_reads():
    entry = EntryFactory(visibility=Visibility.PUBLIC)
    photo = photo_of(entry, people_agreed=True)

    with pytest.raises(ValidationError):
        actions.describe_photo(entry.author, photo, "Autre chose", people_agreed=False)


@pytest.mark.django_db(transaction=True)
def test_a_removed_photo_leaves_the_disk():
    entry = EntryFactory()
    photo = photo_of(entry)
    file = Path(photo.file.path)

    actions.remove_photo(entry.author, photo)

    assert not file.exists()
    assert not Attachment.objects.exists()


# ---------------------------------------------------------------- pilots


def test_a_lead_starts_a_pilot_at_home_only():
    lead = lead_of(TerritoryFactory())

    with pytest.raises(Http404):
        actions.save_pilot(lead, Pilot(territory=TerritoryFactory(), title="Ailleurs", problem="…"))

    started = actions.save_pilot(
        lead, Pilot(territory=lead.memberships.get().territory, title="Ici", problem="…")
    )
    assert started.slug == "ici"


def test_a_stranger_changes_no_pilot():
    with pytest.raises(PermissionDenied):
        actions.save_pilot(UserFactory(), PilotFactory())


def test_a_pilot_never_takes_an_address_that_means_something_else():
    first, second, third = (PilotFactory(title=title) for title in ("Nouveau", "Le banc", "Le banc"))

    assert (first.slug, second.slug, third.slug) == ("nouveau-2", "le-banc", "le-banc-2")
