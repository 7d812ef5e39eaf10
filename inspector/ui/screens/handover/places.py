"""Where a package can be written: sticks that are plugged in, and folders that the user chose.

Qt does not know which volume is a stick; what is mounted where sticks are mounted, or is formatted as sticks are
sold, is one.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QStorageInfo

_MOUNTS = ("/media/", "/run/media/", "/Volumes/")
_STICK_SYSTEMS = {"vfat", "exfat", "msdos", "fat32", "exfat-fuse"}
_SYSTEM_MOUNTS = ("/boot", "/efi", "/System")


@dataclass(frozen=True)
class Destination:
    """A folder; `name` is the label of a stick, empty for any other folder."""

    path: Path
    name: str = ""

    @property
    def is_stick(self) -> bool:
        """Whether it can be carried away."""
        return bool(self.name)

    @property
    def free(self) -> int | None:
        """Bytes that there is room for; None where it is gone."""
        try:
            return shutil.disk_usage(self.path).free
        except OSError:
            return None


def sticks() -> tuple[Destination, ...]:
    """The sticks plugged in now."""
    found = [one for one in QStorageInfo.mountedVolumes() if one.isReady() and not one.isReadOnly()]
    return tuple(Destination(Path(one.rootPath()), one.displayName()) for one in found if _is_stick(one))


def usual_folder(last: str) -> Destination:
    """The folder of the last time while it is there, else the user's documents, else his own folder."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    there = (Path(one) for one in (last, documents) if one and Path(one).is_dir())
    return Destination(next(there, Path.home()))


def _is_stick(volume: QStorageInfo) -> bool:
    root = volume.rootPath()
    if volume.isRoot() or root.startswith(_SYSTEM_MOUNTS):
        return False
    system = bytes(volume.fileSystemType().data()).decode(errors="replace").lower()
    return root.startswith(_MOUNTS) or system in _STICK_SYSTEMS
