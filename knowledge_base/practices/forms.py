"""How a practice is proposed by people who never enter the administration: the short form, then the full one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import ClusterForm

from formats.markdown import TooLarge
from formats.plain_text import on_one_line
from knowledge_base.lessons.models import Condition
from knowledge_base.practices.models import PracticePage
from knowledge_base.practices.partial_dates import PartialDateFormField, check_order, parse_period
from knowledge_base.practices.sheet import LONG_TEXTS
from knowledge_base.practices.texts import to_html, to_markdown
from network import dates
from network.forms import say_lengths_plainly
from network.languages import LANGUAGES
from network.models import Territory, Theme
from network.names import folded
from network.widgets import ThemesInput

SHORT_FIELDS = [
    "title",
    "summary",
    "context",
    "objectives",
    "results",
    "difficulties",
    "themes",
    "organisation",
    "contact_email",
]
FULL_FIELDS = [
    *SHORT_FIELDS,
    "dimensions",
    "applicability",
    "scale",
    "target_groups",
    "levers",
    "failures",
    "people_means",
    "technical_means",
    "costs",
    "evidence",
    "licence",
    "content_language",
    "source_url",
    "received_text",
]
MAX_TAGS = 20
LISTED = 6


class LongTextField(forms.CharField):
    """Plain words, with the few signs of Markdown for lists and bold; kept as safe HTML."""

    def prepare_value(self, value: object) -> object:
        return to_markdown(value) if isinstance(value, str) and value.lstrip().startswith("<") else value

    def clean(self, value: object) -> str:
        try:
            return to_html(super().clean(value))
        except TooLarge as error:
            raise ValidationError(gettext(error.message) % error.params, code=error.code) from error


class ShortForm(ClusterForm):
    """What is needed to start a sheet. Only the title is asked for; every blank may be filled later."""

    place = forms.CharField(
        label=_("Where"),
        required=False,
        max_length=250,
        help_text=_("A commune, a grouping of communes, a park… or its official code."),
    )
    period = forms.CharField(
        label=_("When"),
        required=False,
        max_length=100,
        help_text=_("For example “November 2023 - September 2024”, or “2022”."),
    )
    words = forms.CharField(
        label=_("Free words"), required=False, max_length=500, help_text=_("Separated by commas.")
    )
    base_revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    # What makes a proposal sent twice one: a new page bears it as its `translation_key`.
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = PracticePage
        fields = SHORT_FIELDS
        formsets: list[str] = []
        labels = {"title": _("What you did, in a few words"), "contact_email": _("Whom to write to")}
        help_texts = {"title": _("A verb first helps: “Run the village shop in turns”.")}
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in LONG_TEXTS} | {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "themes": ThemesInput,
            "dimensions": forms.CheckboxSelectMultiple,
            "received_text": forms.Textarea(attrs={"rows": 10}),
        }
        field_classes = dict.fromkeys(LONG_TEXTS, LongTextField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_lengths_plainly(self)
        for name, field in self.fields.items():
            if name in LONG_TEXTS:
                field.required = False
        if "themes" in self.fields:
            self.fields["themes"].queryset = Theme.objects.filter(is_dimension=False)
        practice = self.instance
        self.initial.setdefault("place", _place_of(practice))
        self.initial.setdefault("period", dates.partial_range(practice.period_start, practice.period_end))
        self.initial.setdefault("words", ", ".join(tag.name for tag in practice.tags.all()))
        self.initial["base_revision"] = practice.latest_revision_id
        self.initial["client_id"] = practice.translation_key

    def clean_title(self) -> str:
        return on_one_line(self.cleaned_data["title"])

    def clean_place(self) -> str:
        """The territory that is meant, when one is; a place nobody knows stays as written."""
        written = self.cleaned_data["place"].strip()
        self.territory = None
        if not written or (self.instance.territory and written == _place_of(self.instance)):
            self.territory = self.instance.territory if written else None
            return self.instance.place if written else ""
        found = _territories_named(written)
        if len(found) > 1:
            choices = ", ".join(
                f"{one.name} ({one.official_code or one.get_kind_display()})" for one in found[:LISTED]
            )
            raise ValidationError(
                gettext("Several territories have this name: %(choices)s. Write the code of yours.")
                % {"choices": choices}
            )
        self.territory = found[0] if found else None
        return "" if found else written

    def clean_period(self) -> tuple[str, str]:
        return parse_period(self.cleaned_data["period"])

    def clean_words(self) -> list[str]:
        words = [" ".join(word.split()) for word in self.cleaned_data["words"].split(",")]
        words = list(dict.fromkeys(word for word in words if word))
        if len(words) > MAX_TAGS:
            raise ValidationError(gettext("Twenty words are enough: keep the most useful ones."))
        if too_long := [word for word in words if len(word) > 100]:
            raise ValidationError(gettext("This word is too long: %(word)s") % {"word": too_long[0][:60]})
        return words

    def save(self, commit: bool = True) -> PracticePage:
        """The practice as typed; `actions` decide what is kept of it."""
        practice = super().save(commit=False)
        practice.territory, practice.place = self.territory, self.cleaned_data["place"]
        practice.period_start, practice.period_end = self.cleaned_data["period"]
        practice.tags.set(self.cleaned_data["words"])
        practice.themes.set(self.cleaned_data["themes"])
        if "dimensions" in self.cleaned_data:
            practice.dimensions.set(self.cleaned_data["dimensions"])
        practice.draft_title = practice.title
        return practice


class FullForm(ShortForm):
    """Every field of the same sheet."""

    content_language = forms.ChoiceField(label=_("Language of the text"), choices=LANGUAGES, initial="fr")

    class Meta(ShortForm.Meta):
        fields = FULL_FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dimensions"].queryset = Theme.objects.filter(is_dimension=True)
        self.fields["contact_email"].help_text = _("Never shown: messages are relayed.")


class ActorForm(forms.Form):
    """Who took part, and as what."""

    name = forms.CharField(label=_("Who"), max_length=200, required=False)
    role = forms.CharField(label=_("As what"), max_length=250, required=False)


class StepForm(forms.Form):
    """A key step, as precise as known."""

    start = PartialDateFormField(label=_("From"), required=False, max_length=40)
    end = PartialDateFormField(label=_("To"), required=False, max_length=40)
    text = forms.CharField(
        label=_("What happened"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        check_order(values.get("start") or "", values.get("end") or "")
        return values


class ConditionForm(forms.Form):
    """What it needs elsewhere."""

    weight = forms.ChoiceField(label=_("Weight"), choices=Condition.Weight.choices, required=False)
    text = forms.CharField(label=_("Condition"), max_length=250, required=False)


class ResourceForm(forms.Form):
    """Where one reads on."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    address = forms.URLField(label=_("Address"), max_length=600, required=False, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if (
            values.get("title")
            and not values.get("address")
            and "address" not in self.errors
            and not self.initial.get("document")
        ):
            self.add_error("address", gettext("Give the address where it is read."))
        return values


