"""Plausible filled visits for the shipped checklists: answers by address, in the order in which they are given."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from inspector import paths
from inspector.checklists.answers import Answer
from inspector.checklists.model import Form
from inspector.checklists.reading import read_checklist
from inspector.checklists.session import Session
from inspector.checklists.surroundings import Surroundings
from tests.checklists.kit import FixedClock

NAMES = ("开复工核查", "形象进度核查", "安全文明施工", "手续办理核查", "问题整改复核", "观摩评分")
SIGNED: Mapping[str, Answer] = {"signature": "签名.png"}


@cache
def shipped(name: str) -> Form:
    reading = read_checklist(paths.forms("checklists", f"{name}.xlsx"))
    assert reading.mistakes == ()
    assert reading.form is not None
    return reading.form


def visit(name: str, answers: Mapping[str, Answer], language: str = "") -> Session:
    """A visit at noon on 2 March 2026."""
    made = Session(shipped(name), surroundings=Surroundings(clock=FixedClock(), language=language))
    give(made, answers)
    return made


def give(session: Session, answers: Mapping[str, Answer]) -> None:
    """Answer in order; `blockers[2]/…` adds the second instance where it is not there yet."""
    for where, answer in answers.items():
        repeat, bracket, rest = where.partition("[")
        if bracket and int(rest.partition("]")[0]) > len(session.instances(repeat)):
            session.add(repeat)
        session.answer(where, answer)


def inside(instance: str, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers of one instance of a repeat."""
    return {f"{instance}/{name}": answer for name, answer in answers.items()}
