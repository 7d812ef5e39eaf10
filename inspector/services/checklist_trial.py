"""A checklist tried with answers before anybody goes out with it: what is asked, wrong, computed, scored, raised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from inspector.checklists.answers import Answer
from inspector.checklists.kinds import UNASKED
from inspector.checklists.outcome import Completeness, Entry, ProblemToRaise
from inspector.checklists.scoring import Score
from inspector.checklists.session import Session
from inspector.domain.reasons import Reason, reason
from inspector.services.checklist_judging import answered, filled, message_reason
from inspector.services.checklist_tables import KeptForm


@dataclass(frozen=True)
class Told:
    """Something that keeps the visit from being signed, at the address of its question."""

    address: str
    reason: Reason


@dataclass(frozen=True)
class Trial:
    """`asked` is what would be shown, headings too; `not_asked` are the questions whose conditions do not hold.

    `answers` are as a signed visit would keep them, `shown` as they are read, by address: choices by their labels.
    """

    asked: tuple[Entry, ...]
    not_asked: tuple[str, ...]
    messages: tuple[Told, ...]
    calculations: Mapping[str, Answer]
    score: Score
    completeness: Completeness
    problems: tuple[ProblemToRaise, ...]
    answers: Mapping[str, Any]
    shown: Mapping[str, Answer]


def try_checklist(kept: KeptForm, answers: Mapping[str, Any], at: datetime) -> Trial:
    """The form with these answers at a visit at `at`, its defaults where nothing was answered.

    Raises RuleError (`services.answers_refused`) telling every answer that it cannot take.
    """
    session = filled(kept, answers, at, is_new=True, name=kept.form.title)
    asked = tuple(session.entries())
    items = {id(one.item) for one in asked}
    spots = [one for one in session.schema.spots if one.question is not None and one.question.kind not in UNASKED]
    return Trial(
        asked=asked,
        not_asked=tuple(one.path for one in spots if id(one.item) not in items),
        messages=_messages(session),
        calculations=session.calculations(),
        score=session.score(),
        completeness=session.completeness(),
        problems=tuple(session.problems()),
        answers=session.answers(),
        shown={entry.address: value for entry, value in answered(session)},
    )


def _messages(session: Session) -> tuple[Told, ...]:
    wrong = (Told(one.address, message_reason(one)) for one in session.messages())
    photos = (
        Told(where, reason("services.answer_needs_photo", label=session.label(where)))
        for where in session.photos_needed()
    )
    return (*wrong, *photos)
