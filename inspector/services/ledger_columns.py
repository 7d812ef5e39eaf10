"""The columns of 项目台账: declared once, over the columns that registers in Excel have.

A cell typed in the grid is read as the same cell in an imported register would be (`sheets.cells`), so that
`１２３４．５０` and `3.5亿元` mean the same everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum
from functools import lru_cache
from typing import Any

from inspector.domain.errors import InspectorError, RuleError
from inspector.domain.progress import Assignment, DispatchRecord
from inspector.domain.project import AnnualPlan, Area, Project
from inspector.services.register_apply import PLAN_FIELDS
from inspector.services.register_lines import DISPATCH_FIELDS, HOLDER_FIELDS
from inspector.sheets import columns
from inspector.sheets.cells import CellError, How, Setting, is_blank, take
from inspector.sheets.columns import Column, Sort
from inspector.sheets.numbers import is_plain
from inspector.texts import label

YI = Decimal(10_000)
"""万元 in one 亿元."""

PLACES = {"area_name": "area_id", "park_name": "park_id"}
"""Columns that name an area, and the cells of the project that hold its id."""

_LEFT_OUT = frozenset({"area_code", "park_code", "plan_year", "project_id", "dispatch_period", "list_names"})
_UNIT = re.compile(r"\s*[（(][^）)]*[）)]$")
_NUMBERS = frozenset({Sort.MONEY, Sort.QUANTITY, Sort.PERCENT, Sort.COUNT})
_ROLES = {field: role for role, field in HOLDER_FIELDS.items()}


class Home(StrEnum):
    """In which record a cell of the grid lies."""

    PROJECT = "project"
    PLAN = "plan"
    REPORT = "report"
    HOLDER = "holder"


@dataclass(frozen=True)
class LedgerColumn:
    """A column: what it is called, how wide in characters, whether it is typed into, whether it is added up.

    `money` cells are in 万元 and may be shown and typed in 亿元, so their label names no unit. `choices` are the words
    of a fixed list.
    """

    key: str
    label: str
    width: int
    home: Home
    editable: bool
    number: bool
    money: bool
    required: bool
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """What a typed text amounts to: a value with what was done to reach it (a key, empty: nothing), or a refusal."""

    value: Any = None
    how: str = ""
    refusal: InspectorError | None = None


def read_only(column: LedgerColumn) -> InspectorError:
    """Why a column is not typed into: its figures are of one report among many."""
    return RuleError("services.ledger_read_only", column=column.label)


@lru_cache
def _source(key: str) -> Column:
    return next(one for one in columns.written_columns() if one.field == key)


def ledger_columns() -> tuple[LedgerColumn, ...]:
    """Every column in the order of a register, called in the language in use."""
    return tuple(_column(one) for one in columns.written_columns() if one.field not in _LEFT_OUT)


def _column(source: Column) -> LedgerColumn:
    key = source.field
    home = _home(key)
    return LedgerColumn(
        key=key,
        label=_UNIT.sub("", _label(key, home)) if source.sort is Sort.MONEY else _label(key, home),
        width=source.width,
        home=home,
        editable=home is not Home.REPORT,
        number=source.sort in _NUMBERS,
        money=source.sort is Sort.MONEY,
        required=source.required,
        choices=_choices(key, home),
    )


def _home(key: str) -> Home:
    if key in PLAN_FIELDS:
        return Home.PLAN
    if key in DISPATCH_FIELDS:
        return Home.REPORT
    return Home.HOLDER if key in _ROLES else Home.PROJECT


def _label(key: str, home: Home) -> str:
    if home is Home.HOLDER:
        return label(Assignment.KIND, "role", _ROLES[key].value)
    kinds = {Home.PROJECT: Project.KIND, Home.PLAN: AnnualPlan.KIND, Home.REPORT: DispatchRecord.KIND}
    return label(kinds[home], PLACES.get(key) or PLAN_FIELDS.get(key) or key)


def _choices(key: str, home: Home) -> tuple[str, ...]:
    kind = AnnualPlan.KIND if home is Home.PLAN else Project.KIND
    found = columns.ENUMS.get(key, ())
    return tuple(label(kind, PLAN_FIELDS.get(key, key), one.value) for one in found)


def read_cell(key: str, text: str, *, in_yi: bool = False) -> Reading:
    """What `text` typed into the column amounts to; nothing typed means an empty cell."""
    if is_blank(text):
        return _empty(key)
    chosen = _chosen(key, text.strip())
    if chosen is not None:
        return Reading(chosen)
    source = _source(key)
    factor = YI if in_yi and source.sort is Sort.MONEY else Decimal(1)
    try:
        value, how = take(text, Setting(source, factor))
    except CellError as error:
        return Reading(refusal=RuleError(error.key, **{"text": text, **error.details}))
    if value is None:
        return _empty(key)
    if how is None or (how is How.UNIT and is_plain(text.strip())):
        return Reading(value)  # a bare number in a grid of 亿元 is taken as it stands
    return Reading(value, f"sheets.how_{how.value}")


def _empty(key: str) -> Reading:
    if _source(key).required:
        return Reading(refusal=RuleError("services.ledger_required", kind=Project.KIND, field=PLACES.get(key, key)))
    return Reading()


def _chosen(key: str, text: str) -> Enum | None:
    """A choice by its word in the language in use; the words of registers are read like any other cell."""
    kind = AnnualPlan.KIND if key in PLAN_FIELDS else Project.KIND
    found = columns.ENUMS.get(key, ())
    return next((one for one in found if label(kind, PLAN_FIELDS.get(key, key), one.value) == text), None)


def shown(value: Any, areas: dict[str, Area] | None = None) -> str:  # noqa: ANN401 - any cell
    """A value as a history tells it: areas by name, numbers plain."""
    if value is None:
        return ""
    area = (areas or {}).get(str(value))
    if area is not None:
        return area.name
    return str(value.value) if isinstance(value, Enum) else str(value)
