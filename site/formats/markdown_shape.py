"""What people type, read the way they meant it: lists right under a sentence, `1)` and `•`, task boxes, cut links.

Extensions for Python-Markdown; `formats.markdown` puts them together.
"""

import re
from xml.etree.ElementTree import Element

from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

ITEM = re.compile(r"^(?P<indent> *)(?P<mark>[-+*•–]|\d{1,9}[.)]) +(?P<text>\S.*)$")
HEADING = re.compile(r"^#{1,6}[ \t]")
RULE = re.compile(r"^ {0,3}(?:=+|-+|(?:[-*_] *){3,})\s*$")
DEFINITION = re.compile(r"^ {0,3}\[(?P<note>\^?)[^\]\n]{1,200}\]:")
TASK = re.compile(r"^\[([ xX])\]\s")
CODE_TAG = (
    r"(?i)</?(script|style|title|textarea|xmp|iframe|noembed|noframes|noscript|plaintext|template)\b[^<>]*>"
)
CUT_LINK = r"(?<![\w./-])((?:https?://)?[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}/[^\s<>()\[\]]{0,300}?(?:\.\.\.|…))"


class Lists(Preprocessor):
    """Writes lists as Python-Markdown wants them: a blank line before, four spaces per level, `1.` and `-`."""

    def run(self, lines: list[str]) -> list[str]:
        """The same lines, with items at their level and headings set apart."""
        self.levels: list[tuple[int, str]] = []  # the indent and the kind of mark of each open list
        self.written: list[str] = []
        for raw in lines:
            line = raw.expandtabs(4)
            item = ITEM.match(line)
            if RULE.match(line):
                self.written += [line, ""]
            elif definition := DEFINITION.match(line):
                self._part()
                self.levels = [(0, "^")] if definition["note"] else []
                self.written += [line] if definition["note"] else [line, ""]
            elif HEADING.match(line):
                self.levels = []
                self._part()
                self.written += [line, ""]
            elif item and self._begins_an_item(item):
                self._write_item(item)
            elif line.strip():
                self._write_text(line)
            else:
                self.written.append("")
        return self.written

    def _part(self) -> None:
        if self.written and self.written[-1]:
            self.written.append("")

    def _begins_an_item(self, item: re.Match[str]) -> bool:
        """In the middle of a paragraph, a number other than 1 is a number: « ouvert en⏎2019. »"""
        after_text = bool(self.written and self.written[-1])
        return (
            bool(self.levels) or not after_text or not item["mark"][0].isdigit() or item["mark"][:-1] == "1"
        )

    def _write_item(self, item: re.Match[str]) -> None:
        indent = len(item["indent"])
        kind = "1" if item["mark"][0].isdigit() else "-"
        sibling = None
        while self.levels and indent < self.levels[-1][0] + 2:
            sibling = self.levels.pop()
        if (sibling is None and not self.levels) or (sibling is not None and sibling[1] != kind):
            self._part()
        mark = "-" if kind == "-" else item["mark"][:-1] + "."
        self.written.append("    " * len(self.levels) + mark + " " + item["text"])
        self.levels.append((indent, kind))

    def _write_text(self, line: str) -> None:
        indent = len(line) - len(line.lstrip())
        if self.written and not self.written[-1]:
            self.levels = [level for level in self.levels if indent >= level[0] + 2]
        self.written.append("    " * len(self.levels) + line.lstrip())


class Tasks(Treeprocessor):
    """`- [x]` shows a ticked box. A drawn one: a disabled field without a label helps nobody."""

    def run(self, root: Element) -> None:
        """Mark the items and draw their boxes."""
        for item in root.iter("li"):
            holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
            box = TASK.match(holder.text or "")
            if box:
                holder.text = ("☐ " if box[1] == " " else "☑ ") + holder.text[box.end() :]  # type: ignore[index]
                item.set("class", "task")


class CodeTags(InlineProcessor):
    """Raw tags whose content browsers do not read as text go first: left open, they would swallow the rest."""

    def __init__(self) -> None:
        super().__init__(CODE_TAG)

    def handleMatch(self, match: re.Match[str], data: str) -> tuple[str, int, int]:  # noqa: N802
        """Nothing, in place of the tag and, where it is closed, of its content."""
        closing = re.compile(rf"</{match[1]}[^<>]*>", re.IGNORECASE).search(data, match.end(0))
        return "", match.start(0), closing.end() if closing else match.end(0)


class CutLinks(InlineProcessor):
    """`example.org/page-...`: an address that somebody's list cut short is shown, flagged and not clickable."""

    def __init__(self) -> None:
        super().__init__(CUT_LINK)

    def handleMatch(self, match: re.Match[str], data: str) -> tuple[Element, int, int]:  # noqa: N802
        """A span of class `cut-link`."""
        span = Element("span", {"class": "cut-link"})
        span.text = AtomicString(match[1])
        return span, match.start(0), match.end(0)


class Notes(FootnoteExtension):
    """Footnotes whose anchors hold the text's own fingerprint, so that two texts can stand on one page."""

    def __init__(self, fingerprint: str) -> None:
        super().__init__(SEPARATOR="-", USE_DEFINITION_ORDER=True, BACKLINK_TITLE="")
        self.fingerprint = fingerprint

    def makeFootnoteId(self, id: str) -> str:  # noqa: A002, N802
        """The anchor of the note."""
        return f"fn-{self.fingerprint}-{_word(id)}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: A002, N802
        """The anchor of the first place that cites the note; further places have none."""
        anchor = f"fnref-{self.fingerprint}-{_word(id)}"
        if found and anchor in self.used_refs:
            return ""
        if found:
            self.used_refs.add(anchor)
        return anchor


def _word(name: str) -> str:
    return re.sub(r"[^\w.-]", "", name)[:80] or "0"
