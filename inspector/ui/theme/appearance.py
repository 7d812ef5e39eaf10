"""The look in use: which theme, at which workplace, applied to the whole application at once.

It stands apart from the tokens because it is the one thing here that changes; widgets that paint by themselves keep it
and repaint on `changed`.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from inspector.ui.theme import fonts, style
from inspector.ui.theme.tokens import Theme, Tokens, Workplace, tokens_of


class Appearance(QObject):
    """Tokens of the theme in use; `changed` is emitted after the application took on another, `changing` before."""

    changing = Signal()
    changed = Signal()

    def __init__(self, application: QApplication, cache: Path, workplace: Workplace, theme: Theme) -> None:
        """`cache` is a folder that may be emptied at any time; images of the style sheet go there."""
        super().__init__()
        self._application = application
        self._cache = cache
        self._tokens = tokens_of(theme, workplace)
        application.setStyle("Fusion")
        fonts.load_fonts()
        self._apply()

    @property
    def tokens(self) -> Tokens:
        """The tokens in use."""
        return self._tokens

    def choose(self, theme: Theme) -> None:
        """Take on a theme: new style sheet, palette and font, then one repaint."""
        self._take(tokens_of(theme, self._tokens.workplace))

    def work_at(self, workplace: Workplace) -> None:
        """Take on the sizes of a workplace, when another workspace is opened."""
        self._take(tokens_of(self._tokens.theme, workplace))

    def _take(self, tokens: Tokens) -> None:
        if tokens == self._tokens:
            return
        self.changing.emit()
        self._tokens = tokens
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        self._application.setPalette(style.palette(self._tokens))
        self._application.setFont(fonts.face(self._tokens.body))
        self._application.setStyleSheet(style.style_sheet(self._tokens, self._cache))
