"""Print photos as JPEG bytes: checked before they go in, then passed through byte for byte.

Apart from the photo grid because it knows the file format: half a JPEG passes for a whole one in every PDF
library and prints as a grey box (bulletin.md), so the markers are walked here first.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from io import BytesIO
from typing import cast

from inspector.bulletin.content import PhotoSource

_SOI, _EOI = b"\xff\xd8", b"\xff\xd9"
_SOS = 0xDA
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_PRINTABLE = frozenset({1, 3})
"""Components: grey or colour. CMYK has no place in a PDF/A whose colours are declared as sRGB."""

_BARE = frozenset({0x01, *range(0xD0, 0xD8)})


@dataclass(frozen=True)
class Jpeg:
    """A whole JPEG: its bytes and its size in pixels.

    Stands in for reportlab's image reader: `jpeg_fh` hands over the bytes undecoded, and the name that
    reportlab gives the object is made from the text form, here the content's digest, so that equal photos
    are stored once and the file does not depend on where the photos lie.
    """

    data: bytes
    width: int
    height: int

    def jpeg_fh(self) -> BytesIO:
        """The undecoded bytes as reportlab asks for them."""
        return BytesIO(self.data)

    def __str__(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def read_jpeg(path: PhotoSource) -> Jpeg | None:
    """The photo at `path`, or None when it is missing, cut short, in CMYK or no JPEG."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return parse_jpeg(data)


def parse_jpeg(data: bytes) -> Jpeg | None:
    """The photo in `data`, or None when it is cut short or no JPEG that PDF can hold."""
    try:
        size, scan = _walk(data)
    except (IndexError, struct.error, ValueError):
        return None
    whole = data.find(_EOI, scan) > 0
    return Jpeg(data, *size) if whole and min(size) > 0 else None


def _walk(data: bytes) -> tuple[tuple[int, int], int]:
    """Size in pixels and where the first scan starts; ValueError when the markers are out of order."""
    if not data.startswith(_SOI):
        raise ValueError
    at, size = 2, None
    while True:
        at = _next_marker(data, at)
        marker = data[at]
        at += 1
        if marker in _BARE:
            continue
        length = cast("int", struct.unpack_from(">H", data, at)[0])
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 3)
            size = (width, height) if data[at + 7] in _PRINTABLE else None
        if marker == _SOS:
            return _known(size), at + length
        at += length


def _next_marker(data: bytes, at: int) -> int:
    if data[at] != 0xFF:  # noqa: PLR2004 - the marker byte of the format
        raise ValueError
    while data[at] == 0xFF:  # noqa: PLR2004 - fill bytes
        at += 1
    return at


def _known(size: tuple[int, int] | None) -> tuple[int, int]:
    if size is None:
        raise ValueError
    return size
