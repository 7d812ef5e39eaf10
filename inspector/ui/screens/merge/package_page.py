"""One package: what it brings, why it was refused and what to do, or the fingerprint of a device nobody knows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from inspector.services.merge_view import PackageView
from inspector.services.packages.report import FileStatus
from inspector.texts import explain, sentence
from inspector.ui.screens.merge import words
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.plain import plain_label


class PackagePage(QWidget):
    """`trusted` and `refused` decide on the device, `removed` leaves the package out, `history_wanted` its merge."""

    trusted = Signal()
    refused = Signal()
    removed = Signal()
    history_wanted = Signal()

    def __init__(self, appearance: Appearance, package: PackageView, *, can_remove: bool) -> None:
        super().__init__()
        self._appearance = appearance
        self.package = package
        self.stranger: StrangerCard | None = None
        down = QVBoxLayout(self)
        down.setContentsMargins(24, 16, 24, 16)
        down.setSpacing(12)
        down.addLayout(self._head(can_remove=can_remove))
        if package.status is FileStatus.REFUSED:
            down.addWidget(refusal_card(appearance, package))
        elif package.status is FileStatus.QUARANTINED:
            self.stranger = StrangerCard(appearance, package)
            self.stranger.trusted.connect(self.trusted)
            self.stranger.refused.connect(self.refused)
            down.addWidget(self.stranger)
        else:
            down.addLayout(_figures(package))
        for note in package.notes:
            down.addWidget(_note(appearance, explain(note)))
        if words.was_undone(package):
            self.history = Button(appearance, sentence("ui_merge.to_history"), icon_name="redo")
            self.history.clicked.connect(self.history_wanted)
            down.addWidget(self.history, 0, Qt.AlignmentFlag.AlignLeft)
        down.addStretch(1)

    def _head(self, *, can_remove: bool) -> QHBoxLayout:
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(ElidedLabel(self.package.device or self.package.file.name, "section"))
        if self.package.kind:
            names.addWidget(ElidedLabel(words.package_title(self.package), "dense", "ink2"))
        names.addWidget(ElidedLabel(str(self.package.file), "dense", "ink2", Qt.TextElideMode.ElideMiddle))
        self.remove = Button(self._appearance, sentence("ui_merge.leave_out"), ButtonKind.TEXT, "cross")
        self.remove.clicked.connect(self.removed)
        if not can_remove:
            self.remove.hide()
        row = QHBoxLayout()
        row.addLayout(names, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        return row


class StrangerCard(Card):
    """A device that nobody has decided on: its fingerprint to be compared, then trusted or refused."""

    trusted = Signal()
    refused = Signal()

    def __init__(self, appearance: Appearance, package: PackageView) -> None:
        super().__init__(kind="warning")
        self.body.addWidget(
            plain_label(sentence("ui_merge.stranger_title", device=package.device), "strong", wrap=True)
        )
        self.body.addWidget(plain_label(sentence("ui_merge.stranger_how"), "body", "ink2", wrap=True))
        print_label = plain_label(package.fingerprint, "title", wrap=True)
        print_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        print_label.setAccessibleName(sentence("ui_merge.fingerprint", digits=package.fingerprint))
        self.body.addWidget(print_label)
        self.compared = QCheckBox(sentence("ui_merge.compared"))
        self.trust = Button(appearance, sentence("ui_merge.trust"), icon_name="check")
        self.refuse = Button(appearance, sentence("ui_merge.refuse"), ButtonKind.TEXT)
        self.trust.setEnabled(False)
        self.compared.toggled.connect(self.trust.setEnabled)
        self.trust.clicked.connect(self.trusted)
        self.refuse.clicked.connect(self.refused)
        self.body.addWidget(self.compared)
        row = QHBoxLayout()
        row.addWidget(self.trust)
        row.addWidget(self.refuse)
        row.addStretch(1)
        self.body.addLayout(row)


def refusal_card(appearance: Appearance, package: PackageView) -> Card:
    """A package that was not taken in: why, what was kept, and what to do."""
    card = Card(kind="alert")
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(IconLabel(appearance, "cross", "red", 20), 0, Qt.AlignmentFlag.AlignTop)
    down = QVBoxLayout()
    down.setSpacing(2)
    name = package.device or package.file.name
    down.addWidget(plain_label(sentence("ui_merge.not_taken", name=name), "strong", wrap=True))
    if package.error is not None:
        down.addWidget(plain_label(explain(package.error), "dense", "ink2", wrap=True))
    down.addWidget(plain_label(sentence("ui_merge.refused_kept"), "dense", "ink2", wrap=True))
    row.addLayout(down, 1)
    card.body.addLayout(row)
    return card


def _figures(package: PackageView) -> QGridLayout:
    tally, photos = package.tally, package.photos
    told = (
        (sentence("ui_merge.new"), tally.new),
        (sentence("ui_merge.changed"), tally.changed),
        (sentence("ui_merge.deleted"), tally.deleted),
        (sentence("ui_merge.conflicts"), tally.conflicts),
        (sentence("ui_merge.photos_new"), photos.stored + photos.prints),
        (sentence("ui_merge.photos_waiting"), photos.waiting),
    )
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(4)
    for row, (name, count) in enumerate(told):
        grid.addWidget(plain_label(name, "body", "ink2"), row, 0)
        grid.addWidget(plain_label(str(count), "strong"), row, 1, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(2, 1)
    return grid


def _note(appearance: Appearance, text: str) -> Card:
    card = Card(kind="warning")
    row = QHBoxLayout()
    row.addWidget(IconLabel(appearance, "warning", "amber"))
    row.addWidget(plain_label(text, "dense", wrap=True), 1)
    card.body.addLayout(row)
    return card