# Field of the sheet → (form of one row, the key without which a row is empty).
ROWS: dict[str, tuple[type[forms.Form], str]] = {
    "actors": (ActorForm, "name"),
    "steps": (StepForm, "text"),
    "conditions": (ConditionForm, "text"),
    "resources": (ResourceForm, "title"),
}
BLOCK_OF = {"actors": "actor", "steps": "step", "conditions": "condition", "resources": "resource"}


class Rows:
    """The lists of the full form: one row per actor, step, condition and link, and two empty ones."""

    def __init__(self, practice: PracticePage, data: Any = None) -> None:
        self.practice = practice
        self.formsets = {name: self._formset(name, data) for name in ROWS}

    def __iter__(self) -> Any:
        return iter(self.formsets.items())

    def is_valid(self) -> bool:
        # Every list is checked, so that every error shows at once.
        answers = [formset.is_valid() for formset in self.formsets.values()]
        return all(answers)

    def fill(self, practice: PracticePage) -> None:
        """Give the practice what the rows say; a row left empty is left out, a chosen document stays."""
        for name, formset in self.formsets.items():
            key = ROWS[name][1]
            old = self._rows(name)
            values = []
            for number, form in enumerate(formset):
                row = form.cleaned_data
                if not row.get(key) and not row.get("address"):
                    continue
                kept = (
                    {"document": old[number]["document"] if number < len(old) else None}
                    if name == "resources"
                    else {}
                )
                title = {"title": row.get("title") or row["address"][:200]} if name == "resources" else {}
                values.append((BLOCK_OF[name], {**row, **kept, **title}))
            setattr(practice, name, values)

    def _formset(self, name: str, data: Any) -> Any:
        formset = formset_factory(ROWS[name][0], extra=2, max_num=60, absolute_max=80)
        return formset(data, prefix=name, initial=self._rows(name))

    def _rows(self, name: str) -> list[dict[str, Any]]:
        return [dict(block.value) for block in getattr(self.practice, name)]


class MessageForm(forms.Form):
    """A message that is passed on; what the sender types is the only thing kept, in the mail."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The answer comes to this address; it is shown to nobody else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    message = forms.CharField(
        label=_("Your message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 7})
    )
    # A field that people do not see and that programs fill in.
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_lengths_plainly(self)

    @property
    def is_from_a_program(self) -> bool:
        """Whether the trap was filled in."""
        return bool(self.data.get("website"))


def _place_of(practice: PracticePage) -> str:
    return str(practice.territory) if practice.territory else practice.place


def _territories_named(written: str) -> list[Territory]:
    """Those with exactly this code, else exactly this name."""
    by_code = list(Territory.objects.filter(official_code=written.upper())[:LISTED])
    if by_code:
        return by_code
    by_name = list(
        Territory.objects.filter(folded_name=folded(written)).order_by("-in_network", "kind", "name")[
            : LISTED + 1
        ]
    )
    ours = [one for one in by_name if one.in_network]
    return ours if len(ours) == 1 else by_name
