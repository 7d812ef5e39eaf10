"""JSON from outside, read with caps: depth, number of values, no name twice in an object.

Stands apart because manifest, roster and lines all come from strangers, and `json` itself has none of these
limits: a few megabytes of brackets would become gigabytes of lists.
"""

from __future__ import annotations

import json
import re
from typing import Any

from inspector.domain.errors import FormatError
from inspector.exchange import limits

_STRING_OR_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


def loads(text: bytes) -> Any:  # noqa: ANN401 - whatever the text says
    """The value of a JSON text in UTF-8. Raises FormatError (too deep, too large, a name twice) and ValueError."""
    check_shape(text)
    return json.loads(text.decode(), object_pairs_hook=_object)


def dumps(value: object) -> bytes:
    """Compact JSON in UTF-8. Raises ValueError for text that no file can hold and for numbers that are none."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def check_shape(text: bytes) -> None:
    """Refuse, before anything is built from it, a text that is too deep or holds too many values."""
    openings = text.count(b"[") + text.count(b"{")
    long = len(text) > limits.JSON_MARKS  # a shorter one cannot hold as many; counting costs on each of a million lines
    if long and openings + text.count(b",") + text.count(b":") > limits.JSON_MARKS:
        raise FormatError("exchange.too_many_values", limit=limits.JSON_MARKS)
    if openings > limits.JSON_DEPTH and _depth(text) > limits.JSON_DEPTH:
        raise FormatError("exchange.too_deep", limit=limits.JSON_DEPTH)


def _depth(text: bytes) -> int:
    depth = deepest = 0
    for found in _STRING_OR_BRACKET.finditer(text):
        mark = found[0][0]
        if mark in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif mark in b"]}":
            depth -= 1
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise FormatError("exchange.duplicate_key")
    return made
