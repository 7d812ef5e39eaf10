"""Steps of the permitting procedure with the stops of their clock: what the lamps are computed from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from inspector.domain.approval import ApprovalStep, ClockStop
from inspector.storage.log import chunks, places
from inspector.storage.reader import Reader
from inspector.storage.shape import shape

StepWithStops = tuple[ApprovalStep, tuple[ClockStop, ...]]


def steps_with_stops(reader: Reader, project_id: str | None = None) -> Iterator[StepWithStops]:
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


def named_steps(reader: Reader, ids: Iterable[str]) -> Iterator[StepWithStops]:
    """The steps with these ids, each with its stops in the order of their days."""
    steps = reader.ids_in(ApprovalStep, ids)
    stops: dict[str, list[ClockStop]] = defaultdict(list)
    made = shape(ClockStop)
    for chunk in chunks(steps):
        query = f"{made.select} WHERE step_id IN ({places(chunk)}) ORDER BY from_date, id"
        for stop in map(made.record, reader.fetch(query, chunk)):
            stops[stop.step_id].append(stop)
    return ((step, tuple(stops[step.id])) for step in steps.values())
