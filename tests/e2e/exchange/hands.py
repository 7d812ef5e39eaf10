"""What the tests do to single records where the command line has no command for it; each in a process of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from inspector.app import open_services
from inspector.domain.entities import kinds
from inspector.services.bundle import Services
from inspector.services.record_json import record_json
from inspector.storage.codec import decode

COMMAND = "hand"


def do(words: Sequence[str]) -> None:
    """`edit WS KIND ID FIELDS`, `add WS KIND FIELDS`, `delete WS KIND ID...` or `rows WS KIND`; answers in JSON.

    FIELDS is a JSON object of stored values.
    """
    action, workspace, kind, *rest = words
    with open_services(Path(workspace)) as services:
        answer = _ACTIONS[action](services, kind, *rest)
    sys.stdout.write(json.dumps(answer, ensure_ascii=False))


def _edit(services: Services, kind: str, row_id: str, fields: str) -> Any:
    with services.workspace.transaction("edit") as tx:
        return record_json(tx.update(kinds()[kind], row_id, **_typed(kind, fields)))


def _add(services: Services, kind: str, fields: str) -> Any:
    with services.workspace.transaction("add") as tx:
        made: Any = kinds()[kind]
        record = made(id=tx.new_id(), **_typed(kind, fields))
        tx.insert(record)
    return record_json(record)


def _delete(services: Services, kind: str, *ids: str) -> Any:
    with services.workspace.transaction("delete") as tx:
        for row_id in ids:
            tx.delete(kinds()[kind], row_id)
    return list(ids)


def _rows(services: Services, kind: str) -> Any:
    return [record_json(one) for one in services.workspace.reader.all(kinds()[kind], order=("id",))]


def _typed(kind: str, fields: str) -> dict[str, Any]:
    cells = {cell.name: cell for cell in kinds()[kind].CELLS}
    given = json.loads(fields)
    return {name: None if value is None else decode(cells[name], value) for name, value in given.items()}


_ACTIONS: dict[str, Callable[..., Any]] = {"edit": _edit, "add": _add, "delete": _delete, "rows": _rows}
