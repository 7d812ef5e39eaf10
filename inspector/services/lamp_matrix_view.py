"""手续亮灯 as data: the matrix of projects × steps, the reason of one lamp, the rates of the toolbar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from inspector.domain.approval import StepType
from inspector.domain.lamps import Lamp
from inspector.domain.rates import Rate
from inspector.domain.step_band import Band


class Light(StrEnum):
    """What the matrix can be narrowed to: an open red or yellow lamp, 逾期办结, 停表."""

    RED = "red"
    YELLOW = "yellow"
    LATE = "late"
    STOPPED = "stopped"


@dataclass(frozen=True)
class MatrixWish:
    """What of the matrix is asked for: steps of an area or park, a leader, a department, a type, a light."""

    area_id: str | None = None
    leader: str | None = None
    department: str | None = None
    step_type: StepType | None = None
    light: Light | None = None


@dataclass(frozen=True)
class StepColumn:
    """A column: a type of step and its printed name."""

    step_type: StepType
    name: str


@dataclass(frozen=True)
class TypeRate:
    """办结率 of a type of step, as published: 114/146 = 78.08."""

    step_type: StepType
    name: str
    rate: Rate


@dataclass(frozen=True)
class Matrix:
    """The matrix without its cells: projects in order, the `red` among them, columns, steps by light, rates."""

    on: date
    projects: tuple[str, ...]
    red: frozenset[str]
    columns: tuple[StepColumn, ...]
    counts: dict[Light, int]
    rates: tuple[TypeRate, ...]


@dataclass(frozen=True)
class MatrixCell:
    """One step of a project; `others` counts further steps of the same type behind it."""

    step_id: str
    name: str
    department: str
    lamp: Lamp
    others: int = 0


@dataclass(frozen=True)
class MatrixRow:
    """A project with its cells by type of step; a type that it has no step of is missing."""

    project_id: str
    project: str
    red: int
    yellow: int
    cells: dict[StepType, MatrixCell]


@dataclass(frozen=True)
class Stop:
    """停表: the last day that it stood is the day before `to_date`."""

    from_date: date
    to_date: date | None
    reason: str


@dataclass(frozen=True)
class Node:
    """节点 of the project around the step; `days_left` from the day asked about, None where it is done or undated."""

    name: str
    planned_on: date | None
    done_on: date | None
    days_left: int | None


@dataclass(frozen=True)
class LampReason:
    """Why a lamp shows what it shows: dates, limit, stops, sentences in the language in use, the counted days.

    `limit` is in days of `day_kind`; `holiday_year_known` is False where the days rest on a prediction.
    """

    step_id: str
    project_id: str
    project: str
    step: str
    department: str
    lamp: Lamp
    accepted_on: date | None
    limit: int | None
    working_days: bool
    finished_on: date | None
    stops: tuple[Stop, ...]
    sentences: tuple[str, ...]
    band: Band | None
    today_is_worked: bool
    nodes: tuple[Node, ...]
