"""Putting a widget into a place of a layout, instead of the one that is there."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget


def put(slot: QWidget, widget: QWidget | None) -> None:
    """Show one widget in `slot`; the one before waits hidden. None hides the slot."""
    _empty(_row(slot), delete=False)
    slot.setVisible(widget is not None)
    if widget is not None:
        _row(slot).addWidget(widget)
        if widget.isHidden() or slot.isVisible():  # else it comes with its slot; showing it now would style it now
            widget.show()


def replace(slot: QWidget, widget: QWidget) -> None:
    """Put one widget into `slot`; the one before is deleted."""
    _empty(_row(slot), delete=True)
    _row(slot).addWidget(widget)


def _row(slot: QWidget) -> QLayout:
    row = slot.layout()
    if row is None:
        row = QHBoxLayout(slot)
        row.setContentsMargins(0, 0, 0, 0)
    return row


def _empty(row: QLayout, *, delete: bool) -> None:
    while row.count():
        item = row.takeAt(0)
        before = item.widget() if item is not None else None
        if before is not None:
            before.hide()
            if delete:
                before.deleteLater()
