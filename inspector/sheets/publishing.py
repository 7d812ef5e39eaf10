"""Putting a finished file where the user asked for it: written beside it first, then moved in one step.

Apart from what is written, so that no export of any kind can leave half a file (reliability.md: "Export to a temp
file, then replace; a target that is open elsewhere gets -2").
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from inspector.domain.errors import FormatError

_MOST_TRIES = 50


def publish(path: Path, write: Callable[[Path], None]) -> Path:
    """Let `write` fill a temporary file, then move it to `path`; return where it really went.

    A target that another program holds open gets `-2`, `-3`, … behind its name. Raises FormatError where the
    folder cannot be written; nothing is left behind then.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        write(temporary)
        _sync(temporary)
        return _moved(temporary, path)
    except OSError as error:
        raise FormatError(
            "sheets.cannot_write", file=str(path), cause=error.strerror or type(error).__name__
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _moved(temporary: Path, path: Path) -> Path:
    for target in _names(path):
        try:
            temporary.replace(target)
        except PermissionError:
            if not target.exists() or target.is_dir():
                raise
        else:
            return target
    raise PermissionError(path)


def _names(path: Path) -> Iterator[Path]:
    yield path
    for number in count(2):
        if number > _MOST_TRIES:
            return
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")
