"""Where resources/ and forms/ are: in the source tree, in an installed wheel, in a frozen folder."""

from __future__ import annotations

import sys
from pathlib import Path


def root() -> Path:
    """The folder that holds `resources/` and `forms/`."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resources(*parts: str) -> Path:
    """A file or folder below `resources/`."""
    return root().joinpath("resources", *parts)


def forms(*parts: str) -> Path:
    """A file or folder below `forms/`."""
    return root().joinpath("forms", *parts)
