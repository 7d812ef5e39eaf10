"""A checklist being filled in the window: a real session behind a real view, as the visit screen joins them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QInputMethodEvent, QPixmap, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from inspector.checklists.model import Form
from inspector.checklists.reading import read_checklist
from inspector.checklists.session import Session
from inspector.checklists.surroundings import Surroundings as Filling
from inspector.domain.errors import InspectorError
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.form.form_view import FormView
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.rows import NO_EVIDENCE, Evidence, ItemRow
from inspector.ui.widgets.form.sections import FormSection, SectionReader
from inspector.ui.widgets.form.surroundings import Photo, Surroundings
from tests.checklists.kit import FixedClock, form
from tests.ui.kit import FakePrompts

VERDICTS = (
    ("v", "pass", "合格"),
    ("v", "fail", "不合格"),
    ("v", "na", "不适用"),
)
HEAD = ("type", "name", "label", "appearance")
CHOICES = ("list_name", "name", "label")


def photo(number: int = 1) -> Photo:
    """A photo as a plain ground."""
    picture = QPixmap(300, 200)
    picture.fill(QColor("#7A9CBF"))
    return Photo(f"photo-{number}", picture, f"照片 {number}")


@dataclass
class Filler:
    """`section` is the index of the section that is shown; every signal of the view is done at once."""

    session: Session
    view: FormView
    prompts: FakePrompts
    section: int = 0
    evidence: dict[str, Evidence] = field(default_factory=dict)
    given: list[tuple[str, Any]] = field(default_factory=list)
    drawn: list[tuple[str, bytes]] = field(default_factory=list)
    files: list[tuple[str, Path]] = field(default_factory=list)
    refused: list[InspectorError] = field(default_factory=list)

    @property
    def sections(self) -> tuple[FormSection, ...]:
        return SectionReader(self.session).read(self.evidence)

    def show(self) -> None:
        self.view.show_rows(self.sections[self.section].rows)

    def value(self, name: str) -> Any:
        return self.session.value(name)

    def row(self, name: str) -> ItemRow:
        return next(one for one in self.view.items if one.question.name == name)

    def editor(self, name: str = "") -> ItemEditor:
        """The editor of an item, which becomes the current one."""
        if name:
            self.view.go_to(self.row(name).address)
        found = self.view.editor()
        assert found is not None
        return found

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, to whatever has the focus, as a keyboard sends it."""
        target = QApplication.focusWidget() or self.view
        QTest.keyClick(target, key, modifiers)

    def type(self, text: str) -> None:
        """Letters, a key each; what no key has is put in as an input method does."""
        target = QApplication.focusWidget()
        assert target is not None
        for sign in text:
            if sign.isascii():
                QTest.keyClicks(target, sign)
            else:
                self.commit(sign)

    @staticmethod
    def commit(text: str, preedit: str = "") -> None:
        """What an input method puts in, with what is still being composed."""
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(text)
        target = QApplication.focusWidget()
        assert target is not None
        QApplication.sendEvent(target, event)

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    # -- what a visit does -----------------------------------------------------------------------------------------

    def answer(self, where: str, answer: Any) -> None:
        self.given.append((where, answer))
        self._doing(lambda: self.session.answer(where, answer))

    def _doing(self, action: Callable[[], object]) -> None:
        try:
            action()
        except InspectorError as error:
            self.refused.append(error)
        self.show()

    def note(self, where: str, text: str) -> None:
        self.keep(where, note=text)

    def keep(self, where: str, **changes: Any) -> None:
        self.evidence[where] = replace(self.evidence.get(where, NO_EVIDENCE), **changes)
        self.show()

    def change_problem(self, where: str, field_name: str, value: Any) -> None:
        row = next(one for one in self.view.items if one.address == where)
        assert row.evidence.problem is not None
        changes: dict[str, Any] = {field_name: value}
        self.keep(where, problem=replace(row.evidence.problem, **changes))

    def join(self) -> None:
        view = self.view
        view.answer_given.connect(self.answer)
        view.note_changed.connect(self.note)
        view.problem_toggled.connect(lambda where, on: self.change_problem(where, "raised", on))
        view.problem_changed.connect(self.change_problem)
        view.repeat_added.connect(lambda where: self._doing(partial(self.session.add, where)))
        view.repeat_removed.connect(lambda where: self._doing(partial(self.session.remove, where)))
        view.drawing_made.connect(lambda where, png: self.drawn.append((where, png)))
        view.file_given.connect(lambda where, path: self.files.append((where, path)))
        view.files_removed.connect(lambda where: self._doing(lambda: self.session.attach(where, ())))


def fill(appearance: Appearance, checklist: Form, answers: dict[str, Any] | None = None, **more: Any) -> Filler:
    """The first section of a checklist, shown at 1366 less the panels beside it."""
    session = Session(checklist, answers, Filling(clock=FixedClock()))
    prompts = FakePrompts()
    around = Surroundings(appearance, prompts, FixedClock(), author="巡查员甲", **more)
    view = FormView(around)
    view.resize(724, 600)
    made = Filler(session, view, prompts)
    made.join()
    made.show()
    view.show()
    view.activateWindow()
    QTest.qWaitForWindowActive(view)
    view.setFocus()
    return made


def asked(
    appearance: Appearance, *rows: tuple[str, ...], choices: tuple[tuple[str, ...], ...] = (), **more: Any
) -> Filler:
    """A checklist of these rows; `head` names their columns."""
    head = more.pop("head", HEAD)
    lists = (CHOICES, *choices) if choices and choices[0][0] != CHOICES[0] else choices
    return fill(appearance, form((head, *rows), lists), **more)


def wheel(widget: QWidget, steps: int = -3) -> None:
    """A turn of the wheel over a widget."""
    centre = QPointF(widget.rect().center())
    event = QWheelEvent(
        centre,
        QPointF(widget.mapToGlobal(widget.rect().center())),
        QPoint(0, 0),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's
    )
    QApplication.sendEvent(widget, event)


def shipped(name: str) -> Form:
    """A checklist that comes with the program."""
    reading = read_checklist(Path("forms/checklists") / f"{name}.xlsx")
    assert reading.form is not None
    return reading.form


TODAY = date(2026, 3, 2)
