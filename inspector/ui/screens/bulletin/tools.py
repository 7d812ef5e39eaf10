"""The strip above the text: live figures to put in, photos, the last issue, and what the tint means."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from inspector.services.studio_view import SectionView, Slot
from inspector.texts import sentence
from inspector.ui.screens.bulletin import words
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.elided import ElidedLabel


class ToolBar(QWidget):
    """`figure_wanted` carries (name, printed) of a figure of the section shown."""

    figure_wanted = Signal(str, str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.insert = Button(appearance, sentence("ui_bulletin.insert_figure"), ButtonKind.TEXT, "chart")
        self.compare = Button(appearance, sentence("ui_bulletin.compare"), ButtonKind.TEXT, "history")
        self.photos = Button(appearance, sentence("ui_bulletin.photos"), ButtonKind.TEXT, "camera")
        self._section: SectionView | None = None
        self.setProperty("kind", "toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 16, 0)
        row.setSpacing(4)
        for button in (self.insert, self.photos, self.compare):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(button)
        tint = ElidedLabel(sentence("ui_bulletin.tint"), "dense", "ink3")
        tint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # it gives way before any button does
        tint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(tint, 1)
        self.insert.clicked.connect(self._on_insert_clicked)
        appearance.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setFixedHeight(self._appearance.tokens.toolbar - 4)

    def show_section(self, section: SectionView | None, *, editable: bool) -> None:
        """Offer what this part has."""
        self._section = section
        self.insert.setEnabled(editable and section is not None and bool(section.figures))
        self.photos.setEnabled(editable)

    def _on_insert_clicked(self) -> None:
        section = self._section
        if section is None:
            return
        menu = QMenu(self)
        menu.setAccessibleName(sentence("ui_bulletin.insert_figure"))
        for name, printed in _printed(section).items():
            text = sentence("ui_bulletin.figure_choice", name=words.figure_name(name), printed=printed)
            action = menu.addAction(text.replace("&", "&&"))
            action.triggered.connect(lambda _=False, one=name, value=printed: self.figure_wanted.emit(one, value))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.insert.mapToGlobal(QPoint(0, self.insert.height())))


def _printed(section: SectionView) -> dict[str, str]:
    """The figures of a section, those of its text first and in its order: one that was taken out can be put back."""
    slots = (one for one in section.parts if isinstance(one, Slot))
    stand = {run.figure: run.text for slot in slots for run in slot.runs if run.figure}
    return stand | dict(section.figures)
