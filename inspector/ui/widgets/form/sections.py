"""The sections of a checklist as they are filled: each outermost group or repeat, and loose questions between them.

One pass over the session's entries makes the rows of all sections with their counts, for the list of sections at the
left shows these after every key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from inspector.checklists.kinds import SELECTS
from inspector.checklists.model import Group, Item, Question, Repeat
from inspector.checklists.outcome import Entry, Message, ProblemToRaise
from inspector.checklists.scoring import Verdict
from inspector.checklists.session import Session
from inspector.texts import sentence
from inspector.ui.widgets.form.looks import GRID, look_of
from inspector.ui.widgets.form.rows import NO_EVIDENCE, AddRow, Evidence, HeadingRow, ItemRow, ProblemDraft, Row
from inspector.ui.widgets.form.verdicts import is_judged, verdict_of

_REQUIRED = "checklists.required"


@dataclass(frozen=True)
class Section:
    """`number` counts from 1; `address` is that of its group or repeat, "" for loose questions."""

    number: int
    address: str
    label: str
    rows: tuple[Row, ...]

    @property
    def items(self) -> tuple[ItemRow, ...]:
        """Its questions."""
        return tuple(one for one in self.rows if isinstance(one, ItemRow))

    @property
    def asked(self) -> int:
        """Questions that take an answer."""
        return sum(one.takes_answer for one in self.items)

    @property
    def answered(self) -> int:
        """Those that have one."""
        return sum(one.takes_answer and not one.open for one in self.items)

    @property
    def unfit(self) -> int:
        """Answers 不合格."""
        return sum(one.verdict is Verdict.UNFIT for one in self.items)


def read_sections(
    session: Session, evidence: Mapping[str, Evidence] | None = None, *, missing: bool = False, first: int = 1
) -> tuple[Section, ...]:
    """All sections as they stand, numbered from `first`; with `missing`, required questions that are open say so."""
    return _Reader(session, evidence or {}, missing=missing, first=first).sections()


class _Reader:
    """One pass; nothing of it is kept."""

    def __init__(self, session: Session, evidence: Mapping[str, Evidence], *, missing: bool, first: int) -> None:
        self._session = session
        self._first = first
        self._evidence = evidence
        self._entries = {one.address: one for one in session.entries()}
        told = (one for one in session.messages() if missing or one.key != _REQUIRED)
        self._messages: dict[str, Message] = {one.address: one for one in told}
        self._problems = {one.address: one for one in session.problems()}
        self._section = 0
        self._item = 0

    def sections(self) -> tuple[Section, ...]:
        """Sections that have something to show, numbered."""
        made: list[Section] = []
        for part in _parts(self._session.form.items):
            self._section, self._item = len(made) + self._first, 0
            section = self._read_section(part)
            if section.rows:
                made.append(section)
        return tuple(made)

    def _read_section(self, items: tuple[Item, ...]) -> Section:
        first = items[0]
        if isinstance(first, Group):
            entry = self._entries.get(first.name)
            rows = tuple(self._inside(first, f"{first.name}/")) if entry else ()
            return Section(self._section, first.name, entry.label if entry else "", rows)
        if isinstance(first, Repeat):
            return Section(self._section, first.name, self._repeat_label(first, ""), tuple(self._repeat(first, "")))
        return Section(self._section, "", self._session.form.title, tuple(self._rows(items, "", 0)))

    def _inside(self, part: Group | Repeat, prefix: str) -> Iterator[Row]:
        yield from self._rows(part.items, prefix, look_of(part.appearance).width or GRID)

    def _rows(self, items: tuple[Item, ...], prefix: str, columns: int) -> Iterator[Row]:
        for item in items:
            if isinstance(item, Question):
                entry = self._entries.get(prefix + item.name)
                if entry is not None:
                    yield self._item_row(item, entry, columns)
            elif isinstance(item, Repeat):
                yield from self._repeat(item, prefix)
            elif (entry := self._entries.get(prefix + item.name)) is not None:
                if entry.label:
                    yield HeadingRow(entry.address, entry.label, entry.hint, entry.depth)
                yield from self._inside(item, f"{prefix}{item.name}/")

    def _item_row(self, question: Question, entry: Entry, columns: int) -> ItemRow:
        width = look_of(question.appearance).width
        share = min(1.0, width / columns) if width and columns else 1.0
        choices = self._session.choices(entry.address) if question.kind in SELECTS else ()
        evidence = self._evidence.get(entry.address, NO_EVIDENCE)
        row = ItemRow(entry, question, choices=choices, evidence=evidence, share=share)
        if row.takes_answer:
            self._item += 1
            row = replace(row, number=f"{self._section}.{self._item}")
        if is_judged(question, choices):
            row = self._judged(row)
        message = self._messages.get(entry.address)
        return replace(row, message=_told(message)) if message else row

    def _judged(self, row: ItemRow) -> ItemRow:
        chosen = next((one for one in row.choices if one.name == row.entry.value), None)
        verdict = verdict_of(row.question, chosen) if chosen else Verdict.OPEN
        evidence = row.evidence
        if verdict is Verdict.UNFIT and evidence.problem is None and row.address in self._problems:
            evidence = replace(evidence, problem=_prefilled(self._problems[row.address], row.question))
        return replace(row, verdict=verdict, evidence=evidence)

    # -- repeats ---------------------------------------------------------------------------------------------------

    def _repeat_label(self, repeat: Repeat, prefix: str) -> str:
        first = self._entries.get(f"{prefix}{repeat.name}[1]")
        return (first.label if first else "") or repeat.name

    def _repeat(self, repeat: Repeat, prefix: str) -> Iterator[Row]:
        where = prefix + repeat.name
        label = self._repeat_label(repeat, prefix)
        instances = self._session.instances(where)
        shown = [one for one in instances if one in self._entries]
        for number, address in enumerate(shown, start=1):
            entry = self._entries[address]
            yield HeadingRow(address, f"{label} {number}", entry.hint, entry.depth, removable=not repeat.count)
            yield from self._inside(repeat, f"{address}/")
        if not repeat.count and (shown or not instances):
            yield AddRow(where, sentence("ui_visit.item_add_instance", label=label))


def _parts(items: tuple[Item, ...]) -> Iterator[tuple[Item, ...]]:
    """A group or repeat is a part of its own; questions that follow each other outside of one are a part together."""
    loose: list[Item] = []
    for one in items:
        if isinstance(one, Question):
            loose.append(one)
            continue
        if loose:
            yield tuple(loose)
        loose = []
        yield (one,)
    if loose:
        yield tuple(loose)


def _told(message: Message) -> str:
    return message.text or sentence(message.key, **message.details)


def _prefilled(problem: ProblemToRaise, question: Question) -> ProblemDraft:
    """The problem as the checklist proposes it; a term that a field holds has no number of its own to tell."""
    days = question.rules.deadline_days
    return ProblemDraft(
        owner=problem.owner, due_on=problem.due_on, days=days if isinstance(days, int) else None, prefilled=True
    )
