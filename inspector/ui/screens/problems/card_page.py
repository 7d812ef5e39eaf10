"""One problem: what, whose and until when, its two photos, and what closing needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.domain.inspection import PairSide
from inspector.domain.problem import Problem, ProblemLevel, ProblemState
from inspector.services.problem_board import ProblemCard
from inspector.texts import label, sentence
from inspector.ui.context import Context
from inspector.ui.pictures import PictureLoader
from inspector.ui.screens.problems.photo_frame import PhotoFrame
from inspector.ui.screens.problems.steps_bar import StepsBar
from inspector.ui.theme.fonts import face
from inspector.ui.widgets.badge import Badge, BadgeTone
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.inputs import Combo, DateField
from inspector.ui.widgets.lamp import LampLabel, LampShape, LampSign, sign_of
from inspector.ui.widgets.plain import plain_label, plain_tip
from inspector.ui.widgets.reflow import Reflow
from inspector.ui.widgets.scrolled import scrolled
from inspector.ui.widgets.typed_text import TypedLine, TypedText

TEXTS = ("solution", "close_standard", "evidence")
_TEXT_HEIGHT = 64
_LEAST = 42
"""Letters that the head of the card needs for the project beside the rest."""
_BESIDE_DATE = 60
"""Pixels of a date field beside its letters."""


LONGEST_NAME = 18
"""Letters of a project's name that the card's head has room for; the rest stands in the tooltip."""


class CardPage(QWidget):
    """`revised` carries a field and its value, `described` a text of the closing; `photo_given` files and a side."""

    revised = Signal(str, object)
    described = Signal(str, str)
    photos_given = Signal(object, object)
    photos_wanted = Signal(object)
    photo_opened = Signal(str)
    project_wanted = Signal(str)
    step_wanted = Signal(object)

    def __init__(self, context: Context, pictures: PictureLoader) -> None:
        super().__init__()
        appearance = context.appearance
        self._appearance = appearance
        self.card: ProblemCard | None = None
        self.number = Badge("", BadgeTone.GREY)
        self.state = Badge("", BadgeTone.BLUE)
        self.lamp = LampLabel(appearance, LampSign(LampShape.TEXT, "", "ink2"))
        self.description = plain_label("", "section", wrap=True)
        self.project = Button(appearance, "", ButtonKind.TEXT, "building")
        self._told = plain_label("", "dense", "ink2", wrap=True)
        self.first = PhotoFrame(appearance, pictures, sentence("ui_problems.first"), sentence("ui_problems.drop_first"))
        self.evidence = PhotoFrame(
            appearance, pictures, sentence("ui_problems.evidence"), sentence("ui_problems.drop_evidence")
        )
        self.owner = TypedLine(label("problem", "owner_department"))
        self.due = DateField(appearance, label("problem", "due_on"))
        self.level = Combo(label("problem", "level"))
        self.texts = {name: TypedText(label("problem", name)) for name in TEXTS}
        self.gaps = plain_label("", "dense", "amber", wrap=True)
        self.history = plain_label("", "dense", "ink2", wrap=True)
        self.steps = StepsBar(appearance)
        self._page = QWidget()
        self.area = scrolled(self._page)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._page)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self.number, self.state, self.lamp):
            head.addWidget(widget)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.description)
        where = QHBoxLayout()
        where.addWidget(self._told, 1)
        where.addWidget(self.project, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(where)
        Reflow(self, where, self._appearance, least=_LEAST)
        photos = QHBoxLayout()
        photos.setSpacing(16)
        photos.addWidget(self.first, 1)
        photos.addWidget(self.evidence, 1)
        column.addLayout(photos)
        for level in ProblemLevel:
            self.level.addItem(label("problem", "level", level.value), level)
        fields = QHBoxLayout()
        fields.setSpacing(16)
        for name, editor, share in (
            ("owner_department", self.owner, 2),
            ("due_on", self.due, 1),
            ("level", self.level, 1),
        ):
            fields.addWidget(Field(self._appearance, label("problem", name), editor), share)
        column.addLayout(fields)
        for name, text in self.texts.items():
            text.setFixedHeight(_TEXT_HEIGHT)
            column.addWidget(Field(self._appearance, label("problem", name), text))
        column.addWidget(self.gaps)
        column.addWidget(self.history)
        column.addStretch(1)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.area, 1)
        outer.addWidget(self.steps)

    def _fit_date(self) -> None:
        """A date is never cut."""
        letters = QFontMetrics(face(self._appearance.tokens.body))
        self.due.setMinimumWidth(letters.horizontalAdvance("2022-06-06") + _BESIDE_DATE)

    def _connect(self) -> None:
        self._appearance.changed.connect(self._fit_date)
        self._fit_date()
        self.owner.settled.connect(lambda text: self.revised.emit("owner_department", text.strip() or None))
        self.due.chosen.connect(lambda day: self.revised.emit("due_on", day))
        self.level.activated.connect(lambda _: self.revised.emit("level", ProblemLevel(self.level.currentData())))
        for name, text in self.texts.items():
            text.settled.connect(partial(self.described.emit, name))
        for side, frame in ((PairSide.BEFORE, self.first), (PairSide.AFTER, self.evidence)):
            frame.given.connect(partial(self._on_photos_given, side))
            frame.wanted.connect(partial(self.photos_wanted.emit, side))
            frame.opened.connect(self.photo_opened)
        self.project.clicked.connect(self._on_project_clicked)
        self.steps.wanted.connect(self.step_wanted)

    def _on_photos_given(self, side: PairSide, files: object) -> None:
        self.photos_given.emit(side, files)

    def _on_project_clicked(self) -> None:
        if self.card is not None:
            self.project_wanted.emit(self.card.problem.project_id)

    # -- showing ---------------------------------------------------------------------------------------------------

    def show_card(self, card: ProblemCard) -> None:
        """Another problem, or the same one anew."""
        if self.card is not None and self.card.problem.id != card.problem.id:
            self.flush()
        self.card = card
        problem = card.problem
        is_open = problem.state is not ProblemState.CLOSED
        self.number.setText(problem.number or sentence("ui_problems.no_number"))
        self.state.setText(label("problem", "state", problem.state.value))
        self.lamp.show_sign(sign_of(card.lamp))
        self.description.setText(problem.description)
        name = card.project or sentence("ui_problems.no_project")
        self.project.say(name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…")
        self.project.setToolTip(plain_tip(name))
        self.project.setAccessibleName(name)
        self._told.setText(_told(card))
        self._show_fields(problem, is_open=is_open)
        first_there = card.first is not None
        self.first.show_photo(card.first, int(first_there), may_add=is_open and not first_there)
        evidence = card.evidence
        self.evidence.show_photo(evidence[0] if evidence else None, len(evidence), may_add=is_open)
        self._show_gaps(card.gaps if is_open else ())
        self.history.setText(_history(card))
        self.history.setVisible(bool(self.history.text()))
        self.steps.show_steps(card.steps)

    def _show_fields(self, problem: Problem, *, is_open: bool) -> None:
        self.owner.show_text(problem.owner_department or "")
        self.due.show_date(problem.due_on)
        self.level.setCurrentIndex(list(ProblemLevel).index(problem.level))
        for name, text in self.texts.items():
            text.show_text(getattr(problem, name) or "")
        editors: Sequence[QWidget] = (self.owner, self.due, self.level, *self.texts.values())
        for editor in editors:
            editor.setEnabled(is_open)

    def _show_gaps(self, gaps: Sequence[str]) -> None:
        names = sentence("ui_problems.comma").join(label("problem", one) for one in gaps)
        self.gaps.setText(sentence("ui_problems.gaps", names=names) if gaps else "")
        self.gaps.setVisible(bool(gaps))

    def flush(self) -> None:
        """Tell at once what is typed."""
        flushes: list[Callable[[], None]] = [self.owner.flush, *(text.flush for text in self.texts.values())]
        for flush in flushes:
            flush()


def _told(card: ProblemCard) -> str:
    """Where and when it was found and by whom, and of what kind it is."""
    problem = card.problem
    found = label("problem", "found_at", problem.found_at.value)
    on = problem.found_on.isoformat() if problem.found_on else ""
    kind = "·".join(one for one in (problem.category, problem.sub_category) if one)
    who = sentence("ui_problems.raised_by", who=card.raised_by) if card.raised_by else ""
    return "    ".join(one for one in (sentence("ui_problems.found", where=found, on=on), who, kind) if one)


def _history(card: ProblemCard) -> str:
    """Whom it went up to, who asked for 销号 and who closed it."""
    problem = card.problem
    told = [
        sentence("ui_problems.escalated", on=one.escalated_on.isoformat(), to=one.to_holder, why=one.reason or "")
        for one in card.escalations
    ]
    if problem.close_requested_by:
        told.append(sentence("ui_problems.close_asked", role=problem.close_requested_by))
    if problem.closed_on:
        told.append(sentence("ui_problems.closed", on=problem.closed_on.isoformat(), role=problem.closed_by or ""))
    return "\n".join(told)
