"""The columns of a register (projects, 手续) as data: labels, units, aliases and words from `resources/sheets/`.

Apart from the code that uses them, because an office's new spelling of a header is a line in a TOML file and
no change of the program.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum
from functools import lru_cache
from typing import Any

from inspector import paths
from inspector.domain.approval import ApprovalLevel, ApprovalMode, DayKind, StepState, StepType
from inspector.domain.project import ConstructionStatus, Datum, ProjectKind, Resumption, Stage

STEP_FIELD = "step."
"""What the field of a column begins with that is one step of all its projects."""
SPAN = "construction_span"
"""The column that is read into planned start and planned completion and never written."""


class Catalogue(StrEnum):
    """The tables that are known, by the file that lists their columns."""

    REGISTER = "columns.toml"
    STEPS = "steps.toml"


class Sort(StrEnum):
    """What a column holds, which decides how its cells are read and written."""

    CODE = "code"
    NAME = "name"
    SHORT = "short"
    FREE = "free"
    TEXTS = "texts"
    ENUM = "enum"
    MONEY = "money"
    QUANTITY = "quantity"
    PERCENT = "percent"
    DEGREES = "degrees"
    COUNT = "count"
    DAYS = "days"
    STEP_CELL = "step_cell"
    YEAR = "year"
    MONTH = "month"
    DATE = "date"
    END_DATE = "end_date"
    SPAN = "span"


_READ_ONLY = frozenset({Sort.SPAN, Sort.STEP_CELL})
"""Columns that are read and never written."""
SCALED = frozenset({Sort.MONEY, Sort.QUANTITY})
"""Columns to which a unit of money in a header or in a note applies."""

ENUMS: dict[str, type[Enum]] = {
    "kind": ProjectKind,
    "plan_kind": ProjectKind,
    "stage": Stage,
    "construction_status": ConstructionStatus,
    "resumption": Resumption,
    "datum": Datum,
    "state": StepState,
    "day_kind": DayKind,
    "level": ApprovalLevel,
    "mode": ApprovalMode,
    "step_type": StepType,
}


@dataclass(frozen=True)
class Column:
    """One column: `field` of RegisterLine or StepLine, `label` and `unit` as written, `width` in characters.

    `aliases` are other headers for it; `loose` ones can mean something else too, so reading them is told.
    """

    field: str
    label: str
    sort: Sort
    width: int
    unit: str = ""
    required: bool = False
    aliases: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()

    @property
    def header(self) -> str:
        """What stands in the header row: the label with its unit."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label


@lru_cache
def _document(name: str) -> dict[str, Any]:
    return tomllib.loads(paths.resources("sheets", name).read_text(encoding="utf-8"))


@lru_cache
def all_columns(catalogue: Catalogue = Catalogue.REGISTER) -> tuple[Column, ...]:
    """Every column that can be read, in the order in which they are written."""
    made = []
    for entry in (*_document(catalogue.value)["column"], *_step_columns(catalogue)):
        plain: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
        }
        made.append(Column(**(plain | {"sort": Sort(entry["sort"])})))
    return tuple(made)


def _step_columns(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """In a register of 手续 one column may be one step: 立项, 能评, each with its state or the day of its end."""
    if catalogue is Catalogue.STEPS:
        for value, words in _document("words.toml")["enums"]["step_type"].items():
            yield {
                "field": f"{STEP_FIELD}{value}",
                "label": words[0],
                "sort": Sort.STEP_CELL.value,
                "width": 12,
                "aliases": words[1:],
            }


@lru_cache
def written_columns(catalogue: Catalogue = Catalogue.REGISTER) -> tuple[Column, ...]:
    """The columns of an export and of the template."""
    return tuple(column for column in all_columns(catalogue) if column.sort not in _READ_ONLY)


@lru_cache
def by_key(catalogue: Catalogue = Catalogue.REGISTER) -> dict[str, Column]:
    """Columns by the comparison key of their label and of every alias."""
    known = all_columns(catalogue)
    return {key(text): column for column in known for text in (column.label, *column.aliases, *column.loose)}


@lru_cache
def loose_keys(catalogue: Catalogue = Catalogue.REGISTER) -> frozenset[str]:
    """Keys of headers that were understood in one of two possible ways."""
    return frozenset(key(text) for column in all_columns(catalogue) for text in column.loose)


@lru_cache
def ignored_keys(catalogue: Catalogue = Catalogue.REGISTER) -> frozenset[str]:
    """Keys of headers that carry nothing to import, such as 序号, our own 错误原因 and what is derived."""
    derived = _document(catalogue.value).get("derived", [])
    return frozenset(key(text) for text in (*_document("words.toml")["headers"]["ignored"], *derived))


@lru_cache
def ignored_sheets() -> frozenset[str]:
    """Names of sheets that are explanations and never registers."""
    return frozenset(_document("words.toml")["headers"]["sheets"])


@lru_cache
def placeholders() -> frozenset[str]:
    """What offices write into a cell to say that there is nothing."""
    return frozenset(_document("words.toml")["cells"]["placeholders"])


@lru_cache
def total_words() -> tuple[str, ...]:
    """The words that begin a row of sums."""
    return tuple(sorted(_document("words.toml")["cells"]["totals"], key=len, reverse=True))


@lru_cache
def grand_words() -> frozenset[str]:
    """Those that sum the whole sheet and not a part of it."""
    return frozenset(_document("words.toml")["cells"]["grand"])


@lru_cache
def counters() -> tuple[str, ...]:
    """Words behind a number of people or things."""
    return tuple(_document("words.toml")["cells"]["counters"])


@lru_cache
def money_units() -> dict[str, Decimal]:
    """How many 万元 one of each unit is, longest names first."""
    units = _document("words.toml")["units"]
    return {name: Decimal(units[name]) for name in sorted(units, key=len, reverse=True)}


@lru_cache
def label(name: str) -> str:
    """A fixed name of our own: `error_column`, `row_column`, `explanation_sheet`, `record_sheet`."""
    return str(_document("words.toml")["headers"][name])


@lru_cache
def examples() -> dict[str, str]:
    """Examples for the template by field, else by sort."""
    return dict(_document("words.toml")["examples"])


@lru_cache
def enum_words(field: str) -> dict[str, tuple[Enum, bool]]:
    """For an enum field: the value of every known word, and whether it is the word that we write."""
    words = _document("words.toml")["enums"]["kind" if field == "plan_kind" else field]
    kind = ENUMS[field]
    return {
        word: (kind(name), position == 0)
        for name, spellings in words.items()
        for position, word in enumerate(spellings)
    }


@lru_cache
def enum_keys(field: str) -> dict[str, Enum]:
    """The value of every known word by its comparison key."""
    return {key(word): value for word, (value, _) in enum_words(field).items()}


@lru_cache
def enum_labels(field: str) -> dict[Enum, str]:
    """The word that is written for every value of an enum field."""
    return {value: word for word, (value, written) in enum_words(field).items() if written}


@lru_cache
def _simplified() -> dict[int, str]:
    pairs = _document("words.toml")["traditional"]
    return {ord(old): new for old, new in zip(pairs["from"], pairs["to"], strict=True)}


def key(text: str) -> str:
    """What headers are compared by: compatibility forms, simplified characters, no spaces, no required marks."""
    plain = unicodedata.normalize("NFKC", text).translate(_simplified())
    return "".join(plain.split()).replace("*", "").replace("(必填)", "").replace("(选填)", "").upper()
