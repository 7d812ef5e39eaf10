"""The photos that an issue may print: of the period's visits, of problems dealt with in it, and their other halves.

Apart from the other frozen rows because a pair is rarely of one period: 整改前 was taken on an earlier visit, 整改后
came with the evidence. Only photos of the period's own visits are counted (`visited`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from inspector.domain.ids import CHINA
from inspector.domain.inspection import Inspection, PairSide, Photo
from inspector.domain.problem import Problem, ProblemState
from inspector.services.frozen_tables import Row
from inspector.services.problem_board import photos_of
from inspector.services.record_json import plain
from inspector.storage.reader import Reader

InPeriod = Callable[[date], bool]


def photo_rows(
    reader: Reader,
    visits: Sequence[Inspection],
    problems: Iterable[Problem],
    names: Mapping[str, str],
    in_period: InPeriod,
) -> list[Row]:
    """The photos, those of visits first in the order of their days; signatures are none."""
    found = {one.id: _row(one, visit, names, visited=True) for visit, one in _of_visits(reader, visits)}
    for problem, one in _of_problems(reader, problems, in_period):
        row = _row(one, problem, names, visited=one.id in found)
        found[one.id] = row if one.id not in found else {**found[one.id], "pair": row["pair"], "side": row["side"]}
    for pair in _torn(found.values()):
        for one in reader.all(Photo, pair_id=pair):
            found.setdefault(one.id, _row(one, _origin(reader, one), names, visited=False))
    return list(found.values())


def _of_visits(reader: Reader, visits: Iterable[Inspection]) -> Iterator[tuple[Inspection, Photo]]:
    for visit in visits:
        for one in reader.all(Photo, order=("position",), inspection_id=visit.id):
            if one.id != visit.signature_photo_id:
                yield visit, one


def _of_problems(reader: Reader, problems: Iterable[Problem], in_period: InPeriod) -> Iterator[tuple[Problem, Photo]]:
    """The evidence of the period, and beside the first of it the photo in which the problem was found."""
    with_photos = frozenset(reader.texts(Photo, "problem_id"))
    for problem in problems:
        if problem.id not in with_photos:
            continue
        closed = problem.state is ProblemState.CLOSED
        closed_now = closed and problem.closed_on is not None and in_period(problem.closed_on)
        if closed and not closed_now:
            continue
        first, evidence = photos_of(reader, problem)
        fresh = [one for one in evidence if (closed_now if one.taken_at is None else in_period(_taken(one)))]
        if not fresh:
            continue
        if first is not None and first.pair_id is None and fresh[0].pair_id is None:
            yield problem, replace(first, pair_id=problem.id, pair_side=PairSide.BEFORE)
            fresh[0] = replace(fresh[0], pair_id=problem.id, pair_side=PairSide.AFTER)
        for one in fresh:
            yield problem, one


def _taken(photo: Photo) -> date:
    assert photo.taken_at is not None  # noqa: S101 - asked before
    return photo.taken_at.astimezone(CHINA).date()


def _torn(rows: Iterable[Row]) -> list[str]:
    """The pairs of which one half is here."""
    halves: dict[str, int] = {}
    for row in rows:
        if row["pair"]:
            halves[row["pair"]] = halves.get(row["pair"], 0) + 1
    return [pair for pair, count in halves.items() if count == 1]


def _origin(reader: Reader, photo: Photo) -> Inspection | Problem | None:
    if photo.inspection_id:
        return reader.find(Inspection, id=photo.inspection_id)
    return reader.find(Problem, id=photo.problem_id) if photo.problem_id else None


def _row(photo: Photo, origin: Inspection | Problem | None, names: Mapping[str, str], *, visited: bool) -> Row:
    """A photo is of the day on which it was taken, else of the day of its visit."""
    day = photo.taken_at or (origin.visited_at if isinstance(origin, Inspection) else None)
    project = origin.project_id if origin else ""
    cells = {
        "id": photo.id,
        "visit_id": photo.inspection_id,
        "project_id": project,
        "project": names.get(project, ""),
        "sha256": photo.sha256,
        "caption": photo.caption,
        "credit": photo.credit,
        "pair": photo.pair_id,
        "side": photo.pair_side,
        "taken_on": day.astimezone(CHINA).date() if day else None,
        "visited": visited,
    }
    return {name: plain(value) for name, value in cells.items()}
