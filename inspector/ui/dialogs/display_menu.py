"""显示: the theme and the language, chosen from the foot of the navigation."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.theme.tokens import Theme


class DisplayMenu(QMenu):
    """Themes, languages, and the way to the settings."""

    language_changed = Signal()
    settings_wanted = Signal()
    workspaces_wanted = Signal()

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self._context = context
        themes = {
            Theme.LIGHT: sentence("ui.theme_light"),
            Theme.DARK: sentence("ui.theme_dark"),
            Theme.LARGE: sentence("ui.theme_large"),
        }
        chosen = context.appearance.tokens.theme
        group = QActionGroup(self)
        for theme, name in themes.items():
            action = self._choice(group, name, checked=theme is chosen)
            action.triggered.connect(lambda _=False, one=theme: self._choose(one))
        self.addSeparator()
        languages = QActionGroup(self)
        for key, name in (("zh_CN", "中文"), ("en", "English")):
            action = self._choice(languages, name, checked=key == context.preferences.language)
            action.triggered.connect(lambda _=False, one=key: self._speak(one))
        self.addSeparator()
        self.addAction(sentence("ui.screen_settings")).triggered.connect(self.settings_wanted)
        self.addAction(sentence("ui.other_workspace")).triggered.connect(self.workspaces_wanted)
        self.aboutToHide.connect(self.deleteLater)

    def _choice(self, group: QActionGroup, name: str, *, checked: bool) -> QAction:
        action = self.addAction(name)
        action.setCheckable(True)
        action.setChecked(checked)
        group.addAction(action)
        return action

    def _choose(self, theme: Theme) -> None:
        self._context.preferences.theme = theme.value
        self._context.appearance.choose(theme)

    def _speak(self, language: str) -> None:
        if language != self._context.preferences.language:
            self._context.preferences.language = language
            self.language_changed.emit()

    def open_beside(self, widget: QWidget | None) -> None:
        """Open at the foot of `widget`."""
        if widget is None:
            return
        corner = widget.mapToGlobal(QPoint(widget.width(), widget.height()))
        self.popup(corner - QPoint(0, self.sizeHint().height() + 8))
