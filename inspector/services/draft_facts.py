"""What an inspector writes about a visit beside its checklist, checked before it is kept.

Apart from the record, which a merge may fill with anything: here a slip of the keyboard is told at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from inspector.domain.errors import RuleError
from inspector.domain.geo import Position
from inspector.domain.inspection import Inspection
from inspector.domain.money import round_half_up

TEXTS = frozenset({"seen_status", "conclusions", "weather", "place"})
COUNTS = frozenset({"workers", "machines"})
PROGRESS = "physical_progress_pct"
POSITION = "position"
_OTHERS = frozenset({"inspectors", "purpose"})
_MOST = 2**31
_WHOLE = Decimal(100)


def seen_facts(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The cells for what was given. Raises RuleError for a field that is none of these, or out of range."""
    strange = sorted(fields.keys() - TEXTS - COUNTS - _OTHERS - {PROGRESS, POSITION})
    if strange:
        raise RuleError("domain.inspection_field_sealed", fields=strange)
    made: dict[str, Any] = {}
    for name, value in fields.items():
        if name == POSITION:
            made |= _position(value)
        else:
            made[name] = _checked(name, value)
    return made


def _position(value: Position | None) -> dict[str, float | None]:
    return {"longitude": value.longitude if value else None, "latitude": value.latitude if value else None}


def _checked(name: str, value: Any) -> Any:  # noqa: ANN401 - typed by the cell
    if name in TEXTS:
        return (value or "").strip() or None
    if value is None or name in _OTHERS:
        return value
    if name == PROGRESS:
        _demand(name, 0 <= value <= _WHOLE and round_half_up(value, 2) == value)
    else:
        _demand(name, 0 <= value < _MOST)
    return value


def _demand(name: str, holds: object) -> None:
    if not holds:
        raise RuleError("services.fact_out_of_range", kind=Inspection.KIND, field=name)
