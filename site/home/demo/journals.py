"""The journals of the demonstration network, from journals.toml: two invented territories and the people who tell.

Loading them again changes nothing. Everything is written through the same actions as by a person, so that rights,
versions, photos and the library follow.
"""

import tomllib
from datetime import datetime, time
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import make_aware

from home.demo.pictures import draw
from learning.cycles.models import CyclePage, Participation, SessionPage
from learning.pilots import actions
from learning.pilots.models import Entry, Measure, Milestone, Pilot, Visibility
from media.models import Image
from network.models import Membership, Territory, User

FILE = Path(__file__).with_name("journals.toml")
PHOTO_SIZE = (1200, 800)
TERRITORY_WORDS = ("name", "kind", "population", "latitude", "longitude", "presentation")
PILOT_WORDS = (
    "title",
    "problem",
    "goal",
    "standing",
    "indicator",
    "indicator_goal",
    "planned_measures",
    "started",
)


@transaction.atomic
def load_journals() -> list[Pilot]:
    """The two pilots with their journals; after the cycles, whose sessions they name."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    cycle = CyclePage.objects.filter(slug=data["cycle"], locale__language_code="fr").first()
    for row in data["territory"]:
        _load_territory(row, cycle)
    people = {row["email"]: _load_person(row) for row in data["person"]}
    return [_load_pilot(row, cycle, people) for row in data["pilot"]]


def _load_territory(row: dict, cycle: CyclePage | None) -> None:
    words = {word: row[word] for word in TERRITORY_WORDS}
    territory, _is_new = Territory.objects.get_or_create(
        slug=row["slug"], defaults={**words, "fictional": True, "in_network": True}
    )
    if cycle:
        Participation.objects.get_or_create(
            cycle=cycle, territory=territory, defaults={"track": Participation.Track.PILOT}
        )


def _load_person(row: dict) -> User:
    """Without a password: the demonstration accounts give one to those who may be tried."""
    person = User.objects.filter(email=row["email"]).first() or User.objects.create_user(
        row["email"], first_name=row["first_name"], last_name=row["last_name"], fictional=True
    )
    Membership.objects.get_or_create(
        user=person,
        territory=Territory.objects.get(slug=row["territory"]),
        defaults={"role": row.get("role", Membership.Role.MEMBER)},
    )
    return person


def _load_pilot(row: dict, cycle: CyclePage | None, people: dict[str, User]) -> Pilot:
    existing = Pilot.objects.filter(slug=row["slug"]).first()
    if existing:
        return existing
    pilot = Pilot.objects.create(
        slug=row["slug"],
        territory=Territory.objects.get(slug=row["territory"]),
        cycle=cycle,
        picture=_picture(row["picture"], row["picture_alt"]),
        **{word: row[word] for word in PILOT_WORDS if word in row},
    )
    Milestone.objects.bulk_create([Milestone(pilot=pilot, **milestone) for milestone in row["milestones"]])
    Measure.objects.bulk_create([Measure(pilot=pilot, **measure) for measure in row["measures"]])
    lead = next(person for person in people.values() if _leads(person, pilot))
    for entry in row["entry"]:
        _tell(pilot, people[entry["author"]], lead, entry)
    return pilot


def _tell(pilot: Pilot, author: User, lead: User, row: dict) -> None:
    """One entry, told on the evening of its day, shared as its row says."""
    content = actions.Content(
        text=row["text"].strip(),
        title=row["title"],
        kind=row["kind"],
        happened_on=row["on"],
        place=row.get("place", ""),
        session=_session(pilot, row.get("session", "")),
    )
    entry = actions.record_entry(author, pilot, _id_of(pilot, row), 0, content).entry
    told = make_aware(datetime.combine(row["on"], time(20, 30)))
    Entry.objects.filter(pk=entry.pk).update(created=told, changed=told)
    entry.versions.update(saved=told)
    for number, photo in enumerate(row.get("photos", [])):
        file = ContentFile(draw(photo["scene"], PHOTO_SIZE), name=f"{number}.jpg")
        actions.attach_photo(author, entry, file, photo["alt"], people_agreed=True)
    _share(entry, lead, row["visibility"], told)


def _share(entry: Entry, lead: User, visibility: str, told: datetime) -> None:
    """For the readers its row names; nobody is asked by mail to decide on what was decided long ago."""
    if visibility == Visibility.PUBLIC:
        actions.share(entry.author, entry, Visibility.TEAM)
        Entry.objects.filter(pk=entry.pk).update(author_agreed=told)
        actions.share(lead, entry, Visibility.PUBLIC)
    elif visibility == Visibility.CYCLE and entry.pilot.cycle is None:
        actions.share(entry.author, entry, Visibility.TEAM)
    elif visibility != Visibility.DRAFT:
        actions.share(entry.author, entry, visibility)


def _id_of(pilot: Pilot, row: dict) -> UUID:
    return uuid5(NAMESPACE_URL, f"cordee:demo:{pilot.slug}:{row['on']}:{row['title']}")


def _session(pilot: Pilot, slug: str) -> SessionPage | None:
    if not slug or not pilot.cycle:
        return None
    return SessionPage.objects.descendant_of(pilot.cycle).filter(slug=slug).first()


def _leads(person: User, pilot: Pilot) -> bool:
    return person.memberships.filter(territory=pilot.territory, role=Membership.Role.LEAD).exists()


def _picture(scene: str, description: str) -> Image:
    title = f"Exemple fictif\u00a0: {scene}"
    existing = Image.objects.filter(title=title).first()
    if existing:
        return existing
    file = ContentFile(draw(scene, PHOTO_SIZE), name=f"{scene}.jpg")
    return Image.objects.create(title=title, file=file, description=description)
