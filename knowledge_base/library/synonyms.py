"""The synonyms that editors keep, as the search engine asks for them (`settings.SEARCH_SYNONYMS`)."""

from functools import lru_cache

from knowledge_base.library.models import SynonymGroup
from knowledge_base.search.synonyms import Groups
from network.generation import generation, is_about_to_change, remember

#: What a new network begins with: words of public life that people use for one another.
FIRST = (
    ("bibliothèque", "médiathèque"),
    ("voiture", "automobile"),
    ("vélo", "bicyclette"),
    ("aîné", "senior", "personnes âgées"),
    ("commerce", "magasin", "boutique"),
    ("épicerie", "supérette"),
    ("logement", "habitation"),
    ("déchet", "ordure"),
    ("crèche", "accueil du jeune enfant"),
    ("cantine", "restauration scolaire"),
    ("école", "établissement scolaire"),
    ("médecin", "généraliste"),
    ("agriculteur", "paysan"),
    ("photovoltaïque", "panneaux solaires"),
    ("bénévole", "volontaire"),
    ("bourg", "centre-bourg"),
    ("touriste", "visiteur"),
    ("subvention", "aide financière"),
    ("vote", "scrutin"),
    ("autopartage", "voiture partagée"),
    ("compostage", "compost"),
    ("coworking", "bureau partagé"),
)


def groups() -> Groups:
    """Every group, in a form that can be compared with that of a moment ago."""
    return read() if is_about_to_change() else _groups_at(generation())


@lru_cache(maxsize=1)
def _groups_at(mark: str) -> Groups:
    """What was read under a mark: a search asks for it several times."""
    return remember("synonyms", read)


def read() -> Groups:
    """Every group, from the database."""
    return tuple(group.group for group in SynonymGroup.objects.all())


def add_first() -> None:
    """Give a network that has none the first ones."""
    if not SynonymGroup.objects.exists():
        SynonymGroup.objects.bulk_create(SynonymGroup(words="\n".join(words)) for words in FIRST)
