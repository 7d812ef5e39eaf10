"""办公室恢复密钥 as a file: its secret half is written once, readable by its owner alone, and never overwritten."""

from __future__ import annotations

import os
from pathlib import Path

from inspector.domain.errors import StorageError
from inspector.services.passphrases import new_recovery_key


def write_recovery_key(path: Path) -> str:
    """Make a recovery key and write its secret half to the new file `path`; the public half (`age1…`).

    Raises StorageError where a file of that name is there, or none can be written.
    """
    identity, recipient = new_recovery_key()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise StorageError("services.recovery_key_taken", path=path) from error
    except OSError as error:
        raise StorageError("services.recovery_key_unwritten", path=path, cause=error.strerror) from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{identity}\n")
        file.flush()
        os.fsync(file.fileno())
    return recipient
