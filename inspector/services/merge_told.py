"""合并中心 in words: the sides of each conflict and the fields that merge by themselves, as a person reads them.

Apart from `merge_view`, whose values are typed for programs: telling a value needs the names of other records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from inspector.domain.entities import kinds
from inspector.domain.inspection import Photo
from inspector.domain.project import Project
from inspector.domain.record import Cell, Sort
from inspector.services.conflicts import ConflictView, Side
from inspector.services.merge_view import DisputedRecord, MergedField
from inspector.services.value_reading import read_value
from inspector.services.wording import record_title, told_value
from inspector.storage.reader import Reader
from inspector.texts import label, sentence


@dataclass(frozen=True)
class ToldSide:
    """One of the values that stand against each other; `value` is empty for an empty cell, others as in `Side`.

    `photo` is the SHA-256 of the photo that the value means, empty where it means none.
    """

    number: int
    device: str
    at: datetime
    value: str
    deleted: bool
    own: bool
    reversal: str = ""
    photo: str = ""


@dataclass(frozen=True)
class ToldConflict:
    """A conflict with its own side first. `field` is empty where a delete stands against the whole record.

    `typable` tells whether a person can write another value than those of the sides.
    """

    key: str
    kind: str
    name: str
    field: str
    common: str
    has_common: bool
    typable: bool
    sides: tuple[ToldSide, ...]


@dataclass(frozen=True)
class ToldField:
    """A field that changes without a conflict; `both` where the two sides had written the same."""

    name: str
    before: str
    after: str
    both: bool


@dataclass(frozen=True)
class ToldRecord:
    """A record in conflict: what it is called, of which project, its conflicts, and what merges by itself.

    `photo` is its SHA-256 where the record is a photo that is known here.
    """

    kind: str
    id: str
    title: str
    project: str
    conflicts: tuple[ToldConflict, ...]
    merged: tuple[ToldField, ...]
    photo: str = ""


def told_records(reader: Reader, records: Sequence[DisputedRecord]) -> tuple[ToldRecord, ...]:
    """The records in conflict, in words; names of records that only the packages hold are told by their id."""
    return tuple(
        ToldRecord(
            one.kind,
            one.id,
            one.title,
            one.project or one.title,
            tuple(_conflict(reader, conflict) for conflict in one.conflicts),
            tuple(_field(reader, one.kind, merged) for merged in one.merged),
            _photo(reader, one.id) if one.kind == Photo.KIND else "",
        )
        for one in records
    )


def check_value(kind: str, field: str, text: str) -> str:
    """The text, where a field of `kind` can hold what it says. Raises RuleError where it cannot."""
    cell = _cell(kind, field)
    if cell is not None:
        read_value(kind, cell, text)
    return text


def _conflict(reader: Reader, one: ConflictView) -> ToldConflict:
    cell = _cell(one.kind, one.field)
    return ToldConflict(
        key=one.key,
        kind=one.kind,
        name=label(one.kind, one.field) if one.field else label(one.kind),
        field=one.field or "",
        common=told_value(reader, one.kind, cell, one.common),
        has_common=one.has_common,
        typable=cell is not None and cell.refers is None and cell.name != "project_ids" and cell.sort is not Sort.JSON,
        sides=tuple(_side(reader, one, cell, side) for side in sorted(one.sides, key=_own_then_newest)),
    )


def _own_then_newest(side: Side) -> tuple[bool, float]:
    return not _is_own(side), -side.at.timestamp()


def _is_own(side: Side) -> bool:
    """What came back by an undo or a redo was written here, but is nobody's work here."""
    return side.own and not side.reversal


def _side(reader: Reader, conflict: ConflictView, cell: Cell | None, one: Side) -> ToldSide:
    meant = _meant_photo(reader, conflict, cell, one)
    value = _told(reader, conflict.kind, cell, one.value)
    if _is_pair(conflict) and one.value is not None:
        value = record_title(reader, Photo.KIND, meant.id) if meant else sentence("services.merge_other_half")
    return ToldSide(
        number=one.number,
        device=one.device,
        at=one.at,
        value=value,
        deleted=one.deleted,
        own=_is_own(one),
        reversal=one.reversal,
        photo=meant.sha256 if meant else "",
    )


def _meant_photo(reader: Reader, conflict: ConflictView, cell: Cell | None, side: Side) -> Photo | None:
    """The photo that a side refers to; of a pair, which has a number and no name, the other half."""
    if not isinstance(side.value, str):
        return None
    if _is_pair(conflict):
        return next((one for one in reader.all(Photo, pair_id=side.value) if one.id != conflict.id), None)
    is_photo = cell is not None and cell.refers == Photo.KIND
    return reader.ids_in(Photo, [side.value]).get(side.value) if is_photo else None


def _is_pair(conflict: ConflictView) -> bool:
    return (conflict.kind, conflict.field) == (Photo.KIND, "pair_id")


def _photo(reader: Reader, photo_id: str) -> str:
    found = reader.ids_in(Photo, [photo_id]).get(photo_id)
    return found.sha256 if found is not None else ""


def _field(reader: Reader, kind: str, one: MergedField) -> ToldField:
    cell = _cell(kind, one.field)
    return ToldField(
        label(kind, one.field), _told(reader, kind, cell, one.before), _told(reader, kind, cell, one.after), one.both
    )


def _told(reader: Reader, kind: str, cell: Cell | None, value: Any) -> str:  # noqa: ANN401 - any cell value
    """As `told_value`; a whole record, which stands against its deletion, is told by its title elsewhere."""
    return told_value(reader, kind, cell, value) if cell is not None or value is None else ""


def _cell(kind: str, field: str | None) -> Cell | None:
    return next((one for one in kinds().get(kind, Project).CELLS if one.name == field), None)
