"""Who someone is in the network: the predicates that every room builds its rights on."""

import rules
from django.contrib.auth.models import AnonymousUser

from network.models import Membership, Territory, User

EDITORS = "Editors"
ADMINISTRATORS = "Administrators"


def group_names(user: User | AnonymousUser) -> frozenset[str]:
    """The names of the person's groups, read once per user object (that is, once per request)."""
    return user.group_names if isinstance(user, User) and user.is_active else frozenset()


def roles(user: User | AnonymousUser) -> dict[int, str]:
    """The person's role by territory id, read once per user object."""
    return user.roles if isinstance(user, User) and user.is_active else {}


@rules.predicate
def is_admin(user: User | AnonymousUser) -> bool:
    """Administers the whole installation."""
    return bool(user.is_active and (user.is_superuser or ADMINISTRATORS in group_names(user)))


@rules.predicate
def is_editor(user: User | AnonymousUser) -> bool:
    """Reviews and publishes what is written in the library."""
    return EDITORS in group_names(user)


@rules.predicate
def is_member(user: User | AnonymousUser, territory: Territory | None) -> bool:
    """Belongs to the territory, in any role."""
    return territory is not None and territory.pk in roles(user)


@rules.predicate
def is_lead(user: User | AnonymousUser, territory: Territory | None) -> bool:
    """Speaks for the territory."""
    return territory is not None and roles(user).get(territory.pk) == Membership.Role.LEAD


@rules.predicate
def is_staff_member(user: User | AnonymousUser) -> bool:
    """May enter the administration: editors, facilitators and administrators."""
    return is_admin(user) or (user.is_authenticated and user.has_perm("wagtailadmin.access_admin"))


def territories_of(user: User | AnonymousUser) -> list[int]:
    """The ids of the territories the person belongs to."""
    return list(roles(user))


def may_invite(user: User | AnonymousUser, territory: Territory | None) -> bool:
    """A lead invites into the territory, an administrator anywhere."""
    return bool(is_admin(user) or is_lead(user, territory))


def may_give(user: User | AnonymousUser, territory: Territory | None, role: str) -> bool:
    """Who may make somebody a member or a lead of the territory: only administrators make leads."""
    return bool(may_invite(user, territory) and (role == Membership.Role.MEMBER or is_admin(user)))


rules.add_perm("network.invite", may_invite)
