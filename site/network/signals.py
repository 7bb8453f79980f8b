"""News that the network tells to whoever listens upstairs."""

from django.dispatch import Signal

# sender=Territory, territory=…: its name, codes, belonging or succession changed, or it joined the network;
# moved=True: it lies in another territory than before.
territory_changed = Signal()

# sender=Territory, parts=…: the ids of the territories that an imported reference put somewhere else.
belongings_imported = Signal()
