"""`${name}` in texts that are no expressions: labels, hints, messages, triggers, defaults, rules."""

from __future__ import annotations

import re

from inspector.checklists.names import is_name

REFERENCE = re.compile(r"\$\{\s*([^${}]*?)\s*\}")
_MEANT = re.compile(
    r"[$＄￥¥]\s*[{｛]\s*(?:([^$＄￥¥{}｛｝]*?)\s*[}｝]|([^\s，。、；：$＄￥¥{}｛｝]+)(?![^$＄￥¥{}｛｝]*[}｝]))"
)
"""What a Chinese keyboard makes of a reference, blanks in it, and one without its end: pyxform reads none of them."""
DYNAMIC = re.compile(r"\$\{|[\w.-]+\s*\(|^\s*\.\.?/")
"""What makes a default an expression: a reference, a call or a path."""


def mended_references(text: str) -> dict[str, str]:
    """The references in `text` that are written wrongly, each with what was meant: `￥{a｝` was `${a}`."""
    return {found[0]: right for found in _MEANT.finditer(text) if (right := _right(found)) != found[0]}


def mended(text: str) -> str:
    """`text` with those references put right, and nothing else changed."""
    return _MEANT.sub(_right, text)


def _right(found: re.Match[str]) -> str:
    name = found[1] or found[2] or ""
    return f"${{{name}}}" if is_name(name) else found[0]


def is_dynamic(default: str, *, text_like: bool) -> bool:
    """Whether a default is calculated. A hyphen in a text or a date is no subtraction.

    Narrower than pyxform, which also takes any `+`, `-` or `*` in a text as arithmetic and so turns the default
    `a-b` into an expression of two missing fields.
    """
    if DYNAMIC.search(default):
        return True
    return not text_like and re.search(r"[0-9]\s*(?:[+*-]|div|mod)\s*[0-9]", default) is not None
