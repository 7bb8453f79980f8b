"""Who finds what: the same answer as the journal's own."""

import pytest

from knowledge_base.library.models import Finding
from learning.cycles.models import CyclePage
from learning.pilots.models import Entry, Visibility
from tests.cast import assemble
from tests.factories.pilots import EntryFactory, PilotFactory

ROLES = ["visitor", "member", "lead", "other", "facilitator", "other_facilitator", "editor", "admin", "peer"]


@pytest.fixture
def cast(db):
    cast = assemble()
    pilots = [
        PilotFactory(territory=cast.territory, cycle=CyclePage.objects.get(pk=cast.cycle.pk)),
        PilotFactory(territory=cast.territory),
        PilotFactory(territory=cast.other_territory, cycle=CyclePage.objects.get(pk=cast.other_cycle.pk)),
    ]
    for pilot in pilots:
        for visibility in Visibility:
            EntryFactory(pilot=pilot, visibility=visibility, author=cast.somebody)
    return cast


@pytest.mark.parametrize("role", ROLES)
def test_findings_are_those_that_the_journal_shows(cast, role: str):
    from django.contrib.auth.models import AnonymousUser

    user = cast.peer if role == "peer" else cast[role] or AnonymousUser()

    readable = Entry.objects.visible_to(user).exclude(visibility=Visibility.DRAFT)

    assert set(Finding.objects.visible_to(user).values_list("entry", flat=True)) == set(
        readable.values_list("pk", flat=True)
    )
