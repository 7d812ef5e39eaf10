"""Writing into the grid: one cell, a pasted block, filling down, the same text into many cells, emptying them.

More than one cell is planned first. What cannot be written is shown before anything is; what is written is one step.
"""

from __future__ import annotations

import csv
import io
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inspector.services.bundle import Services
from inspector.services.ledger import Block, LedgerService
from inspector.services.ledger_columns import LedgerColumn
from inspector.services.ledger_view import LedgerPlan
from inspector.services.ledger_window import block_at, grid_rows
from inspector.texts import explain, sentence
from inspector.ui.context import Context
from inspector.ui.prompts import Notice
from inspector.ui.screen import Toast
from inspector.ui.screens.register.columns import cell_text
from inspector.ui.screens.register.refusals import RefusalsDialog

MOST = 5_000
"""Rows that can be changed, copied or added up at once."""
Make = Callable[[LedgerService, Block], LedgerPlan]


@dataclass(frozen=True)
class Cells:
    """Some cells of the grid: rows by number, and columns; `top` is where the first row stands in the grid."""

    numbers: array[int]
    columns: tuple[LedgerColumn, ...]
    top: int = 0

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(one.key for one in self.columns)


class LedgerSteps(QObject):
    """`told` carries the `Toast` of what was done, `refused` why a single cell was not: words, row and column."""

    told = Signal(object)
    refused = Signal(str, int, int)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window

    # -- one cell --------------------------------------------------------------------------------------------------

    def type(self, cells: Cells, text: str, at: int) -> None:
        """A text into one cell, in the column that stands at `at`."""
        author = self._context.author

        def job(services: Services) -> LedgerPlan:
            block = block_at(services.finding, cells.numbers, cells.keys)
            plan = services.office.ledger.set_all(block, text, in_yi=True)
            if not plan.refusals and plan.changes:
                services.office.ledger.apply(plan, author=author)
            return plan

        def then(plan: LedgerPlan) -> None:
            for one in plan.refusals[:1]:
                self.refused.emit(explain(one.error), cells.top, at)

        self._context.work.write(self, job, then)

    # -- many cells ------------------------------------------------------------------------------------------------

    def paste(self, cells: Cells, texts: Sequence[Sequence[str]]) -> None:
        """A block of texts into the cells, from the left upper one on; a single text goes into all of them."""
        first = texts[0][0] if len(texts) == 1 and len(texts[0]) == 1 else None
        told = "ui_register.pasted"
        if first is not None:
            self._plan(cells, lambda ledger, block: ledger.set_all(block, first, in_yi=True), told)
        else:
            self._plan(cells, lambda ledger, block: ledger.paste(block, texts, in_yi=True), told)

    def fill(self, cells: Cells) -> None:
        """The first row of every column into the rows below it."""
        self._plan(cells, lambda ledger, block: ledger.fill(block), "ui_register.filled")

    def set_all(self, cells: Cells, text: str) -> None:
        """One text into all cells; an empty one empties them."""
        done = "ui_register.changed_all" if text.strip() else "ui_register.emptied"
        self._plan(cells, lambda ledger, block: ledger.set_all(block, text, in_yi=True), done)

    def _plan(self, cells: Cells, make: Make, done: str) -> None:
        if len(cells.numbers) > MOST:
            told = sentence("ui_register.too_many", count=len(cells.numbers), most=MOST)
            kept = sentence("ui_register.nothing_written")
            self._context.prompts.tell(Notice(sentence("ui_register.too_many_title"), told, kept))
            return

        def job(services: Services) -> LedgerPlan:
            return make(services.office.ledger, block_at(services.finding, cells.numbers, cells.keys))

        self._context.work.read(self, job, lambda plan: self._on_planned(plan, cells, done), key="plan")

    def _on_planned(self, plan: LedgerPlan, cells: Cells, done: str) -> None:
        if plan.refusals:
            dialog = RefusalsDialog(self._window, self._context.appearance, plan, (cells.columns, cells.top))
            dialog.accepted.connect(lambda: self._apply(plan, done))
            dialog.open()
        elif plan.changes:
            self._apply(plan, done)
        else:
            self.told.emit(Toast(sentence("ui_register.no_change"), undo=False))

    def _apply(self, plan: LedgerPlan, done: str) -> None:
        author, partially = self._context.author, bool(plan.refusals)

        def job(services: Services) -> int:
            services.office.ledger.apply(plan, partially=partially, author=author)
            return len(plan.changes)

        self._context.work.write(self, job, lambda count: self.told.emit(Toast(sentence(done, count=count))))

    # -- copying ---------------------------------------------------------------------------------------------------

    def copy(self, cells: Cells, then: Callable[[str], None]) -> None:
        """The cells as Excel takes them: tabs between columns, lines between rows; of very many only the first."""
        kept = Cells(cells.numbers[:MOST], cells.columns)
        self._context.work.read(self, lambda services: _tabbed(services, kept), then, key="copy")
        if len(cells.numbers) > MOST:
            self.told.emit(Toast(sentence("ui_register.copied_first", most=MOST, count=len(cells.numbers)), undo=False))


def _tabbed(services: Services, cells: Cells) -> str:
    written = io.StringIO()
    lines = csv.writer(written, dialect="excel-tab", lineterminator="\n")
    for one in grid_rows(services.finding, services.office.ledger, cells.numbers):
        lines.writerow([cell_text(column, one.row.cells.get(column.key)) for column in cells.columns])
    return written.getvalue()


def block_of(text: str) -> list[list[str]]:
    """The texts of a block as Excel puts it onto the clipboard, with its quoted lines; empty where there is none."""
    try:
        return [line for line in csv.reader(io.StringIO(text, newline=""), dialect="excel-tab") if line]
    except csv.Error:  # no table: lines and tabs as they stand
        return [line.split("\t") for line in text.splitlines() if line]
