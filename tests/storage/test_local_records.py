"""What this workspace alone knows: it comes back as it was kept, travels nowhere and is told when damaged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspector.domain.errors import StorageError
from inspector.storage.check import Finding, check
from inspector.storage.device_table import DeviceState, device, devices, keep_device
from inspector.storage.history import change_sets
from inspector.storage.merge import operations_since
from inspector.storage.merge_record_table import keep_merge_record, merge_record
from inspector.storage.peer_table import Peer, keep_peer, peer, peers
from inspector.storage.receipt_table import Receipt, keep_receipt, receipt, receipts
from inspector.storage.roster_table import keep_roster, kept_roster
from inspector.storage.ruling_table import Ruling, forget_ruling, keep_ruling, rulings
from inspector.storage.secrets_table import keep_secret, secret
from inspector.storage.sent_table import SentPackage, keep_sent, sent
from inspector.storage.state_hash import state_hash
from inspector.storage.undo import undo
from inspector.storage.workspace import Workspace
from tests.storage.kit import START, project
from tests.storage.make_workspace import DEVICE as EXAMPLE

DEVICE = replace(EXAMPLE, state=DeviceState.UNKNOWN, rostered=False, decided_by="", decided_at=None)
PEER = Peer("uuid:1", 3, "7号机", "field", {"uuid:1": ((1, 5), (9, 9))}, ("f" * 64,), 12, "a" * 64, "b" * 64, START, 1)
RECEIPT = Receipt(
    package="p1",
    sender="uuid:1",
    device_name="7号机",
    kind="result",
    number=3,
    set_id="s",
    volume=1,
    volumes=2,
    made_at="2022-06-10T10:00:00+08:00",
    received_at=START,
    change_id=4,
    file_name="包(1).xmw",
    report={"new": 3, "项目": ["甲"]},
    previous=None,
)
SENT = SentPackage(
    "q1", 1, "task", None, "s", 1, 1, "2022-06-10T10:00:00+08:00", "任务包.xmw", 900, {"uuid:1": ((1, 2),)}
)


def test_a_merge_is_told_by_the_step_that_it_was(ws: Workspace) -> None:
    with ws.transaction("merge") as tx:
        project(tx)
        keep_merge_record(tx, {"packages": ["甲"]})
    assert merge_record(ws.reader, tx.change_id) == {"packages": ["甲"]}
    assert merge_record(ws.reader, tx.change_id + 1) is None


def test_a_decision_waits_until_it_is_taken_back(ws: Workspace) -> None:
    with ws.transaction("note") as tx:
        keep_ruling(tx, Ruling("k", "#1", "sides"))
        keep_ruling(tx, Ruling("l", "#1", "sides"))
        keep_ruling(tx, Ruling("k", "#2", "sides"))
        forget_ruling(tx, "l")
    assert rulings(ws.reader) == {"k": Ruling("k", "#2", "sides")}


def test_what_is_kept_comes_back_as_it_was(ws: Workspace) -> None:
    with ws.transaction("note") as tx:
        keep_device(tx, DEVICE)
        keep_peer(tx, PEER)
        keep_receipt(tx, RECEIPT)
        keep_sent(tx, SENT)
        keep_roster(tx, "signed", 1)
        keep_secret(tx, "signing", "private")
    read = ws.reader
    assert (devices(read), device(read, DEVICE.key), device(read, "?")) == ((DEVICE,), DEVICE, None)
    assert (peers(read), peer(read, PEER.replica), peer(read, "?")) == ((PEER,), PEER, None)
    assert (receipts(read), receipt(read, "p1"), receipt(read, "?")) == ((RECEIPT,), RECEIPT, None)
    assert sent(read) == (SENT,)
    assert (kept_roster(read), secret(read, "signing"), secret(read, "?")) == ("signed", "private", None)
    assert "private" not in repr(ws.info)


def test_a_record_is_replaced_and_lists_begin_with_the_newest(ws: Workspace) -> None:
    assert kept_roster(ws.reader) is None
    with ws.transaction("note") as tx:
        keep_device(tx, DEVICE)
        keep_device(tx, replace(DEVICE, state=DeviceState.TRUSTED, decided_by="办公室", decided_at=START))
        keep_roster(tx, "first", 1)
        keep_roster(tx, "second", 2)
        for number in (1, 3, 2):
            keep_receipt(tx, replace(RECEIPT, package=f"p{number}", received_at=START + number))
            keep_sent(tx, replace(SENT, package=f"q{number}", number=number))
    assert [one.state for one in devices(ws.reader)] == [DeviceState.TRUSTED]
    assert kept_roster(ws.reader) == "second"
    assert [one.package for one in receipts(ws.reader)] == ["p3", "p2", "p1"]
    assert [one.number for one in sent(ws.reader)] == [3, 2, 1]


def test_they_are_no_step_no_operation_and_no_part_of_the_state(ws: Workspace) -> None:
    before = state_hash(ws)
    with ws.transaction("note") as tx:
        keep_device(tx, DEVICE)
    assert tx.changes.change_id == 0
    assert list(operations_since(ws.reader, {})) == []
    assert change_sets(ws) == ()
    assert state_hash(ws) == before


def test_a_decision_stands_in_the_chain_and_is_never_undone(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        project(tx)
    with ws.transaction("trust_device", author="办公室") as tx:
        keep_device(tx, DEVICE)
        tx.record_decision()
    assert tx.changes.change_id == 2
    newest = change_sets(ws)[0]
    assert (newest.action, newest.author, newest.role, newest.seqs) == ("trust_device", "办公室", "decision", None)
    assert check(ws).findings == ()
    assert undo(ws).change_id == 3
    assert change_sets(ws)[0].reverses == 1
    assert device(ws.reader, DEVICE.key) == DEVICE


def test_a_decision_beside_changed_records_is_undone_with_them(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        project(tx)
        tx.record_decision()
    assert change_sets(ws)[0].role == "do"


@pytest.mark.parametrize(
    "statement", ["SET content = replace(content, '7', '8')", "SET kind = 'peer'", "SET key = 'k'"]
)
def test_a_damaged_record_is_told_and_not_used(ws: Workspace, statement: str) -> None:
    with ws.transaction("note") as tx:
        keep_device(tx, DEVICE)
    ws._writer.execute(f"UPDATE local_record {statement}")
    kind, key = ws._writer.execute("SELECT kind, key FROM local_record").fetchone()
    assert check(ws).findings == (Finding("storage.check_local", {"kind": kind, "id": key}, damage=True),)
    with pytest.raises(StorageError) as told:
        (*devices(ws.reader), *peers(ws.reader))
    assert told.value.key == "storage.damaged_local"
