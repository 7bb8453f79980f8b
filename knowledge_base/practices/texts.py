"""Long texts are kept as HTML for editors; people who propose write and reread them as plain Markdown."""

import re
from html.parser import HTMLParser

from wagtail.rich_text import expand_db_html

from formats import markdown

LONELY_LINK = re.compile(r"https?://\S+")


def to_html(text: str) -> str:
    """What a person typed, as safe HTML. Raises `formats.markdown.TooLarge`."""
    return markdown.render(text) if text.strip() else ""


def to_markdown(html: str) -> str:
    """The HTML of a sheet's field as the Markdown that renders to it: paragraphs, lists, bold, italic, links."""
    if not html:
        return ""
    writer = _Writer()
    writer.feed(expand_db_html(html))
    writer.close()
    return writer.text()


def only_link(html: str) -> str:
    """The address, when the field holds nothing but one link (a few words such as "see" aside); else an empty string."""
    if not html:
        return ""
    finder = _Links()
    finder.feed(html)
    finder.close()
    words = " ".join("".join(finder.parts).split())
    addresses = {*finder.addresses, *(address.rstrip(".,;)") for address in LONELY_LINK.findall(words))}
    rest = LONELY_LINK.sub("", words)
    for label in finder.labels:
        rest = rest.replace(label, "", 1)
    few_words = len(re.findall(r"\w+", rest)) <= 3
    return addresses.pop() if len(addresses) == 1 and few_words else ""


class _Links(HTMLParser):
    """Collects the words, the addresses of links and what they are called."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.labels: list[str] = []
        self.addresses: set[str] = set()
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.inside = True
            self.addresses.add(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.inside = False

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
        if self.inside:
            self.labels.append(" ".join(data.split()))


class _Writer(HTMLParser):
    """Writes Markdown for the few tags that a sheet's texts hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.lists: list[int | None] = []
        self.links: list[str] = []

    def text(self) -> str:
        lines = [line.rstrip() for line in "".join(self.out).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"b", "strong"}:
            self.out.append("**")
        elif tag in {"i", "em"}:
            self.out.append("*")
        elif tag == "br":
            self.out.append("\n")
        elif tag == "a":
            self.links.append(dict(attrs).get("href") or "")
            self.out.append("[")
        elif tag in {"ul", "ol"}:
            self.lists.append(1 if tag == "ol" else None)
        elif tag == "li":
            self.out.append("\n" + "    " * (len(self.lists) - 1) + self._bullet())
        elif tag in {"p", "h2", "h3", "h4", "blockquote"} and not self.lists:
            self.out.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"b", "strong"}:
            self.out.append("**")
        elif tag in {"i", "em"}:
            self.out.append("*")
        elif tag == "a" and self.links:
            self.out.append(f"]({self.links.pop()})")
        elif tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
            self.out.append("\n\n" if not self.lists else "")
        elif tag in {"p", "h2", "h3", "h4", "blockquote"} and not self.lists:
            self.out.append("\n\n")

    def handle_data(self, data: str) -> None:
        words = re.sub(r"\s+", " ", data)
        if words != " " or (self.out and not self.out[-1].endswith("\n")):
            self.out.append(words)

    def _bullet(self) -> str:
        if not self.lists or self.lists[-1] is None:
            return "- "
        number = self.lists[-1]
        self.lists[-1] = number + 1
        return f"{number}. "
