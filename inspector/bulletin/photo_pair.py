"""Two photos side by side under one 图题: 整改前 and 整改后, or the same place then and now.

Apart from the grid because two pictures are here one statement: their frames have one width and one height, whatever
shapes the cameras gave, they are never cut (a picture is evidence), and no page comes between them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from reportlab.pdfgen.canvas import Canvas

from inspector.bulletin import geometry
from inspector.bulletin.captions import figure_captions
from inspector.bulletin.content import Align, PhotoItem, PhotoPair
from inspector.bulletin.object_block import Blueprint, ObjectBlock
from inspector.bulletin.pen import Pen
from inspector.bulletin.photo_grid import (
    CAPTION_GAP,
    CAPTION_SIZE,
    GUTTER,
    ROW_GAP,
    PhotoFace,
    caption_text,
    photo_face,
    photo_width,
)

TALLEST = 10.5 * geometry.PITCH
"""A portrait of 3:4 still stands in the full width of its half."""

GROUND = 0.93


@dataclass(frozen=True)
class PairRow:
    """Both pictures in frames of one size; `pictured` is False for the rest of a cut caption."""

    before: PhotoFace
    after: PhotoFace
    frame: tuple[float, float]
    pen: Pen
    pictured: bool = True

    @property
    def _faces(self) -> tuple[PhotoFace, PhotoFace]:
        return self.before, self.after

    @property
    def _picture(self) -> float:
        return self.frame[1] + CAPTION_GAP if self.pictured else 0.0

    @cached_property
    def height(self) -> float:
        """The frames, the longer of both credits, the gap below."""
        return self._picture + max(face.lines.height for face in self._faces) + ROW_GAP

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw both halves, close to each other in the middle of the type area."""
        width, height = self.frame
        x = (geometry.WIDTH - GUTTER) / 2 - width
        for face in self._faces:
            if self.pictured:
                self._draw_framed(canvas, face, (x, top - height, width, height))
            face.lines.draw(canvas, x, top - self._picture)
            x += width + GUTTER

    def _draw_framed(self, canvas: Canvas, face: PhotoFace, frame: tuple[float, float, float, float]) -> None:
        x, y, width, height = frame
        wide = min(width, height * face.ratio)
        tall = wide / face.ratio
        box = (x + (width - wide) / 2, y + (height - tall) / 2, wide, tall)
        if face.jpeg is not None and (wide < width - 1 or tall < height - 1):
            canvas.setFillGray(GROUND)
            canvas.rect(*frame, stroke=0, fill=1)
            canvas.setFillGray(0)
        face.draw(canvas, self.pen, box, plate=(x, y + height))

    def cut(self, height: float) -> tuple[PairRow, PairRow] | None:
        """Both pictures with the lines of their credits that fit, and the rest of the credits."""
        room = height - self._picture - ROW_GAP
        (first, rest), (second, other) = self.before.lines.cut(room), self.after.lines.cut(room)
        if room <= 0 or not (first.height or second.height):
            return None
        upper = replace(self, before=replace(self.before, lines=first), after=replace(self.after, lines=second))
        lower = replace(self, before=replace(self.before, lines=rest), after=replace(self.after, lines=other))
        return upper, replace(lower, pictured=False)


def pair_block(pair: PhotoPair, label: str, pen: Pen) -> tuple[ObjectBlock, list[PhotoItem]]:
    """The pair as a block that no page tears, and those of its photos that could not be shown."""
    items = (pair.before, pair.after)
    before, after = (photo_face(item, photo_width(2), pen) for item in items)
    frame = pair_frame(before, after)
    lines = [pen.cell(pair_text(item), "fang", CAPTION_SIZE, frame[0], Align.CENTRE) for item in items]
    row = PairRow(replace(before, lines=lines[0]), replace(after, lines=lines[1]), frame, pen)
    caption, again = figure_captions(pen, label, pair.title)
    broken = [item for item, face in zip(items, (before, after), strict=True) if face.jpeg is None]
    return ObjectBlock(Blueprint(caption, again, (row,), above=False, least=1)), broken


def pair_frame(*faces: PhotoFace) -> tuple[float, float]:
    """Width and height of both frames: as high as the taller picture, no wider than the wider one needs."""
    width = photo_width(2)
    height = min(TALLEST, max(width / face.ratio for face in faces))
    return min(width, height * max(face.ratio for face in faces)), height


def pair_text(item: PhotoItem) -> str:
    """What stands under one half: its day, and who is credited."""
    day = item.taken_on
    dated = f"{day.year}年{day.month}月{day.day}日" if day else ""
    return "\n".join(one for one in (dated, caption_text(replace(item, caption=""))) if one)
