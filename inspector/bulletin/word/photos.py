"""Photos in Word: the print copies in a table without lines, captions under them, 图题 under all.

The plate that names a side (整改前) lies on the printed picture; here it opens the caption, where it can be changed.
"""

from __future__ import annotations

from dataclasses import replace

from inspector.bulletin import geometry
from inspector.bulletin.content import PhotoGrid, PhotoItem, PhotoPair
from inspector.bulletin.pen import Pen
from inspector.bulletin.photo_grid import (
    CAPTION_GAP,
    GUTTER,
    MISSING,
    ROW_GAP,
    PhotoFace,
    caption_text,
    photo_face,
    photo_width,
)
from inspector.bulletin.photo_pair import GROUND, pair_frame, pair_text
from inspector.bulletin.word import styles
from inspector.bulletin.word.grids import Cell, Row, grid, margins_of, width_of
from inspector.bulletin.word.pictures import Pictures
from inspector.bulletin.word.style_sheet import edge
from inspector.bulletin.word.text import keep_next, paragraph, written
from inspector.bulletin.word.xml import Node, node

_GREY = f"{round(GROUND * 255):02X}" * 3
_MOST_ACROSS = 4


class Photos:
    """Sets photos and remembers those that could not be shown."""

    def __init__(self, pictures: Pictures, pen: Pen) -> None:
        self._pictures, self._pen = pictures, pen
        self.broken: list[PhotoItem] = []

    def grid(self, content: PhotoGrid) -> Node:
        """Rows of photos; fewer than `across` stand in the middle."""
        across = max(1, min(content.across, _MOST_ACROSS))
        photos = content.photos
        starts = range(0, len(photos), across)
        rows = [row for at in starts for row in self._rows(photos[at : at + across], across, last=at == starts[-1])]
        whole = geometry.WIDTH + GUTTER
        return _unruled([whole / (2 * across)] * (2 * across), rows, GUTTER / 2)

    def _rows(self, items: tuple[PhotoItem, ...], across: int, *, last: bool) -> list[Row]:
        """Pictures and, on the same page, their captions; the last ones go with 图题."""
        faces = [self._face(item, photo_width(across)) for item in items]
        tallest = max(face.tall(photo_width(across)) for face in faces)
        shown = [
            Cell((self._shown(item, face, (photo_width(across), tallest)),), 2, upright="bottom")
            for item, face in zip(items, faces, strict=True)
        ]
        told = [Cell(_told(item, caption_text(item), kept=last), 2, upright="top", margins=_AIR) for item in items]
        spare = across - len(items)
        return [Row((*_beside(spare), *cells, *_beside(spare))) for cells in (shown, told)]

    def pair(self, content: PhotoPair) -> Node:
        """Two photos in frames of one size, close to each other."""
        items = (content.before, content.after)
        faces = [self._face(item, photo_width(2)) for item in items]
        width, height = pair_frame(*faces)
        shown = [self._framed(item, face, (width, height)) for item, face in zip(items, faces, strict=True)]
        told = [Cell(_told(item, pair_text(replace(item, side=""))), upright="top", margins=_AIR) for item in items]
        rows = [
            Row((shown[0], Cell((_empty(),)), shown[1]), height=height),
            Row((told[0], Cell((_empty(),)), told[1])),
        ]
        return _unruled([width, GUTTER, width], rows, 0)

    def _framed(self, item: PhotoItem, face: PhotoFace, frame: tuple[float, float]) -> Cell:
        """Grey around a picture of another shape than its frame."""
        wide, tall = _fitted(face, frame)
        filled = face.jpeg is None or (wide > frame[0] - 1 and tall > frame[1] - 1)
        return Cell((self._shown(item, face, frame),), ground="" if filled else _GREY)

    def _face(self, item: PhotoItem, width: float) -> PhotoFace:
        face = photo_face(item, width, self._pen)
        if face.jpeg is None:
            self.broken.append(item)
        return face

    def _shown(self, item: PhotoItem, face: PhotoFace, box: tuple[float, float]) -> Node:
        """The picture as large as the box allows, or a framed field that names the file."""
        if face.jpeg is None:
            frame = node("w:pBdr", None, *(edge(side, 6, space=8) for side in ("top", "left", "bottom", "right")))
            grey = node("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "F2F2F2"})
            inside = node("w:ind", {"w:left": 240, "w:right": 240})
            return written(styles.PHOTO_MISSING, MISSING + item.path.name, keep_next(), frame, grey, inside)
        told = "　".join(one for one in (item.side, item.caption) if one)
        return paragraph(styles.PICTURE, [self._pictures.run(face.jpeg.data, "jpeg", _fitted(face, box), told)])


_AIR = {"top": CAPTION_GAP, "bottom": ROW_GAP}


def _fitted(face: PhotoFace, box: tuple[float, float]) -> tuple[float, float]:
    width = min(box[0], box[1] * face.ratio)
    return width, width / face.ratio


def _told(item: PhotoItem, text: str, *, kept: bool = True) -> list[Node]:
    """The side, the caption and the credit, each on a line of its own but for the side."""
    lines = text.split("\n") if text else []
    if item.side:
        lines = ["　".join(one for one in (item.side, *lines[:1]) if one), *lines[1:]]
    return [written(styles.PHOTO_TEXT, line, keep_next() if kept else None) for line in lines or [""]]


def _empty() -> Node:
    """A cell has at least a paragraph."""
    return written(styles.PHOTO_TEXT, "")


def _beside(columns: int) -> tuple[Cell, ...]:
    """What is left of a row that is not full, half of it on each side."""
    return (Cell((_empty(),), columns),) if columns else ()


def _unruled(widths: list[float], rows: list[Row], beside: float) -> Node:
    sides = margins_of(left=beside, right=beside)
    return grid(widths, rows, width_of(sum(widths)), node("w:jc", {"w:val": "center"}), sides)
