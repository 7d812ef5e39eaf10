"""`inspector check`: what is damaged, what is still awaited, and what a merge has left for a person to decide.

Nothing is repaired here (exchange.md: "kept, listed for review, never silently repaired").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inspector.domain.entities import kinds
from inspector.domain.errors import StorageError
from inspector.domain.inspection import Photo
from inspector.domain.intervals import gaps
from inspector.domain.operation import WHOLE
from inspector.domain.problem import Problem, ProblemState
from inspector.domain.record import Record
from inspector.storage import chain, local_records, meta
from inspector.storage.clocks import clocks_off
from inspector.storage.damage import damaged_operations, damaged_rows, has_stray_marks, is_redeclared, is_sound
from inspector.storage.driver import Connection, DatabaseError, telling
from inspector.storage.fold import fold
from inspector.storage.log import Log
from inspector.storage.materialize import materialize
from inspector.storage.merge import conflicts
from inspector.storage.narrow import Narrow
from inspector.storage.reader import Reader
from inspector.storage.shape import Row, quoted, shape
from inspector.storage.sweep import compare, original_path, photo_hashes
from inspector.storage.workspace import Workspace
from inspector.vault.sealed_file import BrokenSealError

COPIES = "storage.check_narrow"
"""The one damage that is mended without a backup: the copies are made of the records."""

HUMAN_KEYS = (
    ("project", ("project_code",)),
    ("project", ("province_platform_code",)),
    ("area", ("code",)),
    ("annual_plan", ("project_id", "year", "version")),
    ("dispatch_record", ("project_id", "period")),
    ("problem", ("number",)),
    ("bulletin", ("year", "issue_number", "revision")),
    ("setting", ("key",)),
)
"""What a person takes for a key: two replicas may have given the same one."""


@dataclass(frozen=True)
class Finding:
    """One thing found: a catalogue key and its details. `damage` tells it from what only waits for a person."""

    key: str
    details: Mapping[str, Any]
    damage: bool


@dataclass(frozen=True)
class CheckResult:
    """Everything found; `sound` when nothing is damaged."""

    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is damaged (conflicts and awaited records are no damage)."""
        return not any(finding.damage for finding in self.findings)


def check(ws: Workspace) -> CheckResult:
    """Check the whole workspace; reads every row, every operation and every photo."""
    connection = ws.reader.connection
    if not is_sound(connection):
        return CheckResult((_damage("storage.check_file", path=ws.database),))
    found: list[Finding] = []
    try:
        with telling(ws.database):
            for part in (_statements(connection), _content(connection), _left_by_merges(ws), _photos(ws)):
                found.extend(part)
            if not found and Narrow(connection).differs():  # where records are damaged, they differ because of that
                found.append(_damage(COPIES))
    except (DatabaseError, StorageError) as error:
        found.append(_damage("storage.check_unreadable", path=ws.database, told=str(error)))
    return CheckResult(tuple(found))


def _statements(connection: Connection) -> Iterator[Finding]:
    """What the workspace says about itself, its declarations, and the chain over its change sets."""
    for key in meta.damaged(connection):
        yield _damage("storage.check_meta", entry=key)
    if is_redeclared(connection):
        yield _damage("storage.check_schema")
    for change_id in chain.breaks(connection):
        yield _damage("storage.check_chain", change=change_id)
    for kind, key in local_records.damaged(connection):
        yield _damage("storage.check_local", kind=kind, id=key)


def _content(connection: Connection) -> Iterator[Finding]:
    for kind, row_id in damaged_rows(connection):
        yield _damage("storage.check_row", kind=kind, id=row_id)
    damaged = list(damaged_operations(connection))
    for one in damaged:
        yield _damage("storage.check_operation", replica=one.replica, seq=one.seq)
    yield from _numbering(Log(connection))
    if has_stray_marks(connection):
        yield _damage("storage.check_marks")
    for kind, row_id in _differing(connection, {(one.kind, one.row) for one in damaged}):
        yield _damage("storage.check_replay", kind=kind, id=row_id)


def _numbering(log: Log) -> Iterator[Finding]:
    """Own numbers have no gaps and are noted as they are; gaps of others wait for a package."""
    noted, counted = log.have(), log.counted()
    for replica in sorted(noted.keys() | counted.keys()):
        if noted.get(replica) != counted.get(replica):
            yield _damage("storage.check_numbers", replica=replica)
            continue
        for first, last in gaps(noted[replica]):
            own = log.is_own(replica)
            yield Finding("storage.check_gap", {"replica": replica, "first": first, "last": last}, damage=own)


