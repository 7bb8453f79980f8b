"""Every template compiles, is used, and stays within the strict content security policy."""

import ast
import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.utils import get_app_template_dirs
from wagtail.models import get_page_models

from tests.architecture.rooms import ROOMS, python_files, room_of_path, short, syntax_tree, templates

OF_DJANGO = {"404.html", "500.html", "403.html", "400.html", "403_csrf.html"}
FORBIDDEN = {
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>", re.IGNORECASE
    ),
    "an inline style": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}


@pytest.mark.parametrize("name", sorted(templates()))
def test_template_compiles(name: str) -> None:
    engines["django"].get_template(name)


def test_every_template_is_used() -> None:
    unused = sorted(set(templates()) - OF_DJANGO - pages_and_blocks() - named_somewhere() - overriding())

    assert unused == []


@pytest.mark.parametrize("name", sorted(templates()))
def test_template_holds_nothing_that_the_policy_forbids(name: str) -> None:
    if name.startswith(("wagtailadmin/", "mail/", "mails/")) or "/mail/" in name or "/mails/" in name:
        return  # Wagtail's administration has a policy of its own; mail clients know no style sheet
    source = re.sub(
        r"{#.*?#}|{% comment.*?endcomment %}",
        "",
        templates()[name].read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )

    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(source)] == []


def pages_and_blocks() -> set[str]:
    """What Wagtail finds by the name of the page type."""
    return {str(model.template) for model in get_page_models() if hasattr(model, "template")}


def named_somewhere() -> set[str]:
    """Every template name that stands in our code or in another template."""
    in_code = {
        node.value
        for room in ROOMS
        for path in python_files(room)
        for node in ast.walk(syntax_tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    in_templates = {
        name
        for path in templates().values()
        for name in re.findall(r"[\"']([\w/.-]+\.\w+)[\"']", path.read_text(encoding="utf-8"))
    }
    written_in_parts = {
        name
        for name in templates()
        if Path(name).with_suffix("").as_posix() in in_code or built(name, in_code)
    }
    return in_code | in_templates | written_in_parts


def built(name: str, strings: set[str]) -> bool:
    """Whether some code puts the name together from its folder and its file name, as in f"network/mails/{kind}.txt"."""
    folder = Path(name).parent.as_posix() + "/"
    return (
        any(text.endswith(folder) or text == folder.rstrip("/") for text in strings if text)
        and room_of_path(templates()[name]) is not None
    )


def overriding() -> set[str]:
    """Ours that take the place of a package's template of the same name."""
    from_packages = [
        Path(folder) for folder in get_app_template_dirs("templates") if room_of_path(Path(folder)) is None
    ]
    return {name for name in templates() if any((folder / name).exists() for folder in from_packages)}


def test_templates_are_where_their_room_is() -> None:
    stray = [
        short(path)
        for name, path in templates().items()
        if (room := room_of_path(path))
        and name.split("/")[0]
        not in {room.rpartition(".")[2], "wagtailadmin", "account", "mfa", "wagtailmedia"}
    ]

    assert stray == []
