"""What crosses a module says what it takes, what it gives, and what one can rely on."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.rooms import ROOMS, ROOT, python_files, short, syntax_tree

SPOKEN_FOR = {"actions", "permissions"}
FOUR_SCREENS = 400


def public_functions(path: Path) -> Iterator[ast.FunctionDef]:
    """The functions that other modules may call."""
    for node in syntax_tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node


@pytest.mark.parametrize("room", ROOMS)
def test_public_functions_of_actions_and_permissions_are_annotated_and_described(room: str) -> None:
    missing = []
    for path in python_files(room):
        if SPOKEN_FOR.isdisjoint({path.stem, path.parent.name}):
            continue
        for function in public_functions(path):
            arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
            if function.returns is None or any(argument.annotation is None for argument in arguments):
                missing.append(f"{short(path)}: {function.name} lacks an annotation")
            if not ast.get_docstring(function):
                missing.append(f"{short(path)}: {function.name} lacks a docstring")

    assert missing == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_module_scrolls_for_ever(room: str) -> None:
    long = [
        short(path)
        for path in python_files(room)
        if len(path.read_text(encoding="utf-8").splitlines()) > FOUR_SCREENS
    ]

    assert long == []


@pytest.mark.parametrize("room", ROOMS)
def test_hooks_are_only_registered_in_wagtail_hooks(room: str) -> None:
    elsewhere = [
        short(path)
        for path in python_files(room)
        if path.name != "wagtail_hooks.py"
        for node in ast.walk(syntax_tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "hooks.register"
    ]

    assert elsewhere == []


def test_every_test_file_mirrors_a_room() -> None:
    folders = {
        path.parent.relative_to(ROOT / "tests").parts[0] for path in (ROOT / "tests").glob("*/**/test_*.py")
    }

    assert folders <= {
        *(room.rpartition(".")[2] for room in ROOMS),
        *(room.split(".")[0] for room in ROOMS),
        "architecture",
        "bench",
        "journeys",
    }
