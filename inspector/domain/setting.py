"""设置: what an office sets for its own workspace, kept apart because it belongs to no project."""

from __future__ import annotations

from inspector.domain.record import Json, Record, cell, record, required


@record("setting", 80)
class Setting(Record):
    """设置: `value` is a JSON object; one `key` stands once (services check it, a merge may leave two)."""

    id: str
    key: str = required(1)
    value: Json | None = cell(2)
