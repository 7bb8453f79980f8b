"""Who may tell of a trial: the row of docs/permissions.csv."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from network.models import Territory, User
from network.permissions import is_admin, is_member, territories_of


def can_record_trial(user: User | AnonymousUser, territory: Territory) -> bool:
    """Who belongs to the territory; administrators for every territory of the network."""
    return bool(is_member(user, territory) or is_admin(user))


def territories_to_tell_of(user: User | AnonymousUser) -> QuerySet[Territory]:
    """The territories for which the person may tell of a trial, by name."""
    territories = Territory.objects.order_by("name")
    if is_admin(user):
        return territories.filter(in_network=True)
    return territories.filter(pk__in=territories_of(user))
