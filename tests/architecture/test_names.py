"""Files are named after what they hold, and speak of the project only."""

import re
import subprocess
from pathlib import Path

from tests.architecture.rooms import ROOT, short

JUNK_DRAWERS = {"base", "common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
NAMES_OF_DJANGO = {"site/config/settings/base.py"}
# Written in pieces, so that this file does not name them itself.
MACHINE_PATHS = re.compile(
    "|".join([r"(?<![\w.])/wo" + r"rk/", r"/tm" + r"p/w\b", r"/ro" + r"ot/", r"\.\./sha" + r"red"])
)


def files() -> list[Path]:
    """The files under version control, or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_is_a_junk_drawer() -> None:
    drawers = [
        short(path)
        for path in files()
        if path.stem.lower() in JUNK_DRAWERS and not named_by_a_framework(path)
    ]

    assert drawers == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    naming = []
    for path in files():
        if short(path) == ".ci/run" or path.suffix in {".woff2", ".mo", ".gz", ".png", ".jpg", ".ico"}:
            continue
        found = MACHINE_PATHS.search(path.read_text(encoding="utf-8", errors="ignore"))
        if found:
            naming.append(f"{short(path)}: {found.group()}")

    assert naming == []


def test_no_lock_names_an_address() -> None:
    naming = [
        short(path)
        for path in [*ROOT.glob("requirements*.txt"), ROOT / "tests/journeys/package-lock.json"]
        if "http" in path.read_text()
    ]

    assert naming == []


def named_by_a_framework(path: Path) -> bool:
    """Django's split settings, and the template that others extend, in Django's word for it."""
    return short(path) in NAMES_OF_DJANGO or (path.stem == "base" and "templates" in path.parts)
