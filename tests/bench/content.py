"""A network of the size of the budgets: thousands of practices and entries, hundreds of people, without meaning."""

import random
import uuid
from datetime import date, timedelta

from django.core.management import call_command
from django.utils import timezone

from home.models import HomePage
from knowledge_base.practices.models import PracticeIndexPage, PracticePage
from learning.cycles.models import CyclePage
from learning.pilots.models import Entry, Pilot, Visibility
from network.models import Membership, Territory, User
from tests.bench.blank.models import BlankPage
from tests.factories.trees import add_many

WORDS = """accueil agriculture aide alimentation aménagement animation artisan atelier autonomie bénévole bibliothèque bois bourg
café car cantine chaleur chantier circuit cohésion collectif commerce commune compost coopérative covoiturage culture école
énergie entraide épicerie espace estive ferme fête forêt formation four gare gîte habitat habitants hameau hiver isolation jardin
jeunes lien logement loisirs maison marché mobilité montagne mutualisation navette numérique participation parvis patrimoine
paysage pente place plantation projet pâturage relais rénovation réparation repas rivière santé saison scierie sentier services
solaire solidarité station terrasse territoire tiers-lieu transport vallée vélo verger vieillissement village voisin""".split()
SHARES = [Visibility.PUBLIC] * 3 + [Visibility.CYCLE] * 3 + [Visibility.TEAM] * 3 + [Visibility.DRAFT]
BATCH = 1000


def words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def fill(practices: int, entries: int, people: int) -> None:
    """Add to the demonstration network what is missing to reach these numbers; the same every time."""
    chance = random.Random(20240617)
    home = HomePage.objects.get(locale__language_code="fr")
    home.add_child(instance=BlankPage(title="Blank", slug="blank"))
    territories = list(Territory.objects.in_network())
    add_practices(chance, practices - PracticePage.objects.count(), territories)
    add_people(chance, people - User.objects.count(), territories)
    add_entries(chance, entries - Entry.objects.count())
    call_command("rebuild_findings", verbosity=0)
    call_command("update_index", verbosity=0)


def add_practices(chance: random.Random, count: int, territories: list[Territory]) -> None:
    index = PracticeIndexPage.objects.get(locale__language_code="fr")
    add_many(
        index,
        [
            PracticePage(
                title=words(chance, 6).capitalize(),
                slug=f"bench-{number}",
                summary=words(chance, 40),
                context=f"<p>{words(chance, 120)}</p>",
                results=f"<p>{words(chance, 80)}</p>",
                territory=chance.choice(territories),
            )
            for number in range(max(count, 0))
        ],
    )


def add_people(chance: random.Random, count: int, territories: list[Territory]) -> None:
    people = User.objects.bulk_create(
        User(email=f"bench{number}@exemple.fr", first_name="Camille", last_name=f"Personne {number}")
        for number in range(max(count, 0))
    )
    Membership.objects.bulk_create(
        Membership(user=person, territory=chance.choice(territories)) for person in people
    )


def add_entries(chance: random.Random, count: int) -> None:
    """In the journals that exist, and in more of them until there are twenty."""
    cycle = CyclePage.objects.filter(participations__isnull=False).first()
    members = Membership.objects.filter(territory__pilots__isnull=False).values_list("user_id", flat=True)
    territory = Pilot.objects.first().territory
    for number in range(20 - Pilot.objects.count()):
        Pilot.objects.create(
            territory=territory, cycle=cycle, title=f"Pilote {number}", problem=words(chance, 20)
        )
    pilots, authors = list(Pilot.objects.all()), list(members)
    rows = [
        Entry(
            id=uuid.UUID(int=chance.getrandbits(128), version=4),
            pilot=chance.choice(pilots),
            author_id=chance.choice(authors),
            title=words(chance, 5).capitalize(),
            text=(text := words(chance, 60)),
            html=f"<p>{text}</p>",
            visibility=chance.choice(SHARES),
            happened_on=date(2024, 1, 1) + timedelta(days=chance.randrange(600)),
            created=timezone.now(),
        )
        for _number in range(max(count, 0))
    ]
    for start in range(0, len(rows), BATCH):
        Entry.objects.bulk_create(rows[start : start + BATCH])
