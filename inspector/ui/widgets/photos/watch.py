"""A folder that is watched: photos that come into it are handed on once each, when they are whole.

A camera or a telephone copies slowly, and a memory card is put in again and again. So a file is taken when its size
has not changed between two looks and all of it decodes, and never twice by its content. What lies there when the
watch begins stays where it is: that is last week's.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from inspector.domain.errors import InspectorError
from inspector.services.bundle import Services
from inspector.ui.widgets.photos.drops import photos_in
from inspector.ui.work import Work

LOOK_EVERY = 400
"""Milliseconds between two looks at files that are still growing."""
PATIENCE = 150
"""Looks without any change after which what is not whole is left alone: a minute. The next new file begins anew."""


class FolderWatch(QObject):
    """Watches one folder with the folders in it (DCIM/100CANON); `found` carries a tuple of new photos."""

    found = Signal(object)

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._watcher: QFileSystemWatcher | None = None
        self._folder: Path | None = None
        self._known: set[Path] = set()
        self._taken: set[str] = set()
        self._sizes: dict[Path, int] = {}
        self._checked: dict[Path, int] = {}
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._look)

    @property
    def folder(self) -> Path | None:
        """The folder that is watched, None while none is."""
        return self._folder

    def start(self, folder: Path) -> bool:
        """Watch a folder instead of the one before; False where there is no such folder."""
        self.stop()
        if not folder.is_dir():
            return False
        self._folder = folder
        self._known = set(self._files())
        self._watcher = QFileSystemWatcher([str(one) for one in self._folders()], self)
        self._watcher.directoryChanged.connect(self._on_folder_changed)
        return True

    def stop(self) -> None:
        """Watch no more; what is not whole yet is not taken."""
        self._timer.stop()
        if self._watcher is not None:
            self._watcher.deleteLater()
        self._watcher, self._folder = None, None
        self._sizes, self._checked = {}, {}

    def _folders(self) -> list[Path]:
        if self._folder is None:
            return []
        try:
            return [self._folder, *sorted(one for one in self._folder.iterdir() if one.is_dir())]
        except OSError:
            return [self._folder]

    def _files(self) -> Iterator[Path]:
        for folder in self._folders():
            yield from photos_in(folder)

    def _on_folder_changed(self, _folder: str) -> None:
        """Something came or went: look now, and again until all of it has settled."""
        if self._watcher is not None:
            new = [str(one) for one in self._folders() if str(one) not in self._watcher.directories()]
            if new:
                self._watcher.addPaths(new)
        self._looks = 0
        if not self._timer.isActive():
            self._timer.start()

    def _look(self) -> None:
        """One look: what has kept its size is checked, what has not is looked at again."""
        sizes = {one: _size(one) for one in self._files() if one not in self._known}
        for path, size in sizes.items():
            if size > 0 and self._sizes.get(path) == size and self._checked.get(path) != size:
                self._checked[path] = size
                self._work.picture(self, partial(_fingerprint, path), partial(self._on_checked, path))
        self._looks = self._looks + 1 if sizes == self._sizes else 0
        self._sizes = sizes
        if not sizes or self._looks >= PATIENCE:
            self._timer.stop()

    def _on_checked(self, path: Path, sha256: str) -> None:
        """A file that is whole is taken once; one that is not yet is checked again when it has grown."""
        if self._folder is None or path in self._known or not sha256:
            return
        self._known.add(path)
        if sha256 not in self._taken:
            self._taken.add(sha256)
            self.found.emit((path,))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _fingerprint(path: Path, services: Services) -> str:
    """What the whole photo is addressed by, "" while it cannot be read. Runs beside the window."""
    try:
        return services.photos.fingerprint(path)
    except InspectorError:
        return ""
