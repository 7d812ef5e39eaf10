"""The operating system's errors on photo files, as what their user is told."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inspector.domain.errors import NotFoundError, StorageError

_DISK_FULL = (errno.ENOSPC, errno.EDQUOT)


@contextmanager
def told(file: Path, otherwise: str) -> Iterator[None]:
    """Turn an OSError inside into NotFoundError or StorageError on `file`; `otherwise` is the general key."""
    try:
        yield
    except FileNotFoundError as error:
        raise NotFoundError("photos.no_file", file=shown_name(file)) from error
    except OSError as error:
        key = "photos.disk_full" if error.errno in _DISK_FULL else otherwise
        raise StorageError(key, file=shown_name(file)) from error


def shown_name(path: Path) -> str:
    """The file's name as text that any database and any screen takes."""
    return path.name.encode("utf-8", "replace").decode("utf-8")
