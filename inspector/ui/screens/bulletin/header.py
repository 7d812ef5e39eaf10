"""The header of 简报编制: when the data were frozen, the issues there are, export, and the next step."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from inspector.domain.bulletin import BulletinState
from inspector.services.studio_view import IssueLine, StudioView
from inspector.texts import sentence
from inspector.ui.screens.bulletin import words
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.badge import Badge, BadgeTone
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.plain import restyle

NEXT = {
    BulletinState.DRAFT: "ui_bulletin.do_freeze",
    BulletinState.FROZEN: "ui_bulletin.do_review",
    BulletinState.REVIEWED: "ui_bulletin.do_issue",
    BulletinState.ISSUED: "ui_bulletin.do_correct",
}
"""What is done next in a state; after a correction the newer revision goes on."""
_TONES = {BulletinState.ISSUED: BadgeTone.GREEN, BulletinState.CORRECTED: BadgeTone.GREY}


class HeaderBar(QWidget):
    """`issue_wanted` carries the id of an issue of the archive, empty for that of today."""

    issue_wanted = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._stale = False
        self.badge = Badge("", BadgeTone.BLUE)
        self.changes = Button(appearance, "", icon_name="refresh")
        self.changes.setToolTip(sentence("ui_bulletin.stale"))
        self.issues = Button(appearance, sentence("ui_bulletin.issues"), icon_name="archive")
        self.export = Button(appearance, sentence("ui_bulletin.export"), icon_name="export")
        self.next = Button(appearance, "", ButtonKind.PRIMARY)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.badge, self.changes, self.issues, self.export):
            row.addWidget(part)
        appearance.changed.connect(self._make_room)
        self.hide()

    def _make_room(self) -> None:
        """Large letters leave no room for what the button beside it says too."""
        large = self._appearance.tokens.theme is Theme.LARGE
        self.badge.setVisible(bool(self.badge.text()) and not (large and self._stale))

    def show_issue(self, view: StudioView | None, changes: int) -> None:
        """Show where the issue stands, what is next, and how many `changes` came after the freeze."""
        state = view.state if view else BulletinState.DRAFT
        self._stale = view is not None and changes > 0
        self.changes.setVisible(self._stale)
        self.changes.say(sentence("ui_bulletin.see_changes", count=changes))
        self.export.setEnabled(view is not None)
        if view is None:
            self.badge.setText("")
        else:
            self.badge.setText(sentence("ui_bulletin.stale_badge") if self._stale else words.frozen_line(view))
            tone = BadgeTone.AMBER if self._stale else _TONES.get(state, BadgeTone.BLUE)
            restyle(self.badge, kind=tone.value)
            self.badge.setToolTip(words.frozen_line(view))
        self._make_room()
        if state in NEXT:
            self.next.say(sentence(NEXT[state]))

    def show_archive(self, lines: tuple[IssueLine, ...]) -> QMenu:
        """The issues there are, that of today first."""
        menu = QMenu(self)
        menu.setAccessibleName(sentence("ui_bulletin.issues"))
        menu.addAction(sentence("ui_bulletin.this_period")).triggered.connect(lambda: self.issue_wanted.emit(""))
        if lines:
            menu.addSeparator()
        for line in lines:
            action = menu.addAction(words.issue_name(line).replace("&", "&&"))
            action.triggered.connect(lambda _=False, wanted=line.bulletin_id: self.issue_wanted.emit(wanted))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.issues.mapToGlobal(QPoint(0, self.issues.height())))
        return menu
