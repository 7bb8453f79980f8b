"""Eight people who write at the same moment: nobody is refused, and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from knowledge_base.library.models import Finding
from learning.pilots import actions
from learning.pilots.models import Entry, Visibility
from tests.factories.network import member_of
from tests.factories.pilots import PilotFactory, content

WRITERS, ENTRIES = 8, 5


@pytest.mark.endurance
@pytest.mark.django_db(transaction=True)
def test_what_eight_people_write_at_once_is_kept_and_found():
    pilot = PilotFactory()
    writers = [member_of(pilot.territory) for _number in range(WRITERS)]

    def write(author):
        try:
            for number in range(ENTRIES):
                recorded = actions.record_entry(author, pilot, uuid4(), 0, content(title=f"Refuge {number}"))
                actions.share(author, recorded.entry, Visibility.TEAM)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as people:
        list(people.map(write, writers))

    assert Entry.objects.count() == WRITERS * ENTRIES
    shared = Finding.objects.visible_to(writers[0])
    assert shared.search("refuge").count() == shared.count() == WRITERS * ENTRIES
