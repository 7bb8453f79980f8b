"""The ordered parts of a practice's sheet: who, when, what it needs elsewhere, where to read on."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from knowledge_base.lessons.models import Condition
from knowledge_base.practices.partial_dates import PartialDateFormField, check_order
from media.blocks import PREVIEW


class PartialDateBlock(blocks.FieldBlock):
    """A day, a month or a year."""

    def __init__(self, required: bool = False, help_text: str | None = None, **options: object) -> None:
        self.field = PartialDateFormField(required=required, help_text=help_text, max_length=40)
        super().__init__(**options)

    class Meta:
        icon = "date"
        default = ""


class ActorBlock(blocks.StructBlock):
    """Who took part, and as what."""

    name = blocks.CharBlock(max_length=200, label=_("name"))
    role = blocks.CharBlock(max_length=250, required=False, label=_("role"))

    class Meta:
        icon = "group"
        label = _("actor")
        label_format = "{name}"
        description = _("Who took part, and as what.")
        preview_template = PREVIEW
        preview_value = {"name": _("The town hall"), "role": _("lends the room")}


class StepBlock(blocks.StructBlock):
    """A key step; its dates are as precise as the source."""

    start = PartialDateBlock(
        label=_("from"), help_text=_("A day, a month or a year: “27/11/2023”, “November 2023”, “2023”.")
    )
    end = PartialDateBlock(label=_("to"))
    text = blocks.TextBlock(rows=2, label=_("what happened"))

    class Meta:
        icon = "arrow-right"
        label = _("step")
        label_format = "{start} {text}"
        description = _("A key step; its dates are as precise as the source.")
        preview_template = PREVIEW
        preview_value = {"start": "2023-11", "end": "", "text": _("First meeting of the residents.")}

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        value = super().clean(value)
        check_order(value["start"] or "", value["end"] or "")
        return value


class ConditionBlock(blocks.StructBlock):
    """What the practice needs elsewhere, what helps it, what blocks it."""

    weight = blocks.ChoiceBlock(
        choices=Condition.Weight.choices, default=Condition.Weight.REQUIRED, label=_("weight")
    )
    text = blocks.CharBlock(max_length=250, label=_("condition"))

    class Meta:
        icon = "tasks"
        label = _("condition of transfer")
        label_format = "{weight} {text}"
        description = _("What the practice needs elsewhere, what helps it, what blocks it.")
        preview_template = PREVIEW
        preview_value = {"weight": Condition.Weight.REQUIRED, "text": _("A room that costs nothing.")}


class ResourceBlock(blocks.StructBlock):
    """A link or a document that goes further."""

    title = blocks.CharBlock(max_length=200, label=_("title"))
    address = blocks.URLBlock(required=False, max_length=600, label=_("address"))
    document = DocumentChooserBlock(required=False, label=_("document"))

    class Meta:
        icon = "link"
        label = _("link or document")
        label_format = "{title}"
        description = _("A link or a document that goes further.")
        preview_template = PREVIEW
        preview_value = {"title": _("The story in full"), "address": "https://example.org/", "document": None}
