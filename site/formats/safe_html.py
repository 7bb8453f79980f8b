"""HTML that may be shown to anyone: what people typed or pasted, without anything that acts, calls out or disguises."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape, unescape
from html.parser import HTMLParser

import nh3

INLINE = {
    "a",
    "abbr",
    "b",
    "br",
    "cite",
    "code",
    "del",
    "em",
    "i",
    "img",
    "ins",
    "kbd",
    "mark",
    "q",
    "s",
    "small",
}
INLINE |= {"span", "strong", "sub", "sup", "u", "var"}
BLOCKS = {
    "blockquote",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
}
BLOCKS |= {"ol", "p", "pre", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption"}
DROPPED_WITH_CONTENT = {"script", "style", "title", "template", "noscript", "svg", "math", "select", "object"}
ATTRIBUTES = {
    "a": {"href", "title", "id"},
    "abbr": {"title"},
    "img": {"src", "alt", "title", "width", "height"},
    "li": {"id"},
    "ol": {"start"},
    "sup": {"id"},
}
CLASSES = {
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"footnote"},
    "li": {"task"},
    "span": {"cut-link"},
}
NOTE_ID = re.compile(r"fn(?:ref\d*)?-[0-9a-f]{8}-[\w.-]{1,80}")
NUMBER = re.compile(r"\d{1,5}")
OWN_PATH = re.compile(r"[\w./@+,-]+(?:%20[\w./@+,-]*)*", re.ASCII)
IMAGE = re.compile(r'<img(?: [a-z]+="[^"]*")*>')
IMAGE_ALT = re.compile(r' alt="([^"]*)"')


def clean(html: str, own_media: Iterable[str] = ("/media/",)) -> str:
    """`html` with only harmless tags and attributes; cleaning the result again changes nothing.

    Images are kept when their address begins with one of `own_media`; any other image leaves its description as text.
    Links are marked `noopener noreferrer nofollow` and lead to http(s), mailto, tel, this site or a footnote.
    """
    cleaner = _cleaner(tuple(own_media))
    # The last step is always the sanitiser, so that nothing this function writes itself goes out unread.
    return cleaner.clean(_without_foreign_images(cleaner.clean(html)))


@lru_cache(maxsize=16)
def _cleaner(own_media: tuple[str, ...]) -> nh3.Cleaner:
    def keep(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "src":
            return value if _is_own(value, own_media) else None
        if attribute == "href":
            return value if _is_link(value) else None
        if attribute == "id":
            return value if NOTE_ID.fullmatch(value) else None
        if attribute in {"width", "height", "start"}:
            return value if NUMBER.fullmatch(value) else None
        if attribute == "title":
            return value or None
        return value

    return nh3.Cleaner(
        tags=INLINE | BLOCKS,
        clean_content_tags=DROPPED_WITH_CONTENT,
        attributes=ATTRIBUTES,
        attribute_filter=keep,
        allowed_classes=CLASSES,
        tag_attribute_values={tag: {"align": {"left", "right", "center"}} for tag in ("td", "th")},
        set_tag_attribute_values={"img": {"loading": "lazy"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )


def _is_own(address: str, own_media: tuple[str, ...]) -> bool:
    path = address.split("?", 1)[0]
    return (
        path.startswith(own_media)
        and OWN_PATH.fullmatch(address) is not None
        and "//" not in path
        and not any(step in {".", ".."} for step in path.split("/"))
    )


def _is_link(address: str) -> bool:
    """Absolute addresses, addresses of this site and footnotes. A relative path led somewhere only where it came from."""
    if address.startswith("#"):
        return NOTE_ID.fullmatch(address[1:]) is not None
    if address.startswith("/"):
        return not address.startswith(("//", "/\\"))
    return re.match(r"(?:https?://|mailto:|tel:)", address, re.IGNORECASE) is not None


def _without_foreign_images(html: str) -> str:
    def replace(found: re.Match[str]) -> str:
        if ' src="' in found.group():
            return found.group()
        alt = IMAGE_ALT.search(found.group())
        return escape(unescape(alt.group(1)), quote=False) if alt else ""

    return IMAGE.sub(replace, html)


class _Text(HTMLParser):
    """Collects words; the end of a block ends the line, the signs of footnotes are passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.in_code = False
        self.in_note_link = False

    def handle_data(self, data: str) -> None:
        if not self.in_note_link:
            self.parts.append(data if self.in_code else data.replace("\n", " "))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")
        elif tag == "pre":
            self.in_code = True
        elif tag == "a":
            self.in_note_link = (dict(attrs).get("class") or "").startswith("footnote")
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre":
            self.in_code = False
        elif tag == "a":
            self.in_note_link = False
        self._part(tag)

    def _part(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.parts.append(" ")
        elif tag == "br" or tag in BLOCKS:
            self.parts.append("\n")


def plain(html: str) -> str:
    """The words of safe HTML, one line per block: for search, summaries and mails. Never markup, never blank lines."""
    collector = _Text()
    collector.feed(html)
    collector.close()
    lines = (" ".join(line.split()) for line in "".join(collector.parts).split("\n"))
    return "\n".join(line for line in lines if line)
