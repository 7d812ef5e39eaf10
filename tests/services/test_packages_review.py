"""What a stranger tried with packages: wrong names, full disks, copied folders, forged numbers, restored offices."""

from __future__ import annotations

import dataclasses
import errno
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.errors import RuleError, StorageError
from inspector.domain.operation import WHOLE, Operation
from inspector.exchange import writing
from inspector.exchange.manifest import PackageKind
from inspector.exchange.signing import SigningKey
from inspector.services.bundle import Services
from inspector.services.packages import exporting, quarantine
from inspector.services.packages.exporting import ExportWish
from inspector.services.packages.report import ImportReport
from inspector.services.packages.showing import show_package
from inspector.services.workspaces import create_workspace
from inspector.storage.device_table import DeviceState
from inspector.storage.merge import operations_hash
from inspector.storage.state_hash import state_hash
from inspector.storage.workspace import DataTier, WorkplaceRole
from inspector.texts import explain
from tests.services.kit import a_project, opened
from tests.services.packages_kit import acquaint, device, exported, pass_on, trust
from tests.storage.kit import HandClock

FAR = 2**63 - 1


def told(report: ImportReport) -> list[tuple[str, str]]:
    return [(one.status.value, one.error.key if one.error else "") for one in report.files]


def states(services: Services) -> dict[str, DeviceState]:
    return {one.device.name: one.device.state for one in services.devices.listed().known}


def forged(
    source: Services,
    folder: Path,
    *,
    key: SigningKey | None = None,
    operations: Iterable[Operation] = (),
    **sender: Any,
) -> Path:
    """A soundly signed package of a device whose program was tampered with."""
    plan = source.outgoing._plan(ExportWish(kind=PackageKind.SNAPSHOT))
    key = key or plan.keys.signing
    head = source.outgoing._head(plan)
    head = dataclasses.replace(head, sender=dataclasses.replace(head.sender, key=key.public, **sender))
    contents = writing.Contents(operations=operations)
    return writing.write_packages(folder, lambda _n, _of: "x.xmw", head, contents, key)[0].path


def own(services: Services, epoch: int | None = None) -> str:
    info = services.workspace.info
    return f"{info.replica}:{epoch or info.epoch}"


