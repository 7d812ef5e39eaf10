"""The sections of a checklist as they are filled: each outermost group or repeat, and loose questions between them.

One pass over the session's entries makes the rows of all sections with their counts, for the list of sections at the
left shows these after every key; so the pass has to be short (benchmarks/bench_form.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from inspector.checklists.kinds import SELECTS
from inspector.checklists.model import Choice, Group, Item, Question, Repeat
from inspector.checklists.outcome import Entry, Message, ProblemToRaise
from inspector.checklists.scoring import Verdict
from inspector.checklists.session import Session
from inspector.texts import sentence
from inspector.ui.widgets.form.looks import GRID, look_of
from inspector.ui.widgets.form.rows import (
    NO_EVIDENCE,
    AddRow,
    Evidence,
    HeadingRow,
    ItemRow,
    ProblemDraft,
    Row,
    takes_answer,
)
from inspector.ui.widgets.form.verdicts import VerdictTable

_REQUIRED = "checklists.required"


@dataclass(frozen=True)
class FormSection:
    """The rows drawn of a part; `number` counts from 1; `address` is that of its group or repeat, "" for loose ones.

    `services.draft_sections.VisitSection` is a part of a whole visit, with what was reported and seen, for those
    without a window.
    """

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


@dataclass
class _Pass:
    """What one reading works with; `problems` are asked for only where an answer is unfit."""

    entries: Mapping[str, Entry]
    messages: Mapping[str, Message]
    evidence: Mapping[str, Evidence]
    problems: dict[str, ProblemToRaise] | None = None
    section: int = 0
    item: int = 0


class SectionReader:
    """Reads the sections of one session again and again; what does not change between two keys is kept.

    Sections are numbered from `first`. `read` takes the evidence by address; with `missing`, required questions that
    are open say so.
    """

    def __init__(self, session: Session, first: int = 1) -> None:
        self._session = session
        self._first = first
        self._parts = tuple(_parts(session.form.items))
        self._verdicts = VerdictTable()
        self._lists: dict[int, tuple[Choice, ...]] = {}
        self._pass = _Pass({}, {}, {})

    def read(self, evidence: Mapping[str, Evidence] | None = None, *, missing: bool = False) -> tuple[FormSection, ...]:
        """All sections that have something to show, numbered as they stand now."""
        told = (one for one in self._session.messages() if missing or one.key != _REQUIRED)
        entries = {one.address: one for one in self._session.entries()}
        self._pass = _Pass(entries, {one.address: one for one in told}, evidence or {})
        made: list[FormSection] = []
        for part in self._parts:
            self._pass.section, self._pass.item = len(made) + self._first, 0
            section = self._read_section(part)
            if section.rows:
                made.append(section)
        return tuple(made)

    def _read_section(self, items: tuple[Item, ...]) -> FormSection:
        first = items[0]
        if isinstance(first, Group):
            entry = self._pass.entries.get(first.name)
            rows = tuple(self._inside(first, f"{first.name}/")) if entry else ()
            return FormSection(self._pass.section, first.name, entry.label if entry else "", rows)
        if isinstance(first, Repeat):
            return FormSection(
                self._pass.section, first.name, self._repeat_label(first, ""), tuple(self._repeat(first, ""))
            )
        return FormSection(self._pass.section, "", self._session.form.title, tuple(self._rows(items, "", 0)))

    def _inside(self, part: Group | Repeat, prefix: str) -> Iterator[Row]:
        yield from self._rows(part.items, prefix, look_of(part.appearance).width or GRID)

    def _rows(self, items: tuple[Item, ...], prefix: str, columns: int) -> Iterator[Row]:
        for item in items:
            if isinstance(item, Question):
                entry = self._pass.entries.get(prefix + item.name)
                if entry is not None:
                    yield self._item_row(item, entry, columns)
            elif isinstance(item, Repeat):
                yield from self._repeat(item, prefix)
            elif (entry := self._pass.entries.get(prefix + item.name)) is not None:
                if entry.label:
                    yield HeadingRow(entry.address, entry.label, entry.hint, entry.depth)
                yield from self._inside(item, f"{prefix}{item.name}/")

    def _item_row(self, question: Question, entry: Entry, columns: int) -> ItemRow:
        here = self._pass
        width = look_of(question.appearance).width
        choices = self._choices(question, entry.address) if question.kind in SELECTS else ()
        verdict = self._verdicts.verdict(question, choices, entry.value)
        evidence = here.evidence.get(entry.address, NO_EVIDENCE)
        if verdict is Verdict.UNFIT and evidence.problem is None:
            evidence = self._with_problem(evidence, entry.address, question)
        message = here.messages.get(entry.address)
        number = ""
        if takes_answer(entry, question):
            here.item += 1
            number = f"{here.section}.{here.item}"
        return ItemRow(
            entry,
            question,
            number,
            choices,
            verdict,
            _told(message) if message else "",
            evidence,
            min(1.0, width / columns) if width and columns else 1.0,
        )

    def _choices(self, question: Question, address: str) -> tuple[Choice, ...]:
        """What is left of a list; one that nothing filters is the same at every key."""
        if question.choice_filter or question.source.startswith("${"):
            return self._session.choices(address)
        if id(question) not in self._lists:
            self._lists[id(question)] = self._session.choices(address)
        return self._lists[id(question)]

    def _with_problem(self, evidence: Evidence, address: str, question: Question) -> Evidence:
        """The problem as the checklist proposes it, where nobody has changed it yet."""
        if self._pass.problems is None:
            self._pass.problems = {one.address: one for one in self._session.problems()}
        proposed = self._pass.problems.get(address)
        return replace(evidence, problem=_prefilled(proposed, question)) if proposed else evidence

    # -- repeats ---------------------------------------------------------------------------------------------------

    def _repeat_label(self, repeat: Repeat, prefix: str) -> str:
        first = self._pass.entries.get(f"{prefix}{repeat.name}[1]")
        return (first.label if first else "") or repeat.name

    def _repeat(self, repeat: Repeat, prefix: str) -> Iterator[Row]:
        where = prefix + repeat.name
        label = self._repeat_label(repeat, prefix)
        instances = self._session.instances(where)
        shown = [one for one in instances if one in self._pass.entries]
        for number, address in enumerate(shown, start=1):
            entry = self._pass.entries[address]
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
