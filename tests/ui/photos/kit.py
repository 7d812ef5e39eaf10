"""Photos as a camera makes them, and visits that have some."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from inspector.domain.ids import CHINA
from inspector.domain.inspection import Inspection
from inspector.domain.project import Project
from tests.ui.kit import Desk

NOON = datetime(2022, 6, 10, 9, 30, tzinfo=CHINA)


def camera_photo(
    path: Path, number: int = 0, *, taken: datetime | None = NOON, place: tuple[float, float] | None = None
) -> Path:
    """A JPEG of its own colour, with the time and place that a camera writes."""
    image = Image.new("RGB", (160, 120), (40 + 7 * number % 200, 90, 160 - 5 * number % 150))
    exif = Image.Exif()
    if taken is not None:
        exif.get_ifd(0x8769)[0x9003] = f"{taken:%Y:%m:%d %H:%M:%S}"
        exif.get_ifd(0x8769)[0x9011] = "+08:00"
    if place is not None:
        gps = exif.get_ifd(0x8825)
        gps[1], gps[2], gps[3], gps[4] = "N", _degrees(place[1]), "E", _degrees(place[0])
    image.save(path, "JPEG", exif=exif)
    return path


def _degrees(value: float) -> tuple[float, float, float]:
    whole = int(value)
    minutes = int((value - whole) * 60)
    return float(whole), float(minutes), round(((value - whole) * 60 - minutes) * 60, 3)


def camera_photos(folder: Path, count: int, first: int = 0) -> tuple[Path, ...]:
    """So many different ones, a minute apart."""
    folder.mkdir(exist_ok=True)
    return tuple(
        camera_photo(folder / f"IMG_{number:04}.jpg", number, taken=NOON + timedelta(minutes=number))
        for number in range(first, first + count)
    )


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def some_project(desk: Desk, number: int = 0) -> Project:
    project: Project = desk.ask(lambda services: services.projects.listed()[number].project)
    return project


def started_visit(desk: Desk, files: Sequence[Path] = (), number: int = 0) -> Inspection:
    """A draft with these photos."""
    project = some_project(desk, number)
    visit: Inspection = desk.do(lambda services: services.drafts.start(project.id, inspectors=("巡查员甲",)))
    if files:
        desk.do(lambda services: services.drafts.attach_photos(visit.id, None, files))
    return visit


def dropped(widget: QWidget, files: Sequence[Path]) -> None:
    """Files dragged from a file manager and let go over a widget."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in files])
    where, copy, left = QPointF(widget.rect().center()), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where.toPoint(), copy, data, left, none)
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(where, copy, data, left, none))


def middle_of(widget: QWidget, across: float = 0.5, down: float = 0.5) -> QPoint:
    return QPoint(round(widget.width() * across), round(widget.height() * down))
