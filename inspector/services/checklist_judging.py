"""The answers of a visit judged by its checklist, whichever form the checklist has.

It stands between `visits` and the two kinds of definition: the simple list of items of before, and a form written
in Excel, which a session fills. A visit is judged as of its own time, so that it signs tomorrow as it would today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from inspector.checklists.answers import Answer
from inspector.checklists.definition import is_form
from inspector.checklists.kinds import SELECTS
from inspector.checklists.model import Question, text_in
from inspector.checklists.outcome import Entry, Message, ProblemToRaise
from inspector.checklists.session import PHOTOS, Session
from inspector.checklists.surroundings import Surroundings
from inspector.domain.checklist_answers import check_answers, read_definition
from inspector.domain.errors import InspectorError, RuleError
from inspector.domain.inspection import Checklist
from inspector.domain.problem import ProblemLevel
from inspector.domain.reasons import Reason, reason
from inspector.services.checklist_sifting import photos_of_nothing, unreadable
from inspector.services.checklist_tables import KeptForm, from_kept
from inspector.services.visit_file import ProblemDraft
from inspector.texts import sentence

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Judgement:
    """`wrong` keeps the visit from being signed, `dropped` tells what was answered without being asked.

    `draft` are the answers as a draft keeps them, `final` as a signed visit does: without what is not asked.
    """

    draft: Answers | None
    final: Answers | None
    wrong: tuple[Reason, ...] = ()
    dropped: tuple[Reason, ...] = ()
    problems: tuple[ProblemToRaise, ...] = ()


@dataclass(frozen=True)
class VisitClock:
    """It is always the time of the visit."""

    at: datetime

    def milliseconds(self) -> int:
        """Unix time in milliseconds, UTC."""
        return int(self.at.timestamp() * 1000)


def judge(checklist: Checklist, answers: Answers | None, at: datetime, *, is_new: bool = False) -> Judgement:
    """What `checklist` says of the answers of a visit at `at`; a new visit gets the defaults of the form too.

    Raises RuleError (`services.answers_refused`) telling every answer that a form cannot take, FormatError for a
    definition that cannot be used.
    """
    definition = checklist.definition or {"items": []}
    if not is_form(definition):
        found = check_answers(read_definition(definition), answers or {})
        return Judgement(answers, answers, found)
    given = answers or {}
    session = filled(from_kept(definition), given, at, is_new=is_new, name=checklist.name)
    dropped = _dropped(session, given)
    return Judgement(
        draft=session.answers(hidden=True),
        final=session.answers(),
        wrong=tuple(_wrong(session)),
        dropped=(reason("services.answers_not_relevant", names=dropped),) if dropped else (),
        problems=tuple(session.problems()),
    )


def filled(kept: KeptForm, given: Answers, at: datetime, *, is_new: bool, name: str, language: str = "") -> Session:
    """A session with these answers; with `is_new` the defaults stand where nothing was answered.

    `language` is one of the form's (`中文 (zh)`), "" its default. Raises RuleError
    (`services.answers_refused`) telling every answer that it cannot take.
    """
    form = kept.form
    photos = given.get(PHOTOS, {})
    plain = {key: one for key, one in given.items() if key != PHOTOS}
    refused = unreadable(form, plain)
    if refused:
        raise _refusal(name, (*refused, *photos_of_nothing(form, photos)))
    surroundings = Surroundings(clock=VisitClock(at), tables=kept.tables, language=language)
    if is_new:
        plain = Session(form, surroundings=surroundings).answers(hidden=True) | plain
    session = Session(form, plain, surroundings)
    refused = tuple(_attach(session, photos))
    if refused:
        raise _refusal(name, refused)
    return session


def _attach(session: Session, photos: object) -> Iterator[Reason]:
    """Attach photos to their questions, telling what belongs to none."""
    if not isinstance(photos, Mapping):
        yield reason("services.answers_not_asked", names=[PHOTOS])
        return
    for where, names in photos.items():
        try:
            session.attach(where, tuple(names))
        except InspectorError as error:
            yield Reason(error.key, error.details)


def answered(session: Session) -> tuple[tuple[Entry, Answer], ...]:
    """What was answered of what is asked, in the order of the form; choices by their labels."""
    entries = (one for one in session.entries() if isinstance(one.item, Question))
    return tuple((one, _shown(session, one)) for one in entries if one.value is not None)


def _shown(session: Session, entry: Entry) -> Answer:
    if not isinstance(entry.item, Question) or entry.item.kind not in SELECTS or entry.value is None:
        return entry.value
    form, language = session.form, session.surroundings.language
    texts = {one.name: text_in(one.label, language, form.default_language) for one in session.choices(entry.address)}
    names = entry.value if isinstance(entry.value, list) else [str(entry.value)]
    return [texts.get(name) or name for name in names]


def _refusal(name: str, refused: Sequence[Reason]) -> RuleError:
    told = "\n".join(sentence(one.key, **one.details) for one in refused)
    return RuleError("services.answers_refused", checklist=name, told=told)


def _wrong(session: Session) -> Iterator[Reason]:
    yield from (message_reason(one) for one in session.messages())
    for where in session.photos_needed():
        yield reason("services.answer_needs_photo", label=session.label(where))


def message_reason(message: Message) -> Reason:
    """A message of a session as a reason; the sentence that the author of the checklist wrote comes first."""
    if message.text:
        return reason("services.answer_told", label=message.label, text=message.text)
    return Reason(message.key, message.details)


def _dropped(session: Session, given: Answers) -> list[str]:
    """What was answered and will not be kept, as `楼栋[2]/层数`."""
    kept = set(_addresses(session.answers(), ""))
    return [one for one in _addresses(given, "") if one not in kept]


def _addresses(answers: Answers, before: str) -> Iterator[str]:
    for name, answer in answers.items():
        if name == PHOTOS or answer is None or answer is False or answer in ("", []):
            continue
        if not (isinstance(answer, (list, tuple)) and isinstance(answer[0], Mapping)):
            yield before + name
            continue
        for number, one in enumerate(answer, start=1):
            yield from _addresses(one, f"{before}{name}[{number}]/")


def to_draft(problem: ProblemToRaise) -> ProblemDraft:
    """A problem that the rules raise, as an inspector would have written it into a visit."""
    return ProblemDraft(
        description=sentence("services.problem_of_answer", label=problem.label, answer=problem.answer),
        category=problem.category or None,
        sub_category=None,
        level=ProblemLevel.GENERAL,
        owner_department=problem.owner or None,
        co_departments=(),
        solution=None,
        close_standard=None,
        due_on=problem.due_on,
        item=problem.address,
    )
