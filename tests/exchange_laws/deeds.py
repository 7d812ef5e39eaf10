"""What a user writes in one save: new records, photos, edits of cells of every sort, deletes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image

from inspector.domain.inspection import Photo
from inspector.domain.problem import Problem, ProblemState
from inspector.domain.project import Project, Stage
from inspector.domain.record import Record
from inspector.storage.sweep import original_path
from inspector.storage.transaction import Transaction
from tests.exchange_laws.world import Replica

Deed = Callable[[Replica, Transaction, int, int], None]
"""`(replica, tx, which row, which value)`."""

LARGE, LONG = 150_000, 7_000
"""Bytes of a photo that is cut where packages are small, and of a text of which a small volume holds one."""


@cache
def _jpeg() -> bytes:
    made = BytesIO()
    Image.new("RGB", (16, 12), (200, 30, 30)).save(made, "JPEG")
    return made.getvalue()


@cache
def _noise(value: int, size: int) -> bytes:
    """Bytes that do not compress."""
    blocks = (hashlib.sha256(f"{value} {number}".encode()).digest() for number in range(size // 32))
    return b"".join(blocks)


def _chosen(tx: Transaction, cls: type[Record], which: int) -> str | None:
    rows = sorted(one.id for one in tx.reader.all(cls))
    return rows[which % len(rows)] if rows else None


def _project(_: Replica, tx: Transaction, which: int, value: int) -> None:
    tx.insert(Project(id=tx.new_id(), name=f"项目{which}", jobs=value))


def _problem(_: Replica, tx: Transaction, which: int, value: int) -> None:
    """It may come to others before its project; the human number may be given twice."""
    project = _chosen(tx, Project, which)
    if project:
        tx.insert(Problem(id=tx.new_id(), project_id=project, description="缺围挡", number=f"ZD-0000{value}"))


def _photo(size: int) -> Deed:
    """The same picture may be taken by two devices: its address is its content."""

    def deed(replica: Replica, tx: Transaction, which: int, value: int) -> None:
        content = _jpeg() + f"{value}".encode() + _noise(value, size)
        sha = hashlib.sha256(content).hexdigest()
        path = original_path(replica.workspace.photos, sha)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        tx.insert(Photo(id=tx.new_id(), sha256=sha, problem_id=_chosen(tx, Problem, which), byte_size=len(content)))

    return deed


def _edit(cls: type[Record], fields: Callable[[int], dict[str, Any]]) -> Deed:
    def deed(_: Replica, tx: Transaction, which: int, value: int) -> None:
        row = _chosen(tx, cls, which)
        if row:
            tx.update(cls, row, **fields(value))

    return deed


def _edit_at_length(_: Replica, tx: Transaction, which: int, value: int) -> None:
    """More text than one small volume holds."""
    for row in sorted(one.id for one in tx.reader.all(Project))[which : which + 2]:
        tx.update(Project, row, status_text=_noise(value, LONG).hex())


def _delete(cls: type[Record]) -> Deed:
    def deed(_: Replica, tx: Transaction, which: int, value: int) -> None:
        row = _chosen(tx, cls, which + value)
        if row:
            tx.delete(cls, row)

    return deed


DEEDS: dict[str, Deed] = {
    "insert project": _project,
    "insert problem": _problem,
    "insert photo": _photo(32),
    "insert large photo": _photo(LARGE),
    "edit note": _edit(Project, lambda value: {"note": str(value)}),
    "edit jobs and note": _edit(Project, lambda value: {"jobs": value or None, "note": str(value)}),
    "edit stage": _edit(Project, lambda value: {"stage": list(Stage)[value]}),
    "edit at length": _edit_at_length,
    "edit problem": _edit(Problem, lambda value: {"state": list(ProblemState)[value], "description": str(value)}),
    "edit photo": _edit(Photo, lambda value: {"caption": str(value)}),
    "delete project": _delete(Project),
    "delete problem": _delete(Problem),
    "delete photo": _delete(Photo),
}
