"""Functions of texts, and of the choices of a question, which are a text of names with blanks between."""

from __future__ import annotations

import base64
import binascii
import hashlib
import math
import re
import string
from collections.abc import Sequence

from inspector.checklists.expressions.java_regex import matches
from inspector.checklists.expressions.scope import Function, Scope
from inspector.checklists.expressions.values import ExpressionError, Value, to_number, to_string

_JAVA_SPACE = re.compile(r"[ \t\n\x0b\f\r]+")
_DIGESTS = {"MD5": "md5", "SHA1": "sha1", "SHA256": "sha256", "SHA384": "sha384", "SHA512": "sha512"}
_MOST_CHARACTERS = 1_000_000
"""No text of a form is longer; joined texts of joined texts would be."""
_UUID_LETTERS = string.ascii_letters + string.digits


def _concat(_: Scope, *parts: Value) -> str:
    return _joined("", parts)


def _join(_: Scope, separator: Value, *parts: Value) -> str:
    return _joined(to_string(separator), parts)


def _joined(separator: str, parts: Sequence[Value]) -> str:
    """One node-set alone is joined node by node; beside others it has to be a single value."""
    if len(parts) == 1 and isinstance(parts[0], tuple):
        texts = [to_string(node.value) for node in parts[0]]
    else:
        texts = [to_string(part) for part in parts]
    if sum(map(len, texts)) + len(separator) * len(texts) > _MOST_CHARACTERS:
        raise ExpressionError("checklists.expr_text_too_long", most=_MOST_CHARACTERS)
    return separator.join(texts)


def whole(value: Value) -> int:
    """A number as Java makes an int of it: cut off, NaN as 0, and within 32 bits."""
    number = to_number(value)
    if math.isnan(number):
        return 0
    return int(max(-(2.0**31), min(number, 2.0**31 - 1)))


def _substr(_: Scope, text: Value, first: Value, behind: Value | None = None) -> str:
    """From 0; negative places count from the end."""
    characters = to_string(text)
    length = len(characters)
    start, end = whole(first), length if behind is None else whole(behind)
    start, end = (min(max(0, one + length if one < 0 else one), length) for one in (start, end))
    return characters[start:end]


def _substring_before(_: Scope, text: Value, mark: Value) -> str:
    found = to_string(text).find(to_string(mark))
    return to_string(text)[:found] if found >= 0 else ""


def _substring_after(_: Scope, text: Value, mark: Value) -> str:
    sought = to_string(mark)
    found = to_string(text).find(sought)
    return to_string(text)[found + len(sought) :] if found >= 0 else ""


def _translate(_: Scope, text: Value, old: Value, new: Value) -> str:
    wanted = to_string(new)
    table: dict[int, str | None] = {}
    for place, character in enumerate(to_string(old)):
        table.setdefault(ord(character), wanted[place] if place < len(wanted) else None)
    return to_string(text).translate(table)


def _normalize_space(scope: Scope, text: Value | None = None) -> str:
    given = scope.node.value if text is None else text
    return _JAVA_SPACE.sub(" ", to_string(given).strip("".join(map(chr, range(33)))))


def _string_length(scope: Scope, text: Value | None = None) -> float:
    return float(len(to_string(scope.node.value if text is None else text)))


def _regex(_: Scope, text: Value, pattern: Value) -> bool:
    return matches(to_string(pattern), to_string(text))


def _digest(_: Scope, text: Value, algorithm: Value, encoding: Value = "base64") -> str:
    name, written = to_string(algorithm), to_string(encoding).lower()
    known = _DIGESTS.get(name.upper().replace("-", ""))
    if known is None or written not in {"base64", "hex"}:
        raise ExpressionError("checklists.expr_digest", algorithm=name, encoding=written)
    code = hashlib.new(known, to_string(text).encode("utf-8", "replace"), usedforsecurity=False).digest()
    return code.hex() if written == "hex" else base64.b64encode(code).decode()


def _base64_decode(_: Scope, text: Value) -> str:
    try:
        return base64.b64decode(to_string(text), validate=False).decode("utf-8", "replace")
    except (binascii.Error, ValueError) as error:
        raise ExpressionError("checklists.expr_base64") from error


def _uuid(scope: Scope, length: Value | None = None) -> str:
    if length is None:
        return scope.context.uuid()
    count = whole(length)
    if not 0 <= count <= _MOST_CHARACTERS:
        raise ExpressionError("checklists.expr_text_too_long", most=_MOST_CHARACTERS)
    return "".join(_UUID_LETTERS[int(scope.context.random() * len(_UUID_LETTERS))] for _ in range(count))


def _chosen(value: Value) -> list[str]:
    return [one for one in to_string(value).split(" ") if one]


def _selected(_: Scope, answer: Value, choice: Value) -> bool:
    return f" {to_string(choice).strip()} " in f" {to_string(answer)} "


def _selected_at(_: Scope, answer: Value, place: Value) -> str:
    chosen, index = _chosen(answer), whole(place)
    return chosen[index] if 0 <= index < len(chosen) else ""


def _count_selected(_: Scope, answer: Value) -> float:
    return float(len(_chosen(answer)))


def _choice_name(scope: Scope, value: Value, field: Value) -> str:
    name = to_string(field).strip().removeprefix("${").removesuffix("}").strip()
    return scope.context.choice_label(name, to_string(value))


def _contains(_: Scope, text: Value, part: Value) -> bool:
    return to_string(part) in to_string(text)


def _starts_with(_: Scope, text: Value, part: Value) -> bool:
    return to_string(text).startswith(to_string(part))


def _ends_with(_: Scope, text: Value, part: Value) -> bool:
    return to_string(text).endswith(to_string(part))


def _string(_: Scope, value: Value) -> str:
    return to_string(value)


TEXT_FUNCTIONS: dict[str, Function] = {
    "string": _string,
    "concat": _concat,
    "join": _join,
    "substr": _substr,
    "substring-before": _substring_before,
    "substring-after": _substring_after,
    "contains": _contains,
    "starts-with": _starts_with,
    "ends-with": _ends_with,
    "translate": _translate,
    "normalize-space": _normalize_space,
    "string-length": _string_length,
    "regex": _regex,
    "digest": _digest,
    "base64-decode": _base64_decode,
    "uuid": _uuid,
    "selected": _selected,
    "is-selected": _selected,
    "selected-at": _selected_at,
    "count-selected": _count_selected,
    "jr:choice-name": _choice_name,
}
