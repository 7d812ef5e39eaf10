"""Pictures for the demo, drawn by the program and labelled so: no picture of a real site ships with it."""

from __future__ import annotations

import random
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = (1600, 1200)
LABEL = "演示图片"
_SKY = ((176, 203, 226), (228, 236, 242))
_STEEL = (196, 120, 40)


def draw_site(path: Path, seed: int, taken_at: datetime, font: Path) -> None:
    """A JPEG of a drawn construction site, repeatable by `seed`, with EXIF time."""
    chance = random.Random(seed)  # noqa: S311 - a drawing, no secret
    picture = Image.new("RGB", SIZE)
    draw = ImageDraw.Draw(picture)
    _sky_and_ground(draw)
    for number in range(3):
        _building(draw, 120 + number * 430 + chance.randrange(90), chance)
    _crane(draw, 260 + chance.randrange(900), 330 + chance.randrange(140))
    draw.text((SIZE[0] - 280, SIZE[1] - 100), LABEL, font=ImageFont.truetype(font, 56), fill=(255, 255, 255))
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = f"{taken_at:%Y:%m:%d %H:%M:%S}"
    picture.save(path, "JPEG", quality=88, exif=exif)


def _sky_and_ground(draw: ImageDraw.ImageDraw) -> None:
    width, height = SIZE
    horizon = height * 3 // 4
    for row in range(horizon):
        share = row / horizon
        colour = tuple(round(a + (b - a) * share) for a, b in zip(*_SKY, strict=True))
        draw.line(((0, row), (width, row)), fill=colour)
    draw.rectangle((0, horizon, width, height), fill=(150, 132, 108))


def _building(draw: ImageDraw.ImageDraw, left: int, chance: random.Random) -> None:
    floors = chance.randrange(4, 9)
    bottom = SIZE[1] * 3 // 4 + 40
    for floor in range(floors):
        top = bottom - (floor + 1) * 74
        draw.rectangle((left, top, left + 300, top + 64), fill=(188, 190, 192), outline=(120, 122, 126), width=4)
        for window in range(4):
            x = left + 20 + window * 70
            draw.rectangle((x, top + 14, x + 44, top + 52), fill=(96, 108, 122))


def _crane(draw: ImageDraw.ImageDraw, x: int, top: int) -> None:
    bottom = SIZE[1] * 3 // 4 + 40
    draw.line(((x, bottom), (x, top)), fill=_STEEL, width=14)
    draw.line(((x - 160, top + 20), (x + 520, top + 20)), fill=_STEEL, width=12)
    draw.line(((x, top - 60), (x + 480, top + 16)), fill=_STEEL, width=5)
    draw.line(((x, top - 60), (x - 150, top + 16)), fill=_STEEL, width=5)
    draw.line(((x + 380, top + 20), (x + 380, top + 240)), fill=(60, 60, 60), width=4)
