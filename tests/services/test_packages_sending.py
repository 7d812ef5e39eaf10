"""导出: what the addressee has not acknowledged, for him, in the size and form that were asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.project import Project
from inspector.exchange.manifest import PackageKind, PhotoChoice
from inspector.services.bundle import Services
from inspector.services.packages.exporting import WECHAT, Exported, ExportWish
from inspector.services.packages.showing import show_package
from inspector.storage.sent_table import sent
from inspector.storage.state_hash import state_hash
from tests.services.kit import a_project, opened, picture, visit
from tests.services.packages_kit import acquaint, device, exported, pass_on


def written(services: Services, folder: Path, **wish: object) -> Exported:
    return services.outgoing.export(folder, ExportWish(**wish))  # type: ignore[arg-type]


def test_a_laptop_reports_to_the_one_office_and_an_office_sends_tasks_to_all(
    desk: Services, seven: Services, stick: Path
) -> None:
    acquaint(desk, seven, stick)
    result, task = written(seven, stick), written(desk, stick)
    assert (result.packages[0].manifest.kind, result.to) == (PackageKind.RESULT, "编报端")
    assert result.packages[0].manifest.to == desk.workspace.info.replica
    assert (task.packages[0].manifest.kind, task.packages[0].manifest.to) == (PackageKind.TASK, None)
    assert result.packages[0].path.name.startswith("成果包_7号机_编报端_20220610-1000")


def test_exporting_marks_nothing_only_the_acknowledgement_does(desk: Services, seven: Services, stick: Path) -> None:
    acquaint(desk, seven, stick)
    a_project(seven)
    assert written(seven, stick, to="编报端").operations == 1
    again = written(seven, stick, to="编报端")
    assert again.operations == 1, "the first may have been lost"
    desk.incoming.take([one.path for one in again.packages])
    assert written(seven, stick, to="编报端").operations == 1, "the office has not said so yet"
    pass_on(desk, seven, stick)
    assert written(seven, stick, to="编报端").operations == 0


def test_what_goes_to_all_holds_what_any_of_them_lacks(
    desk: Services, seven: Services, stick: Path, tmp_path: Path
) -> None:
    acquaint(desk, seven, stick)
    a_project(desk)
    with device(tmp_path, "9号机") as nine:
        acquaint(desk, nine, stick)
        pass_on(desk, nine, stick)
        pass_on(nine, desk, stick)
    assert written(desk, stick, to="9号机").operations == 0
    to_all = written(desk, stick).operations
    assert to_all >= written(desk, stick, to="7号机").operations > 0


def test_photos_follow_the_kind_and_the_wish(desk: Services, seven: Services, stick: Path, tmp_path: Path) -> None:
    acquaint(desk, seven, stick)
    seven.visits.record(a_project(seven).id, visit(), [picture(tmp_path / "a.jpg")])
    assert written(seven, stick, to="编报端").photos == 1
    assert written(seven, stick, to="编报端", photos=PhotoChoice.NONE).photos == 0
    assert written(seven, stick, to="编报端", kind=PackageKind.TASK).photos == 0
    in_print = written(seven, stick, to="编报端", photos=PhotoChoice.PRINT).packages[0]
    assert [one.name[:7] for one in in_print.manifest.members if "/" in one.name] == ["prints/"]


def test_what_leaves_by_wechat_is_encrypted_for_its_addressee(
    desk: Services, seven: Services, stick: Path, tmp_path: Path
) -> None:
    acquaint(desk, seven, stick)
    a_project(seven)
    (sealed,) = written(seven, stick, max_size=WECHAT).packages
    assert sealed.sealed
    assert "滨海".encode() not in sealed.path.read_bytes()
    assert show_package(sealed.path, desk.workspace).signer == "trusted"
    with device(tmp_path, "9号机") as nine:
        refused = nine.incoming.take([sealed.path]).files[0].error
    assert refused is not None
    assert refused.key.startswith("exchange.")
    assert not written(seven, stick, max_size=WECHAT, encrypt=False).packages[0].sealed
    assert not written(seven, stick).packages[0].sealed
    assert written(seven, stick, encrypt=True).packages[0].sealed


def test_without_a_key_to_encrypt_to_nothing_is_written_in_plain(seven: Services, stick: Path) -> None:
    with pytest.raises(RuleError, match="no_key_to_encrypt"):
        written(seven, stick, max_size=WECHAT)
    assert not list(stick.glob("*"))


def test_an_addressee_is_named_or_refused(desk: Services, seven: Services, stick: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no_such_peer"):
        written(desk, stick, to="7号机")
    acquaint(desk, seven, stick)
    assert written(desk, stick, to=seven.workspace.info.replica[:8]).to == "7号机"
    with device(tmp_path / "另一台", "7号机") as twin:
        acquaint(desk, twin, stick)
        with pytest.raises(RuleError, match="peer_ambiguous"):
            written(desk, stick, to="7号机")
        assert written(desk, stick, to=twin.workspace.info.replica).operations == 0


def test_a_snapshot_starts_a_new_laptop(desk: Services, stick: Path, tmp_path: Path) -> None:
    a_project(desk)
    desk.visits.record("滨海公路", visit(), [picture(tmp_path / "a.jpg")])
    with device(tmp_path, "新机") as fresh_one:
        report = pass_on(desk, fresh_one, stick, ExportWish(kind=PackageKind.SNAPSHOT))
        assert report.files[0].photos.stored == 1
        assert state_hash(fresh_one.workspace) == state_hash(desk.workspace)


def test_a_roster_alone_brings_keys_and_no_data(desk: Services, seven: Services, stick: Path, tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no_roster"):
        written(seven, stick, kind=PackageKind.ROSTER)
    acquaint(desk, seven, stick)
    a_project(desk)
    with device(tmp_path, "9号机") as nine:
        acquaint(desk, nine, stick)
        report = pass_on(desk, seven, stick, ExportWish(kind=PackageKind.ROSTER))
    assert [one.device.name for one in seven.devices.listed().known] == ["9号机", "编报端"]
    assert seven.devices.listed().roster_version >= 2
    assert report.changes.empty
    assert seven.workspace.reader.count(Project) == 0


def test_an_office_cannot_be_told_by_a_laptop_who_belongs(desk: Services, seven: Services, stick: Path) -> None:
    acquaint(desk, seven, stick)
    version = desk.devices.listed().roster_version
    pass_on(seven, desk, stick)
    assert desk.devices.listed().roster_version == version


def test_what_was_never_exported_is_counted(desk: Services, seven: Services, stick: Path) -> None:
    acquaint(desk, seven, stick)
    a_project(seven)
    assert seven.peers.state().unsent == 1
    written(seven, stick)
    assert seven.peers.state().unsent == 0
    numbers = [one.number for one in sent(seven.workspace.reader)]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_a_package_is_shown_without_being_taken(desk: Services, seven: Services, stick: Path, tmp_path: Path) -> None:
    seven.visits.record(a_project(seven).id, visit(), [picture(tmp_path / "a.jpg")])
    (file,) = exported(seven, stick)
    shown = show_package(file)
    assert (shown.photos, shown.signer, shown.sealed) == (1, None, False)
    assert show_package(file, seven.workspace).signer == "own"
    assert show_package(file, desk.workspace).signer == "unknown"
    desk.incoming.take([file])
    desk.devices.revoke("7号机", "编报组长")
    assert show_package(file, desk.workspace).signer == "revoked"


def test_the_keys_of_a_device_stay(tmp_path: Path) -> None:
    with device(tmp_path, "7号机") as seven:
        assert seven.devices.listed().own is None
        own = seven.devices.make_own_keys()
        assert seven.devices.make_own_keys() == own
    assert len(own.fingerprint.split()) == 6
    with opened(tmp_path / "7号机") as again:
        assert again.devices.listed().own == own
