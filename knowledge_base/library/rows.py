"""What a row of results shows of a finding: where it is read, the passage that answers, and what is known of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from wagtail.models import Page

from formats.dotmap import Place
from knowledge_base.library.models import Finding
from knowledge_base.library.sources import sources
from knowledge_base.search.analysis import words as text_words
from knowledge_base.search.highlight import excerpt, highlight, mentions

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


def as_written(words: str, findings: Iterable[Finding]) -> str:
    """Mended words with the accents that the results write them with."""
    written: dict[str, str] = {}
    for finding in findings:
        for text in (finding.title, finding.summary, finding.text[:2000]):
            for word in text_words(text):
                written.setdefault(word.term, word.raw.lower())
    return " ".join(written.get(word, word) for word in words.split())


def rows_of(findings: Iterable[Finding], words: str, language: str, first: int = 1) -> list[Row]:
    """The rows of a page of results, in the reader's own tree where they are there too."""
    findings = list(findings)
    twins = addresses_in(language, findings)
    return [row(number, finding, words, twins) for number, finding in enumerate(findings, start=first)]


def addresses_in(language: str, findings: list[Finding]) -> dict[object, str]:
    """Where the pages of other languages are read in this one, by translation key."""
    keys = [finding.page.translation_key for finding in findings if finding.page]
    if not keys:
        return {}
    twins = Page.objects.live().public().filter(translation_key__in=keys, locale__language_code=language)
    return {twin.translation_key: twin.get_url() or "" for twin in twins}


def row(number: int, finding: Finding, words: str, twins: dict[object, str]) -> Row:
    """What one result shows."""
    language = finding.language
    address = sources[finding.kind].address(finding)
    if finding.page:
        address = twins.get(finding.page.translation_key) or address
    return Row(
        number=number,
        finding=finding,
        address=address,
        title=highlight(finding.title, words, language),
        passage=passage(finding, words),
        also=also(finding, words),
        blanks=(finding.fields or 0) - (finding.filled or 0),
    )


def passage(finding: Finding, words: str) -> SafeString:
    """The summary, or the part of the text that says more about the words."""
    language = finding.language
    said = mentions(finding.summary, words, language)
    if finding.summary and (not words or said or not mentions(finding.text, words, language)):
        return excerpt(finding.summary, words, language, PASSAGE)
    return excerpt(finding.text, words, language, PASSAGE)


def also(finding: Finding, words: str) -> str:
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
