# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools[woff]==4.68.0"]
# ///
"""Rebuild the Latin subsets beside this file, and print the metrics that `css/tokens.css` gives to the fallback fonts.

sudo apt-get install fonts-vollkorn fonts-clear-sans fonts-liberation
uv run --script site/static/fonts/rebuild.py
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

SOURCES = Path("/usr/share/fonts/truetype")
HERE = Path(__file__).resolve().parent
FONTS = {
    "vollkorn-400.woff2": SOURCES / "vollkorn/Vollkorn-Regular.ttf",
    "vollkorn-400-italic.woff2": SOURCES / "vollkorn/Vollkorn-Italic.ttf",
    "vollkorn-600.woff2": SOURCES / "vollkorn/Vollkorn-SemiBold.ttf",
    "clear-sans-400.woff2": SOURCES / "clear-sans/ClearSans-Regular.ttf",
    "clear-sans-700.woff2": SOURCES / "clear-sans/ClearSans-Bold.ttf",
}
# The letters of French, English, Italian and German, and of most names; the punctuation of these languages with its fixed
# and narrow spaces; what stands in measures, prices and directions. Anything else is lent by a font of the reader's.
CHARACTERS = [
    *range(0x20, 0x7F),
    *map(ord, "\u00a0\u00ad£§©®°±²³µ·º½«»×÷"),
    *map(ord, "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒŸ"),
    *map(ord, "àáâãäåæçèéêëìíîïñòóôõöøùúûüœÿß"),
    *map(ord, "\u2009\u2010\u2011\u202f–—‘’“”„•…‹›€→−≤≥"),
]
FEATURES = ["kern", "liga"]
# How often a letter occurs decides how wide a line is. Liberation has the widths of Times New Roman and of Arial.
SAMPLE = "aaabcdeeeefghiijklmnnoopqrrssttuvwxyz      "
FALLBACKS = {
    "vollkorn-400.woff2": SOURCES / "liberation/LiberationSerif-Regular.ttf",
    "vollkorn-400-italic.woff2": SOURCES / "liberation/LiberationSerif-Italic.ttf",
    "vollkorn-600.woff2": SOURCES / "liberation/LiberationSerif-Bold.ttf",
    "clear-sans-400.woff2": SOURCES / "liberation/LiberationSans-Regular.ttf",
    "clear-sans-700.woff2": SOURCES / "liberation/LiberationSans-Bold.ttf",
}


def subset(source: Path, target: Path) -> None:
    """Write the Latin subset of `source`, without hinting, as WOFF2."""
    options = Options()
    options.flavor = "woff2"
    options.layout_features = FEATURES
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [0, 1, 2, 4, 6]  # the licence stands beside the file
    font = load_font(str(source), options)
    give_spaces(font)
    give_lining_figures(font)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    save_font(font, str(target), options)


def give_spaces(font: TTFont) -> None:
    """Give the font the no-break spaces and hyphen it lacks, so that no fallback font steps in for them."""
    known = font.getBestCmap()
    likeness = {0xA0: known[0x20], 0x2010: known[0x2D], 0x2011: known[0x2D]}
    if 0x202F not in known:
        width, _ = font["hmtx"][known[0x20]]
        font["glyf"]["narrowspace"] = Glyph()
        font["hmtx"]["narrowspace"] = (width // 2, 0)
        likeness |= {0x202F: "narrowspace", 0x2009: "narrowspace"}
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap = {**likeness, **table.cmap}


def give_lining_figures(font: TTFont) -> None:
    """Make the lining figures the ordinary ones: the old-style 1 of Vollkorn reads as a capital I."""
    if "GSUB" not in font:
        return
    table = font["GSUB"].table
    lookups = [r.Feature.LookupListIndex for r in table.FeatureList.FeatureRecord if r.FeatureTag == "lnum"]
    swaps = {}
    for index in {index for indexes in lookups for index in indexes}:
        for subtable in table.LookupList.Lookup[index].SubTable:
            swaps |= getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {})
    for cmap in font["cmap"].tables:
        if cmap.isUnicode():
            cmap.cmap = {code: swaps.get(name, name) for code, name in cmap.cmap.items()}


def average_width(font: TTFont) -> float:
    """The width of an ordinary letter, in ems."""
    glyphs, advance = font.getBestCmap(), font["hmtx"]
    return sum(advance[glyphs[ord(letter)]][0] for letter in SAMPLE) / len(SAMPLE) / font["head"].unitsPerEm


def fallback_metrics(source: Path, fallback: Path) -> str:
    """The overrides that make `fallback` take the room of `source`."""
    font = TTFont(source)
    adjust = average_width(font) / average_width(TTFont(fallback))
    hhea, units = font["hhea"], font["head"].unitsPerEm
    ascent, descent, gap = (value / units / adjust for value in (hhea.ascent, -hhea.descent, hhea.lineGap))
    return (
        f"size-adjust: {adjust:.2%}; ascent-override: {ascent:.2%}; "
        f"descent-override: {descent:.2%}; line-gap-override: {gap:.2%};"
    )


def main() -> None:
    for name, source in FONTS.items():
        subset(source, HERE / name)
        size = (HERE / name).stat().st_size / 1000
        print(f"{name}: {size:.1f} kB; fallback {fallback_metrics(source, FALLBACKS[name])}")


if __name__ == "__main__":
    main()
