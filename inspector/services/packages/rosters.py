"""名册: the office's signed list of devices, issued by the office and taken in by the laptops.

The roster is no shared record, lest any laptop could put itself on it: it is a document that the office signs,
that every package carries on, and of which only the newest version counts (exchange.md, "Trust").
"""

from __future__ import annotations

from inspector.domain.ids import local_time
from inspector.exchange.roster import Roster, RosterEntry, read_roster, write_roster
from inspector.services.packages.device_keys import DeviceKeys
from inspector.storage.device_table import Device, DeviceState, device, devices, keep_device
from inspector.storage.reader import Reader
from inspector.storage.roster_table import keep_roster, kept_roster
from inspector.storage.transaction import Transaction
from inspector.storage.workspace import WorkplaceRole, Workspace, WorkspaceInfo

OFFICE = WorkplaceRole.OFFICE.value


def issue_roster(workspace: Workspace, tx: Transaction, keys: DeviceKeys) -> None:
    """Sign a new version of the roster from the devices that the office has decided on, inside `tx`."""
    before = current_roster(tx.reader)
    info = workspace.info
    listed = [one for one in devices(tx.reader) if one.rostered and one.key != keys.signing.public]
    entries = (_own_entry(info, keys), *(_entry(one) for one in sorted(listed, key=lambda one: one.first_seen)))
    version = before.version + 1 if before else 1
    made = Roster(version, local_time(workspace.clock).isoformat(), info.city, entries)
    keep_roster(tx, write_roster(made, keys.signing).decode(), version)


def current_roster(reader: Reader) -> Roster | None:
    """The roster in force here, if there is one."""
    kept = kept_roster(reader)
    return read_roster(kept.encode())[0] if kept is not None else None


def take_roster(tx: Transaction, data: bytes, own_key: str, now: int) -> bool:
    """Take in a roster that a package carried; False where it is not signed by a trusted office or is no newer one.

    `now` is Unix milliseconds. Raises FormatError for one that is damaged.
    """
    roster, signer = read_roster(data)
    issuer = device(tx.reader, signer)
    before = current_roster(tx.reader)
    if signer == own_key or issuer is None or issuer.state is not DeviceState.TRUSTED or issuer.role != OFFICE:
        return False
    if before is not None and roster.version <= before.version:
        return False
    _forget_unlisted(tx, {one.key for one in roster.entries})
    for entry in roster.entries:
        if entry.key != own_key:
            _keep_listed(tx, entry, issuer.name, now)
    keep_roster(tx, data.decode(), roster.version)
    return True


def _forget_unlisted(tx: Transaction, listed: set[str]) -> None:
    """A device that the office took off its roster has to be decided on again."""
    for one in devices(tx.reader):
        if one.rostered and one.key not in listed:
            keep_device(tx, _decided(one, DeviceState.UNKNOWN, "", None, rostered=False))


def _keep_listed(tx: Transaction, entry: RosterEntry, issuer: str, now: int) -> None:
    known = device(tx.reader, entry.key)
    made = Device(
        key=entry.key,
        recipient=entry.recipient,
        replica=entry.replica,
        name=entry.device_name,
        role=entry.role,
        state=DeviceState(entry.state),
        rostered=True,
        decided_by=issuer,
        decided_at=now,
        first_seen=known.first_seen if known else now,
    )
    keep_device(tx, made)


def _decided(one: Device, state: DeviceState, by: str, at: int | None, *, rostered: bool) -> Device:
    fields = {"state": state, "decided_by": by, "decided_at": at, "rostered": rostered}
    return Device(**{**vars(one), **fields})


def _own_entry(info: WorkspaceInfo, keys: DeviceKeys) -> RosterEntry:
    return RosterEntry(
        key=keys.signing.public,
        recipient=keys.recipient,
        replica=info.replica,
        device_name=info.device_name,
        role=info.role.value,
        state=DeviceState.TRUSTED.value,
    )


def _entry(one: Device) -> RosterEntry:
    return RosterEntry(
        key=one.key,
        recipient=one.recipient,
        replica=one.replica,
        device_name=one.name,
        role=one.role,
        state=one.state.value,
    )
