"""The dialogs that tell a list, 与上期比较 and 冻结后的改动, with what they are written to Excel by.

Apart from the screen because nothing of the issue is changed here but by the new freeze that somebody asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from inspector.domain.periods import Period
from inspector.services import exports
from inspector.services.studio_compare import ComparedRow
from inspector.services.studio_drift import DataChange
from inspector.services.studio_view import ComparedFigure, StudioView
from inspector.services.told_tables import ToldTable
from inspector.texts import sentence
from inspector.ui.excel_export import export_list
from inspector.ui.screen import Screen
from inspector.ui.screens.bulletin import words
from inspector.ui.screens.bulletin.changes_dialog import ChangesDialog
from inspector.ui.screens.bulletin.compare_dialog import CompareDialog, in_order


def open_comparison(screen: Screen, view: StudioView, period: Period) -> None:
    """Read and tell what is another than in the last issue."""

    def show(found: tuple[Sequence[ComparedFigure], Sequence[ComparedRow]]) -> None:
        figures, rows = found
        dialog = CompareDialog(screen, screen.context.appearance, in_order(figures, view.sections), rows)
        dialog.export_wanted.connect(partial(_export, screen, sentence("ui_bulletin.compare"), period))
        dialog.open()

    issue = view.bulletin_id
    screen.context.work.read(
        screen,
        lambda services: (services.office.studio.compare(issue), services.office.studio.compare_rows(issue)),
        show,
        key="compare",
    )


def open_changes(screen: Screen, changes: Sequence[DataChange], period: Period, freeze: Callable[[], None]) -> None:
    """Tell what has changed since the freeze; `freeze` is done where somebody wants it."""
    dialog = ChangesDialog(screen, screen.context.appearance, changes, freeze)
    dialog.export_wanted.connect(partial(_export, screen, sentence("ui_bulletin.changes_sheet"), period))
    dialog.open()


def _export(screen: Screen, what: str, period: Period, tables: Sequence[ToldTable]) -> None:
    name = sentence("ui_bulletin.told_file", period=words.period_line(period), what=what)
    export_list(screen, name, partial(exports.told, what, tables))
