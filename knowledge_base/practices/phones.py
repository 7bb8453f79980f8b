"""Personal mobile numbers are not shown: a relay form is. A number whose owner agreed is the only exception."""

import re

from django.utils.translation import gettext

# France, Switzerland, Italy, Germany and Austria, with or without the country code, however the digits are grouped.
GAP = r"(?:[\s.\-/\u00a0\u202f]|&nbsp;)?"
MOBILE = re.compile(
    r"(?<![\w+])(?:"
    rf"(?:\+|00)33{GAP}(?:\(0\))?{GAP}[67](?:{GAP}\d){{8}}"
    rf"|0[67](?:{GAP}\d){{8}}"
    rf"|(?:(?:\+|00)41{GAP}(?:\(0\))?{GAP}|0)7[5-9](?:{GAP}\d){{7}}"
    rf"|(?:\+|00)39{GAP}3\d(?:{GAP}\d){{7,8}}"
    rf"|(?:\+|00)49{GAP}(?:\(0\))?{GAP}1[567](?:{GAP}\d){{8,9}}"
    rf"|(?:\+|00)43{GAP}(?:\(0\))?{GAP}6[4-9](?:{GAP}\d){{7,10}}"
    r")(?!\d)"
)


def mask_mobiles(text: str, agreed: str = "") -> str:
    """`text` (plain or HTML) with every mobile number replaced by a word, except the one its owner agreed to show."""
    allowed = _digits(agreed)

    def replace(found: re.Match[str]) -> str:
        if allowed and _digits(found.group()) == allowed:
            return found.group()
        return gettext("[mobile number not shown]")

    return MOBILE.sub(replace, text)


def _digits(number: str) -> str:
    """The significant end of a number, the same with and without its country code."""
    return re.sub(r"\D", "", number)[-9:]
