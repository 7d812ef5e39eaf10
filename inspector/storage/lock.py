"""One program per workspace: the lock, and who holds it."""

from __future__ import annotations

import errno
import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from inspector.domain.errors import StorageError

_LOCK = "workspace.lock"
_HOLDER = "workspace.holder"
_NOT_WRITABLE = {errno.EROFS, errno.EACCES, errno.EPERM}


class WorkspaceLock:
    """A lock that the system frees when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._lock = FileLock(folder / _LOCK)
        self._holder = folder / _HOLDER

    def acquire(self, now: datetime) -> None:
        """Take the lock. Raises StorageError that says who holds it, or that nothing can be written there."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise StorageError("storage.locked", **self._read_holder()) from error
        except OSError as error:
            if error.errno not in _NOT_WRITABLE:
                raise
            raise StorageError("storage.not_writable", path=self._holder.parent) from error
        told = {"host": platform.node(), "pid": os.getpid(), "since": now.isoformat()}
        with suppress(OSError):  # the lock holds without its note, which a full disk cannot take
            self._holder.write_text(json.dumps(told), encoding="utf-8")

    @contextmanager
    def held(self, now: datetime) -> Iterator[None]:
        """Take the lock for as long as the context lasts. Raises as `acquire`."""
        self.acquire(now)
        try:
            yield
        finally:
            self.release()

    def release(self) -> None:
        """Give the lock back."""
        self._holder.unlink(missing_ok=True)
        self._lock.release()

    def _read_holder(self) -> dict[str, object]:
        try:
            told = json.loads(self._holder.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            told = {}
        return {key: told.get(key, "?") for key in ("host", "pid", "since")}
