"""The changes of a signed visit as a file: some fields of visit.json, null empties one (docs/formats.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from inspector.domain.errors import FormatError
from inspector.domain.inspection import Purpose
from inspector.services import typed_json
from inspector.services.typed_json import Fields, read_json
from inspector.services.visit_file import PURPOSE_WORDS

NEEDED: Mapping[str, Callable[[object], Any]] = {
    "visited_at": typed_json.moment,
    "purpose": typed_json.chooser(Purpose, PURPOSE_WORDS),
    "seen_status": typed_json.text,
    "physical_progress_pct": typed_json.percent,
}
OPTIONAL: Mapping[str, Callable[[object], Any]] = {
    "inspectors": typed_json.texts,
    "reported_status": typed_json.text,
    "reported_progress_pct": typed_json.percent,
    "workers": typed_json.count,
    "machines": typed_json.count,
    "conclusions": typed_json.text,
    "place": typed_json.text,
    "weather": typed_json.text,
    "answers": typed_json.answers,
}


def read_changes(path: Path) -> dict[str, Any]:
    """The changed fields of an inspection; FormatError for an unknown, wrong or wrongly emptied one."""
    return parse_changes(read_json(path))


def parse_changes(data: object) -> dict[str, Any]:
    """Changes from parsed JSON."""
    fields = Fields(data, "")
    names = list(data) if isinstance(data, dict) else []
    made = {name: fields.need(name, read) for name, read in NEEDED.items() if name in names}
    made |= {name: fields.take(name, read) for name, read in OPTIONAL.items() if name in names}
    fields.finish()
    if "inspectors" in made:
        made["inspectors"] = made["inspectors"] or ()
    if not made:
        raise FormatError("services.no_changes")
    return made
