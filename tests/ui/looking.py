"""Looking at a screen as a user with poor patience would: is a text cut, does one cover another, has all a name?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QComboBox, QLabel, QLineEdit, QToolButton, QWidget

from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.toast import ToastStrip

Text = QLabel | QAbstractButton
_WORDLESS = (ElidedLabel, QToolButton)
_LATIN = re.compile("[A-Za-z]+")
"""What is never broken into two lines."""
_OF_QT = {"qt_spinbox_lineedit", "qt_scrollarea_viewport", "qt_toolbar_ext_button"}


def texts_in(screen: QWidget) -> list[Text]:
    """Everything in sight that says something."""
    shown = (one for one in screen.findChildren(QWidget) if one.isVisible())
    return [one for one in shown if isinstance(one, QLabel | QAbstractButton) and not isinstance(one, _WORDLESS)]


def cut(widget: QWidget) -> bool:
    """Whether a text has less room than it needs."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        widest = max(map(widget.fontMetrics().horizontalAdvance, _LATIN.findall(widget.text())), default=0)
        return widget.heightForWidth(widget.width()) > widget.height() or widest > widget.contentsRect().width()
    if isinstance(widget, QLabel):
        lines = map(widget.fontMetrics().horizontalAdvance, widget.text().split("\n"))
        return max(lines) > widget.contentsRect().width()
    needed = widget.minimumSizeHint()
    return needed.width() > widget.width() or needed.height() > widget.height()


def cut_texts(screen: QWidget) -> list[str]:
    """The texts that are cut off."""
    return [one.text() for one in texts_in(screen) if one.text() and cut(one)]


def overlapping(texts: Iterable[Text]) -> list[tuple[str, str]]:
    """Texts of the same parent that share pixels."""
    known = [one for one in texts if one.text()]
    return [
        (one.text(), other.text())
        for at, one in enumerate(known)
        for other in known[:at]
        if one.parent() is other.parent()
        and not isinstance(one.parent(), ToastStrip)
        and one.geometry().intersects(other.geometry())
    ]


def nameless(screen: QWidget) -> list[str]:
    """What can be used and has no name for a screen reader."""
    usable = (QAbstractButton, QLineEdit, QComboBox)
    found = (one for one in screen.findChildren(QWidget) if isinstance(one, usable) and one.isVisible())
    return [
        f"{type(one).__name__} {one.objectName()}"
        for one in found
        if not one.accessibleName()
        and not _says_itself(one)
        and one.objectName() not in _OF_QT
        and not _inside_other(one)
    ]


def _says_itself(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton) and bool(widget.text())


def _inside_other(widget: QWidget) -> bool:
    """A part of a control that has a name of its own."""
    parent = widget.parent()
    return isinstance(parent, QComboBox | QLineEdit | QAbstractScrollArea)


def small_targets(screen: QWidget, least: int) -> list[str]:
    """Buttons that a thumb in a glove would miss."""
    shown = (one for one in screen.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled())
    hit = (one for one in shown if not one.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents))
    parts = (one for one in hit if not isinstance(one, QToolButton) and not _inside_other(one))
    return [f"{one.text() or one.accessibleName()} {one.height()}" for one in parts if one.height() < least]
