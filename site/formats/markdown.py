"""Markdown to HTML that may be shown to anyone.

    >>> render("Bonjour **à tous**")
    '<p>Bonjour <strong>à tous</strong></p>'

The size and nesting of the text are checked first (`formats.markdown_limits`), then it is rendered, then cleaned
(`formats.safe_html`). Render once, when the text is saved, and keep the result.
"""

import re
from collections.abc import Iterable
from hashlib import sha256

from markdown import Markdown

from formats.markdown_limits import TooDeep, TooLarge, check
from formats.markdown_shape import CodeTags, CutLinks, Lists, Notes, Tasks
from formats.safe_html import clean, plain

__all__ = ["TooDeep", "TooLarge", "plain", "render"]

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:[\w-]+:.*\n|[ \t#-].*\n|[ \t]*\n)+?---[ \t]*\n")
HEADING = re.compile(r"<(/?)h([1-6])>")


def render(text: str, own_media: Iterable[str] = ("/media/",), first_heading: int = 3) -> str:
    """The safe HTML of `text`; raises `TooLarge` (or `TooDeep`, which is one) with a reason.

    Lines break where they were broken. Images are kept when their address begins with one of `own_media`. Headings
    begin at `first_heading` and never skip a level, so that they fit under the title of the page that shows them.
    The front matter of a file (between two `---`) speaks to another publishing system and is left out.
    """
    source = re.sub(
        r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", "", text.replace("\r\n", "\n").replace("\r", "\n")
    )
    check(source)
    shown = _without_comments(FRONT_MATTER.sub("", source, count=1))
    if shown != source:
        check(shown)  # what stood apart may stand together now
    source = shown
    try:
        html = _parser(source).convert(source)
    except RecursionError:
        raise TooDeep(
            "too_deep", "Quotations or lists are nested too deeply: %(limit)d levels are accepted.", limit=20
        ) from None
    own_media = tuple(own_media)
    return clean(_with_headings_from(first_heading, clean(html, own_media)), own_media)


def _parser(source: str) -> Markdown:
    parser = Markdown(
        extensions=[
            "tables",
            "sane_lists",
            "nl2br",
            "pymdownx.betterem",
            "pymdownx.highlight",
            "pymdownx.tilde",
            "pymdownx.superfences",
            "pymdownx.magiclink",
            "pymdownx.saneheaders",
            Notes(sha256(source.encode()).hexdigest()[:8]),
        ],
        extension_configs={
            "tables": {"use_align_attribute": True},
            "pymdownx.tilde": {"subscript": False},
            "pymdownx.superfences": {"disable_indented_code_blocks": True},
            "pymdownx.highlight": {"use_pygments": False},
        },
    )
    # Raw HTML is read tag by tag and cleaned afterwards; the block reader is slow and swallows what is left open.
    parser.preprocessors.deregister("html_block")
    parser.preprocessors.register(Lists(parser), "lists", 15)
    parser.inlinePatterns.register(CodeTags(), "code_tag", 95)
    parser.inlinePatterns.register(CutLinks(), "cut_link", 125)
    parser.treeprocessors.register(Tasks(parser), "tasks", 5)
    return parser


def _without_comments(source: str) -> str:
    """Comments that begin a line are dropped, up to their end. Found one after the other, never searched twice."""
    kept, start = [], 0
    for opening in re.finditer(r"^<!--", source, re.MULTILINE):
        if opening.start() < start:
            continue
        end = source.find("-->", opening.end())
        if end == -1:
            break
        kept.append(source[start : opening.start()])
        start = end + 3
    return "".join(kept) + source[start:]


def _with_headings_from(first: int, html: str) -> str:
    """Headings nested from level `first`, without a gap."""
    open_levels: list[int] = []

    def shift(tag: re.Match[str]) -> str:
        level = int(tag[2])
        if not tag[1]:
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
        return f"<{tag[1]}h{min(first + len(open_levels) - 1, 6)}>"

    return HEADING.sub(shift, html)
