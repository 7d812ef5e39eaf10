"""A file from outside as a RawBook: recognised by its content, read in a worker process with a deadline.

It stands between the process that may die over a hostile file and everything else, which only sees plain
values or a FormatError.
"""

from __future__ import annotations

import multiprocessing
import pickle
import threading
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from inspector.domain.errors import FormatError
from inspector.sheets.delimited import read_delimited
from inspector.sheets.raw import LIMITS, Limits, RawBook, RawSheet
from inspector.sheets.worker import Finished, Message, Refused, Started, serve

_BINARY = (b"PK", b"\xd0\xcf\x11\xe0")
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls"})
_TABLES = frozenset({".csv", ".txt", ".tsv"})


def read_workbook(path: Path, limits: Limits = LIMITS) -> RawBook:
    """All sheets of an .xlsx, .xls or .csv, recognised by content and not by ending.

    Raises FormatError with the reason in the user's words: empty, too large, damaged, encrypted, a web page
    saved as .xls, too many rows, too slow.
    """
    head = _head(path, limits)
    if head.startswith(_BINARY):
        return _collected(path, _messages(path, limits))
    if path.suffix.lower() in _WORKBOOKS and b"\0" in head:
        raise FormatError("sheets.not_a_workbook", file=path.name)
    if path.suffix.lower() in _WORKBOOKS | _TABLES:
        return read_delimited(path, limits)
    raise FormatError("sheets.not_a_table", file=path.name)


def _head(path: Path, limits: Limits) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(512)
    except OSError as error:
        raise FormatError("sheets.unreadable", file=path.name) from error
    if size == 0:
        raise FormatError("sheets.empty_file", file=path.name)
    if size > limits.file_size:
        raise FormatError("sheets.too_large", file=path.name)
    return head


def _messages(path: Path, limits: Limits) -> Iterator[Message]:
    """What the worker sends until it has finished, refused, died or run out of time."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=serve, args=(sender, path, limits), daemon=True)
    process.start()
    sender.close()
    deadline = threading.Timer(limits.seconds, process.kill)
    deadline.daemon = True
    deadline.start()
    try:
        yield from _received(receiver)
        # Only a live timer means that the end of the stream was not the deadline.
        key = "sheets.too_large" if deadline.is_alive() else "sheets.too_slow"
        yield Refused(key, {"file": path.name, "seconds": int(limits.seconds)})
    finally:
        deadline.cancel()
        _end(process, receiver)


def _received(receiver: Connection) -> Iterator[Message]:
    with suppress(EOFError, OSError):
        while True:
            message: Message = pickle.loads(receiver.recv_bytes())  # noqa: S301 - made by our own process
            yield message


def _end(process: BaseProcess, receiver: Connection) -> None:
    receiver.close()
    process.kill()
    process.join()
    process.close()


def _collected(path: Path, messages: Iterator[Message]) -> RawBook:
    book = RawBook(path.name)
    for message in messages:
        match message:
            case Refused(key, details):
                raise FormatError(key, **details)
            case Started(date_1904):
                book.date_1904 = date_1904
            case RawSheet():
                book.sheets.append(message)
            case list():
                book.sheets[-1].rows.extend(message)
            case Finished():
                break
    return book
