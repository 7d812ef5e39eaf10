"""选用照片: which photos of the period are printed, single and in pairs, in which order, with captions and credits.

Two photos become a pair as on the screen of photos: 配对 on the one before, then on the one after.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from inspector.services.photo_picks import Pick
from inspector.services.studio_photos import paired
from inspector.services.studio_view import PhotoLot
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.pictures import PictureLoader
from inspector.ui.screens.bulletin.photo_lines import EDGE, PhotoLine
from inspector.ui.widgets.plain import plain_label

_HEIGHT = 420
_FIRST, _AT_ONCE = 12, 6
"""Lines that are made with the dialog, and in each moment after it."""


class PhotoDialog(FrameDialog):
    """`take` gets the photos and pairs in their order when the user is done."""

    def __init__(
        self, parent: QWidget, context: Context, lots: Sequence[PhotoLot], take: Callable[[tuple[Pick, ...]], None]
    ) -> None:
        super().__init__(parent, sentence("ui_bulletin.photos_title"), width=840)
        self._take = take
        self._appearance = context.appearance
        self._pictures = PictureLoader(context, self)
        self._waiting: PhotoLine | None = None
        self.lines: list[PhotoLine] = []
        self._column = QVBoxLayout()
        how = "ui_bulletin.photos_how" if lots else "ui_bulletin.photos_none"
        self.body.addWidget(plain_label(sentence(how), "dense", "ink2", wrap=True))
        if lots:
            self.body.addWidget(self._listing(), 1)
        self._coming = list(lots)
        self._growing = QTimer(self)
        self._growing.setInterval(0)
        self._growing.timeout.connect(lambda: self._grow(_AT_ONCE))
        self._grow(_FIRST)
        self.add_button(sentence("ui_bulletin.cancel")).clicked.connect(self.reject)
        self.done_button = self.add_button(sentence("ui_bulletin.photos_take"), kind="primary", default=True)
        self.done_button.setEnabled(bool(lots))
        self.done_button.clicked.connect(self._on_done)
        self._pictures.arrived.connect(self._on_picture_arrived)

    def _listing(self) -> QScrollArea:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setProperty("kind", "bare")
        area.setMinimumHeight(_HEIGHT)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        return area

    # -- lines -----------------------------------------------------------------------------------------------------

    def _grow(self, count: int) -> None:
        """Show some lines more: hundreds of photos take several frames."""
        for lot in self._coming[:count]:
            self._insert(len(self.lines), lot)
        del self._coming[:count]
        if self._coming:
            self._growing.start()
        else:
            self._growing.stop()

    def _insert(self, at: int, lot: PhotoLot) -> PhotoLine:
        line = PhotoLine(self._appearance, lot)
        line.up.clicked.connect(partial(self._on_up_clicked, line))
        line.wants_pair.connect(partial(self._on_wants_pair, line))
        line.parted.connect(partial(self._on_parted, line))
        line.swapped.connect(partial(self._on_swapped, line))
        self.lines.insert(at, line)
        self._column.insertWidget(at, line)
        self._show_pictures(line)
        return line

    def _remove(self, line: PhotoLine) -> int:
        """Where it stood."""
        at = self.lines.index(line)
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        return at

    def _show_pictures(self, line: PhotoLine) -> None:
        line.show_pictures(lambda sha256: self._pictures.pixmap(sha256, EDGE, self.devicePixelRatioF()))

    def _on_picture_arrived(self, sha256: str) -> None:
        for line in self.lines:
            if any(one.sha256 == sha256 for one in line.lot.photos):
                self._show_pictures(line)

    def _on_up_clicked(self, line: PhotoLine) -> None:
        at = self.lines.index(line)
        if at:
            self.lines[at - 1 : at + 1] = [line, self.lines[at - 1]]
            self._column.removeWidget(line)
            self._column.insertWidget(at - 1, line)
            line.up.setFocus()

    # -- pairs -----------------------------------------------------------------------------------------------------

    def _on_wants_pair(self, line: PhotoLine) -> None:
        first = self._waiting
        if first is None or first is line:
            self._wait_for(None if first is line else line)
            return
        self._wait_for(None)
        lot = paired(first.typed, line.typed)
        at = self.lines.index(first)
        for one in (first, line):
            at = min(at, self._remove(one))
        made = self._insert(at, lot)
        made.caption.setFocus()
        made.caption.selectAll()

    def _wait_for(self, line: PhotoLine | None) -> None:
        self._waiting = line
        for one in self.lines:
            one.show_waiting(line)

    def _on_parted(self, line: PhotoLine) -> None:
        self._wait_for(None)
        typed = line.typed
        at = self._remove(line)
        for place, photo in enumerate(typed.photos):
            made = self._insert(at + place, PhotoLot((photo,), photo.caption, None, printed=typed.printed))
            if not place:
                made.pair.setFocus()

    def _on_swapped(self, line: PhotoLine) -> None:
        typed = line.typed
        self._insert(self._remove(line), replace(typed, photos=typed.photos[::-1])).pair.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc leaves a pair that was begun before it leaves the dialog."""
        if event.key() == Qt.Key.Key_Escape and self._waiting is not None:
            self._wait_for(None)
            return
        super().keyPressEvent(event)

    def _on_done(self) -> None:
        self._grow(len(self._coming))
        marked = [line.mark() for line in self.lines]
        if all(marked):
            self._take(tuple(line.pick for line in self.lines if line.use.isChecked()))
            self.accept()
