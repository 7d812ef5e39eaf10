"""The cards of 恢复: how the session before ended, drafts and their fields, photos, backups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout

from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.icons import icon
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.inputs import Combo
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.row_list import RowList
from inspector.ui.widgets.two_line_row import TwoLineDelegate, TwoLineRow

_THUMB = QSize(64, 48)


class ListCard(Card):
    """A card with one list; `empty` stands where there is nothing. `action` is a button of each row."""

    def __init__(self, appearance: Appearance, title: str, empty: str, action: str = "") -> None:
        super().__init__(title)
        self.body.setContentsMargins(0, 12, 0, 8)
        self.title_row.setContentsMargins(16, 0, 12, 0)
        delegate = TwoLineDelegate(appearance, action)
        self.list: RowList[TwoLineRow] = RowList(title, delegate)
        self.list.setMinimumHeight(2 * delegate.height())
        self.empty = plain_label(empty, "dense", "ink2", wrap=True)
        self.empty.setContentsMargins(16, 0, 16, 8)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.empty, 1)

    def show_rows(self, rows: Sequence[TwoLineRow], *, marks_first: bool = False) -> None:
        """Show other rows."""
        self.note.setText(str(len(rows)) if rows else "")
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.list.show_rows(rows, marks_first=marks_first)


class OrphansCard(Card):
    """Photos that were stored and belong to no visit: chosen ones are taken into a draft, or removed.

    `MOST` are shown at once; when they are decided on, the next ones follow.
    """

    MOST = 60
    adopted = Signal()
    removed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(sentence("ui_today.recovery_orphans"))
        self._appearance = appearance
        self.boxes: dict[str, QCheckBox] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self.draft = Combo(sentence("ui_today.recovery_into_draft"))
        self.draft.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.adopt = Button(appearance, sentence("ui_today.recovery_adopt"), ButtonKind.SECONDARY, "plus")
        self.remove = Button(appearance, sentence("ui_today.recovery_remove"), ButtonKind.TEXT, "trash")
        self.adopt.clicked.connect(self.adopted)
        self.remove.clicked.connect(self.removed)
        row = QHBoxLayout()
        row.addWidget(self.remove)
        row.addStretch(1)
        row.addWidget(self.adopt)
        self.body.addWidget(plain_label(sentence("ui_today.recovery_orphans_how"), "dense", "ink2", wrap=True))
        self.body.addLayout(self._column)
        self.body.addWidget(self.draft)
        self.body.addLayout(row)
        self._on_choice_changed()

    def show_photos(self, photos: Mapping[str, str], drafts: Sequence[tuple[str, str]]) -> None:
        """Show the photos (words by hash), all chosen, and the drafts (id, project) that can take them."""
        self.note.setText(str(len(photos)))
        for box in self.boxes.values():
            box.deleteLater()
        self.boxes = {}
        tokens = self._appearance.tokens
        for sha256, text in list(photos.items())[: self.MOST]:
            box = QCheckBox(text)
            box.setIcon(icon("photo", tokens, "ink3", tokens.icon))
            box.setIconSize(_THUMB)
            box.setChecked(True)
            box.toggled.connect(self._on_choice_changed)
            self._column.addWidget(box)
            self.boxes[sha256] = box
        self.draft.clear()
        for draft, project in drafts:
            self.draft.addItem(project, draft)
        self.draft.setVisible(bool(drafts))
        self._on_choice_changed()

    def show_thumbnail(self, sha256: str, content: bytes) -> None:
        """The picture of a photo that is listed."""
        picture = QPixmap()
        if sha256 in self.boxes and picture.loadFromData(content):
            self.boxes[sha256].setIcon(QIcon(picture))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The hashes of the photos that are ticked."""
        return tuple(sha256 for sha256, box in self.boxes.items() if box.isChecked())

    @property
    def target(self) -> str:
        """The draft that takes them; empty where there is none."""
        return str(self.draft.currentData() or "")

    def _on_choice_changed(self) -> None:
        some = bool(self.chosen)
        self.adopt.setEnabled(some and self.draft.count() > 0)
        self.remove.setEnabled(some)


class BackupsCard(ListCard):
    """The backups: made, verified, restored into a new folder."""

    made = Signal()
    verified = Signal()
    restored = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, sentence("ui_today.recovery_backups"), sentence("ui_today.recovery_no_backups"))
        self.make = Button(appearance, sentence("ui_today.recovery_back_up_now"), ButtonKind.SECONDARY, "save")
        self.verify = Button(appearance, sentence("ui_today.recovery_verify"), ButtonKind.TEXT, "check")
        self.restore = Button(appearance, sentence("ui_today.recovery_restore"), ButtonKind.TEXT, "history")
        self.make.clicked.connect(self.made)
        self.verify.clicked.connect(self.verified)
        self.restore.clicked.connect(self.restored)
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 16, 0)
        row.addWidget(self.verify)
        row.addWidget(self.restore)
        row.addStretch(1)
        row.addWidget(self.make)
        self.body.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.show_rows(())

    def show_rows(self, rows: Sequence[TwoLineRow], *, marks_first: bool = True) -> None:
        """Show other backups; one is marked, for the buttons below."""
        super().show_rows(rows, marks_first=marks_first)
        for button in (self.verify, self.restore):
            button.setEnabled(bool(rows))
