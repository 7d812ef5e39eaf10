"""From the characters of a cell to characters that can be cut into tokens.

Quoted texts and `${name}` are set aside here, because only outside of them a full-width character is a slip. What
remains is plain ASCII and names, every character with its place in the cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from inspector.checklists.expressions.findings import Findings
from inspector.checklists.expressions.full_width import DOUBLE_QUOTES, FULL_WIDTH, QUOTES, SINGLE_QUOTES
from inspector.checklists.expressions.mistakes import Edit

TEXT, FIELD = "\ue000", "\ue001"
"""Stand in the read characters for a quoted text and a reference; see `Reading.aside`."""
NAME = r"[^\W\d][\w.\-·]*"
_REFERENCE = re.compile(r"[$＄￥]?\s*[{｛](?P<name>[^{}｛｝]*)[}｝]")
_OPEN_REFERENCE = re.compile(rf"[$＄￥]\s*[{{｛]?\s*(?P<name>(?:last-saved#)?{NAME})?")
_OPENINGS = frozenset("$＄￥{｛")
_ORDINARY = re.compile(f"[^{re.escape(''.join({*QUOTES, *FULL_WIDTH, *_OPENINGS}))}]+")


@dataclass
class Reading:
    """`text[i]` stands in the cell from `starts[i]` to `ends[i]`; `aside[i]` is the text or name that it stands for."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    aside: dict[int, str] = field(default_factory=dict)

    def keep(self, run: str, start: int) -> int:
        """Add characters as they stand; the place to read on is returned."""
        end = start + len(run)
        self.text += run
        self.starts += range(start, end)
        self.ends += range(start + 1, end + 1)
        return end

    def put(self, characters: str, start: int, end: int) -> int:
        """Add characters that stand for what is there from `start` to `end`."""
        self.text += characters
        self.starts += [start] * len(characters)
        self.ends += [end] * len(characters)
        return end

    def set_aside(self, stand_in: str, content: str, start: int, end: int) -> int:
        """Add a stand-in for a quoted text or a name."""
        self.aside[len(self.text)] = content
        return self.put(stand_in, start, end)


def read(text: str, findings: Findings) -> Reading:
    """All of `text`; slips of the keyboard are noted and read as what they stand for."""
    reading, position = Reading(), 0
    while position < len(text):
        if ordinary := _ORDINARY.match(text, position):
            position = reading.keep(ordinary.group(), position)
        elif text[position] in QUOTES:
            position = _quoted(text, position, reading, findings)
        elif text[position] in _OPENINGS:
            position = _reference(text, position, reading, findings)
        else:
            position = _full_width(text, position, reading, findings)
    return reading


def _full_width(text: str, position: int, reading: Reading, findings: Findings) -> int:
    wanted = FULL_WIDTH[text[position]]
    _correct(findings, (position, position + 1), text[position], wanted)
    return reading.put(wanted, position, position + 1)


def _correct(findings: Findings, place: tuple[int, int], found: str, wanted: str) -> None:
    findings.add("checklists.expr_full_width", *place, Edit(*place, wanted), found=found, wanted=wanted.strip() or " ")


def _quoted(text: str, start: int, reading: Reading, findings: Findings) -> int:
    closing = _closing(text, start)
    wanted = SINGLE_QUOTES[0] if text[start] in SINGLE_QUOTES else DOUBLE_QUOTES[0]
    if closing < 0:
        findings.add("checklists.expr_text_open", start, len(text))
        return reading.set_aside(TEXT, text[start + 1 :], start, len(text))
    for mark in (start, closing):
        if text[mark] != wanted:
            _correct(findings, (mark, mark + 1), text[mark], wanted)
    return reading.set_aside(TEXT, text[start + 1 : closing], start, closing + 1)


def _closing(text: str, start: int) -> int:
    """The place of the mark that ends a text; one like the opening if it is typed plainly, else any of its kind."""
    same = text.find(text[start], start + 1) if text[start] in "'\"" else -1
    if same >= 0:
        return same
    marks = QUOTES[text[start]]
    return next((place for place in range(start + 1, len(text)) if text[place] in marks), -1)


def _reference(text: str, start: int, reading: Reading, findings: Findings) -> int:
    whole = _REFERENCE.match(text, start)
    if whole is None:
        return _open_reference(text, start, reading, findings)
    name = whole["name"].strip()
    if not name:
        findings.add("checklists.expr_reference_empty", start, whole.end())
    elif whole.group() != f"${{{name}}}":
        _correct_reference(findings, (start, whole.end()), whole.group(), name)
    return reading.set_aside(FIELD, name, start, whole.end())


def _open_reference(text: str, start: int, reading: Reading, findings: Findings) -> int:
    """`${name` and `$name`, or a mark that belongs to nothing."""
    found = _OPEN_REFERENCE.match(text, start)
    if found is None or not found["name"]:
        return reading.keep(text[start], start)
    _correct_reference(findings, found.span(), found.group(), found["name"])
    return reading.set_aside(FIELD, found["name"], start, found.end())


def _correct_reference(findings: Findings, place: tuple[int, int], found: str, name: str) -> None:
    wanted = f"${{{name}}}"
    findings.add("checklists.expr_reference", *place, Edit(*place, wanted), found=found, wanted=wanted)
