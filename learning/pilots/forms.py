"""What people are asked when they keep a journal."""

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from decimal import Decimal
from textwrap import shorten
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from formats.plain_text import on_one_line
from learning.cycles.models import CyclePage, SessionPage
from learning.pilots.actions import Content
from learning.pilots.models import Attachment, Entry, Measure, Milestone, Pilot, Visibility
from learning.pilots.permissions import may_stand_in, startable_territories
from network.dates import refuse_implausible
from network.forms import say_lengths_plainly
from network.languages import LANGUAGES, LanguageSelect
from network.models import Territory, User

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOST_PHOTOS = 12
# What the form carries for itself came back changed: whoever typed can do nothing about it but start from a new page.
DAMAGED = _("This page came back damaged. Copy your text, open the page again and paste it there.")
UNREADABLE = {"required": DAMAGED, "invalid": DAMAGED, "min_value": DAMAGED}


def named(choices: Iterable[models.TextChoices]) -> list[tuple[str, str]]:
    """Choices as they stand alone on a button: with a capital."""
    return [(choice.value, capfirst(choice.label)) for choice in choices]


class PhotosInput(forms.ClearableFileInput):
    """Several photos at once; a phone offers its camera."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class PhotosField(forms.FileField):
    """The photos chosen, as a list. Each is examined alone when it is attached, so that one bad photo costs no other."""

    widget = PhotosInput(attrs={"accept": "image/*"})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        photos = [photo for photo in data if photo] if isinstance(data, list) else [data] if data else []
        if len(photos) > MOST_PHOTOS:
            raise ValidationError(
                _("%(n)d photos are too many at once: send at most %(limit)d.")
                % {"n": len(photos), "limit": MOST_PHOTOS}
            )
        return photos


class EntryForm(forms.Form):
    """The text first, then what it tells, its photos, where, and who may read."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, error_messages=UNREADABLE)
    base_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, error_messages=UNREADABLE)
    # Whose text this is: what was typed when a session ended is given back to this person only.
    writer = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("What happened?"),
        widget=forms.Textarea(attrs={"rows": 8, "class": "entry-text"}),
        help_text=_("Markdown works: *italic*, **bold**, lists with dashes."),
    )
    kind = forms.ChoiceField(
        label=_("It is rather"), choices=Entry.Kind, widget=forms.RadioSelect, initial=Entry.Kind.ACTION
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Left empty, the first sentence serves."),
    )
    happened_on = forms.DateField(label=_("Day"), widget=DAY)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    session = forms.ModelChoiceField(
        SessionPage.objects.none(), label=_("Seen at the session"), required=False, empty_label=_("None")
    )
    photos = PhotosField(label=_("Photos"), required=False)
    photo_alt = forms.CharField(
        label=_("What the photos show"),
        max_length=250,
        required=False,
        help_text=_("Read aloud to those who do not see them."),
    )
    people_agreed = forms.BooleanField(
        label=_("The people shown agree to be seen by everyone"),
        required=False,
        help_text=_("Or nobody can be recognised."),
    )
    visibility = forms.ChoiceField(
        label=_("Who may read"), choices=Visibility, widget=forms.RadioSelect, initial=Visibility.TEAM
    )
    # The readers as the form showed them: those that nobody touched in it stay as they are now.
    readers_shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, pilot: Pilot, author: User, entry: Entry | None = None, **kwargs: Any
    ) -> None:
        blank = self.of_entry(entry) if entry else {"client_id": uuid.uuid4(), "base_revision": 0}
        blank |= {"writer": author.pk}
        kwargs["initial"] = {"happened_on": timezone.localdate(), **blank, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        say_lengths_plainly(self)
        self.fields["kind"].choices = named(Entry.Kind)
        self.fields["visibility"].choices = named(Visibility)
        if pilot.cycle_id is None:
            del self.fields["session"]
            if entry is None or entry.visibility != Visibility.CYCLE:
                self.fields["visibility"].choices = named(
                    one for one in Visibility if one != Visibility.CYCLE
                )
        else:
            sessions = SessionPage.objects.descendant_of(pilot.cycle).live().order_by("start_date", "title")
            self.fields["session"].queryset = sessions

    @staticmethod
    def of_entry(entry: Entry) -> dict[str, Any]:
        """What the form holds when one's own entry is taken up again."""
        visibility = Visibility.PUBLIC if entry.is_proposed_to_everyone else entry.visibility
        return {
            "client_id": entry.pk,
            "base_revision": entry.revision,
            "text": entry.text,
            "kind": entry.kind,
            "title": entry.title,
            "happened_on": entry.happened_on,
            "place": entry.place,
            "session": entry.session_id,
            "visibility": visibility,
            "readers_shown": visibility,
        }

    def clean_title(self) -> str:
        """On one line, without what cannot be printed."""
        return on_one_line(self.cleaned_data["title"])

    def clean_place(self) -> str:
        """On one line as well."""
        return on_one_line(self.cleaned_data["place"])

    def clean_happened_on(self) -> dt.date:
        """A day that somebody alive can have seen."""
        refuse_implausible(self.cleaned_data["happened_on"])
        return self.cleaned_data["happened_on"]

    def content(self) -> Content:
        """What the entry says, once the form is valid."""
        values = self.cleaned_data
        return Content(
            text=values["text"],
            title=values["title"] or title_from(values["text"]),
            kind=values["kind"],
            happened_on=values["happened_on"],
            place=values["place"],
            session=values.get("session"),
        )


def title_from(text: str) -> str:
    """The first sentence of a Markdown text, bare and short."""
    bare = re.sub(r"!?\[([^\]]{0,200})\]\([^)]{0,500}\)", r"\1", text[:2000])
    lines = (re.sub(r"^[\s#>*+-]+|[*_`]", "", line).strip() for line in bare.splitlines())
    first = next((line for line in lines if line), "…")
    sentence = re.split(r"(?<=[.!?…])\s", first, maxsplit=1)[0]
    return shorten(sentence.rstrip("."), 90, placeholder=" …") or sentence[:90]


class PhotoForm(forms.ModelForm):
    """What a photo shows, and whether the people in it agree."""

    class Meta:
        model = Attachment
        fields = ["alt", "people_agreed"]
        labels = {"people_agreed": _("The people shown agree to be seen by everyone")}
        help_texts = {"people_agreed": ""}


class FigureField(forms.DecimalField):
    """A figure as people write it in their language: 15, and 15,5 or 15.5."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **kwargs | {"localize": True, "widget": forms.TextInput(attrs={"inputmode": "decimal"})}
        )

    def prepare_value(self, value: Any) -> Any:
        return Decimal(f"{value.normalize():f}") if isinstance(value, Decimal) else value


PhotoForms = forms.modelformset_factory(Attachment, form=PhotoForm, extra=0, can_delete=True)


class ReadersForm(forms.Form):
    """Who may read an entry, among what this person may choose."""

    visibility = forms.ChoiceField(label=_("Who may read"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: list[Visibility], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visibility"].choices = named(choices)


class PilotForm(forms.ModelForm):
    """What a pilot says of itself in public."""

    class Meta:
        model = Pilot
        fields = [
            "territory",
            "cycle",
            "title",
            "language",
            "problem",
            "goal",
            "standing",
            "status",
            "is_micro_action",
            "indicator",
            "indicator_goal",
            "planned_measures",
            "started",
            "ended",
        ]
        widgets = {
            "language": LanguageSelect,
            "problem": forms.Textarea(attrs={"rows": 4}),
            "goal": forms.Textarea(attrs={"rows": 3}),
            "started": DAY,
            "ended": DAY,
        }
        field_classes = {"indicator_goal": FigureField}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_lengths_plainly(self)
        territories = startable_territories(by)
        if self.instance.pk:
            # A journal stays with the territory that wrote it: its members could read it all.
            del self.fields["territory"]
            taking_part = [self.instance.territory_id]
        else:
            self.choose_territory_among(territories)
            taking_part = territories.values("pk")
            self.initial["language"] = (get_language() or "fr")[:2]
        self.by, self.cycle_before = by, self.instance.cycle_id
        self.fields["cycle"].empty_label = _("No cycle")
        self.fields["cycle"].queryset = (
            CyclePage.objects.live()
            .filter(participations__territory__in=taking_part, alias_of__isnull=True)
            .distinct()
            .order_by("-start_date")
        )

    def choose_territory_among(self, territories: models.QuerySet[Territory]) -> None:
        """Who has one only is not asked to choose it."""
        field = self.fields["territory"]
        field.queryset = territories
        field.empty_label = _("Choose…") if len(territories[:2]) > 1 else None

    def clean_language(self) -> str:
        """One of the list, or the one that was there."""
        chosen = self.cleaned_data["language"]
        if chosen not in dict(LANGUAGES) and chosen != self.initial["language"]:
            raise ValidationError(_("Choose a language of the list."))
        return chosen

    def clean(self) -> dict[str, Any]:
        """The cycle is one in which the territory takes part."""
        values = super().clean()
        cycle = values.get("cycle")
        territory = self.instance.territory if self.instance.pk else values.get("territory")
        if cycle and territory and not cycle.participations.filter(territory=territory).exists():
            self.add_error("cycle", _("This territory takes no part in this cycle."))
        elif territory and not self.stays(cycle) and not may_stand_in(self.by, territory, cycle):
            self.add_error("cycle", _("Choose a cycle that you facilitate."))
        return values

    def stays(self, cycle: CyclePage | None) -> bool:
        """The pilot exists, and its cycle is the one it was in."""
        return bool(self.instance.pk) and self.cycle_before == (cycle.pk if cycle else None)


class MilestoneForm(forms.ModelForm):
    """A step that the team sets itself."""

    class Meta:
        model = Milestone
        fields = ["title", "due", "reached", "given_up"]
        widgets = {"due": DAY, "reached": DAY}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_lengths_plainly(self)


class MeasureForm(forms.ModelForm):
    """One more figure of the indicator."""

    class Meta:
        model = Measure
        fields = ["day", "value"]
        widgets = {"day": DAY}
        field_classes = {"value": FigureField}

    def _get_validation_exclusions(self) -> set[str]:
        # The pilot is not asked, but it is known: so that "one figure a day" is refused with its sentence.
        return super()._get_validation_exclusions() - {"pilot"}
