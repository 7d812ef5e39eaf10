"""What runs in the worker process: one file in, blocks of rows out through a pipe.

A workbook from outside is parsed here and nowhere else, under a memory cap, so that a hostile one ends this
process and not the application. The messages are plain pickles of our own values, from our own process.
"""

from __future__ import annotations

import gc
import io
import pickle
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from inspector.domain.errors import FormatError
from inspector.sheets.archive import open_archive
from inspector.sheets.marks import BookMarks, scan_archive
from inspector.sheets.raw import Limits, RawSheet, Row, SheetMarks

_BLOCK = 1_000
_MOST_MERGED_ROWS = 500_000
"""Excel lets no merged ranges overlap; a file whose ranges cover more rows than this was not made by it."""
_ZIP = b"PK"


@dataclass(frozen=True)
class Refused:
    """The message that the file cannot be read, as the error to raise on the other side."""

    key: str
    details: dict[str, Any]


@dataclass(frozen=True)
class Started:
    """The first message of a file that can be read."""

    date_1904: bool


@dataclass(frozen=True)
class Finished:
    """The last message."""


Message = Refused | Started | RawSheet | list[Row] | Finished
Send = Callable[[Message], None]


def serve(connection: Connection, path: Path, limits: Limits) -> None:
    """Entry point of the process: read `path` and send what is in it, or why not."""
    _cap_memory(limits.memory)
    gc.disable()  # nothing here is cyclic, and the process ends with the file

    def send(message: Message) -> None:
        connection.send_bytes(_packed(message))

    try:
        read_into(send, path, limits)
    except MemoryError:
        send(Refused("sheets.too_large", {"file": path.name}))


def read_into(send: Send, path: Path, limits: Limits) -> None:
    """Send `Started`, then per sheet a RawSheet without rows and its rows in blocks, then `Finished`.

    A file that cannot be read ends with `Refused`.
    """
    try:
        marks = _marks(path, limits)
        # Not by path: calamine would believe the ending of the name.
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
            send(Started(marks.date_1904))
            for meta in book.sheets_metadata:
                if meta.typ is SheetTypeEnum.WorkSheet:
                    hidden = meta.visible is not SheetVisibleEnum.Visible
                    _send_sheet(send, book.get_sheet_by_name(meta.name), hidden, marks.sheets.get(meta.name))
        send(Finished())
    except FormatError as error:
        send(Refused(error.key, {**error.details, "file": path.name}))
    except PasswordError:
        send(Refused("sheets.encrypted", {"file": path.name}))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the named boundary around the parsers of foreign files
        send(Refused("sheets.damaged", {"file": path.name, "cause": type(error).__name__}))


def _packed(message: Message) -> bytes:
    """A pickle without memo: cells hardly repeat as objects, and the memo costs two thirds of the time."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    pickler.dump(message)
    return buffer.getvalue()


def _marks(path: Path, limits: Limits) -> BookMarks:
    with path.open("rb") as file:
        zipped = file.read(2) == _ZIP
    if not zipped:
        from inspector.sheets.legacy import scan_legacy  # noqa: PLC0415 - xlrd only where an .xls comes

        return scan_legacy(path, limits)
    with open_archive(path, limits) as archive:
        return scan_archive(archive, limits)


def _send_sheet(send: Send, sheet: CalamineSheet, hidden: bool, marks: SheetMarks | None) -> None:  # noqa: FBT001 - positional on purpose
    merged = tuple(sheet.merged_cell_ranges or ())
    if sum(min(bottom, sheet.total_height) - top + 1 for (top, _), (bottom, _) in merged) > _MOST_MERGED_ROWS:
        raise FormatError("sheets.not_honest", file=sheet.name)
    send(RawSheet(sheet.name, [], merged, hidden, marks or SheetMarks()))
    left: Row = [None] * (sheet.start[1] if sheet.start else 0)
    rows = sheet.iter_rows()
    while block := [[*left, *row] for row in islice(rows, _BLOCK)]:
        send(block)


def _cap_memory(more: int) -> None:
    """Let the process take `more` bytes beyond what it has; only POSIX can, elsewhere the file's caps must do."""
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 - exists on POSIX only

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + more
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
