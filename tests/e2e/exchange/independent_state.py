"""What a package amounts to, written from docs/exchange-format.md alone: merging, rows, conflicts, hashes.

The second half of the independent reader; nothing of the program is imported here either.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.e2e.exchange.independent_reader import Operation

# 6 Merging, 8 Conflicts


@dataclass(frozen=True)
class State:
    """What the operations on one record amount to; `conflicts` hold the sides, None for a delete."""

    alive: bool
    whole: bool
    values: dict[str, Any]
    conflicts: dict[str, list[Any]]


def merge(operations: list[Operation]) -> State:
    """The state of one record."""
    own = {str(one.field) for one in operations if one.field > 0}
    own |= {key for one in operations if one.field <= 0 for key in json.loads(one.base) if key != "*"}
    wholes = [one for one in operations if one.field == 0]
    shared = {key for one in wholes for key in json.loads(one.value)} - own
    record = heads(operations, "*")
    found = {key: heads(operations, key) for key in own}
    everything = [one for some in (record, *found.values()) for one in some]
    if all(one.field == -1 for one in everything):
        return State(alive=False, whole=False, values={}, conflicts={})
    values = {key: shown(operations, key, found.get(key, record)) for key in own | shared}
    return State(alive=True, whole=bool(wholes), values=values, conflicts=_conflicts(found, record, shared))


def heads(operations: Iterable[Operation], field: str) -> list[Operation]:
    """The writes of a field (`*`: of the record) that no other supersedes."""
    writers = [one for one in operations if one.field <= 0 or str(one.field) == field]
    covered: dict[str, int] = {}
    for one in writers:
        for replica, seq in one.covers(field).items():
            covered[replica] = max(seq, covered.get(replica, 0))
    return [one for one in writers if one.seq > covered.get(one.replica, 0)]


def shown(operations: list[Operation], field: str, found: list[Operation]) -> Any:
    live = [one for one in found if one.field != -1]
    if not live:
        live = heads([one for one in operations if one.field != -1], field)
    return said(max(live, key=order), field) if live else None


def order(one: Operation) -> tuple[int, str, int]:
    return one.clock, one.replica, one.seq


def said(one: Operation, field: str) -> Any:
    value = json.loads(one.value)
    return value.get(field) if one.field == 0 else value


def _conflicts(found: dict[str, list[Operation]], record: list[Operation], shared: set[str]) -> dict[str, list[Any]]:
    live = [one for one in record if one.field != -1]
    told = {**found, **dict.fromkeys(shared, live)}
    made = {key: sides(some, key) for key, some in told.items()}
    conflicts = {key: some for key, some in made.items() if len(set(map(repr, some))) > 1}
    if len({one.field == -1 for one in record}) > 1:
        conflicts["0"] = sides(record, "*")
    return conflicts


def sides(found: list[Operation], field: str) -> list[Any]:
    """Those that are no deletes first; of each the latest first."""
    latest = sorted(found, key=order, reverse=True)
    return [None if one.field == -1 else said(one, field) for one in sorted(latest, key=lambda one: one.field == -1)]


# 7 From operations to rows, 19 Kinds and fields


@dataclass(frozen=True)
class Field:
    """A line of a table of section 19."""

    number: str
    name: str
    sort: str
    required: bool
    refers: str
    default: Any
    words: tuple[str, ...]


Kinds = dict[int, tuple[str, list[Field]]]
Row = dict[str, Any]
Rows = dict[tuple[str, str], Row]


def kinds_in(document: str) -> Kinds:
    """The kinds by number: name, and fields in the order of the table."""
    made: Kinds = {}
    for title, body in re.findall(r"^#### (.+)\n\n((?:\|.*\n)+)", document, re.MULTILINE):
        number, name = title.split()
        lines = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in body.splitlines()[2:]]
        made[int(number)] = (name.strip("`"), list(map(_field, lines)))
    return made


def _field(cells: list[str]) -> Field:
    number, name, sort, required, refers, _, default, words = cells
    value = json.loads(default.strip("`")) if default else None
    return Field(
        number, name.strip("`"), sort, bool(required), refers.strip("`"), value, tuple(re.findall("`(.*?)`", words))
    )


def acceptable(field: Field, value: Any) -> Any:
    """The stored form, or None."""
    wanted: Any = {"integer": int, "money": int, "boolean": int, "real": (int, float)}.get(field.sort, str)
    if value is None or isinstance(value, bool) or not isinstance(value, wanted):
        return None
    try:
        return _STORED.get(field.sort, lambda _, told: told)(field, value)
    except (ArithmeticError, ValueError):
        return None


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _decimal(_: Field, told: str) -> str:
    text = f"{Decimal(told):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


_STORED: dict[str, Any] = {
    "real": lambda _, told: float(told) + 0.0,
    "boolean": lambda _, told: int(told != 0),
    "decimal": _decimal,
    "date": lambda _, told: date.fromisoformat(told).isoformat(),
    "datetime": lambda _, told: datetime.fromisoformat(told).isoformat(),
    "enum": lambda field, told: told if told in field.words else None,
    "texts": lambda _, told: canonical(list(json.loads(told))),
    "json": lambda _, told: canonical(dict(json.loads(told))),
}


def row_of(fields: list[Field], state: State) -> Row | None:
    """The row; None where it is deleted or has not arrived."""
    if not (state.alive and state.whole):
        return None
    row: Row = {}
    for field in fields:
        row[field.number] = acceptable(field, state.values.get(field.number))
        if row[field.number] is None:
            if field.required:
                return None
            row[field.number] = field.default
    return row


def rows_of(kinds: Kinds, operations: Iterable[Operation]) -> Rows:
    """Every row shown, by name of the kind and id."""
    by_row: dict[tuple[int, str], list[Operation]] = {}
    for one in operations:
        by_row.setdefault((one.kind, one.row), []).append(one)
    found = ((kinds[kind], row, merge(some)) for (kind, row), some in by_row.items() if kind in kinds)
    made = {(name, row): row_of(fields, state) for (name, fields), row, state in found}
    return {key: row for key, row in made.items() if row is not None}


def conflict_names(kinds: Kinds, operations: Iterable[Operation]) -> set[str]:
    """8: the names of the conflicts."""
    by_row: dict[tuple[int, str], list[Operation]] = {}
    for one in operations:
        by_row.setdefault((one.kind, one.row), []).append(one)
    names = set()
    for (kind, row), some in by_row.items():
        name, fields = kinds.get(kind, ("", []))
        known = {"0": "", **{field.number: field.name for field in fields}}
        names |= {f"{name}/{row}/{known[key]}" for key in merge(some).conflicts if name and key in known}
    return {hashlib.sha256(one.encode()).hexdigest()[:10] for one in names}


# 16 Hashes


def operations_hash(operations: Iterable[Operation], trimmed: Mapping[tuple[str, int], str]) -> str:
    hashes = {(one.replica, one.seq): one.hash() for one in operations} | dict(trimmed)
    made, before = hashlib.sha256(), None
    for replica, seq in sorted(hashes):
        if replica != before:
            made.update(f"{replica}\n".encode())
        before = replica
        made.update(f"{seq} {hashes[replica, seq]}\n".encode())
    return made.hexdigest()


Key = tuple[str, str]


def state_hash(kinds: Kinds, rows: Rows) -> str:
    fields = dict(kinds.values())
    refers = {key: _references(fields[key[0]], row) for key, row in rows.items()}
    group = _groups(fields)
    ringed = _ringed(
        {key: [to for _, to in some if to in rows and group[to[0]] == group[key[0]]] for key, some in refers.items()}
    )
    names: dict[Key, str] = {}

    def hashed(key: Key, known: Mapping[Key, str]) -> str:
        own = [
            [int(f.number), rows[key][f.number]]
            for f in fields[key[0]]
            if not f.refers and rows[key][f.number] is not None
        ]
        told = [[number, known[to] if to in known else name(to)] for number, to in refers[key]]
        return hashlib.sha256((json.dumps([key[0], own]) + json.dumps(told)).encode()).hexdigest()

    def name(key: Key) -> str:
        if key not in rows:
            return key[1]
        if key in ringed:
            if key not in names:
                members = {one for one in ringed if group[one[0]] == group[key[0]]}
                colours = dict.fromkeys(members, "")
                for _ in range(8):
                    colours = {one: hashed(one, colours) for one in members}
                names.update(colours)
        elif key not in names:
            names[key] = hashed(key, {})
        return names[key]

    return hashlib.sha256("\n".join(sorted(map(name, rows))).encode()).hexdigest()


def _references(fields: list[Field], row: Row) -> list[tuple[int, Key]]:
    return [(int(f.number), (f.refers, row[f.number])) for f in fields if f.refers and row[f.number] is not None]


def _groups(fields: Mapping[str, list[Field]]) -> dict[str, frozenset[str]]:
    """Kinds that refer to each other in a ring; every other kind alone."""
    reach: dict[str, set[str]] = {}
    for kind in fields:
        ahead, reach[kind] = [kind], set()
        while ahead:
            fresh = {f.refers for f in fields[ahead.pop()] if f.refers} - reach[kind]
            reach[kind] |= fresh
            ahead.extend(fresh)
    return {k: frozenset({k} | {o for o in fields if o in reach[k] and k in reach[o]}) for k in fields}


def _ringed(inside: dict[Key, list[Key]]) -> set[Key]:
    """The rows from which a ring is reached: what is left when chains are taken off from their ends."""
    left = set(inside)
    while ends := {key for key in left if not any(to in left for to in inside[key])}:
        left -= ends
    return left
