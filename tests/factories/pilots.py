"""The smallest valid pilots and entries, and real photos."""

import datetime as dt
from io import BytesIO
from uuid import uuid4

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from factory.django import DjangoModelFactory
from PIL import Image

from learning.pilots import actions
from learning.pilots.models import Attachment, Entry, Measure, Milestone, Pilot
from network.models import Membership
from tests.factories.network import TerritoryFactory, member_of


class PilotFactory(DjangoModelFactory):
    """A pilot of a territory, in no cycle."""

    class Meta:
        model = Pilot

    territory = factory.SubFactory(TerritoryFactory)
    title = factory.Sequence(lambda n: f"Projet pilote {n}")
    problem = "Personne ne se croise plus. Nous essayons un banc."


class MilestoneFactory(DjangoModelFactory):
    """A milestone to come, of no known day."""

    class Meta:
        model = Milestone

    pilot = factory.SubFactory(PilotFactory)
    title = factory.Sequence(lambda n: f"Jalon {n}")


class MeasureFactory(DjangoModelFactory):
    class Meta:
        model = Measure

    pilot = factory.SubFactory(PilotFactory)
    day = factory.Sequence(lambda n: dt.date(2024, 1, 1) + dt.timedelta(days=n))
    value = 3


class EntryFactory(DjangoModelFactory):
    """A draft of a new member of the pilot's territory, with its first version."""

    class Meta:
        model = Entry
        skip_postgeneration_save = True

    pilot = factory.SubFactory(PilotFactory)
    author = factory.LazyAttribute(lambda entry: member_of(entry.pilot.territory))
    title = factory.Sequence(lambda n: f"Entrée {n}")
    text = "Deux personnes attendaient déjà."
    html = "<p>Deux personnes attendaient déjà.</p>"
    happened_on = dt.date(2024, 3, 14)

    @factory.post_generation
    def first_version(entry: Entry, create: bool, extracted: object, **kwargs: object) -> None:  # noqa: N805
        content = actions.Content.of(entry)
        entry.versions.create(author=entry.author, revision=1, **actions.fields_of(content))


def entry_of(author_role: str = Membership.Role.MEMBER, **fields: object) -> Entry:
    """An entry whose author holds this role in its territory."""
    entry = EntryFactory(**fields)
    entry.author.memberships.update(role=author_role)
    return entry


def content(**changes: object) -> actions.Content:
    """What a short entry says."""
    said = {
        "text": "Le car est passé.",
        "title": "Le car",
        "kind": "action",
        "happened_on": dt.date(2024, 3, 14),
    }
    return actions.Content(**said | changes)


def picture(width: int = 60, height: int = 40, colour: str = "seagreen", kind: str = "JPEG") -> bytes:
    """The bytes of a real photo of one colour."""
    output = BytesIO()
    Image.new("RGB", (width, height), colour).save(output, kind)
    return output.getvalue()


def upload(name: str = "photo.jpg", data: bytes | None = None, **drawn: object) -> SimpleUploadedFile:
    """A photo as a browser sends it; other bytes where given."""
    return SimpleUploadedFile(name, picture(**drawn) if data is None else data, content_type="image/jpeg")


def photo_of(entry: Entry, *, people_agreed: bool = False, **drawn: object) -> Attachment:
    """A photo that the author attached to the entry."""
    return actions.attach_photo(entry.author, entry, upload(**drawn), "Un car dans la neige", people_agreed)


def typed(**changes: object) -> dict[str, object]:
    """What the form of a new entry sends."""
    sent = {
        "client_id": str(uuid4()),
        "base_revision": "0",
        "text": "Le car est passé.",
        "kind": "action",
        "title": "",
        "happened_on": "2024-03-14",
        "place": "",
        "visibility": "team",
        "photos-TOTAL_FORMS": "0",
        "photos-INITIAL_FORMS": "0",
    }
    return sent | changes
