"""Characters that Chinese input methods, WPS and Excel put where an expression needs ASCII.

They are read as what they stand for, so that one slip does not hide the other mistakes of the text; each is
reported with its correction. Inside quoted texts they are ordinary text and stay.
"""

from __future__ import annotations

FULL_WIDTH = {
    "（": "(",
    "）": ")",
    "，": ",",
    "＝": "=",
    "＞": ">",
    "＜": "<",
    "＋": "+",
    "－": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "×": "*",
    "＊": "*",
    "÷": " div ",
    "≠": "!=",
    "≥": ">=",
    "≤": "<=",
    "［": "[",
    "］": "]",
    "【": "[",
    "】": "]",
    "｛": "{",
    "｝": "}",
    "＄": "$",
    "￥": "$",
    "．": ".",
    "。": ".",
    "／": "/",
    "｜": "|",
    "！": "!",
    "＆": "&",
    "：": ":",
    "＠": "@",
    "＿": "_",
    "\u3000": " ",
    "\u00a0": " ",
    "\u200b": "",
    "\ufeff": "",
} | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
"""What stands for what; `÷` is the word `div`."""

SINGLE_QUOTES = "'‘’＇"
DOUBLE_QUOTES = '"“”＂„'
QUOTES = {mark: marks for marks in (SINGLE_QUOTES, DOUBLE_QUOTES) for mark in marks}
"""Each quotation mark with all that can close it."""
