"""名册: the office's signed list of devices, issued by the office and taken in by the laptops.

The roster is no shared record, lest any laptop could put itself on it: it is a document that the office signs,
that every package carries on, and of which only the newest version counts (exchange.md, "Trust").
"""

from __future__ import annotations

from inspector.domain.ids import local_time
from inspector.exchange.roster import Roster, RosterEntry, read_roster, write_roster
from inspector.services.packages.device_keys import DeviceKeys, kept_keys
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


def take_roster(workspace: Workspace, tx: Transaction, data: bytes) -> bool:
    """Take in a roster that a package carried; False where it is not signed by a trusted office or is no newer one.

    An office forgets none of its own decisions: where the roster lacks one it issues the next version. So one that
    was restored from a backup learns from its laptops what it had decided since, and two offices come to one list;
    of what was decided apart, under one version or before and after a restore, revoking counts. Raises FormatError
    for a damaged one.
    """
    keys, is_office = kept_keys(workspace), workspace.info.role is WorkplaceRole.OFFICE
    own_key = keys.signing.public if keys else ""
    roster, signer = read_roster(data)
    issuer = _issuer(workspace, tx, signer, own_key)
    ahead = roster.version - _version(tx)
    if issuer is None or ahead < 0 or (ahead == 0 and not (is_office and kept_roster(tx.reader) != data.decode())):
        return False
    concurrent = is_office and (signer == own_key or ahead == 0)
    if not is_office:
        _forget_unlisted(tx, {one.key for one in roster.entries})
    for entry in roster.entries:
        if entry.key != own_key and not (concurrent and _is_revoked(tx, entry.key)):
            _keep_listed(tx, entry, issuer, tx.now)
    keep_roster(tx, data.decode(), roster.version)
    if keys and is_office and not {_entry(one) for one in devices(tx.reader) if one.rostered} <= set(roster.entries):
        issue_roster(workspace, tx, keys)
    return True


def _issuer(workspace: Workspace, tx: Transaction, signer: str, own_key: str) -> str | None:
    """The name of the office that signed: a trusted one, or this one."""
    if signer == own_key:
        return workspace.info.device_name
    known = device(tx.reader, signer)
    return known.name if known and known.state is DeviceState.TRUSTED and known.role == OFFICE else None


def _version(tx: Transaction) -> int:
    before = current_roster(tx.reader)
    return before.version if before else 0


def _is_revoked(tx: Transaction, key: str) -> bool:
    known = device(tx.reader, key)
    return known is not None and known.state is DeviceState.REVOKED


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
