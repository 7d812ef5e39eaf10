"""Records and their values as people read them: labels, words for choices, names instead of ids.

Apart from `record_json`, which is for programs: conflicts, previews and the history show what stands here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from inspector.domain.entities import kinds
from inspector.domain.project import Project
from inspector.domain.record import Cell
from inspector.services.record_json import plain
from inspector.storage.reader import Reader
from inspector.texts import label

_TITLES = {
    "problem": "number",
    "inspection": "visited_at",
    "photo": "original_name",
    "approval_step": "step_type",
    "annual_plan": "year",
    "dispatch_record": "period",
    "assignment": "role",
    "bulletin": "period",
    "bulletin_section": "title",
    "setting": "key",
}
"""The cell by which people tell records of a kind apart; `name` where the kind has one and is not listed."""

_TAIL = 12
"""Characters of an id that tell a record where it has no name: commands accept them."""


def told_value(reader: Reader, kind: str, cell: Cell | None, value: Any) -> str:  # noqa: ANN401 - any cell value
    """`value` of a cell in the words of the trade, empty for an empty cell; as it came where no `cell` is known."""
    if value is None:
        return ""
    if isinstance(value, Enum):
        return label(kind, cell.name, value.value) if cell is not None else str(value.value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, Mapping):
        return json.dumps(plain(value), ensure_ascii=False)
    target = _target(cell)
    if isinstance(value, (list, tuple)):
        return "、".join(record_title(reader, target, str(one)) if target else str(one) for one in value)
    return record_title(reader, target, str(value)) if target else str(plain(value))


def record_title(reader: Reader, kind: str, row_id: str) -> str:
    """The name or number of a record; the end of its id where it has none, or is not here."""
    cls = kinds()[kind]
    cell = next((one for one in cls.CELLS if one.name == _TITLES.get(kind, "name")), None)
    record = reader.ids_in(cls, [row_id]).get(row_id)
    title = told_value(reader, kind, cell, getattr(record, cell.name)) if record is not None and cell else ""
    return title or row_id[-_TAIL:]


def _target(cell: Cell | None) -> str | None:
    """The kind of record whose id the cell holds; `project_ids` hold several."""
    if cell is None:
        return None
    return Project.KIND if cell.name == "project_ids" else cell.refers
