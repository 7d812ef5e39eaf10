"""What the figure checker says: what holds, what does not, and what the printed numbers imply.

It stands apart from the rules so that screens, the command line and the catalogues depend on the words of a
report only. A report never corrects anything (domain.md §4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an inconsistency stops an issue, the others inform."""

    INCONSISTENCY = "inconsistency"
    AMBIGUOUS = "ambiguous"
    NOTICE = "notice"


class Kind(StrEnum):
    """The relation that was looked at; `domain.figures.<kind>` is the sentence of a finding."""

    SUM_DIFFERS = "sum_differs"
    SUM_ROUNDED = "sum_rounded"
    PART_EXCEEDS_TOTAL = "part_exceeds_total"
    RATE_DIFFERS = "rate_differs"
    RATE_IMPOSSIBLE = "rate_impossible"
    DENOMINATOR_IMPLIED = "denominator_implied"
    DENOMINATOR_AMBIGUOUS = "denominator_ambiguous"
    NUMERATOR_IMPLIED = "numerator_implied"
    NUMERATOR_IMPOSSIBLE = "numerator_impossible"
    NO_TOTAL_FITS = "no_total_fits"
    DENOMINATORS_DIFFER = "denominators_differ"
    ALL_RESUMED_DIFFERS = "all_resumed_differs"
    AVERAGE_DIFFERS = "average_differs"


SEVERITY = {
    Kind.SUM_ROUNDED: Severity.NOTICE,
    Kind.DENOMINATOR_IMPLIED: Severity.NOTICE,
    Kind.NUMERATOR_IMPLIED: Severity.NOTICE,
    Kind.DENOMINATOR_AMBIGUOUS: Severity.AMBIGUOUS,
}
"""Every other kind is an inconsistency."""


class Relation(StrEnum):
    """What holds; `domain.figures.holds_<relation>` is its sentence."""

    SUM = "sum"
    RATE = "rate"
    DENOMINATORS = "denominators"
    ALL_RESUMED = "all_resumed"
    AVERAGE = "average"


@dataclass(frozen=True)
class Mention:
    """A printed number: its words (`label`), its place, and what it says.

    `start` and `end` are offsets into the text as it was given, `quote` is the text between them. For
    structured figures `start` and `end` are None and `index` is the place in the list. `value` is None for a
    statement in words (复工项目已全部复工).
    """

    label: str
    quote: str
    value: Decimal | None
    unit: str
    start: int | None = None
    end: int | None = None
    index: int | None = None


@dataclass(frozen=True)
class Check:
    """A relation that holds, e.g. 117 + 212 = 329."""

    relation: Relation
    mentions: tuple[Mention, ...]
    details: Mapping[str, str]

    @property
    def key(self) -> str:
        """The catalogue key of its sentence."""
        return f"domain.figures.holds_{self.relation}"


@dataclass(frozen=True)
class Finding:
    """A relation that does not hold, or a number that the printed ones imply.

    `details` fill the sentence; `numbers` are the implied or expected integers, lowest and highest.
    """

    kind: Kind
    mentions: tuple[Mention, ...]
    details: Mapping[str, str]
    numbers: tuple[int, ...] = ()

    @property
    def severity(self) -> Severity:
        """How much it weighs."""
        return SEVERITY.get(self.kind, Severity.INCONSISTENCY)

    @property
    def key(self) -> str:
        """The catalogue key of its sentence."""
        return f"domain.figures.{self.kind}"


@dataclass(frozen=True)
class CheckReport:
    """Everything that was looked at, in the order of the text."""

    passed: tuple[Check, ...] = field(default=())
    findings: tuple[Finding, ...] = field(default=())

    @property
    def inconsistencies(self) -> tuple[Finding, ...]:
        """The findings that contradict each other in print."""
        return tuple(one for one in self.findings if one.severity is Severity.INCONSISTENCY)

    @property
    def exit_code(self) -> int:
        """1 with an inconsistency, else 0."""
        return 1 if self.inconsistencies else 0
