"""Reading pictures beside the window: print copies, watermarked views, and views with what is drawn on them.

Everything here runs in threads: it touches images, never pixmaps or widgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QImage, QPainter

from inspector import durable
from inspector.domain.errors import InspectorError
from inspector.domain.markup import Mark
from inspector.services.bundle import Services
from inspector.services.photos import MarkLine
from inspector.ui.preferences import Preferences
from inspector.ui.widgets.photos.mark_painting import paint_marks

_QUALITY = 90


def print_image(sha256: str, services: Services) -> QImage | None:
    """The print copy of a photo; None where its original has not come yet or is damaged."""
    try:
        image = QImage.fromData(services.photos.print_bytes(sha256))
    except InspectorError:
        return None
    return None if image.isNull() else image


def lines_of(preferences: Preferences) -> frozenset[MarkLine]:
    """The lines of a watermark that the user wants to be printed."""
    return frozenset(map(MarkLine, preferences.watermark_lines))


def lines_printed(preferences: Preferences) -> frozenset[MarkLine]:
    """Those that a picture carries out of the program: none where the user wants no watermark."""
    return lines_of(preferences) if preferences.watermark == "on" else frozenset()


def write_view(services: Services, photo_id: str, out: Path, lines: frozenset[MarkLine]) -> str:
    """Write the view of a photo with its marks, watermarked with `lines`; the original is only read. Its code.

    Raises InspectorError as the services do, and OSError where the file cannot be written.
    """
    made = services.photos.watermarked(photo_id, lines)
    marks = services.gallery.card(photo_id).marks
    durable.write_bytes(out, _with_marks(made.jpeg, marks) if marks else made.jpeg)
    return made.code


def _with_marks(jpeg: bytes, marks: Sequence[Mark]) -> bytes:
    image = QImage.fromData(jpeg)
    painter = QPainter(image)
    paint_marks(painter, QRectF(image.rect()), marks)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", _QUALITY)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
