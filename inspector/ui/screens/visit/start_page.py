"""Before a visit: which project, which checklist, for what purpose. With all three known, Enter starts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from inspector.domain.errors import InspectorError
from inspector.domain.inspection import Checklist, Inspection, Purpose
from inspector.domain.project import Project
from inspector.services.bundle import Services
from inspector.services.checklists import question_count
from inspector.texts import label, sentence
from inspector.ui.context import Context
from inspector.ui.widgets.buttons import Button, ButtonKind, with_key
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.plain import plain_label

_REMEMBERED = "visit_start"
_DIGITS = 9


class StartPage(QWidget):
    """`started` carries the id of the visit that was begun; `continued` that of a draft that is there."""

    started = Signal(str)
    continued = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._project: Project | None = None
        self._draft: Inspection | None = None
        self._checklists: tuple[Checklist, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 16, 24, 16)
        self._column.setSpacing(16)
        self._choices = QButtonGroup(self)
        self._purposes = QButtonGroup(self)
        self._card: QWidget | None = None

    def show_project(self, project_id: str, then: Callable[[str, str], None]) -> None:
        """Read what can be started with; `then` gets name and place of the project."""

        def read(services: Services) -> tuple[Project, str, Inspection | None, tuple[Checklist, ...]]:
            details = services.projects.show(project_id)
            draft = services.drafts.of_project(details.project.id)
            return details.project, details.area or "", draft, services.drafts.checklists()

        def show(found: tuple[Project, str, Inspection | None, tuple[Checklist, ...]]) -> None:
            self._project, area, self._draft, self._checklists = found
            self._build()
            then(self._project.name, area)

        self._project = None  # until it is read, Enter must not begin a visit to the one before
        if self._card is not None:
            self._card.setEnabled(False)
        self._context.work.read(self, read, show, key="start")

    def _build(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
        page = QWidget()
        self._choices, self._purposes = QButtonGroup(page), QButtonGroup(page)  # those of the page before hold its keys
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        if self._draft is not None:
            column.addWidget(self._draft_card(self._draft))
        column.addWidget(self._checklist_card())
        column.addLayout(self._start_row())
        column.addStretch(1)
        self._card = page
        self._column.addWidget(page)
        self.setFocus()

    def _draft_card(self, draft: Inspection) -> Card:
        card = Card(sentence("ui_visit.screen_draft_there"), kind="warning")
        told = sentence("ui_visit.screen_draft_begun", time=f"{draft.visited_at:%m-%d %H:%M}")
        going_on = Button(self._context.appearance, sentence("ui_visit.screen_continue"), ButtonKind.SECONDARY)
        going_on.clicked.connect(lambda: self.continued.emit(draft.id))
        row = QHBoxLayout()
        row.addWidget(plain_label(told, wrap=True), 1)
        row.addWidget(going_on)
        card.body.addLayout(row)
        return card

    def _checklist_card(self) -> Card:
        card = Card(sentence("ui_visit.screen_checklist"), sentence("ui_visit.screen_checklist_keys"))
        grid = QGridLayout()
        grid.setSpacing(8)
        card.body.addLayout(grid)
        last = self._context.preferences.of_screen(_REMEMBERED).get("checklist", "")
        names = [one.name for one in self._checklists]
        for index, one in enumerate(self._checklists):
            button = self._choice(
                self._choices, one.name, checked=one.name == last or (last not in names and not index)
            )
            count = ElidedLabel(sentence("ui_visit.screen_questions", version=one.version, count=question_count(one)))
            grid.addWidget(with_key(button, str(index + 1)) if index < _DIGITS else button, index, 0)
            grid.addWidget(count, index, 1)
        grid.setColumnStretch(1, 1)
        if not self._checklists:
            card.body.addWidget(plain_label(sentence("ui_visit.screen_no_checklist"), "body", "ink2", wrap=True))
        card.body.addWidget(plain_label(label("inspection", "purpose"), "dense", "ink2"))
        row = QHBoxLayout()
        for number, purpose in enumerate(Purpose):
            name = label("inspection", "purpose", purpose.value)
            row.addWidget(self._choice(self._purposes, name, checked=not number))
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _choice(self, group: QButtonGroup, text: str, *, checked: bool) -> Button:
        button = Button(self._context.appearance, text, ButtonKind.SECONDARY)
        button.setCheckable(True)
        button.setChecked(checked)
        group.addButton(button, len(group.buttons()))
        return button

    def _start_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.starting = Button(
            self._context.appearance, sentence("ui_visit.screen_start"), ButtonKind.START, "clipboard"
        )
        self.starting.clicked.connect(self.start)
        row.addWidget(with_key(self.starting, "Enter"))
        row.addStretch(1)
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A digit chooses a checklist, Enter or F2 starts."""
        key = Qt.Key(event.key())
        number = int(key) - int(Qt.Key.Key_1)
        if 0 <= number < min(len(self._checklists), _DIGITS) and not event.modifiers():
            self._choices.button(number).setChecked(True)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.start()
        else:
            super().keyPressEvent(event)

    def start(self) -> None:
        """Begin the visit, now."""
        if self._project is None or not self.starting.isEnabled():
            return
        self.starting.setEnabled(False)
        chosen = self._choices.checkedId()
        checklist = self._checklists[chosen] if 0 <= chosen < len(self._checklists) else None
        if checklist is not None:
            self._context.preferences.remember(_REMEMBERED, checklist=checklist.name)
        purpose = list(Purpose)[max(0, self._purposes.checkedId())]
        inspectors = (self._context.author,) if self._context.author else ()
        project_id, checklist_id = self._project.id, checklist.id if checklist else None
        self._context.work.write(
            self,
            lambda services: services.drafts.start(project_id, checklist_id, purpose=purpose, inspectors=inspectors).id,
            self.started.emit,
            failed=self._on_refused,
        )

    def _on_refused(self, error: InspectorError) -> None:
        self.starting.setEnabled(True)
        self._context.prompts.tell(error)
