"""News of the journals, for whoever listens upstairs.

Each is sent inside the transaction that makes it true: what a receiver writes is kept or undone with it, and its
failure undoes the act. `sender` is always the class, `entry` is saved already and carries its new visibility.
"""

from django.dispatch import Signal

# sender=Entry, entry=…, before=Visibility | None: more people may read it now. `before` is who could until then;
# None when nobody could (it is new, or taken back after a deletion). Not sent for a draft.
entry_shared = Signal()

# sender=Entry, entry=…, before=Visibility: fewer people may read it now. `before` is who could until then;
# `entry.deleted` is set when nobody may any more.
entry_withdrawn = Signal()

# sender=Entry, entry=…: what it says changed (text, title, date, place, kind, photos), for the same readers.
# Sent for drafts too.
entry_changed = Signal()

# sender=Pilot, pilot=…: its title, language, territory, cycle or standing changed, or it is new.
pilot_changed = Signal()
