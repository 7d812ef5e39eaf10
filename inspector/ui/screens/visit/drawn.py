"""A drawing as a file, so that it is attached like any photo: stored by its content, never changed afterwards."""

from __future__ import annotations

import tempfile
from pathlib import Path


def photo_file(picture: bytes) -> Path:
    """A PNG in the temporary folder of the system; attaching copies it."""
    with tempfile.NamedTemporaryFile("wb", prefix="drawing-", suffix=".png", delete=False) as file:
        file.write(picture)
    return Path(file.name)
