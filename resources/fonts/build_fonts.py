"""Makes the bundled fonts from their published sources; run once by a maintainer, never by the program.

reportlab embeds TrueType outlines only and a whole Chinese font parses slowly, so the sources are converted
and cut down here:

    python build_fonts.py SOURCES UNIHAN OUT

SOURCES is a folder that holds, anywhere below it, the files named in `PLANS`:
FandolFang-Regular.otf from Debian's `texlive-lang-chinese`, LXGWWenKai-{Light,Regular}.ttf from Debian's
`fonts-lxgw-wenkai`, NotoSerifSC_900Black.ttf and NotoSansSC_{400Regular,500Medium}.ttf from the npm packages
`@expo-google-fonts/noto-serif-sc` and `-sans-sc`. UNIHAN is Unihan_OtherMappings.txt.bz2 from Debian's
`unicode-data`: its field kTGH lists the 8,105 characters of 通用规范汉字表. The same input gives the same bytes.
"""

from __future__ import annotations

import bz2
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

STAMP = 3_850_000_000
"""A fixed date of change (seconds since 1904), so that the same sources give the same bytes."""

TOLERANCE = 1.0
"""Units of 1/1000 em that a quadratic outline may differ from the cubic one."""

EM = 1000
"""Units per em of every source."""

LATIN = frozenset(range(0x20, 0x7F)) | frozenset(range(0xA0, 0x180))
SYMBOLS = frozenset(
    code
    for first, last in (
        (0x2010, 0x2044),  # dashes, quotes, ellipsis, per mille
        (0x2070, 0x20C0),  # superscripts, currency
        (0x2100, 0x218F),  # ℃ № Ⅰ
        (0x2190, 0x22FF),  # arrows, operators
        (0x2460, 0x24FF),  # ① ⑴
        (0x2500, 0x27BF),  # boxes, shapes, ✓
        (0x2E80, 0x303F),  # radicals, 。、〇
        (0x3200, 0x33FF),  # ㈠ ㎡ ㎞
        (0xFE10, 0xFE4F),
        (0xFF00, 0xFFEF),
    )
    for code in range(first, last + 1)
)
WRONG = frozenset(map(ord, "幹醜滷衹鬱捨餘鹼鬆臟癥準"))
"""Traditional characters that FandolFang draws as another one (幹 as 干, 臟 as 髒); the fallback draws them."""

HAN = frozenset(range(0x3400, 0x4DC0)) | frozenset(range(0x4E00, 0xA000))
"""CJK Unified Ideographs and Extension A."""

BEYOND = frozenset(range(0x20000, 0x32000))
"""The extensions outside the BMP: rare characters of names."""


@dataclass(frozen=True)
class Plan:
    """One subset: its source file, the name it is given and whether it holds the rare characters only."""

    source: str
    name: str
    rare: bool = False


PLANS = (
    Plan("LXGWWenKai-Light.ttf", "InspectorFallback", rare=True),
    Plan("LXGWWenKai-Regular.ttf", "InspectorKai"),
    Plan("NotoSerifSC_900Black.ttf", "InspectorTitle"),
    Plan("NotoSansSC_500Medium.ttf", "InspectorHei"),
    Plan("NotoSansSC_400Regular.ttf", "InspectorSans"),
)
BODY = Plan("FandolFang-Regular.otf", "InspectorFang")


def gb2312() -> frozenset[int]:
    """Every character of GB 2312-1980, the symbols and kana of its first rows included."""
    cells = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    decoded = (cell.decode("gb2312", errors="ignore") for cell in cells)
    return frozenset(ord(one) for one in decoded if one)


def standard_characters(unihan: Path) -> frozenset[int]:
    """The 8,105 characters of 通用规范汉字表 (Unihan field kTGH)."""
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        rows = (line.split("\t") for line in lines if "\tkTGH\t" in line)
        return frozenset(int(row[0].removeprefix("U+"), 16) for row in rows)


def read(sources: Path, plan: Plan) -> TTFont:
    """Open the source of a plan, wherever it lies below the folder."""
    path = next(sources.rglob(plan.source), None)
    if path is None:
        sys.exit(f"{plan.source} is not below {sources}")
    return TTFont(path, recalcTimestamp=False)


def rename(font: TTFont, plan: Plan) -> None:
    """Give the changed font its own name: both the OFL (reserved names) and the GPL ask to tell it apart."""
    names = font["name"]
    names.names = [one for one in names.names if one.nameID in {0, 5, 13, 14}]
    texts = {1: plan.name, 2: "Regular", 3: f"{plan.name} 1", 4: plan.name, 6: plan.name}
    texts[10] = f"Changed from {plan.source}: outlines or characters reduced for printing"
    for number, text in texts.items():
        names.setName(text, number, 3, 1, 0x409)
    font["head"].modified = STAMP


