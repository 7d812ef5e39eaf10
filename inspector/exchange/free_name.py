"""Packages never replace a file: the one of that name may not have been handed over yet."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path


def free_name(path: Path) -> Path:
    """The path itself, or where that is taken the first of `name-2`, `name-3` that is free."""
    names = (path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(1))
    return next(name for name in names if not os.path.lexists(name))
