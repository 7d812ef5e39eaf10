"""Keys of a screen or a page, bound to what they do: one table in the code is one table for the eye."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def add_keys(owner: QWidget, keys: Mapping[str, Callable[[], object]], *, inside: bool = False) -> None:
    """Bind `keys` (as printed on key caps: `Ctrl+Return`) to what they do.

    They work while `owner` is on screen; with `inside` only while the focus is in it, which leaves the same key to
    another part of the window.
    """
    scope = Qt.ShortcutContext.WidgetWithChildrenShortcut if inside else Qt.ShortcutContext.WindowShortcut
    for key, does in keys.items():
        shortcut = QShortcut(QKeySequence(key), owner)
        shortcut.setContext(scope)
        shortcut.activated.connect(does)
