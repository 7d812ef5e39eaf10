"""Right side of 导出巡查包: to whom, by what, where to, encrypted or not, and the button that does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from inspector.services.handed_over import Recipient
from inspector.services.handover import LIMITS, Medium
from inspector.services.packages.exporting import ExportWish
from inspector.texts import sentence
from inspector.ui.screens.handover.places import Destination
from inspector.ui.telling import size_in_words
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.flow import FlowLayout
from inspector.ui.widgets.inputs import Combo
from inspector.ui.widgets.plain import plain_label, restyle


class MediumChoice(QWidget):
    """微信, 邮件 or U盘, each with the size and the number of files that it means."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        names = {
            Medium.USB: sentence("ui_handover.usb"),
            Medium.WECHAT: sentence("ui_handover.wechat"),
            Medium.MAIL: sentence("ui_handover.mail"),
        }
        self.setAccessibleName(sentence("ui_handover.medium"))
        self.buttons = {medium: QRadioButton(name) for medium, name in names.items()}
        self._notes = {medium: plain_label("", "dense", "ink2") for medium in names}
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for row, (medium, button) in enumerate(self.buttons.items()):
            self._group.addButton(button)
            grid.addWidget(button, row, 0)
            grid.addWidget(self._notes[medium], row, 1, Qt.AlignmentFlag.AlignRight)
        self.buttons[Medium.USB].setChecked(True)
        self._group.buttonClicked.connect(lambda _button: self.changed.emit())

    @property
    def chosen(self) -> Medium:
        """The medium that is chosen."""
        return next(medium for medium, button in self.buttons.items() if button.isChecked())

    def choose(self, medium: Medium) -> None:
        """Choose without being asked."""
        self.buttons[medium].setChecked(True)

    def show_parts(self, parts: Mapping[Medium, int]) -> None:
        """Say how many files each medium needs."""
        for medium, note in self._notes.items():
            limit, count = LIMITS[medium], parts.get(medium, 1)
            files = sentence("ui_handover.file_count", count=count)
            text = sentence("ui_handover.files_of", files=files, size=size_in_words(limit)) if limit else files
            note.setText(text)
            self.buttons[medium].setAccessibleDescription(text)


class OptionsCard(Card):
    """Everything that is decided before an export."""

    recipient_changed = Signal()
    medium_changed = Signal()
    folder_wanted = Signal()
    sticks_wanted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(sentence("ui_handover.how"))
        self._appearance = appearance
        self._places: tuple[Destination, ...] = ()
        self._size = 0
        self.recipient = Combo(sentence("ui_handover.recipient"))
        self.recipient.currentIndexChanged.connect(lambda _at: self.recipient_changed.emit())
        self.medium = MediumChoice()
        self.medium.changed.connect(self.medium_changed)
        self.place = Combo(sentence("ui_handover.place"))
        self.place.currentIndexChanged.connect(lambda _at: self._show_room())
        for combo in (self.recipient, self.place):
            combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.place_field = Field(appearance, sentence("ui_handover.place"), self.place)
        self.choose_folder = Button(appearance, sentence("ui_handover.choose_folder"), ButtonKind.TEXT, "folder")
        self.choose_folder.clicked.connect(self.folder_wanted)
        self.find_sticks = Button(appearance, sentence("ui_handover.find_sticks"), ButtonKind.TEXT, "refresh")
        self.find_sticks.clicked.connect(self.sticks_wanted)
        self.encrypt = QCheckBox(sentence("ui_handover.encrypt"))
        self._encrypt_note = plain_label("", "dense", "ink2", wrap=True)
        self._presumed: tuple[object, ...] = ()
        self._lay_out()

    def _lay_out(self) -> None:
        heading = plain_label(sentence("ui_handover.medium"), "dense", "ink2")
        aside = FlowLayout(gap=0)
        aside.addWidget(self.choose_folder)
        aside.addWidget(self.find_sticks)
        secret = QVBoxLayout()
        secret.setSpacing(0)
        secret.addWidget(self.encrypt)
        secret.addWidget(self._encrypt_note)
        self.body.setSpacing(8)
        self.body.addWidget(Field(self._appearance, sentence("ui_handover.recipient"), self.recipient))
        self.body.addWidget(heading)
        self.body.addWidget(self.medium)
        self.body.addWidget(self.place_field)
        self.body.addLayout(aside)
        self.body.addLayout(secret)

    # -- what stands there -----------------------------------------------------------------------------------------

    def show_recipients(self, known: Sequence[Recipient]) -> None:
        """Offer the trusted devices, and everybody; the choice stays where it can."""
        before = self.recipient.currentData()
        self.recipient.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.recipient.clear()
        for one in known:
            name = sentence("ui_handover.office_named", name=one.name) if one.is_office else one.name
            self.recipient.addItem(name, one.replica)
        self.recipient.addItem(sentence("ui_handover.everybody"), "")
        self.recipient.setCurrentIndex(max(0, self.recipient.findData(before)) if before is not None else 0)
        self.recipient.blockSignals(False)  # noqa: FBT003 - Qt's own

    def show_places(self, places: Sequence[Destination], chosen: Path | None = None) -> None:
        """Offer sticks and folders; `chosen` is taken, else what was chosen before."""
        wanted = chosen or (self.destination.path if self.destination else None)
        self._places = tuple(places)
        paths = [one.path for one in places]
        self.place.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.place.clear()
        for one in places:
            name = sentence("ui_handover.stick", name=one.name) if one.is_stick else str(one.path)
            self.place.addItem(name, str(one.path))
        self.place.setCurrentIndex(paths.index(wanted) if wanted in paths else 0)
        self.place.blockSignals(False)  # noqa: FBT003 - Qt's own
        self._show_room()

    def show_contents(self, parts: Mapping[Medium, int], size: int, *, can_encrypt: bool) -> None:
        """Follow what an export would hold now."""
        self._size = size
        self.medium.show_parts(parts)
        self.encrypt.setEnabled(can_encrypt)
        presumed = (self.medium.chosen, self.recipient.currentData(), can_encrypt)
        if presumed != self._presumed:  # what the user chose stays until it is about something else
            self._presumed = presumed
            self.encrypt.setChecked(can_encrypt and self.medium.chosen is not Medium.USB)
        note = sentence("ui_handover.encrypt_note") if can_encrypt else sentence("ui_handover.no_key")
        self._encrypt_note.setText(note)
        restyle(self._encrypt_note, tone="ink2" if can_encrypt else "amber")
        self._show_room()

    def _show_room(self) -> None:
        place = self.destination
        free = place.free if place else None
        if place is None or free is None:
            self.place_field.show_note("")
            self.place_field.show_error(sentence("ui_handover.place_gone") if place else "")
            return
        self.place_field.show_note(sentence("ui_handover.free", size=size_in_words(free)))
        short = free < self._size
        self.place_field.show_error(sentence("ui_handover.too_little_room") if short else "")

    # -- what was decided ------------------------------------------------------------------------------------------

    @property
    def destination(self) -> Destination | None:
        """Where the files go."""
        at = self.place.currentIndex()
        return self._places[at] if 0 <= at < len(self._places) else None

    @property
    def wish(self) -> ExportWish:
        """What is asked of the export; without a recipient it is for every trusted device."""
        return ExportWish(
            to=self.recipient.currentData() or None,
            max_size=LIMITS[self.medium.chosen],
            encrypt=self.encrypt.isChecked(),
        )
