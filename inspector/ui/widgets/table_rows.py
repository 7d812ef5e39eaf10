"""The height of the rows and of the head of a table, in the look and the density that the user has chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QHeaderView, QTableView

from inspector.ui.theme.tokens import Density, Tokens

_HEAD_AIR = 4


def fit_rows(table: QTableView, tokens: Tokens, density: Density, least: int = 0) -> None:
    """All rows alike, however high their texts; `least` pixels where a row is a target for a finger."""
    down = table.verticalHeader()
    down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    down.setMinimumSectionSize(1)
    down.setDefaultSectionSize(max(tokens.row_height(density), least))
    table.horizontalHeader().setFixedHeight(tokens.control + _HEAD_AIR)
