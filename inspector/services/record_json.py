"""Records as plain JSON values: one form for every `--json` answer and for what an amendment keeps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from inspector.domain.record import Record


def record_json(record: Record) -> dict[str, Any]:
    """The id and all cells of `record`: Decimals as text, dates ISO, choices by their identifier."""
    cells = {one.name: plain(getattr(record, one.name)) for one in record.CELLS}
    return {"id": record.id, **cells}


def plain(value: Any) -> Any:  # noqa: ANN401 - any cell value
    """`value` as JSON can hold it without losing digits."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value
