"""The choices sheet: lists of answers, and what is wrong with their rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from inspector.checklists import words
from inspector.checklists.grid import Grid
from inspector.checklists.headers import Heading, read_heading
from inspector.checklists.lines import Line, lines
from inspector.checklists.mistakes import Findings
from inspector.checklists.model import Choice

_SHARE = "gov_share"


@dataclass(frozen=True)
class ChoiceLists:
    """The lists by name in the order of the sheet; `heading` is None where there is no sheet."""

    heading: Heading | None = None
    lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=lambda: MappingProxyType({}))


def read_choices(grid: Grid | None, findings: Findings, *, twins_allowed: bool = False) -> ChoiceLists:
    """Every list of the sheet; rows without a list name are comments and left out with a warning."""
    if grid is None or not grid.rows:
        return ChoiceLists()
    heading = read_heading(grid, words.CHOICES_HEADERS, "list_name", findings)
    found: dict[str, dict[str, Choice]] = {}
    extra: dict[str, list[Choice]] = {}
    for line in lines(grid, heading):
        choice = _choice(line, findings)
        if choice is None:
            continue
        name = line.text("list_name")
        known = found.setdefault(name, {})
        if choice.name in known and not twins_allowed:
            first = known[choice.name].row
            findings.error("checklists.choice_twice", line.place("name"), choice.name, list=name, row=first)
        known.setdefault(choice.name, choice)
        extra.setdefault(name, []).append(choice)
    return ChoiceLists(heading, MappingProxyType({name: tuple(choices) for name, choices in extra.items()}))


def _choice(line: Line, findings: Findings) -> Choice | None:
    list_name, name, label = line.text("list_name"), line.text("name"), line.texts("label")
    if not list_name:
        if name or label:
            findings.warning("checklists.choice_without_list", line.place("list_name"), name)
        return None
    if not name:
        findings.error("checklists.choice_without_name", line.place("name"), list=list_name)
        return None
    if not label and not line.media():
        findings.warning("checklists.choice_without_label", line.place("label"), name, list=list_name)
    share = {_SHARE: text} if (text := line.text(_SHARE)) else {}
    return Choice(name, label, line.media(), MappingProxyType({**line.unknown(), **share}), line.number)
