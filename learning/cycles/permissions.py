"""Who facilitates a cycle, who shares one, and what that opens.

Each person's cycles are read once per user object, so asking about a hundred cycles costs no more than asking about one.
Translations and aliases of a cycle have the same facilitators and the same territories.
"""

import rules
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page, PagePermissionTester

from learning.cycles.models import CyclePage, Material, Participation
from network.models import User
from network.permissions import group_names, is_admin, territories_of
from network.restrictions import may_be_named


def facilitated_cycles(user: User | AnonymousUser) -> frozenset[int]:
    """The ids of the cycles in whose facilitators' group the person is."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    if not hasattr(user, "_facilitated_cycles"):
        cycles = CyclePage.objects.filter(facilitators__user=user).order_by().values_list("pk", flat=True)
        # Who is in no group at all, as nearly everybody, facilitates nothing.
        user._facilitated_cycles = frozenset(cycles if group_names(user) else ())  # type: ignore[attr-defined]
    return user._facilitated_cycles  # type: ignore[attr-defined]


def shared_cycles(user: User | AnonymousUser) -> frozenset[int]:
    """The ids of the cycles in which a territory of the person takes part."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    if not hasattr(user, "_shared_cycles"):
        taken_part = Participation.objects.filter(territory__in=territories_of(user)).values(
            "cycle__translation_key"
        )
        cycles = CyclePage.objects.filter(translation_key__in=taken_part).order_by()
        user._shared_cycles = frozenset(cycles.values_list("pk", flat=True))  # type: ignore[attr-defined]
    return user._shared_cycles  # type: ignore[attr-defined]


@rules.predicate
def is_facilitator(user: User | AnonymousUser, cycle: Page | None) -> bool:
    """Runs this cycle."""
    return cycle is not None and cycle.pk in facilitated_cycles(user)


@rules.predicate
def shares_cycle(user: User | AnonymousUser, cycle: Page | None) -> bool:
    """Belongs to a territory that takes part in this cycle."""
    return cycle is not None and cycle.pk in shared_cycles(user)


# What is kept within the cycle: its recordings and the materials that are not for everyone. Until people enrol,
# only those who run the cycle are let in.
may_enter_private_space = is_facilitator | is_admin


def may_read(request: HttpRequest, page: Page) -> bool:
    """No privacy setting of the page, or of one above it, keeps this reader out."""
    return all(restriction.accept_request(request) for restriction in page.get_view_restrictions())


def is_kept_within_cycles(document: AbstractDocument) -> bool:
    """Cycles use it, and no published material says that it is for everyone, on a page that is."""
    materials = Material.objects.filter(document=document)
    for_everyone = materials.published().filter(public=True).select_related("session", "module")
    return materials.exists() and not any(
        may_be_named(material.session or material.module) for material in for_everyone
    )


def may_open_document(user: User | AnonymousUser, document: AbstractDocument) -> bool:
    """It is for everyone, or the person runs a cycle that uses it."""
    if not is_kept_within_cycles(document):
        return True
    used = Material.objects.filter(document=document).select_related("session", "module")
    return any(
        may_enter_private_space(user, (material.session or material.module).cycle) for material in used
    )


class RunsTheCycle(PagePermissionTester):
    """What somebody may do with a page of a cycle in the administration: nothing, unless they run it.

    Rights on the whole tree of pages, as editors have them, stop at the cycles.
    """

    def __init__(self, user: User, page: Page, cycle: Page | None) -> None:
        super().__init__(user, page)
        if not may_enter_private_space(user, cycle):
            self.permissions: set[str] = set()
