"""Which questions are judged 合格, 不合格, 不适用: they get the three large answer keys instead of a list.

The words are those by which the score judges an answer (`checklists.scoring`), so that a red key and a lost point
never part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspector.checklists.kinds import Kind
from inspector.checklists.model import NO_RULES, Choice, Question
from inspector.checklists.scoring import SHARE, Verdict, judge

_NEEDED = frozenset({Verdict.FIT, Verdict.UNFIT})
_KNOWN = _NEEDED | {Verdict.NOT_APPLICABLE}
_MERELY_YES = frozenset({"是", "否", "yes", "no"})


def verdict_of(question: Question, choice: Choice) -> Verdict:
    """What a choice of a question judges."""
    return judge(question, choice.name, choice).verdict


def is_judged(question: Question, choices: Sequence[Choice]) -> bool:
    """Whether the choices are a verdict each: fit and unfit, perhaps not applicable, and nothing else.

    Yes and no alone judge only where the question has a weight or raises a problem: 是否停工 is a plain question.
    """
    if question.kind is not Kind.SELECT_ONE or not len(_NEEDED) <= len(choices) <= len(_KNOWN):
        return False
    verdicts = [verdict_of(question, one) for one in choices]
    if len(set(verdicts)) != len(verdicts) or not _NEEDED <= set(verdicts) <= _KNOWN:
        return False
    if question.rules != NO_RULES:
        return True
    graded = any(one.columns.get(SHARE) for one in choices)
    return not graded and not any({one.name, *one.label.values()} & _MERELY_YES for one in choices)


class VerdictTable:
    """The verdicts of a form's questions, worked out once for each list of choices that a question has had."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Sequence[Choice], Mapping[str, Verdict] | None]] = {}

    def verdict(self, question: Question, choices: Sequence[Choice], answer: object) -> Verdict | None:
        """What an answer judges, OPEN for none; None where the choices judge nothing."""
        known = self._known.get(id(question))
        if known is None or (known[0] is not choices and known[0] != choices):
            judged = is_judged(question, choices)
            known = (choices, {one.name: verdict_of(question, one) for one in choices} if judged else None)
            self._known[id(question)] = known
        return None if known[1] is None else known[1].get(str(answer), Verdict.OPEN)
