"""The page of all components stays true to the tokens, and within its budget."""

import gzip
import re
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from home.styleguide import COLOURS, styleguide

CSS = Path(__file__).resolve().parents[2] / "site/static/css"


def declared(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#\w+);", block))


def test_the_two_themes_of_the_styleguide_are_those_of_the_tokens():
    tokens, shown = (CSS / "tokens.css").read_text(), (CSS / "styleguide.css").read_text()
    light, dark = tokens.split("@media (prefers-color-scheme: dark)")

    assert declared(shown.split(".scheme-dark")[0]) == declared(light)
    assert declared(shown.split(".scheme-dark")[1]) == declared(dark)


def test_every_colour_of_the_tokens_is_shown():
    shown = {*COLOURS, "on-sapin", "on-lichen"}

    assert declared((CSS / "tokens.css").read_text()).keys() == shown


def test_the_style_of_a_page_weighs_less_than_25_kb_and_its_script_less_than_15():
    sheets = b"".join((CSS / name).read_bytes() for name in ("tokens.css", "layout.css", "components.css"))
    scripts = (CSS.parent / "js/cordee.js").read_bytes()

    assert len(gzip.compress(sheets)) < 25_000
    assert len(gzip.compress(scripts)) < 15_000


def test_a_page_fetches_less_than_60_kb_of_fonts():
    fonts = ["vollkorn-400", "vollkorn-600", "clear-sans-400", "clear-sans-700"]

    assert sum((CSS.parent / f"fonts/{name}.woff2").stat().st_size for name in fonts) < 60_000


def test_no_component_carries_inline_style_or_script(db):
    request = RequestFactory().get("/fr/styleguide/")
    request.user = AnonymousUser()

    html = styleguide(request).content.decode()

    assert " style=" not in html
    assert not re.search(r"<script(?![^>]*src=)", html)
    assert not re.search(r"\son[a-z]+=", html)
