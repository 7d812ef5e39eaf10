"""The one boundary between a file from outside and the program: whatever goes wrong becomes a told refusal.

Stands apart because opening, reading on later and looking at a file all need the same translation
(reliability.md: "one catch-all boundary").
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inspector.domain.errors import FormatError, InspectorError, StorageError

_FULL = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn every failure while reading `path` into a FormatError that names the file; a full disk is a StorageError."""
    name = shown_name(path)
    try:
        yield
    except InspectorError as error:
        error.details.setdefault("file", name)
        raise
    except OSError as error:
        raise _unread(error, name) from error
    except Exception as error:
        raise FormatError("exchange.unreadable", file=name) from error


@contextmanager
def writing_into(folder: Path) -> Iterator[None]:
    """Turn a failure of the disk while writing into a StorageError that names the folder."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageError("exchange.disk_full", folder=folder) from error
        raise StorageError("exchange.cannot_write", folder=folder, cause=_cause(error)) from error


def shown_name(path: Path) -> str:
    """The file name as a message may show it: undecodable bytes must not break the sentence."""
    return path.name.encode(errors="replace").decode()


def _unread(error: OSError, name: str) -> InspectorError:
    if error.errno in _FULL:
        return StorageError("exchange.no_room_to_open", file=name)
    if isinstance(error, FileNotFoundError):
        return FormatError("exchange.no_file", file=name)
    return FormatError("exchange.cannot_read", file=name, cause=_cause(error))


def _cause(error: OSError) -> str:
    return error.strerror or type(error).__name__
