"""The past of a cell of the grid, and which cells were written since the last import.

A package is named by the receipt of the step that brought it; a plan's past goes through its versions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from inspector.domain.errors import NotFoundError
from inspector.domain.operation import WHOLE
from inspector.domain.progress import Assignment
from inspector.domain.project import AnnualPlan, Area, Project
from inspector.services.actions import told_action
from inspector.services.ledger_columns import PLACES, Home, ledger_columns, shown
from inspector.services.ledger_view import CellPast
from inspector.services.packages.device_names import device_names
from inspector.services.register_apply import PLAN_FIELDS
from inspector.services.register_lines import HOLDER_FIELDS, SEPARATOR
from inspector.storage.history import HistoryEntry, history
from inspector.storage.log import chunks, places
from inspector.storage.reader import Reader
from inspector.storage.receipt_table import receipts
from inspector.storage.workspace import Workspace

_IMPORTS = ("import_register", "merge", "synthesize", "sample")


def cell_past(workspace: Workspace, project: str, column: str, year: int) -> tuple[CellPast, ...]:
    """The values of a cell, the newest first. Raises NotFoundError for a column without a history of its own."""
    home = next((one.home for one in ledger_columns() if one.key == column), None)
    if home is Home.PROJECT:
        entries: Sequence[HistoryEntry] = history(workspace, Project.KIND, project, PLACES.get(column, column))
    elif home is Home.PLAN:
        entries = _of_plans(workspace, project, PLAN_FIELDS[column], year)
    elif home is Home.HOLDER:
        entries = _of_holders(workspace, project, column)
    else:
        raise NotFoundError("storage.unknown_field", kind=Project.KIND, field=column)
    return tuple(reversed(_told(workspace, entries, column in PLACES)))


def _of_plans(workspace: Workspace, project: str, field: str, year: int) -> list[HistoryEntry]:
    plans = workspace.reader.all(AnnualPlan, order=("version",), project_id=project, year=year)
    return [one for plan in plans for one in history(workspace, AnnualPlan.KIND, plan.id, field)]


def _of_holders(workspace: Workspace, project: str, column: str) -> list[HistoryEntry]:
    """Who held a role after every step that changed it, joined as the cell shows them."""
    role = next(role for role, field in HOLDER_FIELDS.items() if field == column)
    events = [
        (one.id, entry)
        for one in workspace.reader.all(Assignment, project_id=project, role=role)
        for entry in history(workspace, Assignment.KIND, one.id)
        if entry.field in {"holder", "to_date"}
    ]
    events.sort(key=lambda event: event[1].change_id)
    named: dict[str, str] = {}
    ended: set[str] = set()
    made: dict[int, HistoryEntry] = {}
    for row, entry in events:
        if entry.field == "holder":
            named[row] = str(entry.after)
        elif entry.after is None:
            ended.discard(row)
        else:
            ended.add(row)
        held = sorted(name for one, name in named.items() if one not in ended)
        made[entry.change_id] = replace(entry, after=SEPARATOR.join(held) or None)
    return list(made.values())


def _told(workspace: Workspace, entries: Sequence[HistoryEntry], places_named: bool) -> list[CellPast]:  # noqa: FBT001
    reader = workspace.reader
    device = device_names(workspace, reader)
    files = {(one.change_id, one.sender.partition(":")[0]): one.file_name for one in receipts(reader)}
    areas = {one.id: one for one in reader.all(Area)} if places_named else {}
    made: list[CellPast] = []
    before: Any = None
    for one in entries:
        after = shown(one.after, areas) or None if places_named else one.after
        replica = one.replica.partition(":")[0]
        package = files.get((one.change_id, replica)) or _any_of(files, one.change_id, workspace, replica)
        made.append(CellPast(one.at, one.author, told_action(one.action), device(one.replica), package, before, after))
        before = after
    return made


def _any_of(files: dict[tuple[int, str], str], change_id: int, workspace: Workspace, replica: str) -> str:
    """A write of a third device, passed on by the sender of one of the packages of that step."""
    if replica == workspace.info.replica:
        return ""
    return "、".join(name for (step, _), name in files.items() if step == change_id)


def written_since_import(reader: Reader, projects: Iterable[str]) -> dict[str, frozenset[str]]:
    """By project the columns written after the newest import or merge; what came with it is no mark."""
    query = f"SELECT coalesce(max(change_id), 0) FROM change_set WHERE role = 'do' AND action IN ({places(_IMPORTS)})"  # noqa: S608 - bound
    last = next(reader.rows(query, list(_IMPORTS)))[0]
    if not last:
        return {}
    numbers = {cell.number: cell.name for cell in Project.CELLS}
    names = {cell: key for key, cell in PLACES.items()}
    made: dict[str, set[str]] = {}
    for chunk in chunks(dict.fromkeys(projects)):
        found = reader.rows(
            f"SELECT DISTINCT row, field FROM operation WHERE row IN ({places(chunk)}) AND kind = ? AND change_id > ?",  # noqa: S608 - bound
            [*chunk, Project.NUMBER, last],
        )
        for row, field in found:
            cell = numbers.get(int(str(field)))
            if int(str(field)) > WHOLE and cell is not None:
                made.setdefault(str(row), set()).add(names.get(cell, cell))
    return {row: frozenset(columns) for row, columns in made.items()}
