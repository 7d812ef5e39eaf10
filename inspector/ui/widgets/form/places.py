"""A position: longitude and latitude in the datum they were read in, pasted, or taken from the project."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.domain.geo import Position, from_wgs84, is_on_earth, position_findings, to_wgs84
from inspector.domain.project import Datum
from inspector.texts import label, sentence
from inspector.ui.widgets.buttons import Button
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.place_text import Fix, degrees, read_answer, read_position, to_answer
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.form.typed_values import plain_number, read_decimal
from inspector.ui.widgets.inputs import Combo
from inspector.ui.widgets.typed_text import TypedLine

_DATUMS = tuple(Datum)
_PASTED = 4
"""So many signs at once nobody types."""


class PlaceEditor(ItemEditor):
    """What is typed is read in the chosen datum and kept as WGS-84; either field takes a whole position, pasted."""

    TYPED = True

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__(question, around)
        self._altitude: float | None = None
        self.longitude = TypedLine(sentence("ui_visit.item_longitude"))
        self.latitude = TypedLine(sentence("ui_visit.item_latitude"))
        self.accuracy = TypedLine(sentence("ui_visit.item_accuracy"))
        self.datum = Combo(label("project", "datum"))
        for one in _DATUMS:
            self.datum.addItem(label("project", "datum", one.value))
        self.project = Button(around.appearance, sentence("ui_visit.item_project_place"), icon_name="pin")
        self._shown: str | None = None
        self._length = 0
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        appearance = self.around.appearance
        for field, share in ((self.longitude, 3), (self.latitude, 3), (self.datum, 2), (self.accuracy, 2)):
            row.addWidget(Field(appearance, field.accessibleName(), field), share)
        self.longitude.setPlaceholderText(sentence("ui_visit.item_place_form"))
        self.body.addLayout(row)
        below = QHBoxLayout()
        if self.around.place is None:
            self.project.hide()
        below.addWidget(self.project)
        below.addStretch(1)
        self.body.addLayout(below)

    def _connect(self) -> None:
        for line in (self.longitude, self.latitude):
            line.textEdited.connect(self._on_edited)
            line.settled.connect(self._on_settled)
            line.editingFinished.connect(self._on_finished)
        self.accuracy.settled.connect(self._on_settled)
        self.datum.activated.connect(self._on_settled)
        self.project.clicked.connect(self._take_project)

    # -- showing ---------------------------------------------------------------------------------------------------

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:  # noqa: ARG002 - it has none
        """Show the position in the chosen datum; what is being typed stays."""
        kept = None if entry.value is None else str(entry.value)
        if kept == self._shown or (kept is None and self.own_problem()):
            return
        self._shown = kept
        fix = read_answer(kept)
        self._altitude = fix.altitude if fix else None
        self._show_position(fix.position if fix else None)
        known = fix is not None and fix.accuracy is not None
        self.accuracy.show_text(f"{fix.accuracy:g}" if fix and known else "")

    def _show_position(self, position: Position | None) -> None:
        shown = from_wgs84(position, _DATUMS[self.datum.currentIndex()]) if position else None
        self.longitude.show_text(degrees(shown.longitude) if shown else "")
        self.latitude.show_text(degrees(shown.latitude) if shown else "")

    def own_problem(self) -> str:
        """A half of a position, a text that is none, or a place that can hardly be meant."""
        if not self.longitude.text().strip() and not self.latitude.text().strip():
            return ""
        position = self._typed()
        if position is None:
            return sentence("ui_visit.item_no_place")
        findings = position_findings(position)
        return sentence(findings[0].key, **findings[0].details) if findings else ""

    # -- answering -------------------------------------------------------------------------------------------------

    def _on_edited(self, text: str) -> None:
        """A pasted position fills both fields at once; one that is typed sign by sign may not be finished yet."""
        if len(text) - self._length >= _PASTED:
            self._unpack(text)
        self._length = len(text)

    def _on_finished(self) -> None:
        for line in (self.longitude, self.latitude):
            if self._unpack(line.text()):
                self._on_settled()
                return

    def _unpack(self, text: str) -> bool:
        position = read_position(text)
        if position is not None:
            self.longitude.setText(degrees(position.longitude))
            self.latitude.setText(degrees(position.latitude))
        return position is not None

    def _typed(self) -> Position | None:
        longitude, latitude = (read_decimal(one.text()) for one in (self.longitude, self.latitude))
        if longitude is None or latitude is None:
            return None
        position = Position(float(longitude), float(latitude))
        return position if is_on_earth(position) else None

    def _on_settled(self) -> None:
        self.show_problem(self.own_problem())
        position = self._typed()
        if position is not None:
            self._give(to_wgs84(position, _DATUMS[self.datum.currentIndex()]))
        elif not self.longitude.text().strip() and not self.latitude.text().strip():
            self._shown = None
            self.give(None)

    def _give(self, position: Position) -> None:
        accuracy = read_decimal(plain_number(self.accuracy.text()))
        answer = to_answer(Fix(position, self._altitude, float(accuracy) if accuracy else None))
        if answer != self._shown:
            self._shown = answer
            self.give(answer)

    def _take_project(self) -> None:
        if self.around.place is not None:
            self._altitude = None
            self.accuracy.setText("")
            self._show_position(self.around.place)
            self.show_problem("")
            self._give(self.around.place)

    def flush(self) -> None:
        """Give what is typed."""
        for one in (self.longitude, self.latitude, self.accuracy):
            one.flush()

    def first_input(self) -> QWidget | None:
        """The longitude."""
        return self.longitude
