"""Sets of document numbers as whole numbers.

Bit n is document n. Union, intersection and counting cost next to nothing.
"""

from collections.abc import Iterable, Iterator


def from_numbers(numbers: Iterable[int], size: int) -> int:
    """The set of these numbers, all below `size`."""
    held = bytearray((size >> 3) + 1)
    for number in numbers:
        held[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(held, "little")


def full(size: int) -> int:
    """The set of all numbers below `size`."""
    return (1 << size) - 1


def numbers(held: int) -> Iterator[int]:
    """The numbers of a set, smallest first."""
    signs = bin(held)[:1:-1]
    number = signs.find("1")
    while number >= 0:
        yield number
        number = signs.find("1", number + 1)
