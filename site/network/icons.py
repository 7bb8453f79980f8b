"""The signs of the look, read once from their sprite and written into the page: no request, no flash."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import quote

from django.contrib.staticfiles import finders

SPRITE = "icons/cordee.svg"
OF_PAGES = "icons/favicon.svg"
SYMBOL = re.compile(r'<symbol id="([a-z-]+)" viewBox="0 0 24 24">(.*?)</symbol>', re.DOTALL)


@cache
def drawings() -> dict[str, str]:
    """The content of every symbol of the sprite, by its id."""
    return dict(SYMBOL.findall(read(SPRITE)))


@cache
def icon_of_pages() -> str:
    """An address that holds the whole sign of the site, and saves each first visit a request."""
    return f"data:image/svg+xml,{quote(read(OF_PAGES).strip())}"


def read(drawing: str) -> str:
    return Path(str(finders.find(drawing))).read_text(encoding="utf-8")
