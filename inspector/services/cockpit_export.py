"""驾驶舱 as a workbook: the rates with their counts, completion against time, the ranking, lamps, what is overdue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from inspector.domain.money import wan_to_yi
from inspector.services.cockpit_view import Cockpit, Counted, Share
from inspector.sheets.publishing import publish
from inspector.sheets.table import CellKind, TableColumn, add_table, open_workbook
from inspector.storage.workspace import DataTier, Workspace
from inspector.texts import sentence

_Row = list[Any]
_WIDE, _NARROW = 30, 12


def export_cockpit(workspace: Workspace, cockpit: Cockpit, out: Path) -> Path:
    """Write the cockpit of a day; returns the file written. Raises FormatError where it cannot be written."""
    synthetic = workspace.info.tier is DataTier.SYNTHETIC
    sheets: tuple[tuple[str, str, Iterator[_Row]], ...] = (
        (sentence("ui_cockpit.sheet_figures"), sentence("ui_cockpit.sheet_figures_head"), _figures(cockpit)),
        (sentence("ui_cockpit.completion"), sentence("ui_cockpit.sheet_completion_head"), _completion(cockpit)),
        (sentence("ui_cockpit.ranking"), sentence("ui_cockpit.sheet_ranking_head"), _ranking(cockpit)),
        (sentence("ui_cockpit.lamps"), sentence("ui_cockpit.sheet_lamps_head"), _lamps(cockpit)),
        (sentence("ui_cockpit.overdue"), sentence("ui_cockpit.sheet_overdue_head"), _overdue(cockpit)),
    )

    def write(temporary: Path) -> None:
        with open_workbook(temporary, sentence("ui_cockpit.sheet_title", on=cockpit.on.isoformat())) as book:
            for title, heads, rows in sheets:
                add_table(book, title, _columns(heads.split("|")), rows, synthetic=synthetic)

    return publish(out, write)


def _columns(heads: Sequence[str]) -> list[TableColumn]:
    """The first column names the row, the others hold figures and short words."""
    widths = (_WIDE, *(_NARROW for _ in heads[1:]))
    return [TableColumn(head, CellKind.NUMBER, width) for head, width in zip(heads, widths, strict=True)]


def _figures(cockpit: Cockpit) -> Iterator[_Row]:
    rates = (
        (sentence("ui_cockpit.start_resume"), cockpit.start_resume),
        (sentence("ui_cockpit.resume"), cockpit.resume),
        (sentence("ui_cockpit.new_start"), cockpit.new_start),
    )
    for name, one in rates:
        yield [name, one.done.count, one.planned.count, f"{one.rate.printed}%"]
    yield _share(sentence("ui_cockpit.active_total"), cockpit.active_total)
    yield _share(sentence("ui_cockpit.active_plan"), cockpit.active_plan)


def _share(name: str, share: Share) -> _Row:
    return [name, wan_to_yi(share.part), wan_to_yi(share.whole), f"{share.rate.printed}%"]


def _completion(cockpit: Cockpit) -> Iterator[_Row]:
    for one in cockpit.completion:
        yield [one.name or sentence("ui_cockpit.whole_city"), one.rate.printed, one.ahead.printed]


def _ranking(cockpit: Cockpit) -> Iterator[_Row]:
    for one in (*cockpit.ranking, *cockpit.parks):
        rate = one.rate
        yield [one.name, one.rank, one.score, rate.rate.printed, rate.done.count, rate.planned.count, one.change]


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
    for step in cockpit.overdue_steps:
        yield [step.project, step.step, step.department, step.due_on.isoformat(), step.days]
    for problem in cockpit.overdue_problems:
        yield [problem.project, problem.description, problem.owner, problem.due_on.isoformat(), problem.days]
