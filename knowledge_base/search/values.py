"""Values of filter fields as terms of the index.

Texts whose alphabetical order is the order of the values.
"""

import datetime as dt
import decimal
import struct
import uuid
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

INTEGERS = 1 << 63
LONGEST_TEXT = 1000


def encode(value: Any) -> str:
    """The term of a value. `decode` gives the value back; a text longer than 1,000 characters is cut."""
    if isinstance(value, bool):
        return f"b{int(value)}"
    if isinstance(value, int):
        return f"i{value + INTEGERS:020d}"
    if isinstance(value, float | decimal.Decimal):
        (bits,) = struct.unpack(">Q", struct.pack(">d", float(value)))
        return f"n{bits ^ (0xFFFFFFFFFFFFFFFF if bits >> 63 else INTEGERS):016x}"
    if isinstance(value, dt.datetime):
        aware = value if timezone.is_aware(value) else timezone.make_aware(value)
        return "t" + aware.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date):
        return "d" + value.isoformat()
    if isinstance(value, dt.time):
        return "h" + value.isoformat(timespec="microseconds")
    if isinstance(value, dt.timedelta):
        return encode(value.total_seconds())
    if isinstance(value, uuid.UUID):
        return "u" + value.hex
    return "s" + str(value)[:LONGEST_TEXT].replace("\x1f", " ")


def decode(term: str) -> Any:
    """The value whose term this is."""
    sign, rest = term[0], term[1:]
    match sign:
        case "b":
            return rest == "1"
        case "i":
            return int(rest) - INTEGERS
        case "n":
            bits = int(rest, 16)
            return struct.unpack(
                ">d", struct.pack(">Q", bits ^ (INTEGERS if bits >> 63 else 0xFFFFFFFFFFFFFFFF))
            )[0]
        case "t":
            return dt.datetime.fromisoformat(rest)
        case "d":
            return dt.date.fromisoformat(rest)
        case "h":
            return dt.time.fromisoformat(rest)
        case "u":
            return uuid.UUID(rest)
    return rest


def flat(value: Any) -> Iterator[Any]:
    """The single values in a field's value: none for None, each of a list, the key of a related object."""
    if value is None:
        return
    if isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from flat(one)
    elif hasattr(value, "pk"):
        yield value.pk
    else:
        yield value
