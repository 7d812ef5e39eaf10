"""检查并签字: everything that is missing, each a click away from where it is answered; then signature and lock."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from inspector.domain.errors import InspectorError
from inspector.services.draft_photos import LoosePicture
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.screens.visit.filling import Filling
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind, with_key
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.form.canvas import Canvas
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.plain import plain_label

SHOWN = 200
"""Open items that are listed one by one; a form has hardly more."""
_LINE_PAD = 40
"""Padding of a button and the gap after its icon."""


@dataclass(frozen=True)
class Lack:
    """What keeps the visit from being signed: where it is answered, and what is wrong there."""

    address: str
    text: str


def lacks_of(filling: Filling) -> tuple[Lack, ...]:
    """Everything that is missing or wrong, in the order of the visit."""
    seen = (
        Lack("", sentence("ui_visit.sign_fact_missing", label=one.label))
        for one in filling.seen()
        if one.required and one.seen is None
    )
    session = filling.session
    if session is None:
        return tuple(seen)
    told = (
        Lack(one.address, f"{one.label}: {one.text}" if one.text else sentence(one.key, **one.details))
        for one in session.messages()
    )
    photos = (
        Lack(where, sentence("ui_visit.sign_photo_missing", label=session.label(where)))
        for where in session.photos_needed()
    )
    return (*seen, *told, *photos)


class LackLine(Button):
    """What is missing, on one line at the left; what does not fit is left out and still read aloud."""

    def __init__(self, appearance: Appearance, text: str) -> None:
        super().__init__(appearance, text, ButtonKind.TEXT, "chevron-right")
        self.setProperty("align", "left")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """As much of the words as there is room for."""
        super().resizeEvent(event)
        room = self.width() - self.iconSize().width() - _LINE_PAD
        shown = self.fontMetrics().elidedText(self.accessibleName(), Qt.TextElideMode.ElideRight, room)
        self.setText(f" {shown.replace('&', '&&')}")


class SignPage(QWidget):
    """`jumped` carries the address of an item (empty: the facts of the visit), `signed` the id of the visit."""

    jumped = Signal(str)
    signed = Signal(str)

    def __init__(self, context: Context, filling: Filling) -> None:
        super().__init__()
        self._context, self._filling = context, filling
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 16, 24, 16)
        row.setSpacing(16)
        self.open_card = Card(sentence("ui_visit.sign_missing"), "0")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.open_card.body.addWidget(self._scrolling(self._lines), 1)
        row.addWidget(self.open_card, 3)
        row.addWidget(self._signature_card(), 2)

    @staticmethod
    def _scrolling(lines: QVBoxLayout) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(lines)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("kind", "bare")
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        return area

    def _signature_card(self) -> Card:
        appearance = self._context.appearance
        card = Card(sentence("ui_visit.sign_title"))
        self.summary = plain_label("", "body", "ink2", wrap=True)
        card.body.addWidget(self.summary)
        self.role = QLineEdit()
        self.role.textChanged.connect(self._allow)
        self.role.returnPressed.connect(self.sign)
        role = Field(appearance, sentence("ui_visit.sign_role"), self.role)
        role.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        card.body.addWidget(role)
        self.canvas = Canvas(appearance)
        self.canvas.setAccessibleName(sentence("ui_visit.sign_canvas"))
        wipe = Button(appearance, sentence("ui_visit.sign_wipe"), ButtonKind.TEXT)
        wipe.clicked.connect(self.canvas.wipe)
        head = QHBoxLayout()
        head.addWidget(plain_label(sentence("ui_visit.sign_canvas"), "dense", "ink2"), 1)
        head.addWidget(wipe)
        card.body.addLayout(head)
        card.body.addWidget(self.canvas, 1)
        card.body.addWidget(plain_label(sentence("ui_visit.sign_locks"), "dense", "ink2", wrap=True))
        self.button = Button(appearance, sentence("ui_visit.sign_lock"), ButtonKind.PRIMARY, "lock")
        self.button.clicked.connect(self.sign)
        row = QHBoxLayout()
        row.addWidget(with_key(self.button, "Ctrl+S"))
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def refresh(self) -> None:
        """What is missing now, and what would be signed."""
        lacks = lacks_of(self._filling)
        self.open_card.note.setText(str(len(lacks)))
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in lacks[:SHOWN]:
            self._lines.addWidget(self._line(one))
        if not lacks:
            self._lines.addWidget(self._nothing_missing())
        was_lacking, self._lacking = self._lacking, bool(lacks)
        self._allow()
        if was_lacking and not lacks:  # the last one came in while the page was open: on to the signature
            self.role.setFocus()
        self.summary.setText(self._summed_up())

    _lacking = True
    _signing = False
    _visit = ""

    def begin(self) -> None:
        """The page is shown: the role of this laptop signs, unless another is typed.

        What was written for one visit never signs the next.
        """
        here = self._filling.draft.inspection.id if self._filling.draft else ""
        if here != self._visit:
            self._visit, self._signing = here, False
            self.canvas.wipe()
            self.role.clear()
        if not self.role.text():
            self.role.setText(self._context.author)
        self.refresh()
        if self._lacking and self._lines.count():
            item = self._lines.itemAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setFocus()
        else:
            self.role.setFocus()

    def _line(self, lack: Lack) -> Button:
        number = next(
            (one.number for section in self._filling.sections for one in section.items if one.address == lack.address),
            "",
        )
        button = LackLine(self._context.appearance, f"{number}  {lack.text}".strip())
        button.clicked.connect(lambda: self.jumped.emit(lack.address))
        return button

    def _nothing_missing(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 8, 0, 8)
        row.addWidget(IconLabel(self._context.appearance, "check-circle", "green", 24))
        row.addWidget(ElidedLabel(sentence("ui_visit.sign_complete"), "strong"), 1)
        return line

    def _summed_up(self) -> str:
        draft, session = self._filling.draft, self._filling.session
        if draft is None:
            return ""
        answered, asked = self._filling.counts()
        counts = {
            "answered": answered,
            "asked": asked,
            "unfit": sum(one.unfit for one in self._filling.sections),
            "problems": len(draft.problems),
            "photos": len(draft.photos),
        }
        score = session.score().percent if session is not None else None
        rated = sentence("ui_visit.sign_score", percent=f"{score:.1f}") if score is not None else ""
        return f"{sentence('ui_visit.sign_summary', **counts)}{rated}"

    def _allow(self) -> None:
        """Signing is once, by somebody, with nothing missing."""
        self.button.setEnabled(not self._lacking and not self._signing and bool(self.role.text().strip()))

    def sign(self) -> None:
        """Sign and lock."""
        draft = self._filling.draft
        if draft is None or not self.button.isEnabled():
            return
        inspection_id, role = draft.inspection.id, self.role.text().strip()
        drawn = None if self.canvas.empty else LoosePicture("signature.png", self.canvas.picture())
        self._signing = True
        self._allow()
        self._context.work.write(
            self,
            lambda services: services.visits.sign(inspection_id, role, drawn=drawn),
            lambda _: self.signed.emit(inspection_id),
            failed=self._on_refused,
        )

    def _on_refused(self, error: InspectorError) -> None:
        self._signing = False
        self._context.prompts.tell(error)
        self.refresh()
