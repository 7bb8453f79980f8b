"""What forms are filled in with, here and in the administration."""

from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from network.models import Theme


def in_tree_order(themes: QuerySet[Theme]) -> QuerySet[Theme]:
    """Each theme of the upper floor, then its parts."""
    return themes.alias(floor=Coalesce("parent__order", "order")).order_by(
        "floor", Coalesce("parent__name", "name"), F("parent").asc(nulls_first=True), "order", "name"
    )


class ThemesInput(forms.CheckboxSelectMultiple):
    """Boxes to tick: each theme of the upper floor, then its parts, which a dash sets in."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list:
        choices: Any = self.choices  # of a field that chooses among rows
        choices.queryset = in_tree_order(choices.queryset)
        return super().optgroups(name, value, attrs)

    def create_option(
        self, name: str, value: Any, label: int | str, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        is_part = getattr(getattr(value, "instance", None), "parent_id", None) is not None
        return super().create_option(name, value, f"– {label}" if is_part else label, *args, **kwargs)
