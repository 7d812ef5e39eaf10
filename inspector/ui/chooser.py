"""Where a day begins without an open workspace: the recent ones, another folder, or a new one in four answers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from inspector.domain.errors import InspectorError
from inspector.services.new_workspace import City, NewWorkspace, cities, make_workspace, workspace_at
from inspector.texts import sentence
from inspector.ui.forms.ui_chooser import Ui_Chooser
from inspector.ui.places import FIELD, OFFICE
from inspector.ui.preferences import Preferences
from inspector.ui.prompts import FileRequest, Prompts
from inspector.ui.slots import replace
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.inputs import Combo
from inspector.ui.widgets.plain import plain_label

WIDEST = 1120


class Chooser(QWidget):
    """`chosen` carries the folder of a workspace that is there."""

    chosen = Signal(object)

    def __init__(self, preferences: Preferences, prompts: Prompts, appearance: Appearance) -> None:
        super().__init__()
        self._preferences, self._prompts, self._appearance = preferences, prompts, appearance
        self._form = Ui_Chooser()
        self._form.setupUi(self)
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        heading = QVBoxLayout(self._form.heading)
        heading.addWidget(plain_label(sentence("ui.word_mark"), "word_mark"))
        heading.addWidget(plain_label(sentence("ui.chooser_hint"), "dense", "ink2"))
        self._fill_recent(_card(self._form.recent_card, sentence("ui.chooser_recent")))
        self._fill_new(_card(self._form.new_card, sentence("ui.chooser_new")))

    # -- workspaces that are there ---------------------------------------------------------------------------------

    def _fill_recent(self, column: QVBoxLayout) -> None:
        known = [one for one in map(Path, self._preferences.recent) if workspace_at(one)]
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        for path in known:
            rows.addWidget(self._recent_row(path))
        if not known:
            rows.addWidget(_wrapped(sentence("ui.chooser_none")))
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("kind", "bare")
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        column.addWidget(area, 1)
        other = Button(self._appearance, sentence("ui.chooser_other"), ButtonKind.SECONDARY, "folder")
        other.setObjectName("other")
        other.clicked.connect(self._on_other_clicked)
        column.addWidget(other, 0, Qt.AlignmentFlag.AlignLeft)

    def _recent_row(self, path: Path) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 4, 0, 4)
        names = QVBoxLayout()
        names.setSpacing(0)
        name = plain_label(path.name)
        name.setToolTip(str(path))
        place = plain_label(_shortened(path), "dense", "ink2")
        place.setToolTip(str(path))
        names.addWidget(name)
        names.addWidget(place)
        line.addLayout(names, 1)
        opening = Button(self._appearance, sentence("ui.open"), ButtonKind.SECONDARY)
        opening.setAccessibleName(sentence("ui.open_named", name=path.name))
        opening.clicked.connect(lambda: self.chosen.emit(path))
        line.addWidget(opening)
        return row

    def _on_other_clicked(self) -> None:
        self._prompts.choose_folder(FileRequest(sentence("ui.chooser_other")), self._open_other)

    def _open_other(self, path: Path) -> None:
        self.chosen.emit(path)

    # -- a new one -------------------------------------------------------------------------------------------------

    def _fill_new(self, column: QVBoxLayout) -> None:
        column.addWidget(plain_label(sentence("ui.chooser_workplace"), "dense", "ink2"))
        column.addLayout(self._workplaces())
        self._cities: tuple[City, ...] = cities()
        self.city = Combo(sentence("ui.chooser_city"))
        self.city.addItems([one.name for one in self._cities])
        self.device = QLineEdit()
        self.author = QLineEdit(self._preferences.author)
        self._device_field = Field(self._appearance, sentence("ui.chooser_device"), self.device)
        column.addWidget(Field(self._appearance, sentence("ui.chooser_city"), self.city))
        column.addWidget(self._device_field)
        column.addWidget(Field(self._appearance, sentence("ui.chooser_author"), self.author))
        column.addWidget(_wrapped(sentence("ui.chooser_where")))
        column.addStretch(1)
        self.making = Button(self._appearance, sentence("ui.chooser_make"), ButtonKind.PRIMARY, "plus")
        self.making.clicked.connect(self._on_making_clicked)
        column.addWidget(self.making, 0, Qt.AlignmentFlag.AlignLeft)

    def _workplaces(self) -> QLayout:
        row = QHBoxLayout()
        self._workplace = QButtonGroup(self)
        names = {FIELD: sentence("ui.workplace_field"), OFFICE: sentence("ui.workplace_office")}
        for number, (key, name) in enumerate(names.items()):
            button = Button(self._appearance, name, ButtonKind.SECONDARY, "clipboard" if key == FIELD else "dashboard")
            button.setCheckable(True)
            button.setObjectName(key)
            button.setChecked(number == 0)
            self._workplace.addButton(button)
            row.addWidget(button, 1)
        return row

    def _on_making_clicked(self) -> None:
        if not self.device.text().strip():
            self._device_field.show_error(sentence("ui.chooser_device_missing"))
            return
        self._prompts.choose_folder(FileRequest(sentence("ui.chooser_place")), self._make_at)

    def _make_at(self, folder: Path) -> None:
        chosen = self._workplace.checkedButton()
        wanted = NewWorkspace(
            role=chosen.objectName() if chosen is not None else FIELD,
            city=self._cities[self.city.currentIndex()].key,
            device_name=self.device.text().strip(),
        )
        try:
            path = make_workspace(folder, wanted)
        except InspectorError as error:
            self._prompts.tell(error)
            return
        self._preferences.author = self.author.text().strip()
        self.chosen.emit(path)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """On a wide screen the cards stay together."""
        super().resizeEvent(event)
        side = max(48, (self.width() - WIDEST) // 2)
        self._form.column.setContentsMargins(side, 32, side, 32)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for both cards."""
        return QSize(1024, 640)


def _card(place: QWidget, title: str) -> QVBoxLayout:
    card = Card(title)
    replace(place, card)
    return card.body


def _wrapped(text: str) -> QLabel:
    return plain_label(text, "body", "ink2", wrap=True)


def _shortened(path: Path) -> str:
    text = str(path.parent)
    return text if len(text) <= _LONGEST else f"…{text[-_LONGEST:]}"


_LONGEST = 44
