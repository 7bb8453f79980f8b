"""What forms are filled in with, here and in the administration."""

from typing import Any

from django import forms


class ThemesInput(forms.CheckboxSelectMultiple):
    """Boxes to tick: each theme of the upper floor, then its parts, which a dash sets in."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list:
        self.choices.queryset = self.choices.queryset.in_tree_order()
        return super().optgroups(name, value, attrs)

    def create_option(self, name: str, value: Any, label: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
        is_part = getattr(getattr(value, "instance", None), "parent_id", None) is not None
        return super().create_option(name, value, f"– {label}" if is_part else label, *args, **kwargs)
