"""What an unfit answer opens on the spot: the inspector's words, photos, and the problem with owner, date and level.

Also opened for any other answer, without the problem, where somebody has something to say or to show.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from inspector.domain.problem import ProblemLevel
from inspector.texts import label, sentence
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.form.photo_strip import PhotoStrip
from inspector.ui.widgets.form.rows import Evidence, ProblemDraft
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.form.texts import text_height
from inspector.ui.widgets.inputs import Combo, DateField
from inspector.ui.widgets.key_cap import KeyCap
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.typed_text import TypedLine, TypedText

_ROWS = 2
_LEVELS = tuple(ProblemLevel)
OWNER, DUE_ON, LEVEL = "owner", "due_on", "level"
"""The fields of a problem that may be changed here; the values are text, a date or None, a `ProblemLevel`."""


class UnfitPanel(QWidget):
    """Shows an `Evidence`; says what is changed, and keeps nothing."""

    note_changed = Signal(str)
    photos_wanted = Signal()
    photo_opened = Signal(str)
    problem_toggled = Signal(bool)
    problem_changed = Signal(str, object)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self.note = TypedText(sentence("ui_visit.item_note"))
        self.note.setFixedHeight(text_height(around, _ROWS))
        self.note.settled.connect(self.note_changed)
        self.photos = PhotoStrip(around.appearance)
        self.photos.wanted.connect(self.photos_wanted)
        self.photos.opened.connect(self.photo_opened)
        self.problem = ProblemBox(around)
        self.problem.toggled.connect(self.problem_toggled)
        self.problem.changed.connect(self.problem_changed)
        self._arrange()

    def _arrange(self) -> None:
        large = self._around.tokens.theme is Theme.LARGE
        beside = QBoxLayout(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        beside.setSpacing(16)
        self._note_field = Field(self._around.appearance, sentence("ui_visit.item_note"), self.note)
        self._photo_field = Field(self._around.appearance, sentence("ui_visit.item_photos"), self.photos)
        beside.addWidget(self._note_field, 11)
        beside.addWidget(self._photo_field, 10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(beside)
        column.addWidget(self.problem)
        self._photo_field.setVisible(not (large and self._around.photos_beside))

    def show_evidence(self, evidence: Evidence, *, unfit: bool) -> None:
        """Show what there is; the problem only under an unfit answer."""
        self.note.show_text(evidence.note)
        self.photos.show_photos(evidence.photos)
        self._photo_field.show_note(str(len(evidence.photos)) if evidence.photos else "")
        self.problem.setVisible(unfit)
        self.problem.show_problem(evidence.problem)

    def offer_owners(self, owners: tuple[str, ...]) -> None:
        """The units that may be chosen as responsible; any other may be typed."""
        self.problem.offer_owners(owners)

    def flush(self) -> None:
        """Say what is typed."""
        self.note.flush()
        self.problem.flush()


class ProblemBox(QFrame):
    """Whether it becomes a problem, and whose, until when, how grave."""

    toggled = Signal(bool)
    changed = Signal(str, object)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setProperty("card", "well")
        self._around = around
        self._owner = ""
        self.raised = QCheckBox(sentence("ui_visit.item_raise_problem"))
        self.raised.clicked.connect(self.toggled)
        self._origin = plain_label("", "dense", "ink2", wrap=True)
        self._number = KeyCap("")
        self.owner = Combo(label("problem", "owner_department"))
        self.owner.setEditable(True)
        self._owner_line = TypedLine(label("problem", "owner_department"))
        self.owner.setLineEdit(self._owner_line)
        self.owner.setCompleter(None)  # type: ignore[arg-type]  # Qt takes none; the stub does not say so
        self._owner_line.settled.connect(self._on_owner)
        self.owner.activated.connect(lambda: self._on_owner(self.owner.currentText()))
        self.owner.setInsertPolicy(Combo.InsertPolicy.NoInsert)
        self.due_on = DateField(around.appearance, label("problem", "due_on"))
        self.due_on.chosen.connect(lambda day: self.changed.emit(DUE_ON, day))
        self.level = Combo(label("problem", "level"))
        for one in _LEVELS:
            self.level.addItem(label("problem", "level", one.value))
        self.level.activated.connect(lambda index: self.changed.emit(LEVEL, _LEVELS[index]))
        self._arrange()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.raised)
        head.addWidget(self._origin, 1)
        head.addWidget(self._number)
        fields = QWidget()
        row = QHBoxLayout(fields)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        appearance = self._around.appearance
        self._due_field = Field(appearance, label("problem", "due_on"), self.due_on)
        row.addWidget(Field(appearance, label("problem", "owner_department"), self.owner), 3)
        row.addWidget(self._due_field, 3)
        row.addWidget(Field(appearance, label("problem", "level"), self.level), 2)
        self._fields = fields
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(fields)

    def offer_owners(self, owners: tuple[str, ...]) -> None:
        """The units in the list; what stands in the field stays."""
        shown = self.owner.currentText()
        self.owner.clear()
        self.owner.addItems(list(owners))
        self.owner.setEditText(shown)

    def show_problem(self, problem: ProblemDraft | None) -> None:
        """Show the problem; without one the box is open and its fields are folded away."""
        draft = problem or ProblemDraft(raised=False)
        self.raised.setChecked(draft.raised)
        self._fields.setVisible(draft.raised)
        self._origin.setText(sentence("ui_visit.item_problem_origin") if draft.prefilled and draft.raised else "")
        self._number.setText(draft.number)
        self._number.setVisible(bool(draft.number) and draft.raised)
        self._owner = draft.owner
        self._owner_line.show_text(draft.owner)
        if self.due_on.value != draft.due_on and self.due_on.is_valid:
            self.due_on.show_date(draft.due_on)
        self._due_field.show_note(
            sentence("ui_visit.item_term_of_item", days=draft.days) if draft.days is not None else ""
        )
        self.level.setCurrentIndex(_LEVELS.index(draft.level))

    def _on_owner(self, owner: str) -> None:
        """Enter in the field both ends the typing and picks the line of that name: said once."""
        if owner != self._owner:
            self._owner = owner
            self.changed.emit(OWNER, owner)

    def flush(self) -> None:
        """Say what is typed."""
        self._owner_line.flush()
