"""The whole demonstration network, part after part; loading it again changes nothing."""

from collections.abc import Callable, Iterator

from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.models import Page

from home.demo.accounts import load_accounts
from home.demo.cycles import load_cycles
from home.demo.journals import load_journals
from home.demo.notes import load_notes
from home.demo.pictures import draw, scene_for
from home.demo.practices import load_practices
from home.demo.territories import load_territories
from home.demo.trials import load_trials
from home.models import HomePage
from knowledge_base.notes.models import NoteIndexPage, NotePage
from knowledge_base.practices.models import PracticeIndexPage
from learning.cycles.models import CycleIndexPage
from media.models import Image

SIZE = (1600, 1000)
# What each drawing shows, for people who cannot see it.
DESCRIPTIONS = {
    "montagnes": "Dessin : des crêtes bleues l’une derrière l’autre, au lever du jour.",
    "village": "Dessin : un village serré autour de son clocher, au pied des montagnes.",
    "car": "Dessin : un petit car rouge sur une route bordée de neige.",
    "marche": "Dessin : des étals sous des auvents rayés, sur une place.",
    "atelier": "Dessin : des papiers de couleur collés sur un mur.",
    "salle": "Dessin : une salle de réunion, des chaises autour d’une table.",
    "cafe-epicerie": "Dessin : une épicerie de village, deux tables devant la porte.",
    "maison-de-sante": "Dessin : une maison de santé de plain-pied, une croix verte à l’entrée.",
    "chauffage-bois": "Dessin : des bûches empilées près d’un bâtiment à cheminée.",
    "toit-solaire": "Dessin : des panneaux solaires sur le toit d’une grange.",
    "velo": "Dessin : un vélo appuyé devant une pente.",
    "ecole": "Dessin : une petite école et sa cour.",
    "sentier": "Dessin : un sentier qui monte entre les prés.",
    "lac": "Dessin : un lac entouré de montagnes.",
    "pont": "Dessin : un pont de pierre au-dessus d’une rivière.",
}


def picture(words: str) -> Image:
    """The drawing that suits these words; one image per scene, however many pages show it."""
    scene = scene_for(words)
    title = f"Dessin : {scene}"
    existing = Image.objects.filter(title=title).first()
    if existing:
        return existing
    file = ContentFile(draw(scene, SIZE), name=f"{scene}.jpg")
    return Image.objects.create(title=title, file=file, description=DESCRIPTIONS[scene], licence="CC0")


def french(page_type: type[Page]) -> Page:
    """The list of that type in the French tree."""
    return page_type.objects.get(locale__language_code="fr")


def follow_first_lesson() -> None:
    """The home pages follow the lesson of the cycle's study trip, unless an editor chose another."""
    note = NotePage.objects.filter(slug="choisir-l-hote-d-un-voyage-d-etude", alias_of__isnull=True).first()
    stated = note.note_lessons.first() if note else None
    if stated:
        HomePage.objects.filter(lesson__isnull=True).update(lesson=stated.lesson_id)


def steps() -> Iterator[tuple[str, Callable[[], object]]]:
    """(name, act) of every part, in the order in which they lean on each other."""
    yield "site", lambda: call_command("setup", no_admin=True, verbosity=0)
    yield "reference", lambda: call_command("import_territories", verbosity=0)
    yield "territories", load_territories
    yield "practices", lambda: load_practices(french(PracticeIndexPage), picture=picture)
    yield "cycles", lambda: load_cycles(french(CycleIndexPage), picture=picture)
    yield "notes", lambda: load_notes(french(NoteIndexPage), picture=picture)
    yield "home page", follow_first_lesson
    yield "journals", load_journals
    yield "trials", load_trials
    yield "accounts", load_accounts
