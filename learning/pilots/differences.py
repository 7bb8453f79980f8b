"""What changed between two texts, line by line and word by word, for people to read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

Sign = Literal["same", "added", "removed"]

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# Above this many words, a changed passage is shown whole: comparing it would keep the server busy.
MOST_WORDS = 2_000
MOST_LINES = 3_000


@dataclass(frozen=True)
class Part:
    """A run of words that stayed, came or went."""

    sign: Sign
    text: str


@dataclass
class Line:
    """One line of the comparison; `unchanged` where it only gives the context."""

    parts: list[Part] = field(default_factory=list)

    @property
    def unchanged(self) -> bool:
        return all(part.sign == "same" for part in self.parts)


def differences(old: str, new: str) -> list[Line]:
    """The lines of both texts in reading order, with what was removed and added marked inside them."""
    before, after = old.splitlines(), new.splitlines()
    if len(before) + len(after) > MOST_LINES:
        return [*map(_removed, before), *map(_added, after)]
    lines: list[Line] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [Line([Part("same", line)]) for line in before[i1:i2]]
        elif tag == "replace" and i2 - i1 == j2 - j1:
            lines += [Line(list(_by_words(a, b))) for a, b in zip(before[i1:i2], after[j1:j2], strict=True)]
        else:
            lines += [*map(_removed, before[i1:i2]), *map(_added, after[j1:j2])]
    return lines


def _by_words(old: str, new: str) -> Iterator[Part]:
    before, after = WORDS.findall(old), WORDS.findall(new)
    if len(before) + len(after) > MOST_WORDS:
        yield Part("removed", old)
        yield Part("added", new)
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Part("same", "".join(before[i1:i2]))
            continue
        if i1 < i2:
            yield Part("removed", "".join(before[i1:i2]))
        if j1 < j2:
            yield Part("added", "".join(after[j1:j2]))


def _removed(line: str) -> Line:
    return Line([Part("removed", line)])


def _added(line: str) -> Line:
    return Line([Part("added", line)])
