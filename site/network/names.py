"""How a place name is searched: accents, hyphens, capitals and abbreviations do not count; and how a title makes an address."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from django.utils.text import slugify

LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ẞ": "SS", "ø": "o", "Ø": "O"}
)
CLOSE_ENOUGH = 0.75
ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


def folded(name: str) -> str:
    """The name in plain lower-case words: « St-Étienne-d’Œuvre » is "saint etienne d oeuvre"."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(LIGATURES))
    words = re.findall(r"[a-z0-9]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    return " ".join(ABBREVIATIONS.get(word, word) for word in words)


def named(rows: Iterable[tuple[object, ...]], words: str) -> list[object]:
    """The keys of the rows (a key, then texts) whose texts hold every word or its beginning.

    Where there is none, those that hold words close to them: typing errors do not count then.
    """
    held = {key: " ".join(folded(str(text or "")) for text in texts).split() for key, *texts in rows}
    asked = folded(words).split()
    exact = [
        key for key, own in held.items() if all(any(one.startswith(word) for one in own) for word in asked)
    ]
    return exact or [
        key
        for key, own in held.items()
        if all(get_close_matches(word, own, 1, CLOSE_ENOUGH) for word in asked)
    ]


def is_same_place(written: str, name: str) -> bool:
    """Whether a source that writes the one means the other: « Vire » is not « Viré ».

    Accents that many leave out on capitals may be missing: « Epinal », « SAINT-ETIENNE ».
    """
    if folded(written) != folded(name):
        return False
    return written.isupper() or _with_small_accents(written) == _with_small_accents(name)


def _with_small_accents(name: str) -> str:
    """The name in lower-case words that keep the accents of its small letters only."""
    kept, capital = [], False
    for sign in unicodedata.normalize("NFD", name):
        accent = unicodedata.combining(sign)
        if not (accent and capital):
            kept.append(sign)
        if not accent:
            capital = sign.isupper()
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", "".join(kept)).lower().translate(LIGATURES))
    return " ".join(ABBREVIATIONS.get(word, word) for word in words)


def slugged(title: str) -> str:
    """The title as an address, with its ligatures: « Ma sœur » is "ma-soeur"."""
    return slugify(title.translate(LIGATURES))
