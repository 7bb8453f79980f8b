"""Atom feeds, whatever was pasted into what they tell."""

from typing import Any

from django.utils.feedgenerator import Atom1Feed

from formats.plain_text import printable


class PrintableFeed(Atom1Feed):
    """A feed that leaves out the characters XML refuses: one of them in one title would stop the feed for everybody."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*(_cleaned(value) for value in args), **_cleaned(kwargs))

    def add_item(self, *args: Any, **kwargs: Any) -> None:
        """Add one thing to the feed."""
        super().add_item(*(_cleaned(value) for value in args), **_cleaned(kwargs))


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cleaned(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(one) for one in value]
    return printable(str(value)) if isinstance(value, str) or hasattr(value, "_proxy____cast") else value
