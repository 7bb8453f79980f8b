from learning.pilots.models.entries import Attachment, Entry, EntryVersion
from learning.pilots.models.pilots import Milestone, Pilot

__all__ = ["Attachment", "Entry", "EntryVersion", "Milestone", "Pilot"]
