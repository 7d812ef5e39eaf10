"""Finding records by what users write: an id or its end, a code, a name or an unmistakable part of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from inspector.domain.approval import StepType
from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.profile import CityProfile
from inspector.domain.project import Project
from inspector.domain.record import Record
from inspector.storage.project_table import ProjectTable
from inspector.storage.reader import Reader

SHOWN = 5
SHORTEST_TAIL = 4

RecordT = TypeVar("RecordT", bound=Record)


def find_project(reader: Reader, reference: str) -> Project:
    """The one project meant by `reference`.

    Raises NotFoundError where there is none and RuleError, naming candidates, where there are several.
    """
    wanted = reference.strip()
    by_id = reader.find(Project, id=wanted)
    if by_id is not None:
        return by_id
    table = ProjectTable(reader)
    found = table.by_code(wanted) or table.by_name(wanted)
    if not found and wanted:
        found = table.search(wanted, limit=SHOWN + 1)
    if not found:
        raise NotFoundError("services.no_such_project", project=wanted)
    return _only(found, wanted)


def find_by_tail(reader: Reader, cls: type[RecordT], wanted: str) -> RecordT | None:
    """The record with this id, or the only one whose id ends so: the ends differ where the beginnings agree."""
    exact = reader.find(cls, id=wanted)
    tail = wanted.strip().lower()
    if exact is not None or len(tail) < SHORTEST_TAIL:
        return exact
    ending = [one for one in reader.all(cls) if one.id.endswith(tail)]
    return ending[0] if len(ending) == 1 else None


def find_step_type(profile: CityProfile, word: str) -> StepType:
    """The type of an approval step by the city's name for it or its identifier; RuleError names what there is."""
    wanted = word.strip()
    named = {one.name: one.step_type for one in profile.steps}
    known = named | {one.value: one for one in StepType}
    if wanted not in known:
        raise RuleError("services.no_such_step_type", word=wanted, known=[*named, StepType.OTHER.value])
    return known[wanted]


def _only(found: Sequence[Project], wanted: str) -> Project:
    if len(found) > 1:
        names = [one.name for one in found[:SHOWN]]
        raise RuleError("services.project_ambiguous", project=wanted, names=names)
    return found[0]
