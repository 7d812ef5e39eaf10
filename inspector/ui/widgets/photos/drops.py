"""Photos that come in by hand: files dropped or pasted, and pictures from the clipboard.

Apart from the places that take them, because a tray, a screen and a problem take photos in the same way.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from inspector.services.draft_photos import LoosePicture, Source
from inspector.texts import sentence
from inspector.ui.prompts import FileRequest
from inspector.ui.widgets.photos.png import png_of

ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".heic", ".heif", ".tif", ".tiff", ".webp"})
"""Names that may be photos; whether one is tells its content, when it is attached."""


def files_of(data: QMimeData) -> tuple[Path, ...]:
    """The files that are dropped or pasted; of a folder the photos directly in it."""
    given = [Path(one.toLocalFile()) for one in data.urls() if one.isLocalFile()]
    found: list[Path] = []
    for one in given:
        found += photos_in(one) if one.is_dir() else [one]
    return tuple(found)


def photos_in(folder: Path) -> list[Path]:
    """The files of a folder whose names are those of photos, in the order of names."""
    try:
        return sorted(one for one in folder.iterdir() if one.suffix.lower() in ENDINGS and one.is_file())
    except OSError:
        return []


def pasted(data: QMimeData) -> tuple[Source, ...]:
    """What the clipboard holds: copied files, or a picture, which becomes a PNG and never a file outside the store."""
    if files := files_of(data):
        return files
    picture = QImage(data.imageData()) if data.hasImage() else QImage()
    if picture.isNull():
        return ()
    return (LoosePicture("pasted.png", png_of(picture)),)


def ask_for_photos() -> FileRequest:
    """The question for photo files."""
    patterns = tuple(f"*{one}" for one in sorted(ENDINGS))
    return FileRequest(sentence("ui_photos.choose_title"), ((sentence("ui_photos.kind"), patterns),), several=True)
