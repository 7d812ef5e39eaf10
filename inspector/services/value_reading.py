"""The value of a cell as a person types it: 万元 with decimals, `2022-06-20`, a word for a choice.

The other direction of `wording`, apart from it because it needs no workspace. Stored forms (money as whole 分)
are not accepted: who types 1500 means 1500 万元.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from inspector.domain.errors import RuleError
from inspector.domain.ids import CHINA
from inspector.domain.record import Cell, Sort
from inspector.texts import label


def read_value(kind: str, cell: Cell, text: str) -> Any:  # noqa: ANN401 - typed by the cell
    """The typed value of what was written for a cell of `kind`; nothing written means an empty cell.

    Raises RuleError for what the cell cannot hold.
    """
    if not text:
        return None
    try:
        if cell.sort is Sort.ENUM:
            return _choice(kind, cell, text)
        return _READ[cell.sort](text)
    except (ArithmeticError, RecursionError, ValueError) as error:
        raise RuleError("services.value_does_not_fit", kind=kind, field=cell.name, value=text) from error


def _choice(kind: str, cell: Cell, text: str) -> Enum:
    """A choice by its word in the language in use, or by its identifier."""
    choices: type[Enum] = cell.type
    words = {label(kind, cell.name, one.value): one for one in choices}
    return words[text] if text in words else choices(text)


def _decimal(text: str) -> Decimal:
    value = Decimal(text.replace(",", "").replace("，", ""))
    if not value.is_finite():
        raise ValueError(text)
    return value


def _moment(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=CHINA)


def _texts(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split("、") if one.strip())


def _object(text: str) -> dict[str, Any]:
    value = json.loads(text)
    if not isinstance(value, dict):
        raise ValueError(text)  # noqa: TRY004 - told like every other value that does not fit
    return value


_READ: dict[Sort, Callable[[str], Any]] = {
    Sort.TEXT: str,
    Sort.INTEGER: int,
    Sort.REAL: float,
    Sort.MONEY: _decimal,
    Sort.DECIMAL: _decimal,
    Sort.DATE: date.fromisoformat,
    Sort.DATETIME: _moment,
    Sort.TEXTS: _texts,
    Sort.JSON: _object,
}
