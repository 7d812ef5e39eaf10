"""导入: what packages bring is in the workspace afterwards, once, wholly or not at all."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from inspector.domain.errors import RuleError, StorageError
from inspector.domain.inspection import Photo
from inspector.domain.project import Project
from inspector.exchange import writing
from inspector.exchange.manifest import PhotoChoice
from inspector.services.bundle import Services
from inspector.services.packages import importing
from inspector.services.packages.exporting import ExportWish
from inspector.services.packages.importing import ImportWish
from inspector.services.packages.report import FileStatus, ImportReport
from inspector.services.packages.wants import awaited_photos
from inspector.storage.backup import list_backups
from inspector.storage.check import check
from inspector.storage.merge import have, operations_hash
from inspector.storage.peer_table import keep_peer, peers
from inspector.storage.state_hash import state_hash
from inspector.storage.workspace import DataTier, Workspace
from tests.services.kit import a_project, opened, picture, visit
from tests.services.packages_kit import acquaint, device, exported, fresh, pass_on, trust


def notes(report: ImportReport) -> list[str]:
    return [note.key for one in report.files for note in one.notes]


def test_both_know_the_same_after_giving_both_ways(
    desk: Services, seven: Services, stick: Path, tmp_path: Path
) -> None:
    desk.examples.sample(city_only=True)
    pass_on(desk, seven, stick)
    project = a_project(seven, "外业新报项目")
    shot = picture(tmp_path / "现场.jpg")
    saved = seven.visits.record(project.id, visit(problems=[{"description": "围挡缺失"}]), [shot])
    report = pass_on(seven, desk, stick)
    assert [one.photos.stored for one in report.files] == [1]
    named = {one.name: one for one in report.projects}
    assert named["外业新报项目"].new == {"project": 1, "inspection": 1, "problem": 1, "photo": 1}
    pass_on(desk, seven, stick)
    assert state_hash(desk.workspace) == state_hash(seven.workspace)
    assert operations_hash(desk.workspace.reader) == operations_hash(seven.workspace.reader)
    assert desk.store.original(saved.photos[0].sha256).read_bytes() == shot.read_bytes()
    assert desk.workspace.info.tier is seven.workspace.info.tier is DataTier.REAL


def test_twice_is_once_and_a_preview_changes_nothing(desk: Services, seven: Services, stick: Path) -> None:
    acquaint(desk, seven, stick)
    a_project(seven)
    files = exported(seven, stick, ExportWish(to="编报端"))
    before = state_hash(desk.workspace)
    preview = desk.incoming.preview(files)
    assert state_hash(desk.workspace) == before
    assert desk.peers.listed()[0].packages == 1
    taken = desk.incoming.take(files)
    assert (preview.projects, preview.changes.inserted) == (taken.projects, taken.changes.inserted)
    assert (fresh(preview), fresh(taken)) == (1, 1)
    steps = len(desk.history.of("project", next(desk.workspace.reader.all(Project)).id))
    after = state_hash(desk.workspace)
    again = desk.incoming.take([*files, *files])
    assert [one.status for one in again.files] == [FileStatus.KNOWN, FileStatus.KNOWN]
    assert again.changes.empty
    assert state_hash(desk.workspace) == after
    assert len(desk.history.of("project", next(desk.workspace.reader.all(Project)).id)) == steps


def test_many_files_are_one_step_and_one_undo(desk: Services, seven: Services, stick: Path, tmp_path: Path) -> None:
    acquaint(desk, seven, stick)
    with device(tmp_path, "9号机") as nine:
        acquaint(desk, nine, stick)
        files = []
        for one in (seven, nine):
            a_project(one, f"{one.workspace.info.device_name}的项目")
            files += exported(one, stick, ExportWish(to="编报端"))
    before = state_hash(desk.workspace)
    report = desk.incoming.take(files, ImportWish(author="编报组长"))
    after = state_hash(desk.workspace)
    assert len(report.changes.inserted["project"]) == 2
    desk.history.undo()
    assert state_hash(desk.workspace) == before
    desk.history.redo()
    assert state_hash(desk.workspace) == after


def test_an_unknown_device_waits_for_a_named_decision(desk: Services, seven: Services, stick: Path) -> None:
    a_project(seven)
    (file,) = exported(seven, stick)
    before = (state_hash(desk.workspace), file.read_bytes())
    report = desk.incoming.take([file])
    assert [(one.status, one.error.key if one.error else "") for one in report.files] == [
        (FileStatus.QUARANTINED, "services.package_quarantined")
    ]
    assert (state_hash(desk.workspace), file.read_bytes()) == before
    file.unlink()
    with pytest.raises(RuleError, match="compare_fingerprint"):
        desk.devices.trust("7号机", "编报组长")
    (waiting,) = desk.devices.trust("7号机", "编报组长", compared=True).waiting
    assert "滨海公路" in {one.name for one in desk.incoming.take([waiting]).projects}
    assert not waiting.exists()
    assert not desk.devices.listed().known[0].waiting


def test_a_preview_of_an_unknown_device_leaves_no_trace(desk: Services, seven: Services, stick: Path) -> None:
    files = exported(seven, stick)
    assert desk.incoming.preview(files).files[0].status is FileStatus.QUARANTINED
    assert desk.devices.listed().known == ()
    assert not (desk.workspace.path / "quarantine").exists()


def test_without_room_the_package_of_an_unknown_device_stays_where_it_is(
    desk: Services, seven: Services, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inspector.services.packages import quarantine  # noqa: PLC0415 - only here

    monkeypatch.setattr(quarantine, "_ROOM_TO_LEAVE", 2**60)
    report = desk.incoming.take(exported(seven, stick))
    assert report.files[0].error is not None
    assert report.files[0].error.key == "services.package_unknown_signer"


def test_a_revoked_device_is_refused_and_what_it_gave_stays(desk: Services, seven: Services, stick: Path) -> None:
    acquaint(desk, seven, stick)
    a_project(seven)
    pass_on(seven, desk, stick)
    desk.devices.revoke("7号机", "编报组长")
    a_project(seven, "后来的项目")
    report = desk.incoming.take(exported(seven, stick, ExportWish(to="编报端")))
    assert report.files[0].error is not None
    assert report.files[0].error.key == "services.device_revoked"
    assert desk.workspace.reader.count(Project) == 1


def test_refusing_a_stranger_drops_what_waits_of_him(desk: Services, seven: Services, stick: Path) -> None:
    files = exported(seven, stick)
    desk.incoming.take(files)
    assert desk.devices.find("7号机").waiting
    assert desk.devices.revoke("7号机", "编报组长").waiting == ()
    assert list((desk.workspace.path / "quarantine").iterdir()) == []
    assert all(one.is_file() for one in files)


def test_the_roster_of_the_office_reaches_laptops_that_never_met(
    desk: Services, seven: Services, stick: Path, tmp_path: Path
) -> None:
    with device(tmp_path, "9号机") as nine:
        acquaint(desk, seven, stick)
        acquaint(desk, nine, stick)
        pass_on(desk, seven, stick)
        a_project(nine)
        report = seven.incoming.take(exported(nine, stick, ExportWish(to="编报端")))
        assert report.files[0].status is FileStatus.ACCEPTED
        desk.devices.revoke("9号机", "编报组长")
        pass_on(desk, seven, stick)
        refused = seven.incoming.take(exported(nine, stick))
        assert refused.files[0].status is FileStatus.REFUSED


def test_an_older_roster_brings_nothing_back(desk: Services, seven: Services, stick: Path, tmp_path: Path) -> None:
    acquaint(desk, seven, stick)
    with device(tmp_path, "9号机") as nine:
        acquaint(desk, nine, stick)
        old = exported(desk, stick)
        desk.devices.revoke("9号机", "编报组长")
        pass_on(desk, seven, stick)
        seven.incoming.take(old)
        refused = seven.incoming.take(exported(nine, stick))
    assert refused.files[0].error is not None
    assert refused.files[0].error.key == "services.device_revoked"


def test_a_key_is_bound_to_its_device(desk: Services, seven: Services, stick: Path) -> None:
    acquaint(desk, seven, stick)
    known = desk.devices.listed().known[0].device
    with desk.workspace.transaction("test") as tx:
        from inspector.storage.device_table import keep_device  # noqa: PLC0415 - only here

        keep_device(tx, dataclasses.replace(known, replica="0" * 36))
    report = desk.incoming.take(exported(seven, stick))
    assert report.files[0].error is not None
    assert report.files[0].error.key == "services.key_of_other_device"


def test_packages_of_other_cities_and_of_made_up_data_stay_out(
    desk: Services, seven: Services, dandong: Services, stick: Path
) -> None:
    dandong.workspace.set_tier(DataTier.EMPTY)
    desk.incoming.take(exported(dandong, stick))
    told = desk.incoming.take(trust(desk, dandong)).files[0].error
    assert told is not None
    assert told.key == "services.package_of_other_city"
    acquaint(desk, seven, stick)
    desk.examples.sample(city_only=True)
    seven.examples.synthesize(10, 1)
    told = desk.incoming.take(exported(seven, stick)).files[0].error
    assert told is not None
    assert told.key == "services.package_mixes_tiers"


def test_an_import_that_deletes_much_asks_first(desk: Services, seven: Services, stick: Path) -> None:
    made = [a_project(desk, f"项目{number}") for number in range(30)]
    acquaint(desk, seven, stick)
    with seven.workspace.transaction("delete") as tx:
        for one in made[:21]:
            tx.delete(Project, one.id)
    files = exported(seven, stick, ExportWish(to="编报端"))
    before = state_hash(desk.workspace)
    with pytest.raises(RuleError, match="import_deletes_many"):
        desk.incoming.take(files)
    assert state_hash(desk.workspace) == before
    assert desk.incoming.preview(files).deleted == 21
    assert desk.incoming.take(files, ImportWish(confirmed=True)).deleted == 21


def test_one_bad_file_hinders_no_other(desk: Services, seven: Services, stick: Path, tmp_path: Path) -> None:
    acquaint(desk, seven, stick)
    a_project(seven)
    (good,) = exported(seven, stick, ExportWish(to="编报端"))
    bad = tmp_path / "坏.xmw"
    bad.write_bytes(good.read_bytes()[:-40])
    report = desk.incoming.take([bad, good])
    assert [one.status for one in report.files] == [FileStatus.REFUSED, FileStatus.ACCEPTED]
    assert desk.workspace.reader.count(Project) == 1


def test_a_package_that_uses_a_number_twice_is_left_out_of_the_step(
    desk: Services, seven: Services, stick: Path, tmp_path: Path
) -> None:
    """A folder copied by hand and used on both sides under one identity: its numbers say two things."""
    acquaint(desk, seven, stick)
    shot = picture(tmp_path / "a.jpg")
    with desk.workspace.transaction("edit") as tx:
        twin = Project(id=tx.new_id(), name="甲", area_id=None)
        tx.insert(twin)
    a_project(seven, "诚实的项目")
    (honest,) = exported(seven, stick, ExportWish(to="编报端"))
    desk.incoming.take([honest])
    forged = _forged(seven, stick / "forged", shot)
    a_project(desk)
    before = state_hash(desk.workspace)
    report = desk.incoming.take([forged, honest])
    assert [one.status for one in report.files] == [FileStatus.REFUSED, FileStatus.KNOWN]
    assert report.files[0].error is not None
    assert report.files[0].error.key == "storage.number_used_twice"
    assert state_hash(desk.workspace) == before
    assert not list((desk.workspace.path / "photos").rglob("[0-9a-f]" * 64)), "its photo was withdrawn"


def _forged(laptop: Services, folder: Path, shot: Path) -> Path:
    """A package of the laptop that says something else under numbers which it has given already."""
    attached = laptop.store.attach(shot)
    operations = [
        dataclasses.replace(one, value=one.value.replace("诚实", "虚假")) if "诚实" in one.value else one
        for one in laptop.outgoing._operations(laptop.outgoing._plan(ExportWish(to="编报端")))
    ]
    plan = laptop.outgoing._plan(ExportWish(to="编报端"))
    file = writing.PhotoFile(attached.sha256, laptop.store.original(attached.sha256), attached.byte_size)
    contents = writing.Contents(operations=operations, photos=[file])
    head = dataclasses.replace(laptop.outgoing._head(plan), number=99)
    written = writing.write_packages(folder, lambda _n, _of: "x.xmw", head, contents, plan.keys.signing)
    return written[0].path


def test_a_photo_may_come_later_or_in_print_size_first(
    desk: Services, seven: Services, stick: Path, tmp_path: Path
) -> None:
    acquaint(desk, seven, stick)
    project = a_project(seven)
    saved = seven.visits.record(project.id, visit(), [picture(tmp_path / "a.jpg")])
    sha = saved.photos[0].sha256
    report = pass_on(seven, desk, stick, ExportWish(to="编报端", photos=PhotoChoice.NONE))
    assert report.photos_missing == 1
    assert awaited_photos(desk.workspace) == (sha,)
    in_print = pass_on(seven, desk, stick, ExportWish(to="编报端", photos=PhotoChoice.PRINT))
    assert in_print.files[0].photos.prints == 1
    assert desk.store.print_copy(sha).is_file()
    assert awaited_photos(desk.workspace) == (sha,)
    pass_on(desk, seven, stick)
    (file,) = exported(seven, stick, ExportWish(to="编报端"))
    assert desk.incoming.take([file]).files[0].photos.stored == 1, "the want list asked for it"
    assert awaited_photos(desk.workspace) == ()


def test_a_photo_that_is_lost_or_damaged_holds_no_work_up(
    desk: Services, seven: Services, stick: Path, tmp_path: Path
) -> None:
    acquaint(desk, seven, stick)
    project = a_project(seven)
    shots = [picture(tmp_path / f"{n}.jpg", (n, 0, 0)) for n in (10, 90, 200)]
    lost, rotten, good = [one.sha256 for one in seven.visits.record(project.id, visit(), shots).photos]
    seven.store.original(lost).unlink()
    path = seven.store.original(rotten)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    made = seven.outgoing.export(stick, ExportWish(to="编报端"))
    assert (made.photos, made.absent) == (1, 2)
    report = desk.incoming.take([one.path for one in made.packages])
    assert report.photos_missing == 2
    assert desk.store.intact(good)


def test_volumes_in_any_order_one_late(desk: Services, seven: Services, stick: Path, tmp_path: Path) -> None:
    acquaint(desk, seven, stick)
    project = a_project(seven)
    noisy = [noise(tmp_path / f"{n}.jpg", n) for n in range(4)]
    seven.visits.record(project.id, visit(), noisy)
    volumes = exported(seven, stick, ExportWish(to="编报端", max_size=300_000, encrypt=False))
    assert len(volumes) >= 4
    assert all(one.stat().st_size <= 300_000 for one in volumes)
    late = volumes.pop(1)
    first = desk.incoming.take(volumes[::-1])
    assert "services.volumes_missing" in notes(first)
    last = desk.incoming.take([late])
    assert notes(last) == []
    assert last.photos_missing == 0
    assert all(desk.store.intact(one.sha256) for one in desk.workspace.reader.all(Photo))


def noise(path: Path, seed: int) -> Path:
    """A JPEG of some 400 KB that no deflate makes smaller."""
    import random  # noqa: PLC0415 - only here

    from PIL import Image  # noqa: PLC0415 - only here

    data = random.Random(seed).randbytes(640 * 480 * 3)  # noqa: S311 - a picture, nothing secret
    Image.frombytes("RGB", (640, 480), data).save(path, "JPEG", quality=90)
    return path


def test_a_gap_is_told_by_device_and_closed_by_the_late_package(desk: Services, seven: Services, stick: Path) -> None:
    acquaint(desk, seven, stick)
    a_project(seven)
    early = exported(seven, stick, ExportWish(to="编报端"))
    a_project(seven, "第二个")
    name = f"{seven.workspace.info.replica}:1"
    ((_, last),) = have(seven.workspace.reader)[name]
    with seven.workspace.transaction("test") as tx:  # as if the office had said that it has the first project
        told = peers(tx.reader)[0]
        keep_peer(tx, dataclasses.replace(told, have={**told.have, name: ((1, last - 1),)}))
    report = desk.incoming.take(exported(seven, stick, ExportWish(to="编报端")))
    assert [(one.device, one.intervals) for one in report.missing] == [("7号机", ((last - 1, last - 1),))]
    assert [(one.device, one.intervals) for one in desk.peers.state().gaps] == [("7号机", ((last - 1, last - 1),))]
    assert "services.package_before_missing" in notes(report)
    assert desk.incoming.take(early).missing == ()
    assert desk.peers.state().gaps == ()


def test_a_clock_that_is_wrong_is_told_and_nothing_dropped(desk: Services, tmp_path: Path, stick: Path) -> None:
    with device(tmp_path, "旧机") as old:
        acquaint(desk, old, stick)
        old.workspace.clock.now = 2_100_000_000_000  # type: ignore[attr-defined]
        a_project(old)
        report = pass_on(old, desk, stick)
    assert "services.odd_clocks" in notes(report)
    assert desk.workspace.reader.count(Project) == 1


def test_a_log_that_was_cut_shows(desk: Services, seven: Services, stick: Path) -> None:
    acquaint(desk, seven, stick)
    with desk.workspace.transaction("test") as tx:
        told = peers(tx.reader)[0]
        keep_peer(tx, dataclasses.replace(told, chain_change=told.chain_change + 5))
    assert "services.log_cut" in notes(pass_on(seven, desk, stick))


def test_a_restored_backup_goes_on_as_another_epoch(
    desk: Services, seven: Services, stick: Path, tmp_path: Path
) -> None:
    from inspector.storage.backup import make_backup, restore  # noqa: PLC0415 - only here

    acquaint(desk, seven, stick)
    old = make_backup(seven.workspace)
    a_project(seven, "备份之后")
    pass_on(seven, desk, stick)
    for_seven = exported(desk, stick, ExportWish(to="7号机"))
    restore(old.path, tmp_path / "恢复")
    with opened(tmp_path / "恢复") as again:
        a_project(again, "恢复之后")
        assert "services.own_log_differs" in notes(again.incoming.take(for_seven))
        pass_on(again, desk, stick)
        pass_on(desk, again, stick)
        assert {one.name for one in again.workspace.reader.all(Project)} == {"备份之后", "恢复之后"}
    assert {one.name for one in desk.workspace.reader.all(Project)} == {"备份之后", "恢复之后"}
    assert check(desk.workspace).findings == ()


def test_a_backup_is_made_before_an_import(desk: Services, seven: Services, stick: Path) -> None:
    acquaint(desk, seven, stick)
    a_project(desk)
    a_project(seven)
    pass_on(seven, desk, stick)
    assert list_backups(desk.workspace.backups)[0].reason == "import"


def test_without_room_for_a_backup_the_import_goes_on_and_says_so(
    desk: Services, seven: Services, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acquaint(desk, seven, stick)
    a_project(seven)

    def full(_ws: Workspace, _reason: str) -> None:
        raise StorageError("storage.disk_full", path=Path("x"))

    monkeypatch.setattr(importing, "backup_before", full)
    assert "storage.disk_full" in notes(pass_on(seven, desk, stick))
    assert desk.workspace.reader.count(Project) == 1


def test_without_room_for_its_photos_a_package_is_refused(
    desk: Services, seven: Services, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acquaint(desk, seven, stick)
    seven.visits.record(a_project(seven).id, visit(), [picture(tmp_path / "a.jpg")])
    monkeypatch.setattr(Workspace, "free_space", 1000)
    files = exported(seven, stick, ExportWish(to="编报端"))
    for report in (desk.incoming.preview(files), desk.incoming.take(files)):
        assert report.files[0].error is not None
        assert report.files[0].error.key == "services.no_room_for_photos"
    assert desk.workspace.reader.count(Project) == 0


def test_a_preview_counts_the_room_that_the_packages_before_it_take(
    desk: Services, seven: Services, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acquaint(desk, seven, stick)
    shots = [noise(tmp_path / f"{at}.jpg", at) for at in range(2)]
    seven.visits.record(a_project(seven).id, visit(), shots)
    files = exported(seven, stick, ExportWish(to="编报端", max_size=500_000))
    assert len(files) > 1
    one = shots[0].stat().st_size
    monkeypatch.setattr(Workspace, "free_space", 50 * 2**20 + one + one // 2)
    statuses = [report.status for report in desk.incoming.preview(files).files]
    assert FileStatus.REFUSED in statuses
    assert FileStatus.ACCEPTED in statuses


def test_what_fails_in_the_middle_takes_its_photos_back(
    desk: Services, seven: Services, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acquaint(desk, seven, stick)
    saved = seven.visits.record(a_project(seven).id, visit(), [picture(tmp_path / "a.jpg")])
    files = exported(seven, stick, ExportWish(to="编报端"))
    with monkeypatch.context() as broken:

        def full(*_: object) -> None:
            raise StorageError("storage.disk_full", path=desk.workspace.path)

        broken.setattr("inspector.services.packages.merging.apply_operations", full)
        with pytest.raises(StorageError):
            desk.incoming.take(files)
    assert not desk.store.intact(saved.photos[0].sha256)
    assert list(desk.workspace.staging.iterdir()) == []
    assert fresh(desk.incoming.take(files)) > 0
    assert desk.store.intact(saved.photos[0].sha256)


def test_what_cannot_be_read_back_is_not_kept(
    desk: Services, seven: Services, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acquaint(desk, seven, stick)
    a_project(seven)
    monkeypatch.setattr("inspector.services.packages.merging.read_back", lambda *_: False)
    report = desk.incoming.take(exported(seven, stick, ExportWish(to="编报端")))
    assert report.files[0].error is not None
    assert report.files[0].error.key == "services.not_read_back"
    assert desk.workspace.reader.count(Project) == 0


def test_progress_is_told_file_by_file(desk: Services, seven: Services, stick: Path) -> None:
    acquaint(desk, seven, stick)
    told: list[tuple[int, int]] = []
    files = exported(seven, stick)
    desk.incoming.take([*files, *files], progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]
