"""Who raised a problem, read from the history: a problem has no field for its author, and needs none.

Apart from the board, because lists do not tell it: it is one look into the operations of one row.
"""

from __future__ import annotations

from collections.abc import Iterable

from inspector.domain.inspection import Inspection
from inspector.domain.operation import WHOLE
from inspector.domain.problem import Problem
from inspector.services.packages.device_names import device_names
from inspector.storage.history import author_of
from inspector.storage.log import Log, chunks, places
from inspector.storage.reader import Reader
from inspector.storage.workspace import Workspace
from inspector.texts import sentence


def registered_by(reader: Reader, role: str, problems: Iterable[str]) -> frozenset[str]:
    """Those of `problems` that `role` registered on this device."""
    made: set[str] = set()
    for chunk in chunks(dict.fromkeys(problems)):
        query = (
            f"SELECT operation.row FROM operation JOIN change_set USING (change_id) WHERE row IN ({places(chunk)})"  # noqa: S608 - bound
            " AND kind = ? AND field = ? AND author = ?"
        )
        made.update(str(row) for (row,) in reader.rows(query, [*chunk, Problem.NUMBER, WHOLE, role]))
    return frozenset(made)


def raised_by(workspace: Workspace, problem: Problem) -> str:
    """The people who raised it, and the device where that was another; "" where the history does not say.

    A step of another device came here with a merge, whose author is somebody else: then the inspectors of the visit
    that brought the problem say who it was.
    """
    reader = workspace.reader
    first = next(
        (one for one in Log(reader.connection).arrivals(Problem.NUMBER, problem.id) if one[1].field == WHOLE), None
    )
    if first is None:
        return ""
    change_id, operation = first
    if operation.replica.partition(":")[0] == workspace.info.replica:
        return author_of(reader.connection, change_id)
    visit = reader.find(Inspection, id=problem.inspection_id) if problem.inspection_id else None
    people = "、".join(visit.inspectors) if visit else ""
    device = device_names(workspace, reader)(operation.replica)
    return sentence("services.author_at_device", author=people, device=device) if people else device
