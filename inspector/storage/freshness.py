"""Whether anything that an issue counts was written after it was frozen."""

from __future__ import annotations

from inspector.domain.approval import ApprovalStep, ClockStop
from inspector.domain.inspection import Inspection, Photo
from inspector.domain.problem import Problem
from inspector.domain.progress import Assignment, DispatchRecord, FundLine, InvestmentComparison
from inspector.domain.project import AnnualPlan, Area, ListMembership, Project
from inspector.domain.setting import Setting
from inspector.storage.log import places
from inspector.storage.reader import Reader

_COUNTED = (
    *(Project, AnnualPlan, Area, ListMembership, DispatchRecord, FundLine, InvestmentComparison, Assignment),
    *(ApprovalStep, ClockStop, Problem, Inspection, Photo, Setting),
)
_FROZEN = """SELECT max(change_id) FROM operation JOIN change_set USING (change_id)
WHERE row = ? AND action = 'freeze_bulletin'"""


def changed_since_freeze(reader: Reader, bulletin_id: str) -> bool:
    """Whether a later step here wrote such a record; False where the issue was frozen elsewhere."""
    frozen = next(reader.rows(_FROZEN, [bulletin_id]))[0]
    if frozen is None:
        return False
    numbers = [one.NUMBER for one in _COUNTED]
    query = f"SELECT 1 FROM operation WHERE change_id > ? AND kind IN ({places(numbers)}) LIMIT 1"  # noqa: S608 - bound
    return any(reader.rows(query, [frozen, *numbers]))
