"""What was decided on a preview stays decided when the window is closed before the merge."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.domain.project import Project
from inspector.services.bundle import Services
from inspector.services.packages.report import FileStatus
from inspector.storage.ruling_table import rulings
from inspector.ui.screen import Toast
from inspector.ui.screens.merge.merging import Stage
from inspector.ui.screens.merge.screen import MergeScreen
from tests.ui.hands import Hands
from tests.ui.kit import Desk, copied, opened_desk
from tests.ui.merge.kit import Scene

OpenOffice = Callable[[Scene], Desk]


def shown(desk: Desk, qtbot: QtBot) -> tuple[MergeScreen, Hands, list[Toast]]:
    screen = MergeScreen(desk.context)
    told: list[Toast] = []
    screen.told.connect(told.append)
    qtbot.addWidget(screen)
    screen.resize(1366, 700)
    screen.show()
    screen.refresh()
    desk.settle()
    screen.activateWindow()
    screen.work.packages.setFocus()
    return screen, Hands(desk, screen), told


def stage(screen: MergeScreen) -> Stage:
    return screen.merging.stage


def waiting(services: Services) -> int:
    return len(rulings(services.workspace.reader))


def test_decisions_wait_for_the_merge(qapp: QApplication, disputed: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    office = copied(disputed.office, tmp_path / "office")
    with opened_desk(qapp, office) as desk:
        screen, hands, _ = shown(desk, qtbot)
        hands.drop(screen, disputed.files[:2])
        hands.key("1")
        hands.key("2")
        taken = dict(screen.merging.decisions)
        screen.close()
        desk.settle()
        assert desk.ask(waiting) == 2
    with opened_desk(qapp, office) as desk:
        screen, hands, told = shown(desk, qtbot)
        hands.drop(screen, disputed.files[:2])
        assert screen.merging.decisions == taken
        assert [one.text for one in told] == ["沿用上次的 2 处决定"]
        assert len(screen.merging.undecided) == 2
        hands.press("其余都用较新的")
        assert desk.ask(waiting) == 4
        hands.key("Ctrl+Return")
        assert stage(screen) is Stage.DONE
        assert desk.ask(waiting) == 0


def test_a_decision_taken_back_stays_taken_back(open_office: OpenOffice, disputed: Scene, qtbot: QtBot) -> None:
    desk = open_office(disputed)
    screen, hands, _ = shown(desk, qtbot)
    hands.drop(screen, disputed.files[:2])
    hands.key("1")
    hands.key("Alt+Up")
    hands.key("0")
    assert desk.ask(waiting) == 0
    screen.merging.look()
    desk.settle()
    assert screen.merging.decisions == {}


def test_a_decision_between_other_sides_does_not_count(open_office: OpenOffice, disputed: Scene, qtbot: QtBot) -> None:
    desk = open_office(disputed)
    screen, hands, _ = shown(desk, qtbot)
    hands.drop(screen, disputed.files[:2])
    hands.key("1")
    found = screen.merging.conflict(next(iter(screen.merging.decisions)))
    record = next(one for one in screen.merging.records if found in one.conflicts)
    assert found is not None

    def later(services: Services) -> None:
        services.workspace.clock.now += 3_600_000  # type: ignore[attr-defined]
        with services.workspace.transaction("test") as tx:
            tx.update(Project, record.id, **{found.field: 3 if found.field == "jobs" else "又改了"})

    screen.close()
    desk.do(later)
    screen, hands, told = shown(desk, qtbot)
    hands.drop(screen, disputed.files[:2])
    assert (screen.merging.decisions, told) == ({}, [])


def test_a_decision_does_not_look_at_all_packages_again(open_office: OpenOffice, disputed: Scene, qtbot: QtBot) -> None:
    desk = open_office(disputed)
    screen, hands, _ = shown(desk, qtbot)
    hands.drop(screen, disputed.files[:2])
    stages: list[Stage] = []
    screen.merging.changed.connect(lambda: stages.append(screen.merging.stage))
    hands.key("1")
    hands.key("2")
    assert stages == []
    assert screen.merging.keeping == 0


def test_a_device_that_was_decided_on_stays_so(
    qapp: QApplication, disputed: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    office = copied(disputed.office, tmp_path / "office")
    with opened_desk(qapp, office) as desk:
        screen, hands, _ = shown(desk, qtbot)
        hands.drop(screen, disputed.files[2:])
        screen.work.show_package(screen.merging.packages[0])
        page = screen.work.package
        assert page is not None
        assert page.stranger is not None
        page.stranger.compared.setFocus()
        hands.key("Space")
        desk.prompts.texts = ["编报员"]
        hands.press("信任")
        assert [one.status for one in screen.merging.packages] == [FileStatus.ACCEPTED]
        screen.close()
    with opened_desk(qapp, office) as desk:
        screen, hands, _ = shown(desk, qtbot)
        hands.drop(screen, disputed.files[2:])
        assert [one.status for one in screen.merging.packages] == [FileStatus.ACCEPTED]


def test_a_stick_pulled_out_before_the_merge_costs_no_decision(
    open_office: OpenOffice, disputed: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for file in disputed.files[:2]:
        shutil.copy(file, stick)
    desk = open_office(disputed)
    screen, hands, told = shown(desk, qtbot)
    hands.drop(screen, [stick])
    for key in "1212":
        hands.key(key)
    stick.rename(tmp_path / "gone")
    hands.key("Ctrl+Return")
    assert stage(screen) is Stage.PREVIEW
    assert told[-1] == Toast("已合并 0 个包，2 个没有导入", undo=False)
    assert {one.status for one in screen.merging.packages} == {FileStatus.REFUSED}
    (tmp_path / "gone").rename(stick)
    hands.drop(screen, [stick])
    assert len(screen.merging.packages) == 2
    hands.key("Ctrl+Return")
    assert stage(screen) is Stage.DONE
    assert desk.ask(waiting) == 0
