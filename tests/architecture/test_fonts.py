"""The fonts are cut down to what is written: nothing the site says itself is drawn by another font in the middle of a line."""

from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

ROOT = Path(settings.BASE_DIR)
TEXTS = ("locale/*/LC_MESSAGES/*.po", "templates/**/*.html", "home/texts/*.md", "home/demo/*.toml")
WRITTEN = [
    path
    for floor in ("site", "media", "learning", "knowledge_base")
    for text in TEXTS
    for path in (ROOT / floor).rglob(text)
]


@pytest.mark.parametrize(
    "font", sorted((ROOT / "site/static/fonts").glob("*.woff2")), ids=lambda path: path.stem
)
def test_every_character_of_our_own_texts_is_in_the_font(font: Path) -> None:
    assert len(WRITTEN) > 100
    said = {character for path in WRITTEN for character in path.read_text(encoding="utf-8")}

    assert said - {"\n", "\t"} - set(map(chr, TTFont(font).getBestCmap())) == set()
