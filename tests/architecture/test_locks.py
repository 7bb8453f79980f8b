"""The locks hold what pyproject.toml asks for, each with its hashes, and agree with each other."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = PROJECT["project"]["dependencies"]
EXTRAS = [
    requirement for extra in PROJECT["project"]["optional-dependencies"].values() for requirement in extra
]
DEV = PROJECT["dependency-groups"]["dev"]
ASKED = {
    "requirements.txt": RUNTIME,
    "requirements-production.txt": [*RUNTIME, *EXTRAS],
    "requirements-dev.txt": [*RUNTIME, *EXTRAS, *DEV],
}


def pins(name: str) -> dict[str, set[str]]:
    """The versions of each package in a lock (several when they depend on the Python version)."""
    found: dict[str, set[str]] = {}
    for package, version in re.findall(
        r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)",
        (ROOT / name).read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    ):
        found.setdefault(canonicalize_name(package), set()).add(version)
    return found


def asked_by_the_project(name: str) -> set[str]:
    """The packages that the lock itself says pyproject.toml asks for."""
    blocks = re.split(r"\n(?=[\w.-]+(?:\[[\w,-]+\])?==)", (ROOT / name).read_text(encoding="utf-8"))
    return {
        canonicalize_name(re.match(r"[\w.-]+", block).group())
        for block in blocks[1:]
        if re.search(r"cordee \(pyproject\.toml\)|cordee \(pyproject\.toml:\w+\)", block)
    }


@pytest.mark.parametrize("name", ASKED)
def test_lock_answers_what_the_project_asks(name: str) -> None:
    locked = pins(name)
    unanswered = [
        str(asked)
        for asked in map(Requirement, ASKED[name])
        if not any(
            asked.specifier.contains(version) for version in locked.get(canonicalize_name(asked.name), ())
        )
    ]

    assert unanswered == []


@pytest.mark.parametrize("name", ASKED)
def test_lock_holds_nothing_that_the_project_no_longer_asks(name: str) -> None:
    asked = {canonicalize_name(Requirement(line).name) for line in ASKED[name]}

    assert asked_by_the_project(name) - asked == set()


@pytest.mark.parametrize("name", [*ASKED, "requirements-bootstrap.txt"])
def test_every_package_of_a_lock_has_its_hashes(name: str) -> None:
    blocks = re.split(r"\n(?=[\w.-]+(?:\[[\w,-]+\])?==)", (ROOT / name).read_text(encoding="utf-8"))[1:]

    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_locks_agree_with_each_other() -> None:
    dev = pins("requirements-dev.txt")

    for name in ("requirements.txt", "requirements-production.txt"):
        assert {
            package: versions for package, versions in pins(name).items() if versions != dev.get(package)
        } == {}
    assert pins("requirements-bootstrap.txt")["uv"] == dev["uv"]
