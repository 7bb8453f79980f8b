"""Who may tell of a trial: the row of docs/permissions.csv."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy

from knowledge_base.lessons.models import Lesson
from network.models import Territory, User
from network.permissions import is_admin, territories_of


def territories_to_tell_of(user: User | AnonymousUser, thing: Lesson | Page) -> QuerySet[Territory]:
    """The territories for which the person may tell of a trial, by name: their own; of the network, for administrators.

    Where the thing was done in one of them, that one did not try it.
    """
    territories = Territory.objects.order_by("name").exclude(pk=getattr(thing, "territory_id", None))
    if is_admin(user):
        return territories.filter(in_network=True)
    return territories.filter(pk__in=territories_of(user))


class OfTerritories(ModelPermissionPolicy):
    """Trials are told by territories, where the thing is read: the administration adds none."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """As the groups say, but for adding."""
        return action != "add" and super().user_has_permission(user, action)
