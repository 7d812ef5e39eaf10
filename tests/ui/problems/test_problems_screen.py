"""问题 as a user meets it: the list, one problem with its photos, its steps, and raising another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from inspector.domain.problem import Problem, ProblemLevel, ProblemState
from inspector.domain.problem_states import ProblemStep
from inspector.services.bundle import Services
from inspector.ui.screen import ScreenKey, Target, Toast
from inspector.ui.screens.problems.screen import ProblemsScreen
from tests.services.kit import a_project
from tests.ui.kit import TODAY, Desk
from tests.ui.photos.kit import camera_photo, dropped, sha256_of

Raised = Callable[..., Problem]


@pytest.fixture
def raised(empty_desk: Desk) -> Raised:
    """`raised("words", days)` registers a problem that is due in so many days."""
    project = empty_desk.do(lambda services: a_project(services, "徐大堡核电", owner_organization="核电公司"))

    def make(words: str, days: int = 5) -> Problem:
        def job(services: Services) -> Problem:
            new = replace(
                services.problems.proposed(project.id), description=words, due_on=TODAY + timedelta(days=days)
            )
            return services.problems.register(new, author="巡查员甲")

        made: Problem = empty_desk.do(job)
        return made

    return make


def shown(qtbot: QtBot, desk: Desk, target: Target | None = None) -> ProblemsScreen:
    screen = ProblemsScreen(desk.context)
    qtbot.addWidget(screen)
    screen.resize(1278, 672)
    screen.open_target(target or Target(ScreenKey.PROBLEMS))
    screen.show()
    desk.settle()
    return screen


def kept(desk: Desk, problem: Problem) -> Problem:
    found: Problem = desk.ask(lambda services: next(one for one in services.problems.all() if one.id == problem.id))
    return found


def press(qtbot: QtBot, desk: Desk, screen: ProblemsScreen, step: ProblemStep) -> None:
    button = screen.card.steps.buttons[step]
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.settle()


def test_the_most_urgent_stands_first_with_its_lamp(qtbot: QtBot, empty_desk: Desk, raised: Raised) -> None:
    raised("later", 20)
    late = raised("overdue", -4)
    raised("today", 0)
    screen = shown(qtbot, empty_desk)
    assert [one.problem.description for one in screen.list.rows] == ["overdue", "today", "later"]
    assert screen.list.line_at(0).sign.text == "红 超 4"
    assert screen.card.description.text() == late.description
    assert any("巡查员甲 提出" in one.text() for one in screen.card.findChildren(QLabel))
    qtbot.keyClick(screen.list, Qt.Key.Key_Down)
    empty_desk.settle()
    assert screen.card.description.text() == "today"


def test_chips_filter_and_count_and_are_remembered(qtbot: QtBot, empty_desk: Desk, raised: Raised) -> None:
    raised("overdue", -1)
    raised("later", 9)
    screen = shown(qtbot, empty_desk)
    chips = {one.text(): one for one in screen.chips.values()}
    assert set(chips) == {"未销号 2", "我的 2", "逾期 1", "全部 2"}
    qtbot.mouseClick(chips["逾期 1"], Qt.MouseButton.LeftButton)
    empty_desk.settle()
    assert [one.problem.description for one in screen.list.rows] == ["overdue"]
    assert [one.problem.description for one in shown(qtbot, empty_desk).list.rows] == ["overdue"]


def test_search_finds_by_words_number_and_initials(qtbot: QtBot, empty_desk: Desk, raised: Raised) -> None:
    raised("crane")
    second = raised("fence")
    screen = shown(qtbot, empty_desk)
    for text, found in (("fen", 1), (second.number or "", 1), ("xdb", 2), ("nothing like it", 0)):
        screen.search.clear()
        qtbot.keyClicks(screen.search, text)
        empty_desk.settle()
        assert len(screen.list.rows) == found
    assert screen.nothing.isVisible()


def test_a_target_opens_its_problem(qtbot: QtBot, empty_desk: Desk, raised: Raised) -> None:
    raised("first", -3)
    wanted = raised("wanted", 30)
    screen = shown(qtbot, empty_desk, Target(ScreenKey.PROBLEMS, wanted.id))
    assert screen.card.description.text() == "wanted"
    assert screen.list.marked_id == wanted.id


def test_a_problem_goes_from_its_owner_to_its_close_by_two_people(
    qtbot: QtBot, empty_desk: Desk, raised: Raised, tmp_path: Path
) -> None:
    problem = raised("pit without a fence")
    screen = shown(qtbot, empty_desk)
    told: list[Toast] = []
    screen.told.connect(told.append)
    press(qtbot, empty_desk, screen, ProblemStep.ASSIGN)
    press(qtbot, empty_desk, screen, ProblemStep.START)
    assert "解决措施" in screen.card.gaps.text()
    for name in ("solution", "close_standard"):
        qtbot.keyClicks(screen.card.texts[name], "done so")
        screen.flush()
        empty_desk.settle()
    proof = camera_photo(tmp_path / "after.jpg", 5)
    dropped(screen.card.evidence, [proof])
    qtbot.waitUntil(lambda: kept(empty_desk, problem).evidence is not None)
    press(qtbot, empty_desk, screen, ProblemStep.REQUEST_CLOSE)
    empty_desk.prompts.texts = ["巡查员甲"]
    press(qtbot, empty_desk, screen, ProblemStep.CLOSE)
    assert [getattr(one, "key", "") for one in empty_desk.prompts.told] == ["domain.problem_closer_requested"]
    empty_desk.prompts.texts = ["管家乙"]
    press(qtbot, empty_desk, screen, ProblemStep.CLOSE)
    closed = kept(empty_desk, problem)
    assert (closed.state, closed.closed_by, closed.closed_on) == (ProblemState.CLOSED, "管家乙", TODAY)
    assert told[-1].undo


def test_the_evidence_stands_beside_the_first_photo_as_a_pair(
    qtbot: QtBot, empty_desk: Desk, raised: Raised, tmp_path: Path
) -> None:
    problem = raised("pit")
    screen = shown(qtbot, empty_desk)
    before, after = camera_photo(tmp_path / "before.jpg", 1), camera_photo(tmp_path / "after.jpg", 2)
    dropped(screen.card.first, [before])
    qtbot.waitUntil(lambda: screen.card.card is not None and screen.card.card.first is not None)
    dropped(screen.card.evidence, [after])
    qtbot.waitUntil(lambda: screen.card.card is not None and len(screen.card.card.evidence) == 1)
    card = empty_desk.ask(lambda services: services.problem_board.card(problem.id, TODAY))
    assert (card.first.sha256, card.evidence[0].sha256) == (sha256_of(before), sha256_of(after))
    assert card.first.pair_id == card.evidence[0].pair_id is not None
    with qtbot.waitSignal(screen.navigated) as gone:
        qtbot.mouseClick(screen.card.evidence.picture, Qt.MouseButton.LeftButton)
    assert gone.args == [Target(ScreenKey.PHOTOS, card.evidence[0].id)]


def test_it_is_escalated_and_sent_back(qtbot: QtBot, empty_desk: Desk, raised: Raised) -> None:
    problem = raised("crane")
    screen = shown(qtbot, empty_desk)
    press(qtbot, empty_desk, screen, ProblemStep.ASSIGN)
    empty_desk.prompts.texts = ["分管副市长", "两次逾期"]
    press(qtbot, empty_desk, screen, ProblemStep.ESCALATE)
    assert kept(empty_desk, problem).state is ProblemState.ESCALATED
    assert "分管副市长" in screen.card.history.text()


def test_owner_date_and_level_are_kept_as_they_are_changed(qtbot: QtBot, empty_desk: Desk, raised: Raised) -> None:
    problem = raised("crane")
    screen = shown(qtbot, empty_desk)
    screen.card.owner.selectAll()
    qtbot.keyClicks(screen.card.owner, "supervisor")
    qtbot.keyClick(screen.card.owner, Qt.Key.Key_Return)
    screen.card.due.setFocus()
    qtbot.keyClick(screen.card.due, Qt.Key.Key_Up)
    screen.card.level.setFocus()
    qtbot.keyClick(screen.card.level, Qt.Key.Key_Down)
    screen.card.level.activated.emit(screen.card.level.currentIndex())
    empty_desk.settle()
    after = kept(empty_desk, problem)
    assert (after.owner_department, after.due_on) == ("supervisor", date(2022, 6, 16))
    assert after.level is ProblemLevel.MAJOR


def test_a_problem_is_raised_with_owner_and_date_proposed(qtbot: QtBot, empty_desk: Desk, raised: Raised) -> None:
    raised("one that is there")
    screen = shown(qtbot, empty_desk)
    qtbot.mouseClick(screen.add, Qt.MouseButton.LeftButton)
    empty_desk.settle()
    form = screen.raising
    assert form is not None
    assert form.owner.text() == "核电公司"
    assert form.due.value == TODAY + timedelta(days=15)
    qtbot.mouseClick(form.accept, Qt.MouseButton.LeftButton)
    assert form.words_field.error
    form.level.setCurrentIndex(2)
    form.level.activated.emit(2)
    empty_desk.settle()
    assert form.due.value == TODAY + timedelta(days=3)
    qtbot.keyClicks(form.description, "no helmet")
    qtbot.mouseClick(form.accept, Qt.MouseButton.LeftButton)
    empty_desk.settle()
    assert screen.card.description.text() == "no helmet"
    made = next(one for one in empty_desk.ask(lambda services: services.problems.all()) if one.number == "ZD-00002")
    assert (made.level, made.owner_department, made.found_on) == (ProblemLevel.URGENT, "核电公司", TODAY)


def test_esc_leaves_the_form_without_a_problem(qtbot: QtBot, empty_desk: Desk, raised: Raised) -> None:
    raised("only one")
    screen = shown(qtbot, empty_desk)
    screen.raise_new()
    empty_desk.settle()
    assert screen.leave()
    assert not screen.leave()
    assert len(empty_desk.ask(lambda services: services.problems.all())) == 1


def test_the_list_is_written_as_excel(qtbot: QtBot, empty_desk: Desk, raised: Raised, tmp_path: Path) -> None:
    raised("crane", -2)
    raised("fence", 3)
    screen = shown(qtbot, empty_desk)
    empty_desk.prompts.files = [tmp_path / "problems.xlsx"]
    with qtbot.waitSignal(screen.told):
        qtbot.mouseClick(screen.export, Qt.MouseButton.LeftButton)
    cells = [row for sheet in openpyxl.load_workbook(tmp_path / "problems.xlsx") for row in sheet.values]
    told = [value for row in cells for value in row]
    assert {"crane", "fence", "徐大堡核电", -2, 3} <= set(told)


def test_an_empty_list_says_what_to_do(qtbot: QtBot, empty_desk: Desk) -> None:
    screen = shown(qtbot, empty_desk)
    assert screen.empty.isVisible()
    assert not screen.export.isEnabled()
