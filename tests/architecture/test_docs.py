"""Documentation that can be checked is checked: every command and every setting stands in docs/."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.rooms import ROOMS, ROOT, folder_of, python_files, syntax_tree

SET_BY_DJANGO = {"DJANGO_SETTINGS_MODULE"}


def documentation() -> str:
    return "\n".join(
        path.read_text(encoding="utf-8")
        for path in [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md"]
        if path.exists()
    )


def commands() -> list[str]:
    """The commands that our rooms add to manage.py."""
    found = [
        path.stem for room in ROOMS for path in (folder_of(room) / "management" / "commands").glob("*.py")
    ]
    return sorted(name for name in found if not name.startswith("_"))


def test_every_command_stands_in_the_documentation() -> None:
    text = documentation()

    assert [name for name in commands() if not re.search(rf"\b{name}\b", text)] == []


def test_every_command_that_the_documentation_names_exists() -> None:
    from django.core.management import get_commands

    named = set(re.findall(r"manage\.py (\w+)", documentation()))

    assert sorted(named - set(get_commands())) == []


def test_every_setting_from_the_environment_stands_in_the_documentation() -> None:
    text = documentation()
    names = {name for room in ROOMS for path in python_files(room) for name in environment_names(path)}

    assert sorted(name for name in names - SET_BY_DJANGO if not re.search(rf"\b{name}\b", text)) == []


def test_every_make_target_that_the_documentation_names_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = set(re.findall(r"`make (\w+)", documentation()))

    assert sorted(named - targets) == []


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = []
    for page in [*sorted((ROOT / "docs").rglob("*.md")), *ROOT.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if (
                "://" not in target
                and not target.startswith("mailto:")
                and not (page.parent / target).exists()
            ):
                broken.append(f"{page.relative_to(ROOT)}: {target}")

    assert broken == []


def environment_names(path: Path) -> Iterator[str]:
    """The environment variables that the module reads."""
    for node in ast.walk(syntax_tree(path)):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = ast.unparse(node.func)
            if called in {"os.environ.get", "os.getenv", "environ.get", "required", "os.environ.setdefault"}:
                yield node.args[0].value
        if (
            isinstance(node, ast.Subscript)
            and ast.unparse(node.value) in {"os.environ", "environ"}
            and isinstance(node.slice, ast.Constant)
        ):
            yield node.slice.value
