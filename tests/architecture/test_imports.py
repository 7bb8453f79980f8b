"""Imports only go down, whether a module or a string names the other room."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver
from importlinter import cli
from wagtail.models import get_page_models

from tests.architecture.rooms import (
    ROOMS,
    may_know,
    our_apps,
    python_files,
    room_of_label,
    room_of_module,
    room_of_path,
    short,
    syntax_tree,
    templates,
)

NAMES_AN_ADDRESS = {"reverse", "reverse_lazy", "redirect", "resolve_url"}
NAMES_IN_TEMPLATE = re.compile(r"{%\s*(url|extends|include)\s+(?:'([^']+)'|\"([^\"]+)\")")


def test_modules_import_only_downwards(monkeypatch, capsys) -> None:
    failed = cli.lint_imports(no_cache=True)

    assert not failed, capsys.readouterr().out


def test_foreign_keys_point_downwards() -> None:
    upwards = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for config in our_apps()
        for model in config.get_models(include_auto_created=True)
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.is_relation and field.related_model and not isinstance(field.related_model, str)
        if not may_know(room_of_module(config.name), room_of_label(field.related_model._meta.app_label))
    ]

    assert upwards == []


def test_page_types_name_only_lower_rooms_below_and_their_own_room_above() -> None:
    wrong = []
    for model in get_page_models():
        room = room_of_label(model._meta.app_label)
        if room is None:
            continue
        for child in model.clean_subpage_models():
            if "subpage_types" in vars(model) and not may_know(room, room_of_label(child._meta.app_label)):
                wrong.append(f"{model._meta.label} names {child._meta.label} below itself")
        for parent in getattr(model, "parent_page_types", []) or []:
            parent_room = room_of_label(
                str(parent if isinstance(parent, str) else parent._meta.label).split(".")[0]
            )
            if not may_know(room, parent_room):
                wrong.append(f"{model._meta.label} names {parent} above itself")
        if "subpage_types" not in vars(model):
            wrong.append(f"{model._meta.label} does not say what may live under it")

    assert wrong == []


@pytest.mark.django_db
def test_migrations_depend_only_downwards() -> None:
    loader = MigrationLoader(None)
    upwards = [
        f"{label}.{name} → {other}"
        for (label, name), migration in loader.disk_migrations.items()
        if room_of_label(label)
        for other, _name in [*migration.dependencies, *migration.run_before]
        if other in apps.app_configs and not may_know(room_of_label(label), room_of_label(other))
    ]

    assert upwards == []


def test_templates_name_only_addresses_and_templates_of_lower_rooms() -> None:
    owners = rooms_of_addresses()
    upwards = []
    for path in templates().values():
        for kind, single, double in NAMES_IN_TEMPLATE.findall(path.read_text(encoding="utf-8")):
            name = single or double
            other = owners.get(name) if kind == "url" else room_of_template(name)
            if not may_know(room_of_path(path), other):
                upwards.append(f"{short(path)}: {kind} {name}")

    assert upwards == []


@pytest.mark.parametrize("room", ROOMS)
def test_code_names_only_addresses_and_templates_of_lower_rooms(room: str) -> None:
    owners = rooms_of_addresses()
    upwards = [
        f"{short(path)}: {name}"
        for path in python_files(room)
        for name, is_address in strings_that_name(path)
        if not may_know(room, owners.get(name) if is_address else room_of_template(name))
    ]

    assert upwards == []


@pytest.mark.parametrize("room", ROOMS)
def test_code_names_only_models_of_lower_rooms(room: str) -> None:
    labels = {
        model._meta.label.lower(): model._meta.app_label
        for config in our_apps()
        for model in config.get_models()
    }
    upwards = [
        f"{short(path)}: {node.value}"
        for path in python_files(room)
        for node in ast.walk(syntax_tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.lower() in labels
        if not may_know(room, room_of_label(labels[node.value.lower()]))
    ]

    assert upwards == []


def strings_that_name(path: Path) -> Iterator[tuple[str, bool]]:
    """Every string of the module that names an address (True) or one of our templates (False)."""
    for node in ast.walk(syntax_tree(path)):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in NAMES_AN_ADDRESS and isinstance(node.args[0].value, str):
                yield node.args[0].value, True
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in templates():
            yield node.value, False


def room_of_template(name: str) -> str | None:
    return room_of_path(templates()[name]) if name in templates() else None


def rooms_of_addresses() -> dict[str, str | None]:
    """The room that answers at each named address."""
    return dict(named_addresses(get_resolver().url_patterns, ""))


def named_addresses(patterns: list, namespace: str) -> Iterator[tuple[str, str | None]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from named_addresses(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            view = getattr(pattern.callback, "view_class", pattern.callback)
            yield f"{namespace}{pattern.name}", room_of_module(view.__module__)
