"""Operations and trimmed dots as lines of JSON: a header line, then one array a line.

Stands apart from the zip around it. The header lists the replicas once and the lines name them by index. Value
and base travel as the text that they are in the log, so that the bytes arrive unchanged whatever a newer program
wrote into them; deflate makes good for the quotes (2,100 edits: see benchmarks). Array items and header keys that
a newer program added are passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from inspector.domain.errors import FormatError
from inspector.domain.operation import WIRE_VERSION, Operation, Trimmed, validate
from inspector.exchange import limits, strict_json
from inspector.exchange.manifest_json import check_replica
from inspector.vault.casing import CasedFile

_OPERATION_TYPES = (int, int, int, str, int, str, int, str)
_TRIMMED_TYPES = (int, int, str)
_HASH_DIGITS = 32
_NOTHING_SEEN = "{}"
_SEVERAL = limits.JSON_DEPTH


def header(replicas: Sequence[str]) -> bytes:
    """The first line of a member."""
    return strict_json.dumps({"wire": WIRE_VERSION, "replicas": replicas}) + b"\n"


def operation_line(one: Operation, replica: int) -> bytes:
    """An operation whose replica has that index. Raises FormatError for one that is too long to travel."""
    line = strict_json.dumps([replica, one.seq, one.kind, one.row, one.field, one.value, one.hlc, one.base]) + b"\n"
    if len(line) > limits.LINE_BYTES:
        raise FormatError("exchange.operation_too_long", replica=one.replica, seq=one.seq)
    return line


def trimmed_line(one: Trimmed, replica: int) -> bytes:
    """A trimmed dot whose replica has that index."""
    return strict_json.dumps([replica, one.seq, one.hash]) + b"\n"


def read_operations(source: CasedFile) -> Iterator[Operation]:
    """The operations of a member, each one checked. Raises FormatError."""
    with source.opened() as file:
        lines = _lines(file)
        replicas = _replicas(next(lines, b""))
        known = set(replicas)
        for line in lines:
            yield _operation(_items(line, _OPERATION_TYPES), replicas, known)


def read_trimmed(source: CasedFile) -> Iterator[Trimmed]:
    """The trimmed dots of a member, each one checked. Raises FormatError."""
    with source.opened() as file:
        lines = _lines(file)
        replicas = _replicas(next(lines, b""))
        for line in lines:
            number, seq, digest = _items(line, _TRIMMED_TYPES)
            if seq < 1 or len(digest) != _HASH_DIGITS or set(digest) - set("0123456789abcdef"):
                raise FormatError("exchange.bad_line")
            yield Trimmed(_named(replicas, number), seq, digest)


def _operation(items: list[Any], replicas: list[str], known: set[str]) -> Operation:
    number, *rest = items
    one = Operation(_named(replicas, number), *rest)
    for text in (one.base, one.value):
        if text.count("[") + text.count("{") > _SEVERAL:
            strict_json.check_shape(text.encode())
    validate(one)
    if one.base != _NOTHING_SEEN:
        _check_names((name for vector in one.vectors().values() for name in vector), known)
    return one


def _check_names(found: Iterable[str], known: set[str]) -> None:
    for name in found:
        if name not in known:
            try:
                known.add(check_replica(name))
            except ValueError as error:
                raise FormatError("exchange.bad_line") from error


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    while line := file.readline(limits.LINE_BYTES + 1):
        if len(line) > limits.LINE_BYTES:
            raise FormatError("exchange.line_too_long", limit=limits.LINE_BYTES // limits.MIB)
        yield line


def _replicas(line: bytes) -> list[str]:
    try:
        return [check_replica(name) for name in strict_json.loads(line)["replicas"]]
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError("exchange.bad_line") from error


def _items(line: bytes, types: tuple[type, ...]) -> list[Any]:
    """The items of a line that this program knows, each of its type."""
    strict_json.check_shape(line)
    try:
        items = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise FormatError("exchange.bad_line") from error
    if type(items) is not list or tuple(map(type, items[: len(types)])) != types:
        raise FormatError("exchange.bad_line")
    return items[: len(types)]


def _named(replicas: list[str], number: int) -> str:
    if not 0 <= number < len(replicas):
        raise FormatError("exchange.bad_line")
    return replicas[number]
