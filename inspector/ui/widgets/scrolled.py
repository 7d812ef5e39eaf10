"""A page that scrolls up and down where it is higher than its place, on the ground of what is around it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QWidget


class _Area(QScrollArea):
    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As low as can be: whoever asks how high it would like to be would make room for what it scrolls."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())


def scrolled(page: QWidget) -> QScrollArea:
    """The area around `page`; it takes no focus, for what it holds does."""
    area = bare_area()
    fill(area, page)
    return area


def bare_area() -> QScrollArea:
    """An area with nothing in it yet: a large page is made with its viewport as the parent, then `fill` takes it."""
    area = _Area()
    area.setProperty("kind", "bare")
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def fill(area: QScrollArea, page: QWidget) -> None:
    """Put the page into its area."""
    area.setWidget(page)
    page.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
