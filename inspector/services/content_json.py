"""Composed bulletin content as JSON and back, so that a frozen issue prints the same page for ever.

Blocks are tagged by their class; Decimals, dates and photos by a one-key object, because a table cell may be text
as well as a number. Photos are kept by the SHA-256 that names their file and found again below the workspace.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from inspector.bulletin import content
from inspector.bulletin.content import PhotoSource
from inspector.vault.casing import CasedFile

_CLASSES: dict[str, Any] = {
    name: found
    for name, found in vars(content).items()
    if isinstance(found, type) and (dataclasses.is_dataclass(found) or issubclass(found, Enum))
}


def content_to_json(value: Any) -> Any:  # noqa: ANN401 - any part of the content
    """`value` as JSON."""
    if isinstance(value, CasedFile):
        return {"photo": value.stem}
    if isinstance(value, Enum):
        return {"choice": type(value).__name__, "value": value.value}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {one.name: content_to_json(getattr(value, one.name)) for one in dataclasses.fields(value)}
        return {"block": type(value).__name__, **fields}
    if isinstance(value, (list, tuple)):
        return [content_to_json(one) for one in value]
    return _scalar(value)


def _scalar(value: Any) -> Any:  # noqa: ANN401 - a leaf of the content
    if isinstance(value, Decimal):
        return {"decimal": format(value, "f")}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Path):
        return {"photo": value.stem}
    return value


def content_from_json(data: Any, photo_path: Callable[[str], PhotoSource]) -> Any:  # noqa: ANN401 - see above
    """The content again; `photo_path` gives the file of a SHA-256."""
    if isinstance(data, list):
        return tuple(content_from_json(one, photo_path) for one in data)
    if not isinstance(data, dict):
        return data
    if "block" in data:
        fields = {name: content_from_json(one, photo_path) for name, one in data.items() if name != "block"}
        return _CLASSES[data["block"]](**fields)
    if "choice" in data:
        return _CLASSES[data["choice"]](data["value"])
    return _tagged(data, photo_path)


def _tagged(data: dict[str, Any], photo_path: Callable[[str], PhotoSource]) -> Any:  # noqa: ANN401 - see above
    if "decimal" in data:
        return Decimal(data["decimal"])
    return date.fromisoformat(data["date"]) if "date" in data else photo_path(data["photo"])
