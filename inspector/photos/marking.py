"""Pictures made from print copies: the watermarked view and the pair 整改前/整改后 side by side.

They are views: written to a file of their own, made again at any time, never on the original. Pillow loads
inside, with the first picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.domain.errors import FormatError, NotFoundError, StorageError
from inspector.photos import durable
from inspector.photos.layout import temporary
from inspector.photos.telling import shown_name, told
from inspector.photos.verification import WatermarkText
from inspector.texts import sentence
from inspector.vault.casing import CasedFile

if TYPE_CHECKING:
    from PIL.Image import Image

_QUALITY = 90
_LINES = ("project", "time", "place", "inspector", "code")


def watermark(print_jpeg: Path | CasedFile, out: Path, text: WatermarkText, font: Path) -> None:
    """Write `print_jpeg` with the lines of `text` burnt in at its lower left to the JPEG `out`.

    `font` is a TrueType file that has the characters. Raises NotFoundError, FormatError, StorageError.
    """
    picture = _opened(print_jpeg, out)
    _write(_marked(picture, text, font), out)


def watermarked(print_jpeg: CasedFile, text: WatermarkText, font: Path) -> bytes:
    """The same view as a JPEG in memory, to look at. Raises NotFoundError, FormatError."""
    made = BytesIO()
    _marked(_opened(print_jpeg), text, font).save(made, "JPEG", quality=_QUALITY)
    return made.getvalue()


def _marked(picture: Image, text: WatermarkText, font: Path) -> Image:
    from inspector.photos import drawing  # noqa: PLC0415 - 52 ms

    filled = [(name, " ".join(getattr(text, name).split())) for name in _LINES]
    lines = [sentence(f"photos.mark_{name}", text=words) for name, words in filled if words]
    return drawing.marked(picture, lines, font)


def side_by_side(
    before_jpeg: Path | CasedFile, after_jpeg: Path | CasedFile, out: Path, labels: tuple[str, str], font: Path
) -> None:
    """Write both print copies beside each other, equally high, each above its label, to the JPEG `out`.

    Raises NotFoundError, FormatError, StorageError.
    """
    from inspector.photos import drawing  # noqa: PLC0415 - 52 ms

    pictures: Sequence[Image] = [_opened(one, out) for one in (before_jpeg, after_jpeg)]
    _write(drawing.paired(pictures, labels, font), out)


def _opened(given: Path | CasedFile, out: Path | None = None) -> Image:
    """The pixels of a print copy. It is the store's own file, so no worker stands between."""
    from inspector.photos import drawing  # noqa: PLC0415 - 52 ms

    picture = given if isinstance(given, CasedFile) else CasedFile(given)
    jpeg = picture.path
    if not jpeg.is_file():
        raise NotFoundError("photos.no_file", file=shown_name(jpeg))
    if out is not None and out.exists() and out.samefile(jpeg):
        raise StorageError("photos.would_overwrite", file=shown_name(out))
    try:
        return drawing.loaded(picture)
    except (OSError, SyntaxError, ValueError) as error:
        raise FormatError("photos.damaged", file=shown_name(jpeg)) from error


def _write(picture: Image, out: Path) -> None:
    temp = temporary(out)
    with told(out, "photos.cannot_store"):
        try:
            with temp.open("xb") as file:
                picture.save(file, "JPEG", quality=_QUALITY)
                file.flush()
                durable.sync(file.fileno())
            durable.publish(temp, out)
        finally:
            durable.discard(temp)
