"""What a figure is about: a set of projects (`Subject`) and what is measured on it (`Measure`).

It stands apart from the words (`lexicon`), so that the relations know nothing of how an indicator is spelled.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """A set of projects, by the identifiers of the glossary (domain.md §7)."""

    PLANNED = "planned"
    PLANNED_NEW = "planned_new"
    PLANNED_CONTINUING = "planned_continuing"
    START_RESUME = "start_resume"
    STARTED_NEW = "started_new"
    RESUMED = "resumed"
    APPLICABLE = "applicable"
    FINISHED = "finished"
    IN_PROGRESS = "in_progress"
    PENDING = "pending"
    BATCH = "batch"


class Measure(StrEnum):
    """What is measured. `RATE` of a subject is its share of the subject in `DENOMINATOR`.

    `COMPLETION` is 投资完成率: invested / planned investment.
    """

    COUNT = "count"
    TOTAL_INVESTMENT = "total_investment"
    PLANNED_INVESTMENT = "planned_investment"
    INVESTED = "invested"
    AVERAGE_SCALE = "average_scale"
    RATE = "rate"
    COMPLETION = "completion"


@dataclass(frozen=True)
class Indicator:
    """A measure of a subject; written `start_resume.count` in files."""

    subject: Subject
    measure: Measure


DENOMINATOR = {
    Subject.START_RESUME: Subject.PLANNED,
    Subject.STARTED_NEW: Subject.PLANNED_NEW,
    Subject.RESUMED: Subject.PLANNED_CONTINUING,
    Subject.FINISHED: Subject.APPLICABLE,
}
"""The subject under the rate of a subject (domain.md §4)."""

PARTS = {
    Subject.START_RESUME: (Subject.STARTED_NEW, Subject.RESUMED),
    Subject.PLANNED: (Subject.PLANNED_NEW, Subject.PLANNED_CONTINUING),
}
"""Totals and the parts that make them up, in counts and in amounts."""

AMOUNTS = (Measure.TOTAL_INVESTMENT, Measure.PLANNED_INVESTMENT, Measure.INVESTED)
OF_STEPS = frozenset({Subject.APPLICABLE, Subject.FINISHED, Subject.IN_PROGRESS, Subject.PENDING})
"""Subjects that speak of one approval step."""


def indicator_of(identifier: str) -> Indicator | None:
    """The indicator written `subject.measure`, or None."""
    subject, _, measure = identifier.partition(".")
    if subject in set(Subject) and measure in set(Measure):
        return Indicator(Subject(subject), Measure(measure))
    return None
