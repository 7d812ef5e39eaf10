"""合并中心: many packages in few actions, conflicts by one key each, nothing merged before all is decided."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from inspector.domain.errors import InspectorError
from inspector.domain.project import Project
from inspector.services.bundle import Services
from inspector.services.packages.report import FileStatus
from inspector.ui.main_window import MainWindow
from inspector.ui.screen import ScreenKey, Target, Toast
from inspector.ui.screens.merge.choice_card import ChoiceCard
from inspector.ui.screens.merge.merging import Stage
from inspector.ui.screens.merge.screen import MergeScreen
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.progress_strip import ProgressStrip
from tests.services.kit import a_project, opened
from tests.ui.hands import Hands
from tests.ui.kit import Desk
from tests.ui.merge.kit import NAMES, OURS, THEIRS, Scene, again, refused, volumes

OpenOffice = Callable[[Scene], Desk]


def shown(desk: Desk, qtbot: QtBot) -> tuple[MergeScreen, Hands]:
    window = MainWindow(desk.context)
    qtbot.addWidget(window)
    window.show()
    window.go(Target(ScreenKey.MERGE))
    desk.settle()
    screen = window.screen_shown
    assert isinstance(screen, MergeScreen)
    return screen, Hands(desk, window)


def project(services: Services, name: str = NAMES[0]) -> Project:
    return next(one.project for one in services.projects.listed() if one.project.name == name)


def stage(screen: MergeScreen) -> Stage:
    return screen.merging.stage


def cards(screen: MergeScreen) -> list[ChoiceCard]:
    return [one for one in screen.findChildren(ChoiceCard) if one.isVisible()]


def left(screen: MergeScreen) -> int:
    return len(screen.merging.undecided)


def projects(desk: Desk) -> int:
    return int(desk.ask(lambda services: len(services.projects.listed())))


def words(screen: MergeScreen) -> str:
    found = (one for one in screen.findChildren(QLabel) if one.isVisible())
    return "\n".join(one.full_text if isinstance(one, ElidedLabel) else one.text() for one in found)


# -- without conflict --------------------------------------------------------------------------------------------------


def test_ten_packages_are_merged_in_two_actions_and_undone_in_one(
    open_office: OpenOffice, ten: Scene, qtbot: QtBot
) -> None:
    desk = open_office(ten)
    screen, hands = shown(desk, qtbot)
    hands.drop(screen, ten.files)
    assert stage(screen) is Stage.PREVIEW
    assert projects(desk) == len(NAMES)
    hands.key("Ctrl+Return")
    assert hands.actions == 2
    assert stage(screen) is Stage.DONE
    assert projects(desk) == len(NAMES) + 10
    hands.press("撤销整次合并")
    assert projects(desk) == len(NAMES)
    assert stage(screen) is Stage.EMPTY


def test_from_the_file_dialog_it_takes_four_actions_at_most(open_office: OpenOffice, ten: Scene, qtbot: QtBot) -> None:
    desk = open_office(ten)
    desk.prompts.files = list(ten.files)
    screen, hands = shown(desk, qtbot)
    hands.press("添加巡查包")
    hands.press("合并 10 个包")
    assert hands.actions == 2  # and two more in the dialog of the system: mark all, open
    assert stage(screen) is Stage.DONE


def test_a_preview_tells_every_package_and_project(open_office: OpenOffice, ten: Scene, qtbot: QtBot) -> None:
    screen, hands = shown(open_office(ten), qtbot)
    hands.drop(screen, ten.files)
    rows = screen.work.packages.rows
    assert [one.title for one in rows] == [f"巡查-{at:02}" for at in range(1, 11)]
    assert rows[0].note == "新 2　变 1"
    assert screen.work.tallies.new.text() == "20"
    model = screen.work.overview.model
    told = {model.index(at, 0).data(): model.index(at, 1).data() for at in range(model.rowCount())}
    assert told["巡查-03新增项目"] == "项目 1"
    assert told[NAMES[0]] == "问题 3"
    targets: list[Target] = []
    screen.navigated.connect(targets.append)
    screen.work.overview.table.activated.emit(model.index(0, 0))
    assert targets[0].screen is ScreenKey.PROJECT


def test_volumes_come_in_any_order(open_office: OpenOffice, ten: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    files = volumes(ten.laptops[4], tmp_path / "v")
    assert len(files) > 1
    screen, hands = shown(open_office(ten), qtbot)
    hands.drop(screen, [*reversed(files)])
    assert {one.status for one in screen.merging.packages} == {FileStatus.ACCEPTED}
    hands.key("Ctrl+Return")
    assert stage(screen) is Stage.DONE


def test_a_volume_that_is_missing_is_told(open_office: OpenOffice, ten: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    files = volumes(ten.laptops[5], tmp_path / "v")
    screen, hands = shown(open_office(ten), qtbot)
    hands.drop(screen, files[:-1])
    assert "照片的原件还没有到" in words(screen)
    screen.work.show_package(screen.merging.packages[0])
    assert "缺分卷的照片" in words(screen)
    assert "成果包" in words(screen)


def test_refused_and_repeated_packages_say_so_and_hinder_no_other(
    open_office: OpenOffice, ten: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    screen, hands = shown(open_office(ten), qtbot)
    hands.drop(screen, [ten.files[0], refused(ten.files[1], tmp_path / "x"), again(ten.files[0], tmp_path / "x")])
    assert [one.status for one in screen.merging.packages] == [
        FileStatus.ACCEPTED,
        FileStatus.REFUSED,
        FileStatus.KNOWN,
    ]
    hands.click(screen.work.tallies.refused)
    assert "没有导入" in words(screen)
    assert "本库没有变化" in words(screen)
    hands.click(screen.work.tallies.repeated)
    assert screen.work.package is not None
    assert screen.work.package.package.status is FileStatus.KNOWN
    hands.click(screen.work.tallies.new)
    hands.key("Ctrl+Return")
    assert stage(screen) is Stage.DONE


def test_a_package_can_be_left_out(open_office: OpenOffice, ten: Scene, qtbot: QtBot) -> None:
    screen, hands = shown(open_office(ten), qtbot)
    hands.drop(screen, ten.files[:2])
    screen.work.packages.setFocus()
    hands.key("Down")
    hands.press("移出这个包")
    assert len(screen.merging.packages) == 1
    screen.work.show_package(screen.merging.packages[0])
    hands.press("移出这个包")
    assert stage(screen) is Stage.EMPTY


def test_a_cancelled_preview_leaves_everything_as_it_was(open_office: OpenOffice, ten: Scene, qtbot: QtBot) -> None:
    desk, gate = open_office(ten), threading.Event()
    screen, _hands = shown(desk, qtbot)
    desk.work.write(screen, lambda _services: gate.wait(10))
    screen.merging.add(ten.files)
    strip = screen.findChildren(ProgressStrip)[0]
    qtbot.mouseClick(strip.button, Qt.MouseButton.LeftButton)
    gate.set()
    desk.settle()
    assert (stage(screen), screen.merging.files) == (Stage.EMPTY, ())


def test_many_deletions_are_asked_about(open_office: OpenOffice, ten: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    with opened(ten.laptops[1]) as laptop:
        with laptop.workspace.transaction("test") as tx:
            tx.delete(Project, project(laptop).id)
        files = [one.path for one in laptop.outgoing.export(tmp_path / "out").packages]
    desk = open_office(ten)
    screen, hands = shown(desk, qtbot)
    hands.drop(screen, files)
    hands.key("Ctrl+Return")
    assert len(desk.prompts.asked) == 1
    assert stage(screen) is Stage.DONE


# -- conflicts ---------------------------------------------------------------------------------------------------------


def test_each_conflict_takes_one_key(open_office: OpenOffice, disputed: Scene, qtbot: QtBot) -> None:
    desk = open_office(disputed)
    screen, hands = shown(desk, qtbot)
    hands.drop(screen, disputed.files[:2])
    assert len(screen.merging.conflicts) == 4
    assert not screen.work.merge.isEnabled()
    hands.key("Ctrl+Return")
    assert stage(screen) is Stage.PREVIEW
    hands.actions = 1
    before = screen.merging.records
    assert screen.work.left_over.text() == "还差 4 处"
    for key in ("1", "2", "1", "2"):
        hands.key(key)
    hands.key("Ctrl+Return")
    assert hands.actions == 1 + 4 + 1
    assert stage(screen) is Stage.DONE
    assert desk.ask(lambda services: services.conflicts.listed()) == ()
    merged = desk.ask(project)
    place = next(at for at, one in enumerate(before) if one.project == NAMES[0])
    first = sum(len(one.conflicts) for one in before[:place])
    for at, one in enumerate(before[place].conflicts, start=first):
        assert getattr(merged, one.field) == (OURS if at % 2 == 0 else THEIRS)[one.field]


def test_a_merge_that_cannot_begin_says_why(
    open_office: OpenOffice, disputed: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    screen, hands = shown(open_office(disputed), qtbot)
    told: list[Toast] = []
    screen.told.connect(told.append)
    hands.drop(screen, disputed.files[:2])
    hands.key("1")
    first, second = screen.merging.conflicts[0].key, screen.merging.conflicts[1].key
    hands.key("Alt+Up")
    assert screen.merging.current == first
    hands.key("Ctrl+Return")
    assert (told[-1].text, screen.merging.current) == ("还有 3 处冲突没有定", second)
    for file in disputed.files[:2]:
        screen.merging.remove(file)
    hands.drop(screen, [refused(disputed.files[0], tmp_path / "x")])
    hands.key("Ctrl+Return")
    assert told[-1] == Toast("没有可以合并的包", undo=False)


def test_from_wherever_the_packages_were_asked_for_the_keys_decide(
    open_office: OpenOffice, disputed: Scene, qtbot: QtBot
) -> None:
    desk = open_office(disputed)
    desk.prompts.files = list(disputed.files[:2])
    screen, hands = shown(desk, qtbot)
    screen.activateWindow()
    screen.tabs[0].setFocus()
    hands.key("Ctrl+O")
    for key in ("1", "2", "1", "2", "Ctrl+Return"):
        hands.key(key)
    assert stage(screen) is Stage.DONE
    assert screen.work.overview.done.close_button.hasFocus()
    hands.key("Return")
    assert stage(screen) is Stage.EMPTY


def test_a_conflict_tells_who_when_and_the_last_common_value(
    open_office: OpenOffice, disputed: Scene, qtbot: QtBot
) -> None:
    screen, hands = shown(open_office(disputed), qtbot)
    hands.drop(screen, disputed.files[:2])
    key = next(one.key for one in screen.merging.conflicts if one.common == "1180")
    screen.merging.go(key)
    assert screen.work.record is not None
    row = screen.work.record.row_of(key)
    assert row is not None
    assert row.common.text() == "1180"
    assert [(card.offer.value, card.offer.key) for card in row.cards] == [("1260", "1"), ("980", "2")]
    assert row.cards[0].offer.note.startswith("本库 编报端，6 月 10 日")
    assert row.cards[1].offer.note.startswith("巡查-01，6 月 10 日")
    hands.click(row.cards[1])
    assert screen.merging.decisions[key] == row.cards[1].offer.choice
    assert screen.merging.current != key


def test_zero_leaves_a_conflict_and_the_rest_goes_by_the_newer(
    open_office: OpenOffice, disputed: Scene, qtbot: QtBot
) -> None:
    screen, hands = shown(open_office(disputed), qtbot)
    hands.drop(screen, disputed.files[:2])
    first = screen.merging.current
    hands.key("1")
    hands.key("0")
    assert left(screen) == 3
    hands.key("Alt+Up", 2)
    assert screen.merging.current == first
    hands.key("0")
    assert left(screen) == 4
    hands.press("其余都用较新的")
    assert left(screen) == 0
    assert screen.work.merge.isEnabled()


def test_another_value_is_checked_at_once(open_office: OpenOffice, disputed: Scene, qtbot: QtBot) -> None:
    desk = open_office(disputed)
    screen, hands = shown(desk, qtbot)
    hands.drop(screen, disputed.files[:2])
    jobs = next(one.key for one in screen.merging.conflicts if one.field == "jobs" and one.common == "1180")
    screen.merging.go(jobs)
    desk.prompts.texts = ["很多", "1100"]
    hands.key("3")
    assert isinstance(desk.prompts.told[0], InspectorError)
    assert jobs not in screen.merging.decisions
    assert desk.prompts.asked[-1].text == "1180"
    hands.key("3")
    assert screen.merging.decisions[jobs] == "1100"
    hands.press("其余都用较新的")
    hands.key("Ctrl+Return")
    values = {desk.ask(project).jobs, desk.ask(lambda services: project(services, NAMES[1])).jobs}
    assert 1100 in values


def test_a_package_leads_to_its_conflicts(open_office: OpenOffice, disputed: Scene, qtbot: QtBot) -> None:
    screen, hands = shown(open_office(disputed), qtbot)
    hands.drop(screen, disputed.files[:2])
    assert [one.badge for one in screen.work.packages.rows] == ["冲突 3", "冲突 1"]
    screen.work.packages.setFocus()
    hands.key("Down")
    found = screen.merging.conflict(screen.merging.current)
    assert found is not None
    assert "巡查-02" in {side.device for side in found.sides}
    screen.work.conflicts.setFocus()
    hands.key("Home")
    assert screen.merging.current == screen.merging.conflicts[0].key


def test_what_merges_by_itself_is_folded(open_office: OpenOffice, disputed: Scene, qtbot: QtBot) -> None:
    screen, hands = shown(open_office(disputed), qtbot)
    hands.drop(screen, disputed.files[:2])
    screen.merging.go(next(one.key for one in screen.merging.conflicts if one.common == "1180"))
    assert "绥中县" not in words(screen)
    hands.press("展开")
    assert "（空） → 绥中县" in words(screen)
    hands.press("收起")
    assert "绥中县" not in words(screen)


def test_open_conflicts_are_settled_without_packages(open_office: OpenOffice, disputed: Scene, qtbot: QtBot) -> None:
    desk = open_office(disputed)
    desk.do(lambda services: services.office.merging.merge(disputed.files[:2], {}))
    screen, hands = shown(desk, qtbot)
    told: list[Toast] = []
    screen.told.connect(told.append)
    assert stage(screen) is Stage.EMPTY
    assert left(screen) == 4
    hands.key("2")
    assert left(screen) == 3
    assert [one.undo for one in told] == [True]
    hands.key("1", 3)
    assert left(screen) == 0
    assert screen.work.empty.isVisible()


def test_a_third_side_has_a_key_of_its_own(open_office: OpenOffice, knotted: Scene, qtbot: QtBot) -> None:
    desk = open_office(knotted)
    screen, hands = shown(desk, qtbot)
    hands.drop(screen, knotted.files)
    jobs = next(one for one in screen.merging.conflicts if one.field == "jobs")
    assert [side.own for side in jobs.sides] == [True, False, False]
    screen.merging.go(jobs.key)
    assert screen.work.record is not None
    row = screen.work.record.row_of(jobs.key)
    assert row is not None
    assert [card.offer.key for card in row.cards] == ["1", "2", "4"]
    hands.press("展开")
    assert "备注：两边都改成“已入库”，不算冲突" in words(screen)
    hands.key("9")
    assert jobs.key not in screen.merging.decisions
    hands.key("4")
    assert screen.merging.decisions[jobs.key] == f"#{jobs.sides[2].number}"
    hands.press("其余都用较新的")
    hands.key("Ctrl+Return")
    assert str(desk.ask(project).jobs) == jobs.sides[2].value


def test_a_deletion_stands_against_an_edit(open_office: OpenOffice, knotted: Scene, qtbot: QtBot) -> None:
    desk = open_office(knotted)
    screen, hands = shown(desk, qtbot)
    hands.drop(screen, knotted.files)
    screen.merging.go(next(one.key for one in screen.merging.conflicts if any(side.deleted for side in one.sides)))
    assert [one.offer.value for one in cards(screen)] == ["继续施工", "删除这条记录"]
    cards(screen)[1].setFocus()
    hands.key("Return")
    hands.press("其余都用较新的")
    hands.key("Ctrl+Return")
    assert projects(desk) == len(NAMES) - 1


def test_what_refers_to_another_record_is_chosen_from_the_sides(
    open_office: OpenOffice, knotted: Scene, qtbot: QtBot
) -> None:
    desk = open_office(knotted)
    screen, hands = shown(desk, qtbot)
    hands.drop(screen, knotted.files)
    told: list[Toast] = []
    screen.told.connect(told.append)
    screen.merging.go(next(one.key for one in screen.merging.conflicts if one.field == "area_id"))
    assert [one.offer.value for one in cards(screen)] == ["绥中县", "兴城市"]
    hands.key("3")
    assert [one.text for one in told] == ["这一处只能在两边的值里选。"]
    assert desk.prompts.asked == []


def test_what_changes_meanwhile_is_looked_at_again_and_decisions_stay(
    open_office: OpenOffice, disputed: Scene, qtbot: QtBot
) -> None:
    desk = open_office(disputed)
    screen, hands = shown(desk, qtbot)
    hands.drop(screen, disputed.files[:2])
    hands.key("1")
    decided = dict(screen.merging.decisions)
    desk.do(lambda services: a_project(services, "新来的项目"))
    desk.settle()
    assert stage(screen) is Stage.PREVIEW
    assert screen.merging.decisions == decided
    hands.drop(screen, disputed.files[2:])
    assert len(screen.merging.packages) == 3
    assert screen.merging.decisions == decided


def test_a_conflict_that_was_settled_elsewhere_says_so(open_office: OpenOffice, disputed: Scene, qtbot: QtBot) -> None:
    desk = open_office(disputed)
    desk.do(lambda services: services.office.merging.merge(disputed.files[:2], {}))
    screen, _hands = shown(desk, qtbot)
    key = screen.merging.current
    desk.work.write(screen, lambda services: services.conflicts.resolve(key, "mine"))
    screen.merging.decide(key, "#1")
    desk.settle()
    assert [type(one).__name__ for one in desk.prompts.told] == ["NotFoundError"]
    assert left(screen) == 3


def test_after_a_merge_more_packages_begin_another_one(open_office: OpenOffice, ten: Scene, qtbot: QtBot) -> None:
    screen, hands = shown(open_office(ten), qtbot)
    hands.drop(screen, ten.files[:1])
    hands.key("Ctrl+Return")
    hands.drop(screen, ten.files[1:2])
    assert stage(screen) is Stage.PREVIEW
    assert [one.title for one in screen.work.packages.rows] == ["巡查-02"]
    screen.open_target(Target(ScreenKey.MERGE, detail="send"))
    assert screen.key_map()[0].keys == "Ctrl+Enter"
    screen.open_target(Target(ScreenKey.MERGE, detail="history"))
    assert screen.key_map()[0].keys == "Esc"


# -- devices -----------------------------------------------------------------------------------------------------------


def test_an_unknown_device_is_trusted_after_its_fingerprint_was_compared(
    open_office: OpenOffice, disputed: Scene, qtbot: QtBot
) -> None:
    desk = open_office(disputed)
    screen, hands = shown(desk, qtbot)
    hands.drop(screen, disputed.files[2:])
    assert screen.work.packages.rows[0].badge == "待确认"
    screen.work.packages.setFocus()
    hands.key("Down")
    assert screen.work.package is not None
    card = screen.work.package.stranger
    assert card is not None
    assert screen.merging.packages[0].fingerprint in words(screen)
    assert not card.trust.isEnabled()
    desk.prompts.texts = ["编报员"]
    hands.click(card.compared, QPoint(8, card.compared.height() // 2))
    hands.press("信任")
    assert screen.merging.packages[0].status is FileStatus.ACCEPTED
    known = desk.ask(lambda services: services.devices.listed().known)
    assert next(one.device.decided_by for one in known if one.device.name == "巡查-99") == "编报员"


def test_an_unknown_device_can_be_refused(open_office: OpenOffice, disputed: Scene, qtbot: QtBot) -> None:
    screen, hands = shown(open_office(disputed), qtbot)
    hands.drop(screen, disputed.files[2:])
    screen.work.show_package(screen.merging.packages[0])
    hands.press("拒绝")
    assert screen.merging.packages[0].status is FileStatus.REFUSED


def test_waiting_packages_are_taken_in_from_the_list_of_devices(
    open_office: OpenOffice, disputed: Scene, qtbot: QtBot
) -> None:
    desk = open_office(disputed)
    desk.do(lambda services: services.incoming.take(disputed.files[2:]))
    desk.prompts.texts = ["编报员"]
    screen, hands = shown(desk, qtbot)
    hands.press("设备与指纹")
    page = screen.devices
    assert page.list.rows[0].badge == "待确认"
    hands.press("信任")
    at = next(at for at, one in enumerate(page.list.rows) if one.title == "巡查-99")
    page.list.setCurrentIndex(page.list.model().index(at, 0))
    hands.press("取入等待的 1 个包")
    assert screen.merging.packages[0].status is FileStatus.ACCEPTED
    screen.open_target(Target(ScreenKey.MERGE, detail="devices"))
    desk.settle()
    page.list.setCurrentIndex(page.list.model().index(0, 0))
    hands.press("拒绝")
    assert "已拒绝，巡查员甲" in [one.note for one in page.list.rows]


# -- afterwards --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("button", "name"), [("报告 PDF", "合并.pdf"), ("报告 Excel", "合并.xlsx")])
def test_the_report_is_written(
    open_office: OpenOffice, ten: Scene, qtbot: QtBot, tmp_path: Path, button: str, name: str
) -> None:
    desk = open_office(ten)
    screen, hands = shown(desk, qtbot)
    hands.drop(screen, ten.files[:1])
    hands.key("Ctrl+Return")
    desk.prompts.files = [tmp_path / name]
    hands.press(button)
    assert (tmp_path / name).stat().st_size > 1000
    hands.press("完成")
    assert screen.work.empty.isVisible()


def test_the_last_merge_can_be_undone_from_the_history(open_office: OpenOffice, ten: Scene, qtbot: QtBot) -> None:
    desk = open_office(ten)
    desk.do(lambda services: services.office.merging.merge(ten.files, {}))
    screen, hands = shown(desk, qtbot)
    hands.press("合并记录")
    page = screen.history
    assert (page.list.rows[0].side, page.list.rows[0].side_note) == ("10 个包", "可撤销")
    assert {one.title for one in page.packages.rows} == {f"巡查-{at:02}" for at in range(1, 11)}
    hands.press("撤销整次合并")
    assert desk.prompts.asked == []
    assert page.list.rows[0].side_note == "已撤销"
    assert projects(desk) == len(NAMES)
    assert screen.leave()
    assert not screen.leave()


def test_undo_of_the_window_takes_the_whole_merge_back(open_office: OpenOffice, ten: Scene, qtbot: QtBot) -> None:
    desk = open_office(ten)
    screen, hands = shown(desk, qtbot)
    hands.drop(screen, ten.files)
    hands.key("Ctrl+Return")
    assert projects(desk) == len(NAMES) + 10
    hands.key("Ctrl+Z")
    assert projects(desk) == len(NAMES)
    assert hands.actions == 3


def test_an_empty_office_says_what_to_do_and_takes_only_packages(
    empty_office_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    screen, hands = shown(empty_office_desk, qtbot)
    assert screen.work.empty.isVisible()
    with pytest.raises(AssertionError, match="takes no files"):
        hands.drop(screen, [tmp_path / "照片.jpg"])
    for tab, told in (("下发任务包", "还没有信任的设备"), ("合并记录", "还没有合并过")):
        hands.press(tab)
        assert told in words(screen)
