"""Forms of the administration that refuse what a plain form would accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from network.models import Theme


class MembershipForm(WagtailAdminModelForm):
    """Nobody gives themselves a role, nor changes the one they have."""

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if self.for_user and self.for_user.pk in {
            self.instance.user_id,
            getattr(values.get("user"), "pk", None),
        }:
            raise forms.ValidationError(_("Nobody edits their own role: ask another administrator."))
        return values


class ThemeForm(WagtailAdminModelForm):
    """A tree of two floors."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "parent" in self.fields:
            self.fields["parent"].queryset = Theme.objects.filter(parent=None).exclude(pk=self.instance.pk)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("parent") and self.instance.pk and self.instance.children.exists():
            raise forms.ValidationError(_("This theme has parts of its own: it stays on the upper floor."))
        return values
