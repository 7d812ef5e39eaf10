"""The merges of before, and the words of a conflict: what a screen lists without looking into packages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.project import Project
from inspector.services import merge_record
from inspector.services.bundle import Services
from inspector.services.merge_contact import Stranger, decide_on_stranger
from inspector.services.merge_told import check_value
from inspector.services.packages.report import FileStatus
from inspector.storage.device_table import DeviceState
from inspector.storage.local_records import LocalKind, forget
from tests.services.kit import a_project
from tests.services.packages_kit import acquaint, device, exported, pass_on


@pytest.fixture
def laptop(tmp_path: Path, desk: Services) -> Iterator[Services]:
    with ExitStack() as stack:
        made = stack.enter_context(device(tmp_path, "7号机"))
        acquaint(desk, made, tmp_path / "stick")
        yield made


def merged(desk: Services, laptop: Services, folder: Path, name: str) -> int:
    a_project(laptop, name)
    return desk.office.merging.merge(exported(laptop, folder / name), {}).change_id


def test_merges_are_listed_with_their_packages_the_newest_first(
    desk: Services, laptop: Services, tmp_path: Path
) -> None:
    first, second = merged(desk, laptop, tmp_path, "甲"), merged(desk, laptop, tmp_path, "乙")
    newest, before = desk.office.merge_history.listed()[:2]
    assert (newest.change_id, before.change_id) == (second, first)
    (package,) = newest.packages
    assert (package.device, package.kind) == ("7号机", "result")
    assert (newest.undoable, before.undoable) == (True, False)


def test_only_the_last_merge_is_undone_and_a_redo_brings_it_back(
    desk: Services, laptop: Services, tmp_path: Path
) -> None:
    first, second = merged(desk, laptop, tmp_path, "甲"), merged(desk, laptop, tmp_path, "乙")
    history = desk.office.merge_history
    with pytest.raises(RuleError, match="merge_is_not_last"):
        history.undo(first)
    history.undo(second, "编报员")
    assert [(one.undone, one.undoable) for one in history.listed()[:2]] == [(True, False), (False, True)]
    desk.history.redo()
    assert [(one.undone, one.undoable) for one in history.listed()[:2]] == [(False, True), (False, False)]


@pytest.mark.parametrize(("trusted", "state"), [(True, DeviceState.TRUSTED), (False, DeviceState.REVOKED)])
def test_a_stranger_is_decided_on_by_one_of_his_packages(
    desk: Services,
    seven: Services,
    tmp_path: Path,
    trusted: bool,  # noqa: FBT001 - a parameter of the test
    state: DeviceState,
) -> None:
    (file,) = exported(seven, tmp_path / "out")
    (package,) = desk.office.merging.preview([file]).packages
    assert package.status is FileStatus.QUARANTINED
    stranger = Stranger(file, package.fingerprint)
    decided = decide_on_stranger(desk.incoming, desk.devices, stranger, "编报员", trusted=trusted)
    assert (decided.device.state, decided.device.decided_by) == (state, "编报员")


def test_a_stranger_whose_package_is_gone_is_not_decided_on(desk: Services, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        decide_on_stranger(desk.incoming, desk.devices, Stranger(tmp_path / "x.xmw", "1" * 30), "", trusted=True)


def test_a_value_is_checked_before_it_is_decided_for() -> None:
    assert check_value("project", "jobs", "1100") == "1100"
    with pytest.raises(RuleError, match="value_does_not_fit"):
        check_value("project", "jobs", "很多")


# -- brought back ------------------------------------------------------------------------------------------------------


def test_a_merge_that_was_undone_comes_back_after_other_work(desk: Services, laptop: Services, tmp_path: Path) -> None:
    merge = merged(desk, laptop, tmp_path, "甲")
    history = desk.office.merge_history
    history.undo(merge)
    a_project(desk, "后来入库的")
    restored = history.restore(merge, "编报员")
    assert restored.conflicts == 0
    assert {one.project.name for one in desk.projects.listed()} >= {"甲", "后来入库的"}
    past = next(one for one in history.listed() if one.change_id == merge)
    assert (past.undone, past.undoable) == (False, True)
    desk.history.undo()
    assert "甲" not in {one.project.name for one in desk.projects.listed()}


def test_what_was_changed_since_the_undo_becomes_a_conflict(desk: Services, laptop: Services, tmp_path: Path) -> None:
    a_project(desk, "共有", status_text="基坑验收完成")
    pass_on(desk, laptop, tmp_path / "task")
    edit(laptop, "共有", status_text="浇筑中", jobs=980)
    merge = desk.office.merging.merge(exported(laptop, tmp_path / "back"), {}).change_id
    desk.office.merge_history.undo(merge)
    edit(desk, "共有", status_text="已停工")
    assert desk.office.merge_history.restore(merge).conflicts == 1
    (conflict,) = desk.conflicts.listed()
    assert {(side.value, side.reversal) for side in conflict.sides} == {("浇筑中", "redo"), ("已停工", "")}
    assert named(desk, "共有").jobs == 980
    desk.conflicts.resolve(conflict.key, f"#{next(one.number for one in conflict.sides if one.value == '已停工')}")
    assert (named(desk, "共有").status_text, desk.conflicts.listed()) == ("已停工", ())


def test_a_merge_that_stands_is_not_brought_back(desk: Services, laptop: Services, tmp_path: Path) -> None:
    merge = merged(desk, laptop, tmp_path, "甲")
    with pytest.raises(RuleError, match="merge_stands"):
        desk.office.merge_history.restore(merge)


def test_merges_are_brought_back_by_their_packages(desk: Services, laptop: Services, tmp_path: Path) -> None:
    first, second = merged(desk, laptop, tmp_path, "甲"), merged(desk, laptop, tmp_path, "乙")
    history = desk.office.merge_history
    files = [*(tmp_path / "甲").iterdir(), *(tmp_path / "乙").iterdir()]
    packages = [one.package_id for one in desk.incoming.preview(files).files]
    with pytest.raises(RuleError, match="merge_stands"):
        history.restore_with(packages)
    history.withdraw(first)
    history.withdraw(second)
    assert len(history.restore_with([*packages, "?"])) == 2
    assert {one.project.name for one in desk.projects.listed()} >= {"甲", "乙"}


def test_an_older_merge_is_taken_back_after_other_work(desk: Services, laptop: Services, tmp_path: Path) -> None:
    merge = merged(desk, laptop, tmp_path, "甲")
    a_project(desk, "后来入库的")
    history = desk.office.merge_history
    assert history.withdraw(merge, "编报员").conflicts == 0
    names = {one.project.name for one in desk.projects.listed()}
    assert ("甲" in names, "后来入库的" in names) == (False, True)
    with pytest.raises(RuleError, match="merge_is_gone"):
        history.withdraw(merge)
    a_project(desk, "又一个")
    history.restore(merge)
    assert "甲" in {one.project.name for one in desk.projects.listed()}


# -- reports -----------------------------------------------------------------------------------------------------------


def test_a_merge_of_before_is_reported_as_it_was(desk: Services, laptop: Services, tmp_path: Path) -> None:
    a_project(desk, "共有", status_text="基坑验收完成")
    pass_on(desk, laptop, tmp_path / "task")
    edit(laptop, "共有", status_text="浇筑中")
    edit(desk, "共有", status_text="已停工")
    broken = tmp_path / "坏.xmw"
    broken.write_bytes(b"nothing")
    files = [*exported(laptop, tmp_path / "back"), broken]
    review, report = desk.office.merging, desk.office.merge_report
    (conflict,) = review.preview(files).conflicts
    side = next(one.number for one in conflict.sides if one.value == "浇筑中")
    view = review.merge(files, {conflict.key: f"#{side}"})
    edit(desk, "共有", name="改了名")
    record = report.of(view.change_id)
    assert record == view.record
    told = text_of(report.pdf(record, tmp_path / "x.pdf", view.change_id))
    for wanted in ("共有", "坏.xmw", "拒收", "冲突1处", "基坑验收完成", "已停工"):
        assert wanted in told
    assert told.count("浇筑中") == 2, "as a side, and as what was decided"
    book = openpyxl.load_workbook(report.excel(record, tmp_path / "x.xlsx"))
    assert [sheet.title for sheet in book] == ["巡查包", "项目", "冲突"]
    assert "撤销" not in told
    desk.history.undo()
    desk.office.merge_history.undo(view.change_id)
    assert "已于2022-06-10" in text_of(report.pdf(record, tmp_path / "y.pdf", view.change_id))


def test_a_merge_without_a_record_is_reported_by_its_packages(desk: Services, laptop: Services, tmp_path: Path) -> None:
    merge = merged(desk, laptop, tmp_path, "甲")
    with desk.workspace.transaction("test") as tx:
        forget(tx, LocalKind.MERGE, str(merge))
    report = desk.office.merge_report
    record = report.of(merge)
    told = text_of(report.pdf(record, tmp_path / "x.pdf"))
    assert "7号机" in told
    assert "只有数据包" in told
    with pytest.raises(NotFoundError, match="no_such_merge"):
        report.of(999)


def test_of_very_many_projects_the_report_tells_how_many_more(
    desk: Services, laptop: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge_record, "MOST_PROJECTS", 1)
    for name in ("甲", "乙", "丙"):
        a_project(laptop, name)
    view = desk.office.merging.merge(exported(laptop, tmp_path / "out"), {})
    record = desk.office.merge_report.of(view.change_id)
    assert (len(record.projects), record.more_projects) == (1, 2)
    assert "另有2个项目" in text_of(desk.office.merge_report.pdf(record, tmp_path / "x.pdf"))


def named(services: Services, name: str) -> Project:
    return next(one.project for one in services.projects.listed() if one.project.name == name)


def edit(services: Services, project: str, **fields: object) -> None:
    services.workspace.clock.now += 60_000  # type: ignore[attr-defined]
    with services.workspace.transaction("test") as tx:
        tx.update(Project, named(services, project).id, **fields)


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return "".join("".join(pages).split())
