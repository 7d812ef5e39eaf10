"""What tables of any length share: the height of their rows and of their head, and what they do not ask of all rows."""

from __future__ import annotations

from PySide6.QtWidgets import QHeaderView, QTableView

from inspector.ui.theme.tokens import Density, Tokens

_HEAD_AIR = 4


class LongTable(QTableView):
    """A table that may have a hundred thousand rows, most of which are not in memory."""

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Letters seek nothing here: Qt would ask for every row, and there are searches that find more."""


def fit_rows(table: QTableView, tokens: Tokens, density: Density, least: int = 0) -> None:
    """All rows alike, however high their texts; `least` pixels where a row is a target for a finger."""
    down = table.verticalHeader()
    down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    down.setMinimumSectionSize(1)
    down.setDefaultSectionSize(max(tokens.row_height(density), least))
    table.horizontalHeader().setFixedHeight(tokens.control + _HEAD_AIR)
