"""One value of a cell between Python and SQLite.

The stored form is also the form in the operation log, so that a row and its history compare byte for byte:
money as whole 分, decimals as canonical text, dates as ISO text, structures as canonical JSON.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from datetime import date, datetime
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Any

from inspector.domain.errors import RuleError
from inspector.domain.record import Cell, Sort

Stored = str | int | float | None

FEN_PER_WAN = 1_000_000
"""分 in one 万元."""

_FEN_PER_CENTIWAN = 10_000
_INT64 = 2**63
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode
_EXACT = Context(prec=400, traps=[Inexact, InvalidOperation])


def canonical(value: object) -> str:
    """`value` as canonical JSON: sorted keys, no spaces, characters as they are.

    Raises RuleError for text that no file can hold (a lone surrogate).
    """
    return _writable(_CANONICAL(value))


def encode(cell: Cell, value: Any) -> Stored:  # noqa: ANN401 - the type that the cell declares
    """The stored form of `value`; None stays None. Raises RuleError naming the cell for what cannot be kept."""
    if value is None:
        return None
    try:
        return _ENCODE[cell.sort](value)
    except RuleError as error:
        raise RuleError(error.key, field=cell.name, **error.details) from error


def decode(cell: Cell, stored: Any) -> Any:  # noqa: ANN401 - the type that the cell declares
    """The Python value of a stored one (not None). Raises ValueError for what does not fit the cell."""
    return decoder(cell)(stored)


def encoder(cell: Cell) -> Callable[[Any], Stored]:
    """What turns a value of the cell into its stored form."""
    return _ENCODE[cell.sort]


def decoder(cell: Cell) -> Callable[[Any], Any]:
    """What turns a stored form into a value of the cell."""
    return cell.type if cell.sort is Sort.ENUM else _DECODE[cell.sort]


def acceptor(cell: Cell) -> Callable[[object], Stored]:
    """What turns a stored value that came from elsewhere into what this version would store; None: unreadable."""
    kept, read, write = _KEPT[cell.sort], decoder(cell), encoder(cell)

    def accept(stored: object) -> Stored:
        if stored is None or isinstance(stored, bool) or not isinstance(stored, kept):
            return None
        try:
            return write(read(stored))
        except (ArithmeticError, AttributeError, RecursionError, RuleError, TypeError, ValueError):
            return None

    return accept


def accepted(cell: Cell, stored: object) -> Stored:
    """One such value; see `acceptor`."""
    return acceptor(cell)(stored)


def _writable(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise RuleError("storage.bad_text", value=value.encode(errors="replace").decode()) from error
    return value


def _integer(value: int) -> int:
    if not -_INT64 <= value < _INT64:
        raise RuleError("storage.too_large", value=value)
    return int(value)


def _real(value: float) -> float:
    if not math.isfinite(value):
        raise RuleError("storage.not_a_number", value=value)
    return float(value) + 0.0  # adding turns -0.0 into 0.0, which compares equal and must hash equal


def _fen(value: Decimal) -> int:
    if not value.is_finite():
        raise RuleError("storage.not_a_number", value=value)
    if value.adjusted() > len(str(_INT64)):
        raise RuleError("storage.too_large", value=value)
    fen = _EXACT.multiply(value, FEN_PER_WAN)
    if fen != fen.to_integral_value():
        raise RuleError("storage.not_whole_fen", value=value)
    return _integer(int(fen))


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise RuleError("storage.not_a_number", value=value)
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _datetime(value: datetime) -> str:
    if value.utcoffset() is None:
        raise RuleError("storage.no_offset", value=value)
    return value.isoformat()


def _amount(fen: int) -> Decimal:
    if fen % _FEN_PER_CENTIWAN:
        return Decimal(fen).scaleb(-6)
    return Decimal(fen // _FEN_PER_CENTIWAN).scaleb(-2)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


_ENCODE: dict[Sort, Callable[[Any], Stored]] = {
    Sort.TEXT: _writable,
    Sort.INTEGER: _integer,
    Sort.REAL: _real,
    Sort.BOOLEAN: int,
    Sort.MONEY: _fen,
    Sort.DECIMAL: _decimal,
    Sort.DATE: date.isoformat,
    Sort.DATETIME: _datetime,
    Sort.ENUM: lambda value: str(value.value),
    Sort.TEXTS: lambda value: canonical(list(value)),
    Sort.JSON: lambda value: canonical(dict(value)),
}
_DECODE: dict[Sort, Callable[[Any], Any]] = {
    Sort.TEXT: str.__str__,  # unlike `str` it refuses bytes, which only a damaged file holds
    Sort.INTEGER: int,
    Sort.REAL: float,
    Sort.BOOLEAN: bool,
    Sort.MONEY: _amount,
    Sort.DECIMAL: Decimal,
    Sort.DATE: date.fromisoformat,
    Sort.DATETIME: _moment,
    Sort.TEXTS: lambda text: tuple(json.loads(text)),
    Sort.JSON: json.loads,
}
COLUMN_TYPES: dict[Sort, type] = {
    **dict.fromkeys(Sort, str),
    **dict.fromkeys((Sort.INTEGER, Sort.BOOLEAN, Sort.MONEY), int),
    Sort.REAL: float,
}
"""The type of the STRICT column for each sort of cell."""

_KEPT: dict[Sort, tuple[type, ...]] = {
    sort: (float, int) if kept is float else (kept,) for sort, kept in COLUMN_TYPES.items()
}
