"""Who may do what with pilots and journals: the rows of docs/permissions.csv about them, one `Right` each.

What may be read is said once, by `Entry.objects.visible_to(user)`. Every right on an entry starts from it: to
someone who may not read an entry, it does not exist.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from learning.cycles.models import CyclePage
from learning.cycles.permissions import facilitated_cycles
from learning.pilots.models import AdministratorReading, Entry, Pilot, Visibility
from network.models import Membership, Territory, User
from network.permissions import is_admin, is_lead, is_member

Anyone = User | AnonymousUser
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Right(Generic[Thing]):
    """A row of the table: whom it allows, and who is told "you may not" where others are told "there is no such thing"."""

    allows: Callable[[Anyone, Thing], bool]
    refuses_openly: Callable[[Anyone, Thing], bool]

    def check(self, user: Anyone, thing: Thing) -> None:
        """Return quietly, or raise PermissionDenied (403) or Http404."""
        if self.allows(user, thing):
            return
        if self.refuses_openly(user, thing):
            raise PermissionDenied
        raise Http404


# ---------------------------------------------------------------- predicates


def can_read(user: Anyone, entry: Entry) -> bool:
    """The entry is among those the person may read."""
    return Entry.objects.visible_to(user).filter(pk=entry.pk).exists()


def can_write(user: Anyone, pilot: Pilot) -> bool:
    """Members of the territory keep its journals."""
    return is_member(user, pilot.territory)


def is_own(user: Anyone, entry: Entry) -> bool:
    """Wrote the entry and still belongs to the territory."""
    return entry.author_id is not None and entry.author_id == user.pk and can_write(user, entry.pilot)


def can_edit(user: Anyone, entry: Entry) -> bool:
    """Only its author edits, deletes, restores or illustrates an entry, and sees its earlier versions."""
    return entry.deleted is None and is_own(user, entry)


def can_make_public(user: Anyone, entry: Entry) -> bool:
    """The lead of the territory decides what everyone may read, among what the lead may read."""
    return is_lead(user, entry.pilot.territory) and can_read(user, entry)


def can_narrow(user: Anyone, entry: Entry) -> bool:
    """The author, the lead and the administrators may each close what is open."""
    closes = is_own(user, entry) or is_lead(user, entry.pilot.territory) or is_admin(user)
    return closes and can_read(user, entry)


def can_take_back(user: Anyone, entry: Entry) -> bool:
    """The author may undo a deletion for thirty days."""
    return Entry.objects.deleted_by_author(user).filter(pk=entry.pk).exists()


def readers_offered(user: Anyone, entry: Entry) -> list[Visibility]:
    """The visibilities this person may give the entry, with the present one; empty when there is nothing to choose."""
    now = Visibility(entry.visibility)
    if can_edit(user, entry):
        offered = set(Visibility)
    else:
        offered = {now}
        if can_narrow(user, entry):
            offered |= {one for one in (Visibility.TEAM, Visibility.CYCLE) if one.width < now.width}
        if can_make_public(user, entry):
            offered.add(Visibility.PUBLIC)
    if entry.pilot.cycle_id is None:
        offered -= {Visibility.CYCLE} - {now}
    return [one for one in Visibility if one in offered] if len(offered) > 1 else []


def startable_territories(user: Anyone) -> QuerySet[Territory]:
    """Where the person may start a pilot: a lead at home, a facilitator in the cycle, an administrator anywhere."""
    if not user.is_authenticated or not user.is_active:
        return Territory.objects.none()
    if is_admin(user):
        return Territory.objects.in_network()
    led = Q(memberships__user=user, memberships__role=Membership.Role.LEAD)
    facilitated = Q(participations__cycle__facilitators__user=user)
    return Territory.objects.filter(led | facilitated).distinct()


def may_stand_in(user: Anyone, territory: Territory, cycle: CyclePage | None) -> bool:
    """A lead and an administrator put a pilot into any cycle, or none; a facilitator only into a cycle of their own."""
    if is_lead(user, territory) or is_admin(user):
        return True
    return cycle is not None and cycle.pk in facilitated_cycles(user)


def can_run(user: Anyone, pilot: Pilot) -> bool:
    """Those who may start a pilot there may also change what it says of itself."""
    return is_lead(user, pilot.territory) or _runs_from_outside(user, pilot)


# ---------------------------------------------------------------- rows of the table


def _runs_from_outside(user: Anyone, pilot: Pilot) -> bool:
    return pilot.cycle_id in facilitated_cycles(user) or is_admin(user)


def _reads_from_inside(user: Anyone, entry: Entry) -> bool:
    return (is_member(user, entry.pilot.territory) or is_admin(user)) and can_read(user, entry)


def _reads_and_runs(user: Anyone, entry: Entry) -> bool:
    known = is_member(user, entry.pilot.territory) or _runs_from_outside(user, entry.pilot)
    return known and can_read(user, entry)


def _never(user: Anyone, entry: Entry) -> bool:
    return False


READ = Right(can_read, _never)
WRITE = Right(can_write, _runs_from_outside)
EDIT = ATTACH = SEE_VERSIONS = Right(can_edit, _reads_from_inside)
DELETE = RESTORE = Right(can_edit, _reads_and_runs)
MAKE_PUBLIC = Right(can_make_public, _reads_and_runs)
NARROW = Right(can_narrow, _reads_and_runs)
TAKE_BACK = Right(can_take_back, _never)
RUN = Right(can_run, lambda user, pilot: True)


def check_readers(user: Anyone, entry: Entry, wanted: Visibility) -> None:
    """Return quietly where the person may give the entry these readers: its author any, others by their right."""
    if not can_edit(user, entry):
        (MAKE_PUBLIC if wanted == Visibility.PUBLIC else NARROW).check(user, entry)


def log_readings(user: Anyone, entries: Iterable[Entry]) -> None:
    """Note which entries of a team an administrator read who does not belong to it: once a day and entry."""
    if not is_admin(user):
        return
    kept_inside = [
        entry
        for entry in entries
        if entry.visibility == Visibility.TEAM and not is_member(user, entry.pilot.territory)
    ]
    AdministratorReading.objects.bulk_create(
        [AdministratorReading(entry=entry, reader=user) for entry in kept_inside],  # type: ignore[misc]  # is_admin: a User
        ignore_conflicts=True,
    )
