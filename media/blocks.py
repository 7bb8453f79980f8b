from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class BodyBlock(blocks.StreamBlock):
    """What pages are composed of."""

    heading = blocks.CharBlock(max_length=120)
    paragraph = blocks.RichTextBlock(features=["bold", "italic", "link", "document-link", "ol", "ul"])
    picture = ImageBlock()
