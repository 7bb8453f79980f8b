"""The small list of words that every practice, note and lesson is filed under, in French and English.

The six smart dimensions come first; they are themes too. `actions.create_themes` loads the list; what an
installation renames or adds in the administration stays.
"""

from dataclasses import dataclass, field

from network.names import slugged


@dataclass(frozen=True)
class Word:
    """A theme of the upper floor, and its parts as (French, English)."""

    fr: str
    en: str
    is_dimension: bool = False
    slug: str = ""
    parts: list[tuple[str, str]] = field(default_factory=list)


def slug_of(word: Word | str) -> str:
    """The address of a theme: from its French name, unless it has its own."""
    if isinstance(word, Word):
        return word.slug or slugged(word.fr)
    return slugged(word)


THEMES = [
    # The smart dimensions: smart people, governance, economy, mobility, environment, living.
    Word("Habitantes et habitants", "People", is_dimension=True, slug="smart-people"),
    Word("Gouvernance", "Governance", is_dimension=True, slug="smart-governance"),
    Word("Économie", "Economy", is_dimension=True, slug="smart-economy"),
    Word("Mobilité", "Mobility", is_dimension=True, slug="smart-mobility"),
    Word("Environnement", "Environment", is_dimension=True, slug="smart-environment"),
    Word("Cadre de vie", "Living", is_dimension=True, slug="smart-living"),
    # Rural life.
    Word(
        "Accueil et attractivité",
        "Welcome and attractiveness",
        parts=[
            ("Politique d’accueil", "Welcome policy"),
            ("Installation et reprise d’activités", "Settling and business transfer"),
            ("Attractivité économique", "Economic attractiveness"),
        ],
    ),
    Word(
        "Habitat et urbanisme",
        "Housing and planning",
        parts=[
            ("Logement", "Housing"),
            ("Revitalisation des bourgs", "Village centre renewal"),
            ("Habitat partagé", "Shared housing"),
        ],
    ),
    Word(
        "Déplacements",
        "Getting around",
        parts=[
            ("Mobilité solidaire", "Community transport"),
            ("Covoiturage et autopartage", "Car sharing"),
            ("Vélo et marche", "Cycling and walking"),
        ],
    ),
    Word(
        "Santé",
        "Health",
        parts=[("Accès aux soins", "Access to care"), ("Bien vieillir", "Ageing well")],
    ),
    Word(
        "Services et commerces",
        "Services and shops",
        parts=[
            ("Commerce de village", "Village shop"),
            ("Accès aux droits", "Access to rights"),
            ("Petite enfance et jeunesse", "Early childhood and youth"),
        ],
    ),
    Word(
        "Lien social et solidarités",
        "Social ties and solidarity",
        parts=[
            ("Inclusion", "Inclusion"),
            ("Vie associative", "Voluntary organisations"),
            ("Entraide entre générations", "Help between generations"),
        ],
    ),
    Word(
        "Tiers-lieux",
        "Third places",
        parts=[
            ("Espaces de travail partagés", "Coworking spaces"),
            ("Ateliers partagés", "Shared workshops"),
        ],
    ),
    Word(
        "Numérique",
        "Digital",
        parts=[
            ("Médiation numérique", "Digital inclusion"),
            ("Logiciels libres et données ouvertes", "Free software and open data"),
        ],
    ),
    Word(
        "Participation",
        "Participation",
        parts=[
            ("Démarches participatives", "Participation processes"),
            ("Budgets participatifs", "Participatory budgets"),
        ],
    ),
    Word(
        "Énergie et climat",
        "Energy and climate",
        parts=[
            ("Rénovation énergétique", "Energy renovation"),
            ("Énergies renouvelables", "Renewable energy"),
            ("Adaptation au changement climatique", "Climate adaptation"),
        ],
    ),
    Word(
        "Agriculture et alimentation",
        "Farming and food",
        parts=[("Circuits courts", "Short supply chains"), ("Foncier agricole", "Farmland")],
    ),
    Word(
        "Nature, eau et forêt",
        "Nature, water and forests",
        parts=[
            ("Biodiversité", "Biodiversity"),
            ("Ressource en eau", "Water"),
            ("Déchets et réemploi", "Waste and reuse"),
        ],
    ),
    Word(
        "Culture et patrimoine",
        "Culture and heritage",
        parts=[("Événements culturels", "Cultural events"), ("Patrimoine", "Heritage")],
    ),
    Word("Tourisme", "Tourism", parts=[("Tourisme hors saison", "Off-season tourism")]),
    Word(
        "Emploi et formation",
        "Work and training",
        parts=[("Télétravail", "Remote work"), ("Formation", "Training")],
    ),
    Word("Coopération et ingénierie", "Cooperation and project support"),
]
