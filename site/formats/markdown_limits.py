"""How much Markdown is accepted, measured before any of it is parsed.

Python-Markdown looks for the end of every bracket it meets: 50 kB of `[` keep it busy for more than 20 seconds.
So the work that a text would cause is counted first, in one pass, and a text that would cost too much is refused
with a reason. The limits leave the longest real documents (120 kB, 1,900 signs) four times the room they need.
"""

import re

MAX_BYTES = 150_000
MAX_LINES = 5_000
MAX_LEVELS = 20
MAX_READING = 300_000
STAND_IN = 12  # characters by which the parser lengthens a text for each piece of code that it has set aside
MAX_SIGNS = {
    re.compile(r"[\[\]*_`~<&\\|!^]"): 8_000,
    re.compile(r"://|www\.|@"): 2_000,
    re.compile(r"<[a-zA-Z/]"): 2_000,
    re.compile(r"\[\^"): 800,
    re.compile(r"^[ \t>]*(?:```|~~~)", re.MULTILINE): 400,
}


def _(message: str) -> str:
    """Marks a message for translation. The catalogue belongs to a higher floor: see `TooLarge`."""
    return message


class TooLarge(ValueError):
    """The text is refused. `code`, `message` (an English msgid) and `params` say why, for whoever can translate."""

    def __init__(self, code: str, message: str, **params: int) -> None:
        self.code, self.message, self.params = code, message, params
        super().__init__(message % params)


class TooDeep(TooLarge):
    """The text is refused because its marks are nested, or left open, too often."""


OPENING = re.compile(r"^(?:[ \t]*(?:>|[-+*]|\d{1,9}[.)])(?=[ \t>]|$))+", re.MULTILINE)
LEVEL = re.compile(r">|[-+*]|\d{1,9}[.)]")
PAIRED = re.compile(r"\\.|`+|[\[\]()]", re.DOTALL)


def check(text: str) -> None:
    """Raise `TooLarge` or `TooDeep` when rendering `text` could take more than half a second."""
    size = len(text.encode("utf-8", "replace"))
    if size > MAX_BYTES:
        raise TooLarge(
            "too_long",
            _(
                "This text is too long: %(found)d kB where %(limit)d kB are accepted. Split it, or attach it as a document."
            ),
            found=-(-size // 1000),
            limit=MAX_BYTES // 1000,
        )
    lines = text.count("\n") + 1
    if lines > MAX_LINES:
        raise TooLarge(
            "too_many_lines",
            _(
                "This text has too many lines: %(found)d where %(limit)d are accepted. Split it in several texts."
            ),
            found=lines,
            limit=MAX_LINES,
        )
    if max((len(LEVEL.findall(opening)) for opening in OPENING.findall(text)), default=0) > MAX_LEVELS:
        raise TooDeep(
            "too_deep",
            _("Quotations or lists are nested too deeply: %(limit)d levels are accepted."),
            limit=MAX_LEVELS,
        )
    if any(len(sign.findall(text)) > limit for sign, limit in MAX_SIGNS.items()):
        raise TooLarge(
            "too_many_signs",
            _(
                "This text holds too many links, tags or layout signs (asterisks, brackets, bars…). Split it in several texts."
            ),
        )
    if sum(_reading(block) for block in re.split(r"\n[ \t]*\n", text)) > MAX_READING:
        raise TooDeep(
            "unbalanced",
            _("Too many brackets or backquotes are opened and not closed. Close them, or remove them."),
        )


def _reading(block: str) -> int:
    """How many characters the parser will read while it looks for the other half of each pair in this block.

    It begins again at the first pair after each one that it has turned into a link or into code, so that what leads
    nowhere is read once per success.
    """
    opened: dict[str, list[int]] = {"[": [], "(": []}
    ticks: dict[int, int] = {}
    links = codes = read_once = in_vain = 0
    for found in PAIRED.finditer(block):
        mark, at = found.group(), found.start()
        if mark in opened:
            opened[mark].append(at)
        elif mark == "]" and opened["["]:
            span = at - opened["["].pop()
            if block[at + 1 : at + 2] in {"(", "["}:
                links += 1
                read_once += span
            else:
                in_vain += span
        elif mark == ")" and opened["("]:
            read_once += at - opened["("].pop()
        elif mark[0] == "`":
            previous = ticks.pop(len(mark), None)
            if previous is None:
                ticks[len(mark)] = at
            else:
                codes += 1
                read_once += at - previous
    in_vain += sum(len(block) - at for at in opened["["])
    if "](" in block:
        in_vain += sum(len(block) - at for at in opened["("])
    # Code is found first, and something longer stands in its place when brackets are looked for.
    in_vain += in_vain * codes * STAND_IN // (len(block) or 1)
    # A backquote is looked for by one pattern, a bracket by six.
    return (
        read_once + in_vain * (links + 1) + sum(len(block) - at for at in ticks.values()) * (codes + 1) // 4
    )
