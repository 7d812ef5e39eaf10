"""Photos in rows with caption and credit, 整改前 / 整改后 labels, and placeholders for what cannot be shown.

The JPEG bytes go in as they are (see `jpeg`); a photo that is missing or cut short leaves a framed field that
names the file, and a warning for the report, instead of a failed build (bulletin.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from reportlab.pdfgen.canvas import Canvas

from inspector.bulletin import geometry
from inspector.bulletin.captions import figure_captions
from inspector.bulletin.content import Align, PhotoGrid, PhotoItem
from inspector.bulletin.jpeg import Jpeg, read_jpeg
from inspector.bulletin.object_block import Blueprint, ObjectBlock
from inspector.bulletin.pen import Pen, TextCell

GUTTER = 12.0
CAPTION_SIZE, LABEL_SIZE = 12.0, 10.5
CAPTION_GAP, ROW_GAP = 3.0, 7.0
TALLEST = 9 * geometry.PITCH
PLACEHOLDER_RATIO = 0.75
MISSING = "照片缺失或已损坏："


@dataclass(frozen=True)
class PhotoFace:
    """One photo set for print: the picture or the placeholder's text, the caption below, the side's label."""

    jpeg: Jpeg | None
    lines: TextCell
    side: str
    placeholder: TextCell | None

    @property
    def ratio(self) -> float:
        """Width ÷ height of the picture, or of the field that stands for it."""
        return self.jpeg.width / self.jpeg.height if self.jpeg else 1 / PLACEHOLDER_RATIO

    def tall(self, width: float) -> float:
        """The height that the picture asks for at this width."""
        return min(TALLEST, width / self.ratio)

    def draw(
        self,
        canvas: Canvas,
        pen: Pen,
        box: tuple[float, float, float, float],
        plate: tuple[float, float] | None = None,
    ) -> None:
        """Draw into the box (x, y, width, height), whole, in the middle, close to the caption below.

        `plate` is the upper left corner in which the side is named; else that of the picture.
        """
        x, y, width, height = box
        if self.jpeg is None:
            tall = self.tall(width)
            shown = (x, y, width, tall)
            self._draw_placeholder(canvas, shown)
        else:
            scale = min(width / self.jpeg.width, height / self.jpeg.height)
            wide, tall = self.jpeg.width * scale, self.jpeg.height * scale
            shown = (x + (width - wide) / 2, y, wide, tall)
            canvas.drawImage(self.jpeg, *shown)
        if self.side:
            self._draw_side(canvas, pen, plate or (shown[0], shown[1] + shown[3]))

    def _draw_placeholder(self, canvas: Canvas, box: tuple[float, float, float, float]) -> None:
        x, y, width, height = box
        canvas.setFillGray(0.95)
        canvas.setLineWidth(0.75)
        canvas.rect(x + 0.5, y + 0.5, width - 1, height - 1, stroke=1, fill=1)
        canvas.setFillGray(0)
        if self.placeholder:
            self.placeholder.draw(canvas, x + 6, y + (height + self.placeholder.height) / 2)

    def _draw_side(self, canvas: Canvas, pen: Pen, corner: tuple[float, float]) -> None:
        """A plate in the picture's upper left corner: black on white, readable on any picture."""
        x, top = corner
        wide, tall = pen.width(self.side, "hei", LABEL_SIZE) + 8, LABEL_SIZE * 1.5
        canvas.setFillGray(1)
        canvas.setLineWidth(0.6)
        canvas.rect(x + 4, top - tall - 4, wide, tall, stroke=1, fill=1)
        canvas.setFillGray(0)
        pen.write(canvas, x + 8, top - tall - 4 + LABEL_SIZE * 0.4, self.side, "hei", LABEL_SIZE)


@dataclass(frozen=True)
class PhotoRow:
    """Photos side by side with their captions; `pictured` is False for the rest of a cut caption."""

    faces: tuple[PhotoFace, ...]
    across: int
    pen: Pen
    pictured: bool = True

    @property
    def _width(self) -> float:
        return photo_width(self.across)

    @cached_property
    def _picture(self) -> float:
        tallest = max(face.tall(self._width) for face in self.faces)
        return tallest + CAPTION_GAP if self.pictured else 0.0

    @cached_property
    def height(self) -> float:
        """Pictures of one height, the longest caption, the gap below."""
        return self._picture + max(face.lines.height for face in self.faces) + ROW_GAP

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw the row; fewer photos than `across` stand in the middle."""
        used = len(self.faces) * (self._width + GUTTER) - GUTTER
        x = (geometry.WIDTH - used) / 2
        for face in self.faces:
            if self.pictured:
                height = self._picture - CAPTION_GAP
                face.draw(canvas, self.pen, (x, top - height, self._width, height))
            face.lines.draw(canvas, x, top - self._picture)
            x += self._width + GUTTER

    def cut(self, height: float) -> tuple[PhotoRow, PhotoRow] | None:
        """The pictures with the lines of their captions that fit, and the rest of the captions."""
        room = height - self._picture - ROW_GAP
        pairs = [(face, face.lines.cut(room)) for face in self.faces]
        if room <= 0 or not any(first.height for _, (first, _) in pairs):
            return None
        first = replace(self, faces=tuple(replace(face, lines=pair[0]) for face, pair in pairs))
        return first, replace(self, faces=tuple(replace(face, lines=pair[1]) for face, pair in pairs), pictured=False)


def photo_width(across: int) -> float:
    """The width of one photo when `across` share the type area."""
    return (geometry.WIDTH - GUTTER * (across - 1)) / across


def caption_text(item: PhotoItem) -> str:
    """The caption and below it the credit, 供图：宣传部; one that ends in 摄 or begins with 供图 stands as it is."""
    credit = item.credit.strip()
    ready = not credit or credit.endswith("摄") or credit.startswith("供图")
    return "\n".join(line for line in (item.caption.strip(), credit if ready else f"供图：{credit}") if line)


def photo_block(grid: PhotoGrid, label: str, pen: Pen) -> tuple[ObjectBlock, list[PhotoItem]]:
    """The grid as a block and the photos that could not be shown."""
    across = max(1, min(grid.across, 4))
    faces = [photo_face(item, photo_width(across), pen) for item in grid.photos]
    rows = tuple(PhotoRow(tuple(faces[at : at + across]), across, pen) for at in range(0, len(faces), across))
    caption, again = figure_captions(pen, label, grid.title)
    broken = [item for item, face in zip(grid.photos, faces, strict=True) if face.jpeg is None]
    return ObjectBlock(Blueprint(caption, again, rows, above=False, least=1)), broken


def photo_face(item: PhotoItem, width: float, pen: Pen) -> PhotoFace:
    """A photo with its caption and credit set in `width`."""
    jpeg = read_jpeg(item.path)
    lines = pen.cell(caption_text(item), "fang", CAPTION_SIZE, width, Align.CENTRE)
    text = MISSING + item.path.name
    placeholder = None if jpeg else pen.cell(text, "fang", CAPTION_SIZE, width - 12, Align.CENTRE)
    return PhotoFace(jpeg, lines, item.side, placeholder)
