"""This issue beside the last one: what was begun, what turned red and what was settled between them, row by row.

Both are read as they were frozen, so that the comparison says what the two printed issues say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from inspector.services.frozen_tables import Row, Tables


class Between(StrEnum):
    """What a row came to be since the last issue."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    RED = "red"
    RED_GONE = "red_gone"
    RAISED = "raised"
    CLOSED = "closed"


@dataclass(frozen=True)
class ComparedRow:
    """A project, or with a `title` a step or a problem of it."""

    between: Between
    project: str
    title: str = ""


@dataclass(frozen=True)
class _Look:
    """Rows of a table of which something is true in one issue and not in the other."""

    table: str
    holds: Callable[[Row], bool]
    came: Between
    went: Between
    project: str
    title: Callable[[Row], str]


_LOOKS = (
    _Look("projects", lambda row: bool(row["active"]), Between.ACTIVE, Between.INACTIVE, "name", lambda _row: ""),
    _Look(
        "steps",
        lambda row: bool(row["open"]) and row["lamp"] == "red",
        Between.RED,
        Between.RED_GONE,
        "project",
        lambda row: str(row["step"]),
    ),
    _Look(
        "problems",
        lambda row: bool(row["open"]),
        Between.RAISED,
        Between.CLOSED,
        "project",
        lambda row: " ".join(one for one in (row["number"], row["description"]) if one),
    ),
)


def rows_between(before: Tables, now: Tables) -> tuple[ComparedRow, ...]:
    """What is so in one of two issues alone; a row that is gone counts as if nothing were so any more."""
    return tuple(row for look in _LOOKS for row in _found(look, before, now))


def _found(look: _Look, before: Tables, now: Tables) -> Iterator[ComparedRow]:
    old = {row["id"]: row for row in before.get(look.table, ()) if look.holds(row)}
    new = {row["id"]: row for row in now.get(look.table, ()) if look.holds(row)}
    for ours, theirs, between in ((new, old, look.came), (old, new, look.went)):
        for row_id, row in ours.items():
            if row_id not in theirs:
                yield ComparedRow(between, str(row[look.project]), look.title(row))
