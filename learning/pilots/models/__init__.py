from learning.pilots.models.entries import (
    UNDO_PERIOD,
    AdministratorReading,
    Attachment,
    Entry,
    EntryVersion,
    Visibility,
    public_name,
)
from learning.pilots.models.pilots import RESERVED_SLUGS, Measure, Milestone, Pilot

__all__ = [
    "RESERVED_SLUGS",
    "UNDO_PERIOD",
    "AdministratorReading",
    "Attachment",
    "Entry",
    "EntryVersion",
    "Measure",
    "Milestone",
    "Pilot",
    "Visibility",
    "public_name",
]
