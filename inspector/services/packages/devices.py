"""设备: who may hand in packages. The first contact is confirmed by a fingerprint, a decision bears a name."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from inspector.domain.errors import NotFoundError, RuleError
from inspector.exchange.signing import fingerprint
from inspector.services.packages.device_keys import DeviceKeys, device_keys, kept_keys
from inspector.services.packages.quarantine import Quarantine
from inspector.services.packages.rosters import current_roster, issue_roster
from inspector.storage.device_table import Device, DeviceState, device, devices, keep_device
from inspector.storage.transaction import ChangeSet
from inspector.storage.workspace import WorkplaceRole, Workspace

FINGERPRINT_DIGITS = 30
SHORTEST_ID = 6


@dataclass(frozen=True)
class OwnDevice:
    """This device as others see it; without keys until its first package, or until its fingerprint is wanted."""

    name: str
    replica: str
    role: str
    key: str
    recipient: str
    fingerprint: str


@dataclass(frozen=True)
class KnownDevice:
    """Another device, its fingerprint, and its packages that wait in quarantine for a decision."""

    device: Device
    fingerprint: str
    waiting: tuple[Path, ...]


@dataclass(frozen=True)
class DeviceList:
    """`roster_version` is 0 where no roster is in force."""

    own: OwnDevice | None
    known: tuple[KnownDevice, ...]
    roster_version: int


class DeviceService:
    """Use cases of 人员与设备 about keys."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._quarantine = Quarantine(workspace.path)

    def listed(self) -> DeviceList:
        """This device and all that were ever heard of, the undecided first."""
        reader = self._workspace.reader
        order = {DeviceState.UNKNOWN: 0, DeviceState.TRUSTED: 1, DeviceState.REVOKED: 2}
        known = sorted(devices(reader), key=lambda one: (order[one.state], one.name, one.key))
        roster = current_roster(reader)
        keys = kept_keys(self._workspace)
        return DeviceList(
            own=self._own(keys) if keys else None,
            known=tuple(map(self._view, known)),
            roster_version=roster.version if roster else 0,
        )

    def make_own_keys(self) -> OwnDevice:
        """This device with its keys, made now if there are none."""
        return self._own(device_keys(self._workspace))

    def trust(self, which: str, decided_by: str, *, compared: bool = False) -> KnownDevice:
        """Accept a device from now on, decided by a person (or whoever works on this device); an office rosters it.

        Named by its whole fingerprint, or by its name where `compared` says that the fingerprint was compared.
        Raises NotFoundError, RuleError.
        """
        found = self._find(which)
        if not compared and _digits(which) != _digits(fingerprint(found.key)):
            raise RuleError("services.compare_fingerprint", device=found.name, fingerprint=fingerprint(found.key))
        return self._decide(found, DeviceState.TRUSTED, decided_by)

    def revoke(self, which: str, decided_by: str) -> KnownDevice:
        """Refuse whatever a device signs from now on; what was taken in before stays, what waits is dropped."""
        return self._decide(self._find(which), DeviceState.REVOKED, decided_by)

    def find(self, which: str) -> KnownDevice:
        """One device by fingerprint, name, or the beginning of its key or id."""
        return self._view(self._find(which))

    def _decide(self, found: Device, state: DeviceState, decided_by: str) -> KnownDevice:
        info = self._workspace.info
        is_office, name = info.role is WorkplaceRole.OFFICE, decided_by.strip() or info.device_name
        keys = device_keys(self._workspace)
        action = "trust_device" if state is DeviceState.TRUSTED else "revoke_device"
        now = self._workspace.clock.milliseconds()
        made = dataclasses.replace(
            found, state=state, decided_by=name, decided_at=now, rostered=is_office or found.rostered
        )
        with self._workspace.change(ChangeSet(action, name, role="decision")) as tx:
            keep_device(tx, made)
            if is_office:
                issue_roster(self._workspace, tx, keys)
            tx.record_decision()
        if state is DeviceState.REVOKED:
            self._quarantine.discard(found.key)
        return self._view(made)

    def _find(self, which: str) -> Device:
        wanted, digits = which.strip().lower(), _digits(which)
        known = devices(self._workspace.reader)
        whole = len(digits) == FINGERPRINT_DIGITS
        by_print = [one for one in known if whole and _digits(fingerprint(one.key)) == digits]
        by_name = [one for one in known if one.name.lower() == wanted]
        found = by_print or by_name or [one for one in known if _begins(one, wanted)]
        if not found:
            raise NotFoundError("services.no_such_device", device=which)
        if len(found) > 1:
            prints = [fingerprint(one.key) for one in found]
            raise RuleError("services.device_ambiguous", device=which, fingerprints=prints)
        return found[0]

    def _view(self, one: Device) -> KnownDevice:
        return KnownDevice(one, fingerprint(one.key), self._quarantine.of_device(one.key))

    def _own(self, keys: DeviceKeys) -> OwnDevice:
        info = self._workspace.info
        public = keys.signing.public
        return OwnDevice(info.device_name, info.replica, info.role.value, public, keys.recipient, fingerprint(public))


def is_trusted(workspace: Workspace, key: str) -> bool:
    """Whether packages signed with `key` are taken in: by a trusted device, or by this one."""
    keys = kept_keys(workspace)
    known = device(workspace.reader, key)
    return (keys is not None and keys.signing.public == key) or (
        known is not None and known.state is DeviceState.TRUSTED
    )


def _begins(one: Device, wanted: str) -> bool:
    return len(wanted) >= SHORTEST_ID and (one.key.startswith(wanted) or one.replica.startswith(wanted))


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdecimal())
