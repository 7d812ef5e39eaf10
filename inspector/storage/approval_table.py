"""Steps of the permitting procedure with the stops of their clock: what the lamps are computed from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from inspector.domain.approval import ApprovalStep, ClockStop
from inspector.storage.reader import Reader


def steps_with_stops(
    reader: Reader, project_id: str | None = None
) -> Iterator[tuple[ApprovalStep, tuple[ClockStop, ...]]]:
    """Every step, or those of one project, with its stops in the order of their days."""
    stops: dict[str, list[ClockStop]] = defaultdict(list)
    if project_id is None:
        steps = list(reader.all(ApprovalStep, order=("project_id",)))
        found = reader.all(ClockStop, order=("from_date",))
    else:
        steps = list(reader.all(ApprovalStep, project_id=project_id))
        found = chain.from_iterable(reader.all(ClockStop, order=("from_date",), step_id=step.id) for step in steps)
    for stop in found:
        stops[stop.step_id].append(stop)
    return ((step, tuple(stops[step.id])) for step in steps)
