"""One photo from its bytes to its facts and views. Runs in the decode worker, on bytes nobody has vouched for.

A JPEG is decoded at 1/2, 1/4 or 1/8 wherever that still fills the print copy: three times faster than in
full, and every byte of the entropy-coded data is still read, so damage shows (performance.md).
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedWriter
from pathlib import Path
from typing import BinaryIO, TextIO

from PIL import Image, ImageFile

from inspector.domain.errors import FormatError
from inspector.photos import colour, exif
from inspector.photos.kinds import HEAD_BYTES, MEDIA_TYPES, kind_of
from inspector.photos.stored import PRINT_PX, Job, Picture
from inspector.vault.casing import PLAIN, Casing

THUMBNAIL_PX = 320
MAX_PIXELS = 120_000_000

_LEAST_PRINT_PX = 1600
_PRINT_QUALITY = 85
_THUMBNAIL_QUALITY = 80
_TURN = Image.Transpose
_UPRIGHT = {
    2: _TURN.FLIP_LEFT_RIGHT,
    3: _TURN.ROTATE_180,
    4: _TURN.FLIP_TOP_BOTTOM,
    5: _TURN.TRANSPOSE,
    6: _TURN.ROTATE_270,
    7: _TURN.TRANSVERSE,
    8: _TURN.ROTATE_90,
}


class _Heard(threading.local):
    """How often Pillow warned in this thread."""

    count = 0


_heard = _Heard()


def prepare() -> None:
    """Set this process up for foreign bytes: bombs raise, Pillow's other warnings (all on metadata) are counted.

    `warnings.catch_warnings` is not safe with threads, hence one hook for the process.
    """
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("always")
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    warnings.showwarning = _hear


def decode(job: Job) -> Picture:
    """Decode the whole of `job.source` and write the views asked for.

    Raises FormatError (no photo, too many pixels), OSError, MemoryError, and whatever Pillow raises on damage.
    """
    kind = _kind(job)
    _heard.count = 0
    try:
        with _opened(job) as source, Image.open(source, formats=[kind]) as image:
            return _read(image, kind, job)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_many_pixels() from bomb


def _too_many_pixels() -> FormatError:
    return FormatError("photos.too_many_pixels", limit=MAX_PIXELS // 1_000_000)


def _hear(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    del message, filename, lineno, file, line
    _heard.count += issubclass(category, UserWarning)


@contextmanager
def _opened(job: Job) -> Iterator[Path | BinaryIO]:
    """A plain file by its path, which lets Pillow map it; a sealed one is opened in memory, block by block."""
    if job.reads == PLAIN:
        yield job.source
    else:
        with job.reads.reading(job.source) as file:
            yield file


def _kind(job: Job) -> str:
    with job.reads.reading(job.source) as file:
        kind = kind_of(file.read(HEAD_BYTES))
    if kind is None:
        raise FormatError("photos.not_picture")
    if kind == "HEIF":
        import pillow_heif  # noqa: PLC0415 - 30 MB of decoder that most workers never need

        pillow_heif.register_heif_opener()
    return kind


def _read(image: ImageFile.ImageFile, kind: str, job: Job) -> Picture:
    full = image.size
    if full[0] * full[1] > MAX_PIXELS:
        raise _too_many_pixels()
    if kind == "JPEG":
        image.draft(None, draft_size(full))
    image.load()
    if kind != "JPEG":
        full = image.size  # Pillow turns a TIFF while loading it
    shot = exif.read(image)
    if not _write_views(image, shot.orientation, job):
        shot.warnings.append("photos.profile_ignored")
    return _picture(kind, full, shot)


def _picture(kind: str, full: tuple[int, int], shot: exif.Shot) -> Picture:
    if _heard.count:
        shot.warnings.append("photos.metadata_damaged")
    width, height = full if shot.orientation < _TURN.TRANSPOSE.value else full[::-1]
    return Picture(
        media_type=MEDIA_TYPES[kind],
        width=width,
        height=height,
        orientation=shot.orientation,
        taken_at=shot.taken_at,
        longitude=shot.longitude,
        latitude=shot.latitude,
        camera=shot.camera,
        warnings=tuple(dict.fromkeys(shot.warnings)),
    )


def draft_size(full: tuple[int, int]) -> tuple[int, int]:
    """The size to ask libjpeg for: the deepest of 1/2, 1/4, 1/8 that leaves a print copy sharp enough."""
    longest = max(full)
    for part in (2, 4, 8):
        if _LEAST_PRINT_PX <= longest // part <= PRINT_PX:
            return full[0] // part or 1, full[1] // part or 1
    part = max(1, 1 << min(3, (longest // PRINT_PX).bit_length() - 1)) if longest >= PRINT_PX else 1
    return full[0] // part or 1, full[1] // part or 1


def _write_views(image: Image.Image, orientation: int, job: Job) -> bool:
    """Whether the colours could be followed; the views carry no metadata, so no place leaks from them."""
    if job.print_copy is None and job.thumbnail is None:
        return True
    upright = _upright(_shrunk(colour.plain(image)), orientation)
    printed, followed = colour.to_srgb(upright, image.info.get("icc_profile"))
    printed.info = {}
    if job.print_copy:
        _save(printed, job.writes, job.print_copy, _PRINT_QUALITY)
    if job.thumbnail:
        printed.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX), reducing_gap=2.0)
        _save(printed, job.writes, job.thumbnail, _THUMBNAIL_QUALITY)
    return followed


def _shrunk(image: Image.Image) -> Image.Image:
    longest = max(image.size)
    if longest <= PRINT_PX:
        return image
    width, height = (max(1, round(side * PRINT_PX / longest)) for side in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    turn = _UPRIGHT.get(orientation)
    return image if turn is None else image.transpose(turn)


def _save(image: Image.Image, casing: Casing, target: Path, quality: int) -> None:
    with BufferedWriter(casing.writing(target)) as out:
        image.save(out, "JPEG", quality=quality)
