"""What is known of a photo: the plain values that cross the border to the decode worker and to services.

They stand apart from the code that fills them because both processes import them and neither may load
the other's libraries for that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from inspector.domain.errors import InspectorError
from inspector.vault.casing import PLAIN, Casing


@dataclass(frozen=True)
class Picture:
    """What the decode worker read from a photo's bytes.

    `width` and `height` are pixels after orientation; `orientation` is the EXIF value 1-8 that turns the
    stored pixels upright (1 for HEIC, whose decoder has already turned them); `taken_at` has an offset;
    places are WGS-84 degrees; `warnings` are catalogue keys.
    """

    media_type: str
    width: int
    height: int
    orientation: int
    taken_at: datetime | None
    longitude: float | None
    latitude: float | None
    camera: str | None
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class StoredPhoto(Picture):
    """A photo that survives a power cut: its original is in the store, its views beside it.

    `sha256` is 64 lower-case hex digits, `byte_size` that of the untouched original.
    """

    sha256: str
    byte_size: int
    original_name: str
    already_stored: bool


@dataclass(frozen=True)
class LoosePicture:
    """A picture that is no file yet: drawn in the window, or from the clipboard. `name` is what it is called."""

    name: str
    data: bytes


Source = Path | LoosePicture
"""Where a photo comes from."""


@dataclass(frozen=True)
class Refused:
    """A source of which nothing was stored, with the reason for its user."""

    source: Source
    error: InspectorError


@dataclass(frozen=True)
class Job:
    """Decode `source`, wholly; write the views that have a path. `reads` and `writes` say how the files lie."""

    source: Path
    print_copy: Path | None = None
    thumbnail: Path | None = None
    reads: Casing = PLAIN
    writes: Casing = PLAIN


MAX_BYTES = 600 * 1024**2
"""A 120-megapixel TIFF without compression fits with room to spare; a film named .jpg does not."""

PRINT_PX = 2016
"""Long side of the print copy: half of 4032, the width of a 12-megapixel phone photo."""

NOT_WRITTEN = "not_written"
"""The key of a failure that is no refusal of the photo: the worker met the error `errno` of the system."""


@dataclass(frozen=True)
class Failure:
    """Why a job came to nothing: a catalogue key and what its sentence needs (an error does not pickle)."""

    key: str
    details: dict[str, Any]


@dataclass(frozen=True)
class Limits:
    """What one photo may cost: seconds of waiting, and bytes of address space of the worker.

    120 megapixels of RGBA with one working copy need 1.2 GB; a phone photo needs 0.2.
    """

    seconds: float = 60.0
    memory_bytes: int = 2 * 1024**3
