"""Every model says what it is called, in words for people, and how it shows itself."""

import pytest
from django.db import models
from django.utils.functional import Promise
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase

from tests.architecture.rooms import our_apps, room_of_module

MODELS = [model for config in our_apps() for model in config.get_models()]
# Rows that the site writes and no form shows.
NOBODYS_FORM = {"library.Finding", "pilots.EntryVersion", "pilots.AdministratorReading"}
LABELS = {
    "config",
    "home",
    "network",
    "media",
    "cycles",
    "pilots",
    "participation",
    "search",
    "lessons",
    "practices",
    "notes",
    "library",
}


def own_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields that the model itself, or an abstract model of ours, declares."""
    inherited = {
        field.name
        for parent in model.__mro__[1:]
        if hasattr(parent, "_meta") and room_of_module(parent.__module__) is None
        for field in parent._meta.get_fields()
    }
    return [
        field
        for field in model._meta.local_fields
        if field.name not in inherited
        and not isinstance(field, ParentalKey)  # the form of the parent holds the row
        and not field.auto_created
        and not getattr(field.remote_field, "parent_link", False)
    ]


def test_app_labels_are_the_names_of_their_rooms() -> None:
    assert {config.label for config in our_apps()} <= LABELS
    assert all(config.name.rpartition(".")[2] == config.label for config in our_apps())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_model_is_named_in_words_that_are_translated(model: type[models.Model]) -> None:
    assert is_tag(model) or isinstance(model._meta.verbose_name, Promise), (
        "give Meta.verbose_name in gettext_lazy"
    )


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_model_shows_itself_in_words(model: type[models.Model]) -> None:
    assert model.__str__ is not models.Model.__str__, "give the model a __str__"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_fields_are_named_in_words_that_are_translated(model: type[models.Model]) -> None:
    if not shown_to_people(model):
        return

    unnamed = [
        field.name
        for field in own_fields(model)
        if field.editable and not isinstance(field.verbose_name, Promise)
    ]

    assert unnamed == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_deleting_what_a_row_points_at_never_fails_in_the_database(model: type[models.Model]) -> None:
    unsafe = [field.name for field in own_fields(model) if field.remote_field and leaves_a_broken_row(field)]

    assert unsafe == []


def leaves_a_broken_row(field: models.Field) -> bool:
    on_delete = field.remote_field.on_delete
    return on_delete is models.DO_NOTHING or (on_delete is models.SET_NULL and not field.null)


def shown_to_people(model: type[models.Model]) -> bool:
    """Whether a form shows its fields; the rows of an outbox, an index or a tag are nobody's form."""
    written_by_the_site = model._meta.label in NOBODYS_FORM or hasattr(model, "next_try")
    return (
        not written_by_the_site
        and room_of_module(model.__module__) != "knowledge_base.search"
        and not is_tag(model)
    )


def is_tag(model: type[models.Model]) -> bool:
    return issubclass(model, ItemBase)
