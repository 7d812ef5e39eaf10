"""`keys.json`: the data key of a workspace, wrapped by its passphrase and once to the office's recovery key.

Nothing in it is secret, and nothing in it can be changed unseen: the whole is marked under the data key, so that
nobody who lays hands on a folder can make its next opening turn it into a plain one.
"""

from __future__ import annotations

import hmac
import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from inspector.domain.errors import StorageError
from inspector.durable import sync_folder, write_text
from inspector.vault import wrapping
from inspector.vault.data_key import DataKey

NAME = "keys.json"
_FORMAT = 1


class SealState(StrEnum):
    """Where a workspace is: `sealing` and `opening` are finished at the next opening, whatever cut them short."""

    SEALED = "sealed"
    SEALING = "sealing"
    OPENING = "opening"


@dataclass(frozen=True)
class KeyFile:
    """What `keys.json` says. `id` names the data key; `recovery` is empty where the office cannot help."""

    id: str
    state: SealState
    passphrase: Mapping[str, Any]
    recovery: Mapping[str, str]
    mark: str = ""

    @classmethod
    def new(cls, key: DataKey, passphrase: str, recipient: str) -> Self:
        """Wrap a key. Raises StorageError for a recipient that is none."""
        made = cls(key.id, SealState.SEALED, wrapping.by_passphrase(key, passphrase), wrapping.to(key, recipient))
        return made.marked(key)

    def marked(self, key: DataKey) -> Self:
        """The same, with its mark."""
        return replace(self, mark=_mark(self, key))

    def in_state(self, state: SealState, key: DataKey) -> Self:
        """The same in another state."""
        return replace(self, state=state).marked(key)

    def with_passphrase(self, key: DataKey, passphrase: str) -> Self:
        """The same under another passphrase: no data changes."""
        return replace(self, passphrase=wrapping.by_passphrase(key, passphrase)).marked(key)

    def unlocked(self, passphrase: str) -> DataKey:
        """The data key. Raises StorageError `storage.passphrase_wrong`, `storage.keys_damaged`."""
        return self.checked(wrapping.from_passphrase(self.passphrase, self.id, passphrase))

    def recovered(self, identity: str) -> DataKey:
        """The data key by the office's secret recovery key. Raises StorageError `storage.recovery_wrong`."""
        return self.checked(wrapping.from_recovery(self.recovery, identity))

    def checked(self, key: DataKey) -> DataKey:
        """`key`, if it is the one of this file and nothing in it was changed. Raises StorageError."""
        if key.id != self.id or not hmac.compare_digest(_mark(self, key), self.mark):
            raise StorageError("storage.keys_damaged")
        return key


def is_encrypted(folder: Path) -> bool:
    """Whether a workspace or a backup asks for a passphrase; answered without opening it."""
    return (folder / NAME).is_file()


def read(folder: Path) -> KeyFile | None:
    """The key file of a workspace or backup, None where there is none. Raises StorageError for a damaged one."""
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if told["format"] != _FORMAT:
            raise StorageError("storage.keys_newer", path=folder)
        return KeyFile(
            id=str(told["id"]),
            state=SealState(told["state"]),
            passphrase=wrapping.known(told["passphrase"]),
            recovery={str(name): str(value) for name, value in told["recovery"].items()},
            mark=str(told["mark"]),
        )
    except FileNotFoundError:
        return None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise StorageError("storage.keys_damaged") from error


def write(folder: Path, made: KeyFile) -> None:
    """Put a key file into a folder: afterwards the old or the new one is there. Raises OSError."""
    write_text(folder / NAME, json.dumps({**_told(made), "mark": made.mark}, indent=1))


def remove(folder: Path) -> None:
    """Take the key file away, down to the disk: from here on the folder is plain. Raises OSError."""
    (folder / NAME).unlink(missing_ok=True)
    sync_folder(folder)


def _told(made: KeyFile) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "id": made.id,
        "state": made.state.value,
        "passphrase": dict(made.passphrase),
        "recovery": dict(made.recovery),
    }


def _mark(made: KeyFile, key: DataKey) -> str:
    text = json.dumps(_told(made), sort_keys=True, separators=(",", ":"))
    return b64encode(hmac.digest(key.marks, text.encode(), "sha256")).decode()
