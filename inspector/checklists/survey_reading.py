"""The survey sheet as a tree: groups and repeats opened and closed, every row in its part.

A part that is not closed, or closed as another sort, is a mistake that is mended on the way, so that the rest of
the sheet can still be judged in the same run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from inspector.checklists import words
from inspector.checklists.grid import Grid
from inspector.checklists.headers import Heading, read_heading
from inspector.checklists.kinds import Boundary, Kind, nearest_type, parse_type, select_without_list
from inspector.checklists.limits import LIMITS
from inspector.checklists.lines import Line, lines
from inspector.checklists.mistakes import Findings
from inspector.checklists.model import Group, Item, Question, Repeat, Wording
from inspector.checklists.question_reading import read_name, read_question, read_relevant, read_wording

OTHER = "other"
"""The choice that `or_other` adds."""
_ENDS = {Boundary.END_GROUP: Boundary.BEGIN_GROUP, Boundary.END_REPEAT: Boundary.BEGIN_REPEAT}
_UNSUPPORTED = ("begin loop", "end loop", "begin_loop", "end_loop", "cascading", "osm", "include", "cascading_select")
_OTHER_WORDS = {
    Boundary.END_GROUP: {
        "end_group": "end_repeat",
        "end group": "end repeat",
        "组结束": "重复结束",
        "结束组": "结束重复",
    },
    Boundary.END_REPEAT: {
        "end_repeat": "end_group",
        "end repeat": "end group",
        "重复结束": "组结束",
        "结束重复": "结束组",
    },
}


@dataclass
class _Part:
    """A part that is open: what began it and what is in it so far."""

    begin: Boundary
    line: Line
    name: str
    items: list[Item] = field(default_factory=list)


@dataclass
class _Tree:
    """The parts that are open, innermost last; `items` are those of the form itself."""

    findings: Findings
    items: list[Item] = field(default_factory=list)
    open: list[_Part] = field(default_factory=list)

    def add(self, item: Item) -> None:
        (self.open[-1].items if self.open else self.items).append(item)

    def begin(self, boundary: Boundary, line: Line) -> None:
        if len(self.open) >= LIMITS.depth:
            self.findings.error("checklists.too_deep", line.place("type"), line.text("type"), most=LIMITS.depth)
        self.open.append(_Part(boundary, line, read_name(line, self.findings)))

    def end(self, boundary: Boundary, line: Line) -> None:
        begin = _ENDS[boundary]
        if self.open and self.open[-1].begin is begin:
            self._close()
        elif any(part.begin is begin for part in self.open):
            while self.open[-1].begin is not begin:
                self._unclosed(self.open[-1])
                self._close()
            self._close()
        else:
            self._unmatched(boundary, line)

    def _unmatched(self, boundary: Boundary, line: Line) -> None:
        text = line.text("type")
        place = line.place("type")
        if not self.open:
            self.findings.error("checklists.end_without_begin", place, text)
            return
        part = self.open[-1]
        fix = _OTHER_WORDS[boundary].get(text.lower())
        self.findings.error("checklists.end_of_other", place, text, fix=fix, name=part.name, row=part.line.number)
        self._close()

    def finish(self) -> tuple[Item, ...]:
        while self.open:
            self._unclosed(self.open[-1])
            self._close()
        return tuple(self.items)

    def _unclosed(self, part: _Part) -> None:
        self.findings.error("checklists.not_closed", part.line.place("type"), part.line.text("type"), name=part.name)

    def _close(self) -> None:
        part = self.open.pop()
        self.add(_closed(part))


def _closed(part: _Part) -> Item:
    line, items = part.line, tuple(part.items)
    relevant, look = read_relevant(line), line.text("appearance")
    if part.begin is Boundary.BEGIN_GROUP:
        return Group(part.name, line.number, read_wording(line), relevant, look, items, line.unknown())
    count = line.text("repeat_count")
    return Repeat(part.name, line.number, read_wording(line), relevant, count, look, items, line.unknown())


def read_survey(grid: Grid, findings: Findings) -> tuple[Heading, tuple[Item, ...]]:
    """The header and the items of the sheet, with every mistake in its structure noted."""
    heading = read_heading(grid, words.SURVEY_HEADERS, "type", findings)
    for key in ("type", "name"):
        if not heading.has(key):
            findings.error("checklists.column_missing", heading.place(heading.row, key), column=key, sheet=grid.name)
    tree = _Tree(findings)
    if heading.has("type"):
        for line in lines(grid, heading):
            _read_line(line, tree, findings)
    return heading, tree.finish()


def _read_line(line: Line, tree: _Tree, findings: Findings) -> None:
    text = line.text("type")
    if words.yes_or_no(line.text("disabled")):
        return
    if not text:
        _typeless(line, findings)
        return
    cell = parse_type(text)
    if cell is None:
        _unknown_type(line, text, tree, findings)
    elif cell.boundary in _ENDS:
        tree.end(cell.boundary, line)
    elif cell.boundary is not None:
        tree.begin(cell.boundary, line)
    elif cell.kind is not None:
        for one in _with_other(read_question(line, cell.kind, cell, findings)):
            tree.add(one)


def _typeless(line: Line, findings: Findings) -> None:
    if line.text("name") or line.text("label"):
        findings.error("checklists.type_missing", line.place("type"), name=line.text("name"))
    else:
        findings.warning("checklists.row_skipped", line.place("type"))


def _unknown_type(line: Line, text: str, tree: _Tree, findings: Findings) -> None:
    """The row stays in as a text question, so that expressions that name it are not mistaken as well."""
    place = line.place("type")
    if text.lower().startswith(_UNSUPPORTED):
        findings.error("checklists.type_unsupported", place, text, type=text)
    elif select_without_list(text):
        findings.error("checklists.select_without_list", place, text)
    else:
        fix = nearest_type(text)
        key = "checklists.type_unknown_near" if fix else "checklists.type_unknown"
        findings.error(key, place, text, fix=fix, type=text, nearest=fix or "")
    if line.text("name"):
        tree.add(Question(line.text("name"), Kind.TEXT, line.number))


def _with_other(question: Question) -> Iterator[Question]:
    """`or_other` asks for the other answer in a text of its own, named as pyxform names it."""
    yield question
    if question.or_other:
        relevant = f"selected(../{question.name}, '{OTHER}')"
        yield Question(
            f"{question.name}_other", Kind.TEXT, question.row, Wording(words.SPECIFY_OTHER), relevant=relevant
        )
