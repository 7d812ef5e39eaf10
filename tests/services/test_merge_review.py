"""合并中心: many packages previewed, decided on, merged as one step, reported and undone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from inspector.domain.errors import RuleError
from inspector.domain.project import Project
from inspector.services.bundle import Services
from inspector.services.merge_view import MergeView, Rule
from inspector.services.packages.report import FileStatus
from tests.services.kit import a_project, put
from tests.services.packages_kit import acquaint, device, exported

MINUTE = 60_000


class Scene:
    """An office and two laptops that edit one project after they all had it."""

    def __init__(self, office: Services, laptops: list[Services], folder: Path) -> None:
        self.office, self.laptops, self.folder = office, laptops, folder
        self.project = a_project(office, "徐大堡核电4号机组", status_text="基坑验收完成", jobs=1180)
        for laptop in laptops:
            acquaint(office, laptop, folder / laptop.workspace.info.device_name)

    def edit(self, services: Services, minutes: int = 0, **fields: object) -> None:
        services.workspace.clock.now += minutes * MINUTE  # type: ignore[attr-defined]
        with services.workspace.transaction("test") as tx:
            tx.update(Project, self.project.id, **fields)

    def files(self) -> list[Path]:
        return [exported(one, self.folder / f"out {n}")[0] for n, one in enumerate(self.laptops)]

    def shown(self) -> Project:
        return self.office.workspace.reader.get(Project, self.project.id)


@pytest.fixture
def scene(tmp_path: Path, desk: Services) -> Iterator[Scene]:
    with ExitStack() as stack:
        laptops = [stack.enter_context(device(tmp_path, name)) for name in ("7号机", "8号机")]
        yield Scene(desk, laptops, tmp_path / "stick")


def disputed(scene: Scene) -> list[Path]:
    """Both sides change 形象进度; the laptop says more besides."""
    scene.edit(scene.office, 5, status_text="核岛浇灌第一罐混凝土")
    scene.edit(scene.laptops[0], 10, status_text="核岛筏基浇筑中", jobs=980)
    a_project(scene.laptops[1], "绥中四方台风电项目")
    return scene.files()


def only(view: MergeView) -> str:
    (one,) = view.conflicts
    return one.key


def test_a_preview_tells_what_each_package_brings_and_keeps_nothing(scene: Scene) -> None:
    files = disputed(scene)
    broken = scene.folder / "坏.xmw"
    broken.write_bytes(b"nothing")
    view = scene.office.office.merging.preview([*files, broken])
    first, second, third = view.packages
    assert (first.device, first.tally.changed, first.tally.conflicts) == ("7号机", 1, 1)
    assert (second.device, second.tally.new, second.tally.conflicts) == ("8号机", 1, 0)
    assert (third.status, view.refused, view.change_id) == (FileStatus.REFUSED, 1, 0)
    assert third.error is not None
    assert first.fingerprint == scene.laptops[0].devices.make_own_keys().fingerprint
    assert scene.shown().status_text == "核岛浇灌第一罐混凝土"


def test_a_conflict_shows_both_sides_and_what_merges_beside_it(scene: Scene) -> None:
    view = scene.office.office.merging.preview(disputed(scene))
    (record,) = view.records
    (conflict,) = record.conflicts
    assert (record.title, record.project) == ("徐大堡核电4号机组", "徐大堡核电4号机组")
    assert (conflict.field, conflict.common) == ("status_text", "基坑验收完成")
    assert {(side.device, side.value, side.own) for side in conflict.sides} == {
        ("编报端", "核岛浇灌第一罐混凝土", True),
        ("7号机", "核岛筏基浇筑中", False),
    }
    assert [(one.field, one.before, one.after, one.both) for one in record.merged] == [("jobs", 1180, 980, False)]


def test_both_sides_having_written_the_same_is_no_conflict(scene: Scene) -> None:
    scene.edit(scene.office, 5, status_text="甲", note="已入库")
    scene.edit(scene.laptops[0], 10, status_text="乙", note="已入库")
    (record,) = scene.office.office.merging.preview(scene.files()).records
    assert [(one.field, one.both) for one in record.merged] == [("note", True)]


def test_decisions_are_part_of_the_merge_and_of_its_undo(scene: Scene) -> None:
    files = disputed(scene)
    review = scene.office.office.merging
    decisions = {only(review.preview(files)): "theirs"}
    done = review.merge(files, decisions)
    assert done.undecided(decisions) == 0
    assert (scene.shown().status_text, scene.shown().jobs) == ("核岛筏基浇筑中", 980)
    assert scene.office.conflicts.listed() == ()
    review.undo(done)
    assert (scene.shown().status_text, scene.shown().jobs) == ("核岛浇灌第一罐混凝土", 1180)
    with pytest.raises(RuleError, match="merge_is_not_last"):
        review.undo(done)


def test_an_own_value_can_be_decided_for(scene: Scene) -> None:
    files = disputed(scene)
    scene.office.office.merging.merge(files, {only(scene.office.office.merging.preview(files)): "核岛筏基完成"})
    assert scene.shown().status_text == "核岛筏基完成"


def test_a_decision_that_is_not_clear_keeps_nothing(scene: Scene) -> None:
    files = disputed(scene)
    with pytest.raises(RuleError, match="no_such_side"):
        scene.office.office.merging.merge(files, {only(scene.office.office.merging.preview(files)): "#9"})
    assert scene.shown().jobs == 1180


@pytest.mark.parametrize(
    ("rule", "expected"),
    [(Rule.NEWER, "核岛筏基浇筑中"), (Rule.MINE, "核岛浇灌第一罐混凝土"), (Rule.THEIRS, "核岛筏基浇筑中")],
)
def test_the_others_can_be_decided_by_rule(scene: Scene, rule: Rule, expected: str) -> None:
    files = disputed(scene)
    view = scene.office.office.merging.preview(files)
    decisions = scene.office.office.merging.by_rule(view.conflicts, rule)
    assert (view.undecided({}), view.undecided(decisions)) == (1, 0)
    scene.office.office.merging.merge(files, decisions)
    assert scene.shown().status_text == expected


def test_a_decision_taken_is_kept_by_the_rule(scene: Scene) -> None:
    view = scene.office.office.merging.preview(disputed(scene))
    assert scene.office.office.merging.by_rule(view.conflicts, Rule.NEWER, {only(view): "mine"}) == {only(view): "mine"}


def test_what_nobody_decided_stays_open(scene: Scene) -> None:
    files = disputed(scene)
    scene.office.office.merging.merge(files, {})
    (record,) = scene.office.office.merging.open_records()
    assert [one.field for one in record.conflicts] == ["status_text"]
    again = scene.office.office.merging.merge(files, {})
    assert (again.repeated, again.change_id) == (2, 0)


def test_a_merge_can_be_undone_only_while_it_is_the_last_step(scene: Scene) -> None:
    done = scene.office.office.merging.merge(disputed(scene), {})
    put(scene.office)
    a_project(scene.office, "丙")
    with pytest.raises(RuleError, match="merge_is_not_last"):
        scene.office.office.merging.undo(done)


def test_an_unknown_device_waits_with_its_fingerprint(desk: Services, seven: Services, stick: Path) -> None:
    (file,) = exported(seven, stick)
    (package,) = desk.office.merging.merge([file], {}).packages
    assert package.status is FileStatus.QUARANTINED
    assert package.fingerprint == seven.devices.make_own_keys().fingerprint


def test_the_report_goes_out_as_pdf_and_workbook(scene: Scene, tmp_path: Path) -> None:
    files = disputed(scene)
    shutil.copy(files[0], scene.folder / "又一份.xmw")
    decisions = {only(scene.office.office.merging.preview(files)): "theirs"}
    done = scene.office.office.merging.merge([*files, scene.folder / "又一份.xmw"], decisions)
    report = scene.office.office.merge_report
    record = report.of(done.change_id)
    with pypdfium2.PdfDocument(report.pdf(record, tmp_path / "合并报告.pdf")) as pdf:
        text = "".join("".join(pdf[n].get_textpage().get_text_range().split()) for n in range(len(pdf)))
    for part in ("巡查包合并报告", "合并巡查包3个", "重复1个", "7号机", "基坑验收完成"):
        assert part in text, part
    assert text.count("核岛筏基浇筑中") == 2, "as a side, and as what was decided"
    book = openpyxl.load_workbook(report.excel(record, tmp_path / "合并报告.xlsx"))
    assert book.sheetnames == ["巡查包", "项目", "冲突"]
    assert [row[1].value for row in book["巡查包"].iter_rows(min_row=2)] == ["7号机", "8号机", "7号机"]
    assert Decimal(book["冲突"].max_row) == 2
