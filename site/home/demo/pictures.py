"""Pictures of the demonstration network: flat landscapes drawn by code, always the same, of no real place.

    draw("village", (1200, 800))  # the bytes of a JPEG

`SCENES` names them all; `scene_for(words)` finds the one that suits a title, a slug or a theme.
"""

import unicodedata
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from home.demo import gatherings, landscapes
from home.demo.sketchbook import HIGH, SCENES, SIZE, SKY, WIDE, Sheet

__all__ = ["SCENES", "draw", "gatherings", "landscapes", "scene_for"]

# Drawn twice as large, then made smaller: edges come out smooth.
FINER = 2


def draw(name: str, size: tuple[int, int] = SIZE, kind: str = "JPEG") -> bytes:
    """The picture of this scene, cut to the size (in the middle) where its sides have another proportion."""
    scale = max(size[0] / WIDE, size[1] / HIGH) * FINER
    page = Image.new("RGB", (round(WIDE * scale), round(HIGH * scale)), SKY)
    SCENES[name](Sheet(ImageDraw.Draw(page), Random(name), scale))  # noqa: S311 - the same dice at every run
    width, height = size[0] * FINER, size[1] * FINER
    left, top = (page.width - width) // 2, (page.height - height) // 2
    cut = page.crop((left, top, left + width, top + height)).reduce(FINER)
    output = BytesIO()
    cut.save(output, kind, **({"quality": 86, "optimize": True} if kind == "JPEG" else {"optimize": True}))
    return output.getvalue()


# The first whose words are met decides.
WORDS: tuple[tuple[str, str], ...] = (
    ("cafe-epicerie", "epicerie commerce commercant kiosque bottega botteghe boutique cafe tiers-lieu mezou commoderie"),
    ("marche", "marche camion cuisiniers alimentation alimentaire circuit producteurs"),
    ("maison-de-sante", "sante medical aide domicile soin soins"),
    ("velo", "velo piste cyclable moov"),
    ("car", "mobilite mobilites covoiturage taxi car gare transport navette bus"),
    ("toit-solaire", "solaire eolien energie renovation electrique serpom"),
    ("chauffage-bois", "bois chauffage chaleur air foret cheval"),
    ("ecole", "ecole campus jeunesse jeunes enfants education fertile"),
    ("atelier", "participation atelier ateliers contribution concertation urbanisme projet"),
    ("salle", "webinaire seminaire reunion formation plateau talk gouvernance remmesweiler"),
    ("sentier", "voyage visite rando randonnee sentier tourisme accueil accueillir"),
    ("lac", "eau lac riviere gorges"),
    ("pont", "lien liens reseau reseaux fibre numerique cooperation"),
    ("montagnes", "alpes massif montagne smart-community"),
)  # fmt: skip


def scene_for(words: str) -> str:
    """The scene that suits a title, a slug or a theme; a landscape where no word says more."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", words.lower()) if not unicodedata.combining(c))
    said = set(plain.replace("-", " ").replace("’", " ").split()) | set(plain.split())
    for name, known in WORDS:
        if said & set(known.split()):
            return name
    landscapes = ("village", "montagnes", "lac", "sentier", "pont")
    return Random(plain).choice(landscapes)  # noqa: S311 - the same dice at every run
