"""What did not work, in three lines: 发生了什么, 保住了什么, 怎么办; the details fold out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from inspector.texts import sentence
from inspector.ui.prompts import Notice
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.plain import plain_label

_INDENT = 30


class ErrorPanel(QWidget):
    """Shows a `Notice`; `acknowledged` is emitted by 知道了."""

    acknowledged = Signal()

    def __init__(self, appearance: Appearance, notice: Notice) -> None:
        super().__init__()
        self._details = QPlainTextEdit(notice.details)
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setAccessibleName(sentence("ui.widget_error_details"))
        self._details.setMaximumHeight(160)
        self._details.hide()
        self.fold = Button(appearance, sentence("ui.widget_error_details"), ButtonKind.TEXT, "chevron-down")
        self.fold.setVisible(bool(notice.details))
        self.fold.clicked.connect(self._on_fold_clicked)
        self.button = Button(appearance, sentence("ui.widget_error_understood"))
        self.button.clicked.connect(self.acknowledged)
        self.setAccessibleName(notice.title)
        self._lay_out(appearance, notice)

    def _lay_out(self, appearance: Appearance, notice: Notice) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(appearance, "cross", "red", 22))
        head.addWidget(plain_label(notice.title, "strong", wrap=True), 1)
        down.addLayout(head)
        down.addLayout(_lines(notice))
        down.addWidget(self._details)
        foot = QHBoxLayout()
        foot.setContentsMargins(_INDENT - 12, 0, 0, 0)
        foot.addWidget(self.fold)
        foot.addStretch(1)
        foot.addWidget(self.button)
        down.addLayout(foot)

    def _on_fold_clicked(self) -> None:
        folded = self._details.isHidden()
        self._details.setVisible(folded)
        self.fold.show_icon("chevron-up" if folded else "chevron-down")


def _lines(notice: Notice) -> QGridLayout:
    """The three answers; one that is not given leaves no gap."""
    grid = QGridLayout()
    grid.setContentsMargins(_INDENT, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    answers = (
        (sentence("ui.widget_error_happened"), notice.happened),
        (sentence("ui.widget_error_kept"), notice.kept),
        (sentence("ui.widget_error_advice"), notice.advice),
    )
    for row, (name, text) in enumerate((name, text) for name, text in answers if text):
        grid.addWidget(plain_label(name, "dense", "ink3"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(plain_label(text, "dense", "ink2", wrap=True), row, 1)
    return grid
