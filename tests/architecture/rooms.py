"""The plan of the house, as the tests of this folder read it: rooms from the roof down, their files and their templates."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FLOORS = [
    ("config", "home"),
    ("knowledge_base.library",),
    ("knowledge_base.notes",),
    ("knowledge_base.practices",),
    ("knowledge_base.lessons",),
    ("knowledge_base.search",),
    ("learning.participation",),
    ("learning.pilots",),
    ("learning.cycles",),
    ("media",),
    ("network",),
    ("formats",),
]
HEIGHT = {room: len(FLOORS) - level for level, rooms in enumerate(FLOORS) for room in rooms}
SHELL = ROOT / "site" / "templates"


def folder_of(room: str) -> Path:
    """Where the room lies: under site/ or at the root of the repository."""
    path = Path(*room.split("."))
    return ROOT / "site" / path if (ROOT / "site" / path).is_dir() else ROOT / path


ROOMS = [room for room in HEIGHT if folder_of(room).is_dir()]


def room_of_module(module: str) -> str | None:
    """The room that a dotted name belongs to, if it is ours."""
    return next((room for room in ROOMS if module == room or module.startswith(f"{room}.")), None)


def room_of_path(path: Path) -> str | None:
    """The room that a file lies in; none for the shell in site/templates and for tests."""
    return next((room for room in ROOMS if path.is_relative_to(folder_of(room))), None)


@cache
def room_of_label(label: str) -> str | None:
    """The room of an app label."""
    return room_of_module(apps.get_app_config(label).name)


def our_apps() -> list[AppConfig]:
    """The Django apps of this repository."""
    return [config for config in apps.get_app_configs() if room_of_module(config.name)]


def may_know(room: str | None, other: str | None) -> bool:
    """Whether `room` may name something of `other`: itself, a lower room, or nobody's."""
    return (
        room is None
        or other is None
        or room == other
        or HEIGHT[room] > HEIGHT[other]
        or HEIGHT[room] == HEIGHT[other]
    )


def python_files(room: str, *, migrations: bool = False) -> Iterator[Path]:
    """The modules of the room."""
    for path in sorted(folder_of(room).rglob("*.py")):
        if migrations or "migrations" not in path.parts:
            yield path


@cache
def syntax_tree(path: Path) -> ast.Module:
    """The parsed module."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def templates() -> dict[str, Path]:
    """Our templates by the name one loads them with."""
    folders = [SHELL, *(folder_of(room) / "templates" for room in ROOMS)]
    return {
        str(path.relative_to(folder)): path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in {".html", ".txt", ".xml", ".js", ".json", ".svg", ".webmanifest"}
    }


def short(path: Path) -> str:
    """The path as one would type it."""
    return str(path.relative_to(ROOT))
