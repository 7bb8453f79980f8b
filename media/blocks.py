"""What pages are composed of. Every room's pages use the same blocks, so that they read and print alike."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from media.models import Document, Image

INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
FEATURES = [*INLINE_FEATURES, "ol", "ul"]
PREVIEW = "media/blocks/preview.html"


class HeadingBlock(blocks.CharBlock):
    """The title of a part of the page."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "media/blocks/heading.html"
        preview_template = PREVIEW
        preview_value = _("What made it possible")
        description = _("Opens a part of the page.")


class ParagraphBlock(blocks.RichTextBlock):
    """Text with links and lists."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "media/blocks/paragraph.html"
        preview_template = PREVIEW
        preview_value = _("<p>The shop opens <b>every morning</b>. Two volunteers keep it.</p>")
        description = _("Text with bold, italic, links and lists.")


class PictureBlock(blocks.StructBlock):
    """A picture with what it shows, and a caption."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(
        required=False,
        max_length=250,
        label=_("Caption"),
        help_text=_("What the picture adds to the text: place, date, people who agreed to be named."),
    )

    def get_preview_value(self) -> blocks.StructValue:
        """The latest picture of the site, if there is one."""
        return self.normalize(
            {"image": Image.objects.last(), "caption": _("The workshop, one evening of June.")}
        )

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "media/blocks/picture.html"
        preview_template = PREVIEW
        description = _("A picture with its alternative text, caption and credit.")


class QuoteBlock(blocks.StructBlock):
    """What somebody said, and who."""

    text = blocks.TextBlock(
        max_length=1_000, label=_("Quotation"), help_text=_("As it was said, without quotation marks.")
    )
    who = blocks.CharBlock(
        required=False,
        max_length=150,
        label=_("Who"),
        help_text=_("Name and role, or “a resident”: as they agreed."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "media/blocks/quote.html"
        preview_template = PREVIEW
        preview_value = {"text": _("We began with what we already had."), "who": _("a resident")}
        description = _("Words of somebody, set apart.")


class DocumentBlock(blocks.StructBlock):
    """A document to download."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        required=False,
        max_length=150,
        label=_("Text of the link"),
        help_text=_("Empty: the title of the document."),
    )

    def get_preview_value(self) -> blocks.StructValue:
        """The latest document of the site, if there is one."""
        return self.normalize({"document": Document.objects.last(), "title": ""})

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "media/blocks/document.html"
        preview_template = PREVIEW
        description = _("A document to download, with its kind and weight.")


class RecordingLinkValue(blocks.StructValue):
    """A recording that lives on another site."""

    @cached_property
    def host(self) -> str:
        """The name of the other site, for people."""
        return self["address"].split("/")[2].removeprefix("www.")


class RecordingLinkBlock(blocks.StructBlock):
    """A sound or film of another site, as a link: nothing of that site is loaded before the reader follows it."""

    title = blocks.CharBlock(max_length=150, label=_("Title"))
    address = blocks.URLBlock(
        label=_("Address"), help_text=_("The page of the sound or film, on the site that keeps it.")
    )
    duration = blocks.CharBlock(
        required=False, max_length=30, label=_("Duration"), help_text=_("For instance 12 min.")
    )

    class Meta:
        icon = "media"
        label = _("Recording elsewhere")
        template = "media/blocks/recording_link.html"
        value_class = RecordingLinkValue
        preview_template = PREVIEW
        preview_value = {
            "title": _("The evening at the visitors’ centre"),
            "address": "https://example.org/film",
            "duration": "12 min",
        }
        description = _("Leads to a sound or film on another site, and says so.")


class CalloutBlock(blocks.StructBlock):
    """What must not be missed."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.RichTextBlock(features=FEATURES, label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Callout")
        template = "media/blocks/callout.html"
        preview_template = PREVIEW
        preview_value = {"title": _("Before you begin"), "text": _("<p>Ask the mayor for the keys.</p>")}
        description = _("A box for what must not be missed. One per page is enough.")


class BodyBlock(blocks.StreamBlock):
    """The body of a page."""

    heading = HeadingBlock(max_length=120)
    paragraph = ParagraphBlock(features=FEATURES)
    picture = PictureBlock()
    quote = QuoteBlock()
    document = DocumentBlock()
    recording = RecordingLinkBlock()
    callout = CalloutBlock()

    class Meta:
        template = "media/blocks/body.html"
