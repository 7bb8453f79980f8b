"""How a place name is searched: accents, hyphens, capitals and abbreviations do not count."""

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o"})
ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


def folded(name: str) -> str:
    """The name in plain lower-case words: « St-Étienne-d’Œuvre » is "saint etienne d oeuvre"."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(LIGATURES))
    words = re.findall(r"[a-z0-9]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    return " ".join(ABBREVIATIONS.get(word, word) for word in words)
