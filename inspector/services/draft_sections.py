"""The sections of a visit that is being filled: numbered parts with their questions, counts and problems.

Pure functions over what was opened: the screen asks them after every answer to its own session, without a read.
The first section, 上报与所见, is no part of any checklist: what was reported stands there beside what is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inspector.checklists.answers import Answer, is_computed
from inspector.checklists.kinds import Kind
from inspector.checklists.model import Question
from inspector.checklists.outcome import Entry, RepeatPlace
from inspector.checklists.scoring import Verdict
from inspector.checklists.session import Session
from inspector.domain.inspection import Inspection
from inspector.domain.problem import ProblemLevel
from inspector.services.draft_views import OpenDraft, Reported
from inspector.services.visit_file import ProblemDraft
from inspector.texts import label, sentence

SEEN = "@seen"
"""The key of the section 上报与所见; no question can be called so."""
LOOSE = "@loose"
"""The key of the questions that stand before or between the parts of a form; a number follows it."""
_SEEN_FIELDS = ("seen_status", "physical_progress_pct", "workers", "machines", "weather", "place", "conclusions")
_NEEDED = frozenset({"seen_status", "physical_progress_pct"})
_ORDINAL = re.compile(r"\s*(?:[一二三四五六七八九十]+、|\(?[0-9]+\)?[.、．]\s*)")
"""What authors number their parts with; the section has its own number."""


@dataclass(frozen=True)
class SeenFact:
    """One line of 上报与所见: the field of a visit, what was reported of it, and what was seen."""

    name: str
    label: str
    reported: Any
    seen: Any
    required: bool

    @property
    def differs(self) -> bool:
        """Whether both are known and are not the same."""
        return self.reported is not None and self.seen is not None and self.reported != self.seen


@dataclass(frozen=True)
class SectionEntry:
    """One line of a section: a heading inside it (`number` is ""), or a question with its number `5.2`.

    `verdict` is None but for questions of one choice; `takes_answer` is False for notes and what the form computes.
    """

    number: str
    entry: Entry
    verdict: Verdict | None
    takes_answer: bool

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.takes_answer and self.entry.value is None


@dataclass(frozen=True)
class VisitSection:
    """A part of the visit. `key` is "@seen" or the address of the part; `facts` only in the first one."""

    number: int
    key: str
    title: str
    facts: tuple[SeenFact, ...]
    entries: tuple[SectionEntry, ...]
    repeats: tuple[RepeatPlace, ...]
    answered: int
    asked: int
    unfit: int
    problems: int

    @property
    def complete(self) -> bool:
        """Whether everything in it is answered."""
        return self.answered == self.asked


@dataclass(frozen=True)
class Filled:
    """How far a visit is filled, over all sections."""

    answered: int
    asked: int

    @property
    def missing(self) -> int:
        """How many answers are still open."""
        return self.asked - self.answered


def sections(draft: OpenDraft) -> tuple[VisitSection, ...]:
    """All sections in their order, 上报与所见 first; parts that are not asked now are left out."""
    parts = [] if draft.session is None else list(_parts(draft.session))
    verdicts = draft.session.verdicts() if draft.session else {}
    raised = [one.inspection_item for one in draft.problems if one.inspection_item is not None]
    made = (_section(number, part, verdicts, raised) for number, part in enumerate(parts, start=2))
    return _seen_section(draft), *made


def filled_so_far(made: Sequence[VisitSection]) -> Filled:
    """The counts of all sections together."""
    return Filled(sum(one.answered for one in made), sum(one.asked for one in made))


def open_fit_answers(session: Session, section: VisitSection) -> dict[str, Answer]:
    """其余全部合格: the answer 合格 for every question of a section that waits for a verdict."""
    return open_fit_answers_of(session, [one.entry.address for one in section.entries if one.is_open])


def open_fit_answers_of(session: Session, waiting: Sequence[str]) -> dict[str, Answer]:
    """The answer 合格 for those of the open questions `waiting` that ask for a verdict."""
    choices = ((address, session.verdict_choices(address)) for address in waiting)
    return {address: found[Verdict.FIT] for address, found in choices if found}


def proposed_problem(draft: OpenDraft, address: str) -> ProblemDraft:
    """The problem that an unfit answer would bring: as the rules of the checklist have it, in the note's words.

    Raises NotFoundError for an address that leads nowhere; a draft without a form has no such addresses.
    """
    ruled = draft.session.problems() if draft.session else []
    found = next((one for one in ruled if one.address == address), None)
    return ProblemDraft(
        description=problem_words(draft.session, address, draft.notes.get(address, "")),
        category=(found.category or None) if found else None,
        sub_category=None,
        level=ProblemLevel.GENERAL,
        owner_department=(found.owner or None) if found else None,
        co_departments=(),
        solution=None,
        close_standard=None,
        due_on=found.due_on if found else None,
        item=address,
    )


def problem_words(session: Session | None, address: str, note: str) -> str:
    """How a problem of a question is described: the note where there is one, else question and answer."""
    name = session.label(address) if session else address
    if note.strip():
        return sentence("services.problem_of_note", label=name, note=note.strip())
    answer = session.answer_label(address) if session else ""
    return sentence("services.problem_of_answer", label=name, answer=answer)


def seen_facts_of(inspection: Inspection, reported: Reported) -> tuple[SeenFact, ...]:
    """The lines of 上报与所见 of a visit."""
    return tuple(_fact(inspection, reported, name) for name in _SEEN_FIELDS)


def _seen_section(draft: OpenDraft) -> VisitSection:
    facts = seen_facts_of(draft.inspection, draft.reported)
    needed = [one for one in facts if one.required]
    return VisitSection(
        number=1,
        key=SEEN,
        title=sentence("services.section_seen"),
        facts=facts,
        entries=(),
        repeats=(),
        answered=sum(one.seen is not None for one in needed),
        asked=len(needed),
        unfit=0,
        problems=sum(one.inspection_item is None for one in draft.problems),
    )


def _fact(inspection: Inspection, reported: Reported, name: str) -> SeenFact:
    told = {
        "seen_status": reported.status,
        "physical_progress_pct": reported.progress_pct,
        "workers": reported.workers,
        "machines": reported.machines,
    }
    return SeenFact(name, label(Inspection.KIND, name), told.get(name), getattr(inspection, name), name in _NEEDED)


_Part = tuple[str, str, tuple[Entry, ...], tuple[RepeatPlace, ...]]


def _parts(session: Session) -> Iterator[_Part]:
    """The outermost parts of a form with their entries; questions outside of any part stand together."""
    entries: dict[str, list[Entry]] = {}
    for one in session.entries():
        entries.setdefault(_top(one.address), []).append(one)
    places: dict[str, list[RepeatPlace]] = {}
    for place in session.repeats():
        places.setdefault(_top(place.address), []).append(place)
    loose: list[Entry] = []
    for item in session.form.items:
        found, repeats = entries.get(item.name, []), places.get(item.name, [])
        if isinstance(item, Question):
            loose += found
        elif found or repeats:
            yield from _loose(loose)
            loose = []
            yield _part(item.name, found, repeats)
    yield from _loose(loose)


def _part(name: str, entries: Sequence[Entry], repeats: Sequence[RepeatPlace]) -> _Part:
    """A group stands as the section itself; the instances of a repeat keep their headings."""
    own = [one for one in entries if one.address != name]
    heading = next((one.label for one in entries if one.address == name), "")
    named = next((one.label for one in repeats if one.address == name), "")
    return name, without_ordinal(heading or named or name), tuple(own), tuple(repeats)


def without_ordinal(title: str) -> str:
    """A title without the number that its author gave it (`三、`): a section has its own."""
    return _ORDINAL.sub("", title, count=1)


def _loose(entries: Sequence[Entry]) -> Iterator[_Part]:
    if entries:
        yield f"{LOOSE}/{entries[0].address}", sentence("services.section_loose"), tuple(entries), ()


def _top(address: str) -> str:
    return address.partition("/")[0].partition("[")[0]


def _section(number: int, part: _Part, verdicts: Mapping[str, Verdict], raised: Sequence[str]) -> VisitSection:
    key, title, entries, repeats = part
    lines = tuple(_lines(number, entries, verdicts))
    here = {one.entry.address for one in lines}
    return VisitSection(
        number=number,
        key=key,
        title=title,
        facts=(),
        entries=lines,
        repeats=repeats,
        answered=sum(one.takes_answer and not one.is_open for one in lines),
        asked=sum(one.takes_answer for one in lines),
        unfit=sum(one.verdict is Verdict.UNFIT for one in lines),
        problems=sum(one in here for one in raised),
    )


def _lines(section: int, entries: Sequence[Entry], verdicts: Mapping[str, Verdict]) -> Iterator[SectionEntry]:
    number = 0
    for one in entries:
        asked = isinstance(one.item, Question)
        takes = isinstance(one.item, Question) and one.item.kind is not Kind.NOTE and not is_computed(one.item)
        number += asked
        yield SectionEntry(f"{section}.{number}" if asked else "", one, verdicts.get(one.address), takes)
