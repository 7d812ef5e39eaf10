"""Which photos the log has ever named: a file without a row may have been taken out on purpose."""

from __future__ import annotations

import json

from inspector.domain.inspection import Photo
from inspector.domain.operation import WHOLE
from inspector.storage.reader import Reader

_SHA = str(next(one.number for one in Photo.CELLS if one.name == "sha256"))
_RECORDED = "SELECT value FROM operation WHERE kind = ? AND field = ?"


def recorded_photos(reader: Reader) -> set[str]:
    """The hashes that a photo record has ever named here."""
    return {_hash(str(value)) for (value,) in reader.rows(_RECORDED, [Photo.NUMBER, WHOLE])}


def recorded_here(reader: Reader, device: str) -> set[str]:
    """The hashes that this device (its uuid, in any epoch) recorded itself: it had the files."""
    query = f"{_RECORDED} AND dot >> 40 IN (SELECT number FROM replica WHERE name LIKE ? || ':%')"  # noqa: S608 - a constant
    return {_hash(str(value)) for (value,) in reader.rows(query, [Photo.NUMBER, WHOLE, device])}


def _hash(value: str) -> str:
    return str(json.loads(value).get(_SHA, ""))
