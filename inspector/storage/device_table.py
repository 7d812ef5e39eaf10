"""The devices that this workspace has met: whom it trusts, and who decided that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from inspector.storage.local_records import LocalKind, keep, kept, kept_at
from inspector.storage.reader import Reader
from inspector.storage.transaction import Transaction


class DeviceState(StrEnum):
    """What was decided on a device."""

    UNKNOWN = "unknown"
    TRUSTED = "trusted"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Device:
    """A device by its Ed25519 public key (64 hex digits).

    `recipient` is the age key to encrypt to, `replica` the UUID without epoch, `rostered` whether it stands on
    the roster, `decided_by` who trusted or revoked it; times are Unix milliseconds.
    """

    key: str
    recipient: str
    replica: str
    name: str
    role: str
    state: DeviceState
    rostered: bool
    decided_by: str
    decided_at: int | None
    first_seen: int


def devices(reader: Reader) -> tuple[Device, ...]:
    """Every device known, by key."""
    return tuple(map(_device, kept(reader, LocalKind.DEVICE)))


def device(reader: Reader, key: str) -> Device | None:
    """The device with this key."""
    found = kept_at(reader, LocalKind.DEVICE, key)
    return None if found is None else _device(found)


def keep_device(tx: Transaction, device: Device) -> None:
    """Keep a device, or what is now known of it."""
    keep(tx, LocalKind.DEVICE, device.key, vars(device))


def _device(content: Any) -> Device:  # noqa: ANN401 - plain JSON
    return Device(**{**content, "state": DeviceState(content["state"])})
