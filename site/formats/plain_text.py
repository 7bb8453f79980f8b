"""Text as files of every kind can hold it."""

import re

# XML 1.0 has no place for them, not even written as numbers; spreadsheets and feeds refuse them.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text without the control characters that come along with what is pasted.

    >>> printable("un\x0bmot")
    'unmot'
    """
    return UNPRINTABLE.sub("", text)


def on_one_line(text: str) -> str:
    """The printable text with single spaces, as a title or a name."""
    return " ".join(printable(text).split())
