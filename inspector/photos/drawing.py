"""How a watermark and a pair look. Pillow only; sizes follow the picture, so a small one stays readable."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from inspector.vault.casing import CasedFile

_TEXT_SHARE = 46
"""The long side in letter heights: 44 pixels on a print copy, 2.5 mm at 16 cm print width."""
_LEAST_LETTER = 6
_LEADING = 1.42
_PANEL = (16, 18, 22, 170)
_BAR = (200, 38, 38, 255)
_INK = (255, 255, 255, 255)
_WIDEST = 0.94
_NEVER_FIRST = frozenset("，。、；：？！）》”’…%°,.;:)")
_PAIR_PX = 2016
_PAIR_GAP = 24
_CAPTION_SHARE = 40


def loaded(jpeg: CasedFile) -> Image.Image:
    """The pixels of a JPEG, with the file closed again."""
    with jpeg.opened() as file, Image.open(file, formats=["JPEG"]) as image:
        return image.convert("RGB")


def marked(picture: Image.Image, lines: Sequence[str], font_file: Path) -> Image.Image:
    """`picture` with `lines` on a dark panel at the lower left, wrapped to its width; without lines no panel."""
    if not lines:
        return picture.convert("RGB")
    font, rows = _fitted(picture.size, lines, font_file)
    pad, step = round(font.size * 0.6), round(font.size * _LEADING)
    width = round(max((font.getlength(row) for row in rows), default=0)) + 3 * pad
    height = step * len(rows) + pad
    left, top = pad, picture.height - height - pad
    panel = Image.new("RGBA", (width, height), _PANEL)
    draw = ImageDraw.Draw(panel)
    draw.rectangle((0, 0, max(2, pad // 4), height), fill=_BAR)
    for number, row in enumerate(rows):
        draw.text((pad * 1.4, pad / 2 + step * (number + 0.5)), row, font=font, fill=_INK, anchor="lm")
    done = picture.convert("RGB")
    done.paste(panel, (left, top), panel)
    return done


def paired(pictures: Sequence[Image.Image], labels: Sequence[str], font_file: Path) -> Image.Image:
    """`pictures` equally high on white, in their order, each above its label."""
    shapes = [picture.width / picture.height for picture in pictures]
    room = _PAIR_PX - _PAIR_GAP * (len(pictures) - 1)
    height = max(1, round(min(*(picture.height for picture in pictures), room / sum(shapes))))
    scaled = [
        picture.resize((max(1, round(height * shape)), height)) for picture, shape in zip(pictures, shapes, strict=True)
    ]
    width = sum(picture.width for picture in scaled) + _PAIR_GAP * (len(scaled) - 1)
    font = _label_font(labels, width, min(picture.width for picture in scaled), font_file)
    sheet = Image.new("RGB", (width, height + round(font.size * 2)), "white")
    draw, left = ImageDraw.Draw(sheet), 0
    for picture, label in zip(scaled, labels, strict=True):
        sheet.paste(picture, (left, 0))
        draw.text((left + picture.width / 2, height + font.size), label, font=font, fill="black", anchor="mm")
        left += picture.width + _PAIR_GAP
    return sheet


def wrapped(line: str, width: float, font: ImageFont.FreeTypeFont) -> list[str]:
    """`line` in rows no wider than `width`: at a blank where one is near, else between any two characters."""
    rows = []
    while font.getlength(line) > width and len(line) > 1:
        cut = _longest_start(line, width, font)
        blank = line.rfind(" ", cut // 2, cut + 1)
        cut = blank if blank > 0 else cut
        while cut > 1 and line[cut] in _NEVER_FIRST:
            cut -= 1
        rows.append(line[:cut].rstrip())
        line = line[cut:].lstrip()
    return [*rows, line]


def _longest_start(line: str, width: float, font: ImageFont.FreeTypeFont) -> int:
    """How many characters fit, at least one."""
    return bisect_right(range(1, len(line) + 1), width, key=lambda count: font.getlength(line[:count])) or 1


def _fitted(size: tuple[int, int], lines: Sequence[str], font_file: Path) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest usual letters with which all rows fit into a picture of `size`."""
    letter = max(_LEAST_LETTER, max(size) // _TEXT_SHARE)
    while True:
        font = _font(font_file, letter)
        room = size[0] * _WIDEST - 3 * font.size
        rows = [row for line in lines for row in wrapped(line, room, font)]
        if letter <= _LEAST_LETTER or (len(rows) + 2) * font.size * _LEADING <= size[1]:
            return font, rows
        letter = max(_LEAST_LETTER, letter * 4 // 5)


def _label_font(labels: Sequence[str], width: int, room: int, font_file: Path) -> ImageFont.FreeTypeFont:
    letter = max(_LEAST_LETTER, width // _CAPTION_SHARE)
    font = _font(font_file, letter)
    widest = max(font.getlength(label) for label in labels)
    return font if widest <= room else _font(font_file, max(_LEAST_LETTER, int(letter * room / widest)))


def _font(file: Path, letter: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(file), letter, layout_engine=ImageFont.Layout.BASIC)
