"""What was written after an issue was frozen, of the records that it counts.

Apart from the comparison itself: here is only where it is worth looking, found by an index however large the city is.
"""

from __future__ import annotations

from inspector.domain.approval import ApprovalStep, ClockStop
from inspector.domain.inspection import Inspection, Photo
from inspector.domain.problem import Problem
from inspector.domain.progress import Assignment, DispatchRecord, FundLine, InvestmentComparison
from inspector.domain.project import AnnualPlan, Area, ListMembership, Project
from inspector.domain.record import Record
from inspector.domain.setting import Setting
from inspector.storage.history import is_in_force
from inspector.storage.log import places
from inspector.storage.reader import Reader

_COUNTED: tuple[type[Record], ...] = (
    *(Project, AnnualPlan, Area, ListMembership, DispatchRecord, FundLine, InvestmentComparison, Assignment),
    *(ApprovalStep, ClockStop, Problem, Inspection, Photo, Setting),
)
_FREEZES = """SELECT DISTINCT change_id FROM operation JOIN change_set USING (change_id)
WHERE row = ? AND action = 'freeze_bulletin' AND role = 'do' ORDER BY change_id DESC"""

Touched = frozenset[tuple[type[Record], str]]
"""Records by class and id."""


def counted_mark(reader: Reader, bulletin_id: str) -> tuple[int, int]:
    """The last freeze of an issue here, and the newest step that wrote a record which issues count.

    As long as both stay, nothing has changed for the issue.
    """
    numbers = [one.NUMBER for one in _COUNTED]
    query = f"""SELECT change_id FROM operation INDEXED BY operation_change
WHERE kind IN ({places(numbers)}) ORDER BY change_id DESC LIMIT 1"""  # noqa: S608 - bound
    frozen = next(iter(freezes(reader, bulletin_id)), 0)
    return frozen, next((int(str(one)) for (one,) in reader.rows(query, numbers)), 0)


def freezes(reader: Reader, bulletin_id: str) -> tuple[int, ...]:
    """The steps here that froze an issue and are in force, the newest first: what it counts is from that one."""
    found = [int(str(one)) for (one,) in reader.rows(_FREEZES, [bulletin_id])]
    return tuple(one for one in found if is_in_force(reader.connection, one))


def touched_since_freeze(reader: Reader, bulletin_id: str) -> Touched | None:
    """The records that later steps wrote, whatever they say now; None where the issue was not frozen here."""
    frozen = next(iter(freezes(reader, bulletin_id)), None)
    if frozen is None:
        return None
    by_number = {one.NUMBER: one for one in _COUNTED}
    query = f"SELECT DISTINCT kind, row FROM operation WHERE change_id > ? AND kind IN ({places([*by_number])})"  # noqa: S608
    found = reader.rows(query, [frozen, *by_number])
    return frozenset((by_number[int(str(kind))], str(row)) for kind, row in found)
