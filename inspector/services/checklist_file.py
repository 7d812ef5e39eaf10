"""A checklist as a file to publish: name, version and items (docs/formats.md).

It stands apart from `checklists` because a form or a package may bring the same definition another way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from inspector.domain.checklist_answers import read_definition
from inspector.domain.errors import FormatError
from inspector.services import typed_json
from inspector.services.record_json import plain
from inspector.services.typed_json import Fields, read_json


@dataclass(frozen=True)
class ChecklistFile:
    """What a file says; `definition` as a `Checklist` keeps it."""

    name: str
    version: str
    definition: dict[str, Any]
    published_on: date | None = None


def read_checklist(path: Path) -> ChecklistFile:
    """The checklist in a file; FormatError or RuleError for what cannot be read or used."""
    return parse_checklist(read_json(path))


def parse_checklist(data: object) -> ChecklistFile:
    """A checklist from parsed JSON."""
    fields = Fields(data, "")
    made = ChecklistFile(
        name=fields.need("name", typed_json.text),
        version=fields.need("version", typed_json.text),
        definition={"items": fields.need("items", _items)},
        published_on=fields.take("published_on", typed_json.day),
    )
    fields.finish()
    if not made.definition["items"]:
        raise FormatError("services.checklist_without_items", name=made.name)
    read_definition(made.definition)
    return made


def _items(value: object) -> list[Any]:
    """The items as plain JSON, decimals as text; what stands in them is judged by `read_definition`."""
    if not isinstance(value, list):
        raise TypeError(value)
    return [plain(one) for one in value]
