"""Thumbnails for everything that shows photos: read and decoded in two threads, newest wish first, kept for a while.

A list that is flung asks for hundreds it never shows: what has left the view before its turn is dropped. The window
only ever makes a pixmap of an image that is decoded already.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QBuffer, QObject, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError
from inspector.services.bundle import Services
from inspector.ui.context import Context

KEPT_BYTES = 64 * 2**20
"""Decoded thumbnails that are kept: some hundreds, well below what the window may take."""
WAITING = 400
"""Wishes that wait; older ones belong to rows that were scrolled past."""

PHOTO = "photo"


class PictureLoader(QObject):
    """`pixmap` gives what is there; where it is not there yet, it comes later and `arrived` tells whose it is."""

    arrived = Signal(str)
    """The SHA-256 of a photo whose thumbnail is there now, or cannot be had."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._work = context.work
        self._ready: OrderedDict[tuple[str, int], QPixmap] = OrderedDict()
        self._bytes = 0
        self._wanted: OrderedDict[tuple[str, int], float] = OrderedDict()
        self._running: set[tuple[str, int]] = set()
        self._missing: set[str] = set()
        context.work.changed.connect(self._on_work_changed)

    def pixmap(self, sha256: str, edge: int, ratio: float = 1.0) -> QPixmap:
        """The thumbnail, at most `edge` pixels wide and high at 100 %; an empty pixmap while it is not there."""
        key = (sha256, round(edge * ratio))
        found = self._ready.get(key)
        if found is not None:
            self._ready.move_to_end(key)
            return found
        if sha256 not in self._missing:
            self._wanted[key] = ratio
            self._wanted.move_to_end(key)
            while len(self._wanted) > WAITING:
                self._wanted.popitem(last=False)
            self._start()
        return QPixmap()

    def drop(self) -> None:
        """What was wished for and is not there yet is not wanted any more."""
        self._wanted.clear()

    def is_missing(self, sha256: str) -> bool:
        """Whether there is no picture to be had: the original is awaited, or damaged."""
        return sha256 in self._missing

    def _on_work_changed(self, changes: Changes) -> None:
        """A package may have brought what was missing."""
        if PHOTO in {*changes.inserted, *changes.updated} or changes.empty:
            self._missing.clear()

    def _start(self) -> None:
        while self._wanted and len(self._running) < self._work.PICTURE_THREADS:
            key, ratio = self._wanted.popitem()
            if key in self._running:
                continue
            self._running.add(key)
            self._work.picture(self, partial(_decoded, *key), partial(self._on_decoded, key, ratio))

    def _on_decoded(self, key: tuple[str, int], ratio: float, image: QImage | None) -> None:
        self._running.discard(key)
        if image is None:
            self._missing.add(key[0])
        else:
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(ratio)
            self._keep(key, pixmap)
        self.arrived.emit(key[0])
        self._start()

    def _keep(self, key: tuple[str, int], pixmap: QPixmap) -> None:
        self._ready[key] = pixmap
        self._bytes += _size(pixmap)
        while self._bytes > KEPT_BYTES and len(self._ready) > 1:
            _, old = self._ready.popitem(last=False)
            self._bytes -= _size(old)


def _size(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4


def _decoded(sha256: str, edge: int, services: Services) -> QImage | None:
    """The thumbnail of a photo in its final size; None where there is none. Runs in a thread of the pool."""
    try:
        found = services.photos.thumbnail_bytes(sha256)
    except InspectorError:
        return None
    buffer = QBuffer()
    buffer.setData(found)
    reader = QImageReader(buffer)
    size = reader.size()
    if max(size.width(), size.height()) > edge:
        reader.setScaledSize(size.scaled(edge, edge, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image
