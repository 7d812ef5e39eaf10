"""下发任务包: to which devices, by what and where to; what came out was read back and is listed with its checksum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from inspector.services.bundle import Services
from inspector.services.handover import LIMITS
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.long_task import LongTask, Progress
from inspector.ui.prompts import FileRequest
from inspector.ui.screens.handover.options import MediumChoice
from inspector.ui.screens.handover.places import Destination, sticks, usual_folder
from inspector.ui.screens.merge.sending import Outlet, SendingWish, Sent, outlets, send
from inspector.ui.shortcuts import add_keys
from inspector.ui.telling import size_in_words
from inspector.ui.widgets.buttons import Button, ButtonKind, with_key
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.empty_state import EmptyState
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.inputs import Combo
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.progress_strip import ProgressStrip
from inspector.ui.widgets.row_list import RowList
from inspector.ui.widgets.two_line_row import TwoLineDelegate, TwoLineRow

_SHORT = 12
"""Characters of a checksum that people compare."""


class SendingPage(QWidget):
    """Devices left, how and what came out right."""

    def __init__(self, context: Context, find_sticks: Callable[[], tuple[Destination, ...]] = sticks) -> None:
        super().__init__()
        self._context = context
        self._find_sticks = find_sticks
        self._folder: Path | None = None
        self._places: tuple[Destination, ...] = ()
        self._outlets: tuple[Outlet, ...] = ()
        appearance = context.appearance
        self.boxes: dict[str, QCheckBox] = {}
        self.devices = Card(sentence("ui_merge.send_to"), sentence("ui_merge.send_what"))
        self._boxes = QVBoxLayout()
        self._scroll = _scrolled(self.devices)
        self.none = EmptyState(appearance, "key", sentence("ui_merge.no_devices"), sentence("ui_merge.no_devices_how"))
        self.medium = MediumChoice()
        self.place = Combo(sentence("ui_merge.send_where"))
        self.choose = Button(appearance, sentence("ui_merge.choose_folder"), ButtonKind.TEXT, "folder")
        self.encrypt = QCheckBox(sentence("ui_merge.encrypt"))
        self.button = Button(appearance, sentence("ui_merge.send"), ButtonKind.PRIMARY, "export")
        self.result = Card(sentence("ui_merge.sent"))
        self.files: RowList[TwoLineRow] = RowList(sentence("ui_merge.sent"), TwoLineDelegate(appearance))
        self.open_folder = Button(appearance, sentence("ui_merge.open_folder"), ButtonKind.TEXT, "folder")
        self._strip_place = QVBoxLayout()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        page = QHBoxLayout(self)
        page.setContentsMargins(24, 16, 24, 16)
        page.setSpacing(16)
        self._boxes.setSpacing(4)
        self.devices.body.addLayout(self._boxes)
        self.devices.body.addStretch(1)
        page.addWidget(self._scroll, 1)
        page.addWidget(self.none, 1)
        how = Card(sentence("ui_merge.send_how"))
        how.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.place.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        how.body.addWidget(self.medium)
        where = Field(self._context.appearance, sentence("ui_merge.send_where"), self.place)
        where.add_at_label(self.choose)
        how.body.addWidget(where)
        how.body.addWidget(self.encrypt, 0, Qt.AlignmentFlag.AlignLeft)
        how.body.addWidget(with_key(self.button, "Ctrl+Enter"), 0, Qt.AlignmentFlag.AlignLeft)
        how.body.addLayout(self._strip_place)
        self.result.body.addWidget(self.files, 1)
        self.result.body.addWidget(self.open_folder, 0, Qt.AlignmentFlag.AlignLeft)
        self.result.hide()
        right = QVBoxLayout()
        right.setSpacing(16)
        right.addWidget(how)
        right.addWidget(self.result, 1)
        right.addStretch(0)
        page.addLayout(right, 1)

    def _connect(self) -> None:
        self.medium.changed.connect(self._on_medium_changed)
        self.choose.clicked.connect(self._on_choose_clicked)
        self.button.clicked.connect(self.send)
        self.open_folder.clicked.connect(self._on_open_clicked)
        add_keys(self, dict.fromkeys(("Ctrl+Return", "Ctrl+Enter"), self.send))

    # -- reading ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read which devices there are, what they lack, and where files can go."""
        medium = self.medium.chosen
        self._context.work.read(self, lambda services: outlets(services, medium), self._show, key="outlets")
        self._show_places()

    def _show_places(self) -> None:
        folder = Destination(self._folder) if self._folder else usual_folder(self._context.preferences.last_folder)
        found = self._find_sticks()
        self._places = (folder, *found) if self._folder else (*found, folder)
        self.place.clear()
        for one in self._places:
            name = sentence("ui_merge.stick", name=one.name) if one.is_stick else str(one.path)
            self.place.addItem(name, str(one.path))

    def _show(self, found: Sequence[Outlet]) -> None:
        unchecked = {replica for replica, box in self.boxes.items() if not box.isChecked()}
        self._outlets = tuple(found)
        while (item := self._boxes.takeAt(0)) is not None:
            if (part := item.widget()) is not None:
                part.deleteLater()
        self.boxes = {}
        for one in self._outlets:
            self._add_outlet(one, wanted=one.recipient.replica not in unchecked)
        self._scroll.setVisible(bool(found))
        self.none.setVisible(not found)
        self.encrypt.setEnabled(any(one.can_encrypt for one in found))
        self._on_checked()

    def _add_outlet(self, one: Outlet, *, wanted: bool) -> None:
        name = sentence("ui_merge.office_named", name=one.recipient.name) if one.recipient.is_office else ""
        box = QCheckBox(name or one.recipient.name)
        box.setChecked(wanted and not one.problem and not one.recipient.is_office)
        box.setEnabled(not one.problem)
        box.toggled.connect(lambda _on: self._on_checked())
        size = size_in_words(one.size)
        told = sentence("ui_merge.outlet", projects=one.projects, operations=one.operations, size=size, files=one.parts)
        told = one.problem or (told if one.operations else sentence("ui_merge.outlet_nothing"))
        note = plain_label(told, "dense", "amber" if one.problem else "ink2", wrap=True)
        note.setContentsMargins(26, 0, 0, 8)
        box.setAccessibleDescription(told)
        self.boxes[one.recipient.replica] = box
        self._boxes.addWidget(box)
        self._boxes.addWidget(note)

    def _on_checked(self) -> None:
        chosen = sum(box.isChecked() for box in self.boxes.values())
        self.button.setEnabled(chosen > 0)
        self.button.say(sentence("ui_merge.send_count", count=chosen) if chosen else sentence("ui_merge.send"))

    def _on_medium_changed(self) -> None:
        self.encrypt.setChecked(self.encrypt.isEnabled() and LIMITS[self.medium.chosen] is not None)
        self.refresh()

    def _on_choose_clicked(self) -> None:
        self._context.prompts.choose_folder(FileRequest(sentence("ui_merge.choose_folder")), self._take_folder)

    def _take_folder(self, folder: Path) -> None:
        self._folder = folder
        self._show_places()

    # -- sending ---------------------------------------------------------------------------------------------------

    def send(self) -> None:
        """Write the packages."""
        to = tuple(one.recipient for one in self._outlets if self.boxes[one.recipient.replica].isChecked())
        at = self.place.currentIndex()
        if not to or at < 0 or not self.button.isEnabled():
            return
        wish = SendingWish(to, self._places[at].path, LIMITS[self.medium.chosen], self.encrypt.isChecked())
        task = LongTask(sentence("ui_merge.sending", count=len(to)), sentence("ui_merge.sending_cancelled"))
        strip = ProgressStrip(self._context.appearance, task.name, task.consequence)
        strip.cancelled.connect(task.cancel)
        task.advanced.connect(lambda: strip.show_progress(task.done, task.total, task.seconds_left()))
        task.ended.connect(strip.deleteLater)
        task.ended.connect(self._on_checked)
        self._strip_place.addWidget(strip)
        self.button.setEnabled(False)

        def job(services: Services, progress: Progress) -> tuple[Sent, ...]:
            return send(services, wish, progress)

        self._context.work.long(self, task, job, self._on_sent)

    def _on_sent(self, sent: tuple[Sent, ...]) -> None:
        self.files.show_rows([row for one in sent for row in _rows(one)], marks_first=False)
        count = sum(bool(one.files) for one in sent)
        self.result.note.setText(sentence("ui_merge.sent_count", count=count, all=len(sent)))
        self.open_folder.setVisible(count > 0)
        self.result.show()
        self.refresh()

    def _on_open_clicked(self) -> None:
        at = self.place.currentIndex()
        if at >= 0:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._places[at].path)))


def _rows(one: Sent) -> list[TwoLineRow]:
    if one.problem:
        return [TwoLineRow(one.name, one.name, one.problem, icon="cross", tone="red")]
    return [
        TwoLineRow(
            row_id=str(file.path),
            title=one.name,
            note=file.path.name,
            side=size_in_words(file.size),
            side_note=sentence("ui_merge.checked_file", sha256=file.sha256[:_SHORT]),
            icon="check",
            tone="green",
        )
        for file in one.files
    ]


def _scrolled(card: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(card)
    return area