def quadratic(font: TTFont) -> None:
    """Replace the CFF outlines by TrueType ones; advances and characters stay."""
    order = font.getGlyphOrder()
    outlines, drawn = font.getGlyphSet(), {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, TOLERANCE, reverse_direction=True))
        drawn[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, drawn
    del font["CFF "]
    for name, glyph in drawn.items():
        glyph.recalcBounds(glyf)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    declare_truetype(font)


def forget(font: TTFont) -> None:
    """Take wrong characters, controls and private codes out of the character map."""
    for table in font["cmap"].tables:
        table.cmap = {code: name for code, name in table.cmap.items() if code not in WRONG and not private(code)}


def private(code: int) -> bool:
    """Whether a code names no public character."""
    return code < min(LATIN) or chr(code) == "\x7f" or unicodedata.category(chr(code)) == "Co"


def declare_truetype(font: TTFont) -> None:
    """The headers of a TrueType font: maxp 1.0, no glyph names, no tables of the CFF world."""
    font["maxp"] = maxp = newTable("maxp")
    maxp.tableVersion = 0x00010000
    maxp.numGlyphs = len(font.getGlyphOrder())
    for field in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"):
        setattr(maxp, field, 0)
    maxp.maxStackElements = maxp.maxSizeOfInstructions = maxp.maxComponentElements = 0
    maxp.maxZones = 1
    maxp.recalc(font)
    font["post"].formatType = 3.0
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\000\001\000\000"
    for tag in ("VORG", "DSIG", "GSUB", "GPOS"):
        if tag in font:
            del font[tag]


def fill_the_em(font: TTFont) -> None:
    """Give quotes and the middle dot a whole em and let the dash reach both sides, as in printed Chinese.

    Latin-minded fonts draw them narrow, which breaks the grid of characters and leaves a gap inside ——.
    """
    cmap = font.getBestCmap()
    for mark, place in (("“", 1.0), ("‘", 1.0), ("”", 0.0), ("’", 0.0), ("·", 0.5)):
        name = cmap.get(ord(mark))
        if name is not None and font["hmtx"][name][0] < EM:
            shift(font, name, round((EM - font["hmtx"][name][0]) * place))
    dash = cmap.get(ord("—"))
    if dash is not None:
        stretch(font, dash)


def shift(font: TTFont, name: str, right: int) -> None:
    """Move a glyph to the right inside an advance of one em."""
    glyph = font["glyf"][name]
    glyph.coordinates.translate((right, 0))
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (EM, glyph.xMin)


def stretch(font: TTFont, name: str) -> None:
    """Stretch a dash from edge to edge of its em."""
    glyph = font["glyf"][name]
    glyph.coordinates.translate((-glyph.xMin, 0))
    glyph.coordinates.scale((EM / (glyph.xMax - glyph.xMin), 1))
    glyph.coordinates.toInt()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (EM, glyph.xMin)


def cut(font: TTFont, characters: Iterable[int]) -> None:
    """Keep the characters and nothing that only a shaping engine or a screen needs."""
    options = Options(layout_features=[], hinting=False, notdef_outline=True, glyph_names=False, legacy_cmap=False)
    options.name_IDs = ["*"]
    options.drop_tables += ["DSIG", "GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "STAT", "meta"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=list(characters))
    subsetter.subset(font)


def write(font: TTFont, plan: Plan, out: Path) -> None:
    """Name the font and save it."""
    rename(font, plan)
    path = out / f"{plan.name}.ttf"
    font.save(path, reorderTables=True)
    print(f"{path.name}: {len(font.getBestCmap())} characters, {path.stat().st_size / 1e6:.1f} MB")


def main(sources: Path, unihan: Path, out: Path) -> None:
    """Make all six."""
    body = read(sources, BODY)
    forget(body)
    held = frozenset(body.getBestCmap())
    standard = standard_characters(unihan) | gb2312() | LATIN | SYMBOLS
    rare = (HAN | BEYOND | standard) - held
    for plan in PLANS:
        font = read(sources, plan)
        cut(font, rare if plan.rare else standard)
        fill_the_em(font)
        write(font, plan, out)
    quadratic(body)
    write(body, BODY, out)


if __name__ == "__main__":
    if len(sys.argv) != len(("script", "SOURCES", "UNIHAN", "OUT")):
        sys.exit(__doc__)
    main(*(Path(argument) for argument in sys.argv[1:]))
