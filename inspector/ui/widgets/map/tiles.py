"""Tiles of map files: read and decoded by two threads, kept as pictures, the ones out of sight dropped.

It stands apart from the widget because two threads work for it; the widget only asks for what it is about to draw and
is told when something has arrived.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from inspector.domain.errors import InspectorError

THREADS = 2
KEPT = 320
"""Pictures in memory: some three screens; 80 MB at 256 × 256."""

MOST_SIDE = 1_024
"""Pixels of a tile's side; a small file may claim to be a huge picture."""

FORMATS = frozenset({b"png", b"jpeg", b"webp"})


class Pictures(Protocol):
    """Where the bytes of tiles come from; asked by several threads."""

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """The picture of a tile, rows counted from the north. Raises InspectorError where it cannot be read."""


Key = tuple[str, int, int, int]
"""Layer, zoom, column, row."""


class TileLoader(QObject):
    """Pictures by key; `arrived` when one that was missing is there."""

    arrived = Signal()
    failed = Signal(str)
    """The layer whose file cannot be read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(THREADS)
        self._sources: dict[str, Pictures] = {}
        self._wanted: list[Key] = []
        self._under_way: set[Key] = set()
        self._running = 0
        self._done: SimpleQueue[tuple[Key, QImage | None]] = SimpleQueue()
        self._kept: OrderedDict[Key, QPixmap | None] = OrderedDict()
        self._lock = Lock()
        self.ready.connect(self._collect, Qt.ConnectionType.QueuedConnection)

    ready = Signal()
    """From the threads: something lies in the queue."""

    def use(self, sources: dict[str, Pictures]) -> None:
        """Take pictures from these; what came from others is forgotten."""
        with self._lock:
            self._sources = dict(sources)
            self._wanted.clear()
        self._kept = OrderedDict((key, one) for key, one in self._kept.items() if key[0] in sources)

    def picture(self, key: Key) -> QPixmap | None:
        """The picture of a tile, if it is here."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def known(self, key: Key) -> bool:
        """Whether a tile was looked for, found or not."""
        return key in self._kept

    def want(self, keys: Iterable[Key]) -> None:
        """Load these, the first ones first; what was wanted before and is not among them is dropped."""
        with self._lock:
            self._wanted = [key for key in keys if key not in self._kept and key not in self._under_way]
            self._wanted.reverse()
            free = min(THREADS - self._running, len(self._wanted))
            self._running += free
        for _ in range(free):
            self._pool.start(_Job(self))

    @property
    def busy(self) -> bool:
        """Whether anything is being loaded or waits for it."""
        with self._lock:
            return bool(self._wanted or self._under_way)

    def stop(self) -> None:
        """Load nothing more, and wait for what is under way."""
        with self._lock:
            self._wanted.clear()
        self._pool.waitForDone()

    def take(self) -> tuple[Key, Pictures] | None:
        """For the threads: what is wanted most now; after None a thread ends."""
        with self._lock:
            while self._wanted:
                key = self._wanted.pop()
                source = self._sources.get(key[0])
                if source is not None:
                    self._under_way.add(key)
                    return key, source
            # Counted here and not by the pool: what is wanted from now on finds a thread for itself.
            self._running -= 1
        return None

    def put(self, key: Key, image: QImage | None) -> None:
        """For the threads: a picture, or that there is none."""
        self._done.put((key, image))
        self.ready.emit()

    def _collect(self) -> None:
        while True:
            try:
                key, image = self._done.get_nowait()
            except Empty:
                break
            with self._lock:
                self._under_way.discard(key)
                current = key[0] in self._sources
            if current:
                self._kept[key] = None if image is None else QPixmap.fromImage(image)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.arrived.emit()


class _Job(QRunnable):
    """Loads what is wanted until nothing is."""

    def __init__(self, loader: TileLoader) -> None:
        super().__init__()
        self._loader = loader

    def run(self) -> None:
        while (taken := self._loader.take()) is not None:
            key, source = taken
            try:
                data = source.tile(*key[1:])
            except InspectorError:
                data = None
                self._loader.failed.emit(key[0])
            self._loader.put(key, decoded(data))


def decoded(data: bytes | None) -> QImage | None:
    """The picture in these bytes; None for none, a broken one, another format or one that claims to be huge."""
    if data is None:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    if reader.format().data() not in FORMATS or not _fits(reader.size()):
        return None
    image = reader.read()
    return None if image.isNull() else image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _fits(size: QSize) -> bool:
    return 0 < size.width() <= MOST_SIDE and 0 < size.height() <= MOST_SIDE
