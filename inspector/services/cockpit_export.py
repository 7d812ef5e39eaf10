"""驾驶舱 as a workbook: the rates with their counts, completion against time, the ranking, lamps, what is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from inspector.domain.approval import DayKind
from inspector.domain.money import wan_to_yi
from inspector.domain.rates import NO_VALUE
from inspector.services.cockpit_view import Cockpit, Counted, Share
from inspector.sheets.publishing import publish
from inspector.sheets.table import CellKind, TableColumn, add_table, open_workbook
from inspector.storage.workspace import DataTier, Workspace
from inspector.texts import label, sentence

_Row = list[Any]
_WIDE, _NARROW = 30, 14
_T, _N, _I, _D = CellKind.TEXT, CellKind.NUMBER, CellKind.INTEGER, CellKind.DATE


@dataclass(frozen=True)
class _Sheet:
    """A sheet: its name, its headers joined by `|`, the kind of each column, and its rows."""

    title: str
    heads: str
    kinds: tuple[CellKind, ...]
    rows: Iterator[_Row]

    @property
    def columns(self) -> list[TableColumn]:
        """The first column names the row, the others hold figures and short words."""
        widths = (_WIDE, *(_NARROW for _ in self.kinds[1:]))
        return [TableColumn(*one) for one in zip(self.heads.split("|"), self.kinds, widths, strict=True)]


def export_cockpit(workspace: Workspace, cockpit: Cockpit, out: Path) -> Path:
    """Write the cockpit of a day; returns the file written. Raises FormatError where it cannot be written."""
    synthetic = workspace.info.tier is DataTier.SYNTHETIC

    def write(temporary: Path) -> None:
        with open_workbook(temporary, sentence("ui_cockpit.sheet_title", on=cockpit.on.isoformat())) as book:
            for one in _sheets(cockpit):
                add_table(book, one.title, one.columns, one.rows, synthetic=synthetic)

    return publish(out, write)


def _sheets(cockpit: Cockpit) -> tuple[_Sheet, ...]:
    heads = {
        "figures": sentence("ui_cockpit.sheet_figures_head"),
        "completion": sentence("ui_cockpit.sheet_completion_head"),
        "ranking": sentence("ui_cockpit.sheet_ranking_head"),
        "lamps": sentence("ui_cockpit.sheet_lamps_head"),
        "overdue": sentence("ui_cockpit.sheet_overdue_head"),
    }
    ranking = (_T, _I, _N, _N, _I, _I, _I)
    return (
        _Sheet(sentence("ui_cockpit.sheet_figures"), heads["figures"], (_T, _N, _N, _N), _figures(cockpit)),
        _Sheet(sentence("ui_cockpit.completion"), heads["completion"], (_T, _N, _N), _completion(cockpit)),
        _Sheet(sentence("ui_cockpit.ranking"), heads["ranking"], ranking, _ranking(cockpit)),
        _Sheet(sentence("ui_cockpit.lamps"), heads["lamps"], (_T, _I, _I), _lamps(cockpit)),
        _Sheet(sentence("ui_cockpit.overdue"), heads["overdue"], (_T, _T, _T, _D, _I, _T), _overdue(cockpit)),
    )


def _number(printed: str) -> Decimal | None:
    """A figure as it is printed, as a number; none where nobody knows."""
    return None if printed == NO_VALUE else Decimal(printed)


def _figures(cockpit: Cockpit) -> Iterator[_Row]:
    rates = (
        (sentence("ui_cockpit.start_resume"), cockpit.start_resume),
        (sentence("ui_cockpit.resume"), cockpit.resume),
        (sentence("ui_cockpit.new_start"), cockpit.new_start),
    )
    for name, one in rates:
        yield [name, one.done.count, one.planned.count, _number(one.rate.printed)]
    yield _share(sentence("ui_cockpit.active_total"), cockpit.active_total)
    yield _share(sentence("ui_cockpit.active_plan"), cockpit.active_plan)


def _share(name: str, share: Share) -> _Row:
    return [name, wan_to_yi(share.part), wan_to_yi(share.whole), _number(share.rate.printed)]


def _completion(cockpit: Cockpit) -> Iterator[_Row]:
    for one in cockpit.completion:
        yield [one.name or sentence("ui_cockpit.whole_city"), _number(one.rate.printed), _number(one.ahead.printed)]


def _ranking(cockpit: Cockpit) -> Iterator[_Row]:
    for one in (*cockpit.ranking, *cockpit.parks):
        rate, counts = _number(one.rate.rate.printed), (one.rate.done.count, one.rate.planned.count)
        yield [one.name, one.rank, _number(one.score), rate, *counts, one.change]


def _lamps(cockpit: Cockpit) -> Iterator[_Row]:
    board = cockpit.lamps
    lines: tuple[tuple[str, Counted, Counted | None], ...] = (
        (sentence("ui_cockpit.red"), board.red.lamps, board.red.new),
        (sentence("ui_cockpit.yellow"), board.yellow.lamps, board.yellow.new),
        (sentence("ui_cockpit.open"), board.open, None),
        (sentence("ui_cockpit.stopped"), board.stopped, None),
        (sentence("ui_cockpit.green"), board.green, None),
        (sentence("ui_cockpit.late"), board.late, None),
    )
    for name, counted, new in lines:
        yield [name, counted.count, new.count if new else None]


def _overdue(cockpit: Cockpit) -> Iterator[_Row]:
    kinds = {True: DayKind.WORKING.value, False: DayKind.CALENDAR.value}
    counted = {working: label("approval_step", "day_kind", kind) for working, kind in kinds.items()}
    for step in cockpit.overdue_steps:
        late = (step.due_on, step.days, counted[step.working_days])
        yield [step.project, step.step, step.department, *late]
    for problem in cockpit.overdue_problems:
        yield [problem.project, problem.description, problem.owner, problem.due_on, problem.days, counted[False]]
