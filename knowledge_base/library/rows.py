"""What a row of results shows of a finding: where it is read, the passage that answers, and what is known of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.search.backends import get_search_backend

from formats.dotmap import Place
from knowledge_base.library.dimensions import language_name
from knowledge_base.library.models import Finding
from knowledge_base.library.sources import sources
from knowledge_base.search.analysis import Analyzer, analyzer_of
from knowledge_base.search.highlight import Wanted, best_excerpt, highlight, mentions, wanted
from network.names import folded
from network.twins import in_readers_tree

PASSAGE = 240


@dataclass(frozen=True)
class Row:
    """One result."""

    number: int
    finding: Finding
    address: str
    title: SafeString
    passage: SafeString
    #: Another name of its place, under which it was found.
    also: str
    blanks: int
    #: The theme or word it is filed under, where nothing of what is shown answers.
    because: SafeString
    #: Its language, where it is not the reader's.
    language: str = ""


def reading() -> Analyzer:
    """How the search engine reads texts; as ours does where it does not say."""
    return getattr(get_search_backend(), "analyzer", None) or analyzer_of()


def as_written(words: str, typed: str, findings: Iterable[Finding]) -> str:
    """Mended words with the accents that the results write them with most; what was typed so stays so."""
    analyzer = reading()
    mended = {word: Counter[str]() for word in words.split() if word not in typed.split()}
    for finding in findings:
        for text in (finding.title, finding.summary, finding.text[:2000]):
            for word in analyzer.words(text):
                if word.term in mended:
                    mended[word.term][word.raw.lower()] += 1
    best = {word: written.most_common(1)[0][0] for word, written in mended.items() if written}
    return " ".join(best.get(word, word) for word in words.split())


def rows_of(findings: Iterable[Finding], words: str, first: int = 1) -> list[Row]:
    """The rows of a page of results, in the reader's own tree where they are there too."""
    findings = list(findings)
    addresses = addresses_of(findings)
    asked = wanted(words, reading())
    return [
        row(number, finding, asked, address)
        for number, (finding, address) in enumerate(zip(findings, addresses, strict=True), start=first)
    ]


def addresses_of(findings: list[Finding]) -> list[str]:
    """Where each is read: in the reader's own tree where it stands there, else where it was written."""
    twins = in_readers_tree(finding.page for finding in findings if finding.page)
    return [
        (finding.page and twins[finding.page.pk].get_url()) or sources[finding.kind].address(finding)
        for finding in findings
    ]


def row(number: int, finding: Finding, words: Wanted, address: str) -> Row:
    """What one result shows."""
    language = finding.language
    title = highlight(finding.title, words, language)
    passage = best_excerpt([finding.summary, finding.text], words, language, PASSAGE)
    return Row(
        number=number,
        finding=finding,
        address=address,
        title=title,
        passage=passage,
        because=filed(finding, words) if words.terms and "<mark>" not in title + passage else mark_safe(""),
        also=also(finding, words),
        blanks=(finding.fields or 0) - (finding.filled or 0),
        language="" if language in ("", (get_language() or "")[:2]) else language_name(language),
    )


def filed(finding: Finding, words: Wanted) -> SafeString:
    """The name among its themes, tags and facts that answers the words best, marked."""
    names = finding.words.split("\n")
    best = max(names, key=lambda name: mentions(name, words, finding.language), default="")
    marked = highlight(best[:PASSAGE], words, finding.language)
    return marked if "<mark>" in marked else mark_safe("")


def also(finding: Finding, words: Wanted) -> str:
    """The other name of the place that answers the words best, when its own name does not answer them."""
    own, *others = finding.places.split("\n")
    name = finding.territory.name if finding.territory else own
    best = max(others, key=lambda other: mentions(other, words), default="")
    return best if best and best != name and mentions(best, words) > mentions(name, words) else ""


def places_of(rows: Iterable[Row]) -> list[Place]:
    """The points of the results whose place has one, numbered as in the list; one for each place."""
    places: dict[tuple[float, float], Place] = {}
    for shown in rows:
        territory = shown.finding.territory
        if territory and territory.latitude is not None and territory.longitude is not None:
            point = (territory.latitude, territory.longitude)
            places.setdefault(
                point, Place(territory.name, *point, url=f"#result-{shown.number}", number=shown.number)
            )
    return list(places.values())


@dataclass(frozen=True)
class Ground:
    """A place with the results that were done there, each with its address."""

    place: Place
    anchor: str
    done: list[tuple[Finding, str]]


def grounds_of(findings: Iterable[Finding]) -> list[Ground]:
    """The places of results that have a point, by name, each with its results in their order."""
    findings = list(findings)
    grounds: dict[str, Ground] = {}
    for finding, address in zip(findings, addresses_of(findings), strict=True):
        territory = finding.territory
        if territory is None or territory.latitude is None or territory.longitude is None:
            continue
        anchor = f"place-{territory.pk}"
        if anchor not in grounds:
            place = Place(territory.name, territory.latitude, territory.longitude, url=f"#{anchor}")
            grounds[anchor] = Ground(place, anchor, [])
        grounds[anchor].done.append((finding, address))
    return sorted(grounds.values(), key=lambda ground: folded(ground.place.name))
