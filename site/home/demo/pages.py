"""What the parts of the demonstration network do alike with their pages."""

from collections.abc import Callable

from wagtail.models import Page

from formats import markdown
from media.models import Image
from network.models import User

# Draws the picture of a page from its slug or identifier.
Drawing = Callable[[str], Image | None] | None


def sections(text: str) -> list[tuple[str, str]]:
    """The sections of a text as blocks, each a heading and its paragraphs."""
    blocks: list[tuple[str, str]] = []
    for section in filter(None, text.strip().removeprefix("## ").split("\n## ")):
        heading, _newline, rest = section.partition("\n")
        blocks += [("heading", heading.strip()), ("paragraph", markdown.render(rest.strip()))]
    return blocks


def publish(page: Page, owner: User | None = None) -> None:
    page.save_revision(user=owner, log_action=False).publish(
        user=owner, log_action=False, skip_permission_checks=True
    )