def _differing(connection: Connection, told_of: Collection[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    """Rows that are not what the log amounts to, but for those with operations that cannot be read any more."""
    classes = {cls.NUMBER: cls for cls in kinds().values()}
    told = {key: dict(_rows(connection, cls)) for key, cls in classes.items()}
    for (number, row_id), operations in Log(connection).by_row():
        if number in classes:
            shown = told[number].pop(row_id, None)
            if (number, row_id) not in told_of and shown != materialize(
                shape(classes[number]), row_id, fold(operations)
            ):
                yield classes[number].KIND, row_id
    for number, rows in told.items():
        yield from ((classes[number].KIND, row_id) for row_id in rows)


def _rows(connection: Connection, cls: type[Record]) -> Iterator[tuple[str, Row]]:
    for row in connection.execute(shape(cls).select):
        yield row[0], row


def _left_by_merges(ws: Workspace) -> Iterator[Finding]:
    connection = ws.reader.connection
    yield from _awaited(connection)
    for replica, number in clocks_off(ws.reader, ws.clock.milliseconds()).items():
        yield _review("storage.check_clock", replica=replica, count=number)
    for one in conflicts(ws.reader):
        told = {"kind": one.kind, "id": one.id, "field": one.field or "", "values": len(one.heads)}
        yield _review("storage.check_conflict", **told)
    yield from _shared_numbers(connection)
    closed = (
        "SELECT id FROM problem WHERE state = ? AND (evidence IS NULL OR solution IS NULL OR close_standard IS NULL)"
    )
    for (row_id,) in connection.execute(closed, [ProblemState.CLOSED.value]):
        yield _review("storage.check_closed", kind=Problem.KIND, id=row_id)


def _awaited(connection: Connection) -> Iterator[Finding]:
    """References to records that have not arrived (待到)."""
    for cls in kinds().values():
        for cell in cls.CELLS:
            if cell.refers:
                column, target = quoted(cell.name), quoted(cell.refers)
                query = (
                    f"SELECT {column}, count(*) FROM {quoted(cls.KIND)} WHERE {column} IS NOT NULL"  # noqa: S608
                    f" AND {column} NOT IN (SELECT id FROM {target}) GROUP BY 1 ORDER BY 1"
                )
                for row_id, count in connection.execute(query):
                    yield _review("storage.check_awaited", kind=cell.refers, id=row_id, by=cls.KIND, count=count)


def _shared_numbers(connection: Connection) -> Iterator[Finding]:
    for kind, names in HUMAN_KEYS:
        columns = ", ".join(map(quoted, names))
        given = " AND ".join(f"{quoted(name)} IS NOT NULL" for name in names)
        query = f"SELECT {columns}, count(*) FROM {quoted(kind)} WHERE {given} GROUP BY {columns} HAVING count(*) > 1"  # noqa: S608 - declared names
        for *values, count in connection.execute(query):
            number = " · ".join(map(str, values))
            yield _review("storage.check_shared_number", kind=kind, field=names[-1], number=number, count=count)


def _photos(ws: Workspace) -> Iterator[Finding]:
    orphans, missing = compare(ws.photos, ws.reader.connection)
    for sha in missing:
        if _taken_here(ws.reader, sha):
            yield _damage("storage.check_photo_missing", sha256=sha)
        else:
            yield _review("storage.check_photo_awaited", sha256=sha)
    for path in orphans:
        yield _review("storage.check_photo_orphan", path=path)
    for sha in sorted(photo_hashes(ws.reader.connection) - set(missing)):
        if not _is_whole(ws, sha):
            yield _damage("storage.check_photo_damaged", sha256=sha)


def _is_whole(ws: Workspace, sha256: str) -> bool:
    try:
        return ws.casing.sha256_of(original_path(ws.photos, sha256)) == sha256
    except BrokenSealError:
        return False


def _taken_here(reader: Reader, sha256: str) -> bool:
    """Whether a record of this photo was made on this device: then its file was here, and did not only not come yet."""
    log = Log(reader.connection)
    written = (one for photo in reader.all(Photo, sha256=sha256) for one in log.of_row(Photo.NUMBER, photo.id))
    return any(log.is_own(one.replica) for one in written if one.field == WHOLE)


def _damage(key: str, /, **details: Any) -> Finding:  # noqa: ANN401 - filled into a sentence
    return Finding(key, details, damage=True)


def _review(key: str, /, **details: Any) -> Finding:  # noqa: ANN401 - filled into a sentence
    return Finding(key, details, damage=False)
