"""The signs of the look, read once from their sprite and written into the page: no request, no flash."""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

SPRITE = "icons/cordee.svg"
SYMBOL = re.compile(r'<symbol id="([a-z-]+)" viewBox="0 0 24 24">(.*?)</symbol>', re.DOTALL)


@cache
def drawings() -> dict[str, str]:
    """The content of every symbol of the sprite, by its id."""
    path = finders.find(SPRITE)
    return dict(SYMBOL.findall(Path(str(path)).read_text(encoding="utf-8")))
