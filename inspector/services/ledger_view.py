"""项目台账 as data: rows of cells, what a block of typed texts would change, the totals and the past of cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from inspector.domain.errors import InspectorError


@dataclass(frozen=True)
class LedgerRow:
    """A project in the grid: its cells by column, and those written since the last import."""

    project_id: str
    cells: Mapping[str, Any]
    changed: frozenset[str]


@dataclass(frozen=True)
class Place:
    """A cell of a block: row and column from 0, the project and the column."""

    row: int
    column: int
    project_id: str
    key: str


@dataclass(frozen=True)
class CellChange:
    """A cell that a block would change; `how` is the key of what was done to the text, empty where nothing was."""

    place: Place
    before: Any
    after: Any
    how: str


@dataclass(frozen=True)
class CellRefusal:
    """A text that a cell cannot take, and why."""

    place: Place
    text: str
    error: InspectorError


@dataclass(frozen=True)
class LedgerPlan:
    """What a block of texts would do; cells that say what they said before are `unchanged`."""

    changes: tuple[CellChange, ...]
    refusals: tuple[CellRefusal, ...]
    unchanged: int


@dataclass(frozen=True)
class SelectionTotals:
    """Of selected cells: how many, how many hold a value, and of numbers the sum and the mean (None without any)."""

    cells: int
    filled: int
    total: Decimal | None
    mean: Fraction | None


@dataclass(frozen=True)
class CellPast:
    """A value that a cell had from `at` on: who wrote it, by what, on which device, in which package it came.

    `step` is the step in words; `package` the file name, empty for what was written here.
    """

    at: datetime
    author: str
    step: str
    device: str
    package: str
    before: Any
    after: Any
