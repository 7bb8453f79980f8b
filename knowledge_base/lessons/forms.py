from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from knowledge_base.lessons.models import Trial
from network.forms import say_lengths_plainly
from network.models import Territory


class TrialForm(forms.ModelForm):
    """What a territory tells of a trial."""

    # What the person had read of an earlier telling: nobody writes over what they did not see.
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Trial
        fields = ["territory", "outcome", "kept", "changed", "dropped", "cost", "year"]
        widgets = {
            "outcome": forms.RadioSelect,
            "kept": forms.Textarea({"rows": 3}),
            "changed": forms.Textarea({"rows": 3}),
            "dropped": forms.Textarea({"rows": 3}),
        }

    def __init__(self, *args: Any, territories: QuerySet[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territory"].queryset = territories
        self.fields["outcome"].choices = [
            (Trial.Outcome.KEPT, _("We go on with it")),
            (Trial.Outcome.CHANGED, _("We go on with it in another way")),
            (Trial.Outcome.DROPPED, _("We gave it up")),
        ]
        say_lengths_plainly(self)
