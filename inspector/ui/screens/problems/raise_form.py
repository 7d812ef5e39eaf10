"""登记问题: a project, what is wrong, who owns it and until when; owner and date are proposed and may be changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from inspector.domain.problem import FoundAt, ProblemLevel
from inspector.services.problem_raising import NewProblem
from inspector.texts import label, sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.entrance import Entrance
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.inputs import Combo, DateField
from inspector.ui.widgets.scrolled import scrolled
from inspector.ui.widgets.typed_text import TypedLine, TypedText


class RaiseForm(Entrance):
    """`proposal_wanted` carries a project and a level, `registered` a `NewProblem`; `left`: nothing is registered."""

    proposal_wanted = Signal(str, object)
    registered = Signal(object)
    left = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._typed_owner = self._chosen_date = False
        self.project = Combo(label("problem", "project_id"))
        self.description = TypedText(label("problem", "description"))
        self.owner = TypedLine(label("problem", "owner_department"))
        self.due = DateField(appearance, label("problem", "due_on"))
        self.level = Combo(label("problem", "level"))
        self.found = Combo(label("problem", "found_at"))
        self.accept = Button(appearance, sentence("ui_problems.register"), ButtonKind.PRIMARY, "flag")
        self.cancel = Button(appearance, sentence("ui_problems.cancel"), ButtonKind.TEXT)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.project.setEditable(True)
        self.project.setInsertPolicy(Combo.InsertPolicy.NoInsert)
        completer = QCompleter(self.project.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.project.setCompleter(completer)
        for level in ProblemLevel:
            self.level.addItem(label("problem", "level", level.value), level)
        for found in FoundAt:
            self.found.addItem(label("problem", "found_at", found.value), found)
        self.description.setFixedHeight(110)
        card = Card(sentence("ui_problems.raise"))
        self.project_field = Field(self._appearance, label("problem", "project_id"), self.project)
        self.words_field = Field(self._appearance, label("problem", "description"), self.description)
        self.owner_field = Field(self._appearance, label("problem", "owner_department"), self.owner)
        self.due_field = Field(self._appearance, label("problem", "due_on"), self.due)
        level_field = Field(self._appearance, label("problem", "level"), self.level)
        found_field = Field(self._appearance, label("problem", "found_at"), self.found)
        for one in (self.project_field, self.words_field, _side_by_side(level_field, found_field)):
            card.body.addWidget(one)
        card.body.addWidget(_side_by_side(self.owner_field, self.due_field))
        row = QHBoxLayout()
        row.addWidget(self.accept)
        row.addWidget(self.cancel)
        row.addStretch(1)
        card.body.addLayout(row)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(page))
        self.setFocusProxy(self.description)

    def _connect(self) -> None:
        self.project.activated.connect(self._ask)
        self.level.activated.connect(self._ask)
        self.owner.textEdited.connect(self._on_owner_typed)
        self.due.chosen.connect(self._on_date_chosen)
        self.accept.clicked.connect(self._on_accepted)
        self.cancel.clicked.connect(self.left)

    # -- beginning -------------------------------------------------------------------------------------------------

    def begin(self, projects: Sequence[tuple[str, str]], project_id: str) -> None:
        """An empty form, at a project where one is meant."""
        self._typed_owner = self._chosen_date = False
        self.project.clear()
        for one, name in projects:
            self.project.addItem(name, one)
        self.project.setCurrentIndex(max(0, self.project.findData(project_id)))
        self.description.show_text("")
        self.level.setCurrentIndex(0)
        self.found.setCurrentIndex(0)
        self.words_field.show_error("")
        self.project_field.show_error("")
        self._ask()
        self.description.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _level(self) -> ProblemLevel:
        """Qt keeps a choice as a bare text."""
        return ProblemLevel(self.level.currentData())

    def _ask(self) -> None:
        if self.project.currentData():
            self.proposal_wanted.emit(self.project.currentData(), self._level)

    def show_proposal(self, proposed: NewProblem) -> None:
        """Owner and date as they are proposed; what the user entered himself stays."""
        if not self._typed_owner:
            self.owner.show_text(proposed.owner_department)
            self.owner_field.show_note(sentence("ui_problems.of_project") if proposed.owner_department else "")
        if not self._chosen_date:
            self.due.show_date(proposed.due_on)
            self.due_field.show_note(sentence("ui_problems.by_level"))

    def _on_owner_typed(self) -> None:
        self._typed_owner = True
        self.owner_field.show_note("")

    def _on_date_chosen(self) -> None:
        self._chosen_date = True
        self.due_field.show_note("")

    # -- the end ---------------------------------------------------------------------------------------------------

    def _on_accepted(self) -> None:
        words = self.description.toPlainText().strip()
        at = self.project.findText(self.project.currentText())
        self.words_field.show_error("" if words else sentence("ui_problems.words_missing"))
        self.project_field.show_error("" if at >= 0 else sentence("ui_problems.project_missing"))
        if not words or at < 0 or not self.due.is_valid:
            return
        made = NewProblem(
            project_id=self.project.itemData(at),
            description=words,
            owner_department=self.owner.text(),
            due_on=self.due.value,
            level=self._level,
            found_at=FoundAt(self.found.currentData()),
        )
        self.registered.emit(made)


def _side_by_side(one: QWidget, other: QWidget) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    row.addWidget(one, 1)
    row.addWidget(other, 1)
    return both