@pytest.mark.parametrize("name", ["市" * 60, "👷" * 60, "甲\n乙\x7f", "a" * 301, "evil\u202egnp.exe", "CON:/\\*?"])
def test_a_device_of_any_name_can_send_and_be_sent_to(desk: Services, stick: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "laptop"
    create_workspace(folder, role=WorkplaceRole.FIELD, device_name=name, city="huludao", clock=HandClock()).close()
    with opened(folder) as laptop:
        acquaint(desk, laptop, stick)
        a_project(laptop)
        pass_on(laptop, desk, stick)
        files = [*exported(laptop, stick), *exported(desk, stick, ExportWish(to=laptop.workspace.info.replica))]
        assert all(len(one.name.encode()) <= 255 for one in files)
        assert not any("\u202e" in one.name or "\n" in one.name for one in files)


def test_two_long_names_stay_one_file_name(stick: Path, tmp_path: Path) -> None:
    with (
        device(tmp_path, "市" * 60, WorkplaceRole.OFFICE) as desk,
        device(tmp_path, "县" * 60) as laptop,
    ):
        acquaint(desk, laptop, stick)
        (file,) = exported(desk, stick, ExportWish(to=laptop.workspace.info.replica))
    assert len(file.name.encode()) <= 255


def test_an_export_that_cannot_be_noted_leaves_no_file(
    seven: Services, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the next one would carry the same number."""
    exported(seven, stick / "before")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(exporting, "_keep_sent", full)
    with pytest.raises(StorageError, match="disk_full"):
        exported(seven, stick)
    assert [one.name for one in stick.iterdir()] == ["before"]


def test_a_preview_of_a_stranger_claims_no_quarantine(desk: Services, seven: Services, stick: Path) -> None:
    files = exported(seven, stick)
    assert told(desk.incoming.preview(files)) == [("quarantined", "services.package_would_wait")]
    assert not desk.devices.listed().known
    assert told(desk.incoming.take(files)) == [("quarantined", "services.package_quarantined")]


def test_a_package_taken_from_the_stick_no_longer_waits(desk: Services, seven: Services, stick: Path) -> None:
    files = exported(seven, stick)
    desk.incoming.take(files)
    assert trust(desk, seven)
    desk.incoming.take(files)
    assert not desk.devices.listed().known[0].waiting
    assert files[0].exists()


@pytest.mark.parametrize(("code", "key"), [(errno.ENOSPC, "no_room_to_open"), (errno.EIO, "cannot_read")])
def test_a_copy_into_quarantine_that_fails_is_told_and_leaves_nothing(
    desk: Services, seven: Services, stick: Path, monkeypatch: pytest.MonkeyPatch, code: int, key: str
) -> None:
    files = exported(seven, stick)

    def fails(_source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(code, "fails")

    monkeypatch.setattr(shutil, "copyfile", fails)
    report = desk.incoming.take(files)
    assert told(report) == [("refused", f"exchange.{key}")]
    assert report.files[0].error is not None
    assert files[0].name in explain(report.files[0].error)
    folder = desk.workspace.path / quarantine.FOLDER
    assert not [one for one in folder.rglob("*") if one.is_file()]


def test_real_and_synthetic_packages_of_one_import_are_not_mixed(stick: Path, seven: Services, tmp_path: Path) -> None:
    with device(tmp_path, "9号机") as nine, device(tmp_path, "新", WorkplaceRole.OFFICE) as new:
        seven.examples.sample(city_only=True)
        nine.examples.synthesize(10, 1)
        files = [*exported(seven, stick), *exported(nine, stick)]
        new.incoming.take(files)
        trust(new, seven)
        trust(new, nine)
        expected = [("accepted", ""), ("refused", "services.package_mixes_tiers")]
        assert told(new.incoming.preview(files)) == told(new.incoming.take(files)) == expected
        assert new.workspace.info.tier is DataTier.REAL


def test_a_kind_of_data_that_nobody_knows_is_refused(desk: Services, seven: Services, stick: Path) -> None:
    acquaint(desk, seven, stick)
    report = desk.incoming.take([forged(seven, stick / "forged", tier="secret")])
    assert told(report) == [("refused", "exchange.bad_manifest")]
    assert report.files[0].error is not None
    assert "x.xmw" in explain(report.files[0].error)


def test_a_package_whose_import_was_undone_says_why_it_brings_nothing(
    desk: Services, seven: Services, stick: Path
) -> None:
    acquaint(desk, seven, stick)
    a_project(seven)
    files = exported(seven, stick, ExportWish(to="编报端"))
    desk.incoming.take(files)
    desk.history.undo()
    again = desk.incoming.take(files)
    assert [note.key for note in again.files[0].notes] == ["services.import_was_undone"]
    desk.history.redo()
    assert not desk.incoming.take(files).files[0].notes
    assert not desk.incoming.preview(files).files[0].notes


def test_what_is_decrypted_to_be_shown_stays_in_the_workspace(
    desk: Services, seven: Services, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that is killed meanwhile would leave it in the system's temporary folder for ever."""
    acquaint(desk, seven, stick)
    (file,) = exported(seven, stick, ExportWish(to="编报端", encrypt=True))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert show_package(file, desk.workspace).sealed
    assert not list(desk.workspace.staging.iterdir())


def test_nobody_is_a_peer_of_himself(desk: Services, stick: Path) -> None:
    report = desk.incoming.take(exported(desk, stick))
    assert (told(report), report.changes.change_id) == ([("accepted", "")], 0)
    assert not desk.peers.listed()


def test_a_revoked_device_is_sent_nothing_more(desk: Services, seven: Services, stick: Path) -> None:
    acquaint(desk, seven, stick)
    desk.devices.revoke("7号机", "编报组长")
    before = sorted(stick.iterdir())
    for encrypt in (None, True):
        with pytest.raises(RuleError, match="peer_revoked"):
            exported(desk, stick, ExportWish(to="7号机", encrypt=encrypt))
    assert sorted(stick.iterdir()) == before
    desk.devices.trust("7号机", "编报组长", compared=True)
    assert exported(desk, stick, ExportWish(to="7号机"))


def test_a_copied_folder_and_its_original_both_go_on(desk: Services, stick: Path, tmp_path: Path) -> None:
    """Once the gap that is told was closed by a snapshot, neither counts for what only the other has."""
    with device(tmp_path, "甲") as one:
        acquaint(desk, one, stick)
    shutil.copytree(tmp_path / "甲", tmp_path / "乙")
    with opened(tmp_path / "甲") as one, opened(tmp_path / "乙") as two:
        a_project(two, "来自副本")
        pass_on(two, desk, stick)
        pass_on(desk, one, stick, ExportWish(kind=PackageKind.SNAPSHOT))
        pass_on(one, desk, stick)
        for turn in range(2):
            for source in (desk, one, two):
                a_project(source, f"{source.workspace.info.epoch}的第{turn}个")
            for laptop in (two, one):
                pass_on(laptop, desk, stick)
                pass_on(desk, laptop, stick)
        pass_on(desk, two, stick)
        assert len({operations_hash(each.workspace.reader) for each in (desk, one, two)}) == 1
        assert len({state_hash(each.workspace) for each in (desk, one, two)}) == 1


def test_a_restored_office_learns_back_whom_it_had_decided_on(seven: Services, stick: Path, tmp_path: Path) -> None:
    """Else its next rosters would be older than the one that the laptops have, and a revocation be lost."""
    with device(tmp_path, "办", WorkplaceRole.OFFICE) as desk:
        acquaint(desk, seven, stick)
    shutil.copytree(tmp_path / "办", tmp_path / "backup")
    with opened(tmp_path / "办") as desk, device(tmp_path, "9号机") as nine:
        acquaint(desk, nine, stick)
        desk.devices.revoke("9号机", "编报组长")
        pass_on(desk, seven, stick)
        version = desk.devices.listed().roster_version
    shutil.rmtree(tmp_path / "办")
    shutil.copytree(tmp_path / "backup", tmp_path / "办")
    with opened(tmp_path / "办") as desk, device(tmp_path, "10号机") as ten:
        acquaint(desk, ten, stick)
        desk.devices.revoke("10号机", "编报组长")
        pass_on(seven, desk, stick)
        decided = {"7号机": DeviceState.TRUSTED, "9号机": DeviceState.REVOKED, "10号机": DeviceState.REVOKED}
        assert states(desk) == decided
        assert desk.devices.listed().roster_version > version
        pass_on(desk, seven, stick)
        assert {name: state for name, state in states(seven).items() if name in decided} == {
            name: state for name, state in decided.items() if name != "7号机"
        }
        settled = desk.devices.listed().roster_version
        pass_on(seven, desk, stick)
        assert desk.devices.listed().roster_version == settled


def test_a_device_revoked_since_the_restore_stays_revoked(seven: Services, stick: Path, tmp_path: Path) -> None:
    with device(tmp_path, "办", WorkplaceRole.OFFICE) as desk, device(tmp_path, "9号机") as nine:
        acquaint(desk, seven, stick)
        acquaint(desk, nine, stick)
    shutil.copytree(tmp_path / "办", tmp_path / "backup")
    with opened(tmp_path / "办") as desk, device(tmp_path, "10号机") as ten:
        acquaint(desk, ten, stick)
        pass_on(desk, seven, stick)
    shutil.rmtree(tmp_path / "办")
    shutil.copytree(tmp_path / "backup", tmp_path / "办")
    with opened(tmp_path / "办") as desk:
        desk.devices.revoke("9号机", "编报组长")  # the same version as the one that the laptop carries
        pass_on(seven, desk, stick)
        assert states(desk)["9号机"] is DeviceState.REVOKED
        assert states(desk)["10号机"] is DeviceState.TRUSTED
        pass_on(desk, seven, stick)
    assert states(seven)["9号机"] is DeviceState.REVOKED


def test_an_office_that_trusts_another_forgets_none_of_its_laptops(
    desk: Services, seven: Services, stick: Path, tmp_path: Path
) -> None:
    with device(tmp_path, "区办", WorkplaceRole.OFFICE) as other, device(tmp_path, "9号机") as nine:
        acquaint(other, nine, stick)
        for name in ("甲", "乙"):
            with device(tmp_path, name) as laptop:
                acquaint(desk, laptop, stick)
        acquaint(desk, seven, stick)
        acquaint(desk, other, stick)
        acquaint(desk, other, stick)
        assert {states(each)["9号机"] for each in (desk, other)} == {DeviceState.TRUSTED}
        assert {states(each)["7号机"] for each in (desk, other)} == {DeviceState.TRUSTED}
        version = other.devices.listed().roster_version
        acquaint(desk, other, stick)
        assert other.devices.listed().roster_version == desk.devices.listed().roster_version == version


@pytest.mark.parametrize(("epoch", "seq"), [(1, 2**40 - 1), (999_999_999_999_999, 1), (99_999_999_999_999, 1)])
def test_forged_numbers_of_this_device_do_not_stop_it(
    desk: Services, seven: Services, stick: Path, epoch: int, seq: int
) -> None:
    acquaint(desk, seven, stick)
    for _ in range(3):
        one = Operation(own(desk, epoch), seq, 2, "x", WHOLE, '{"1":"伪造"}', FAR, "{}")
        desk.incoming.take([forged(seven, stick / "forged", operations=[one])])
        mine = Operation(own(desk), 2**40 - 1, 2, "y", WHOLE, '{"1":"伪造"}', FAR, "{}")
        desk.incoming.take([forged(seven, stick / "forged", operations=[mine])])
        made = a_project(desk, "照常登记")
    pass_on(desk, seven, stick, ExportWish(kind=PackageKind.SNAPSHOT))
    assert made.id in {row.id for row in seven.workspace.reader.all(type(made))}


def test_a_copied_device_known_to_have_lost_work_holds_trimming_up(desk: Services, stick: Path, tmp_path: Path) -> None:
    with device(tmp_path, "甲") as one:
        acquaint(desk, one, stick)
        assert desk.retention.trim(dry_run=True).silent == ()
        restored = Operation(own(one, 77), 1, 2, "x", WHOLE, '{"1":"补录"}', 1 << 50, "{}")
        with device(tmp_path, "乙") as relay:
            acquaint(desk, relay, stick)
            desk.incoming.take([forged(relay, stick / "relayed", operations=[restored])])
    assert desk.retention.trim(dry_run=True).silent == ("甲",)
