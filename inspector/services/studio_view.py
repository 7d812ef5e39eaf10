"""简报编制 as data: the outline, the text with its figures, one figure with its rows, checks and comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from inspector.bulletin.content import BulletinContent
from inspector.domain.bulletin import BulletinState
from inspector.domain.figures import CheckReport
from inspector.domain.figures.findings import Finding
from inspector.services.photo_picks import PairKind

IssueContent = BulletinContent
"""What is printed, to be handed back to the studio as it is."""


class SectionState(StrEnum):
    """How far a section is: written, contradicting itself, still empty, or made without any text (附表)."""

    WRITTEN = "written"
    TO_CHECK = "to_check"
    TO_WRITE = "to_write"
    AUTOMATIC = "automatic"


class ObjectKind(StrEnum):
    """What stands between the paragraphs."""

    TABLE = "table"
    PHOTOS = "photos"
    PAIR = "pair"
    LAMPS = "lamps"
    CHART = "chart"


PICTURED = frozenset({ObjectKind.PHOTOS, ObjectKind.PAIR})


@dataclass(frozen=True)
class Run:
    """A piece of a sentence: plain text, or with `figure` a number that comes from the frozen rows."""

    text: str
    figure: str = ""


@dataclass(frozen=True)
class Slot:
    """The place of one frozen sentence: its template as it is edited (`{active}` for a figure) and its runs."""

    index: int
    template: str
    runs: tuple[Run, ...]
    paragraphs: int


@dataclass(frozen=True)
class ObjectView:
    """A table, a chart or a grid of photos; `count` are its rows, bars or photos. One `left_out` is not printed."""

    kind: ObjectKind
    title: str
    count: int
    left_out: bool = False


@dataclass(frozen=True)
class SectionView:
    """A section: its parts in printing order, its figures as (name, printed), and what contradicts in its own text.

    A `hidden` one is not printed; one that is `movable` can be put at another place of the text.
    """

    key: str
    title: str
    state: SectionState
    parts: tuple[Slot | ObjectView, ...]
    figures: tuple[tuple[str, str], ...]
    photos: int
    findings: tuple[Finding, ...]
    hidden: bool = False
    movable: bool = True


@dataclass(frozen=True)
class StudioView:
    """An issue as it is worked on; `uncredited` photos are left out.

    `freezes`: how often its data were frozen here, 0 where that was elsewhere.
    """

    bulletin_id: str
    period: str
    issue_number: int
    revision: int
    state: BulletinState
    as_of: date
    frozen_at: datetime | None
    freezes: int
    title: str
    editor_note: str
    sections: tuple[SectionView, ...]
    check: CheckReport
    uncredited: int


@dataclass(frozen=True)
class FigureDetail:
    """A number of the text: how it came about (numerator ÷ denominator, decimals) and the frozen rows behind it."""

    section: str
    name: str
    printed: str
    value: Decimal | None
    unit: str
    decimals: int
    numerator: Decimal | None
    denominator: Decimal | None
    table: str
    where: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class ComparedFigure:
    """A figure of this issue beside the same one of the last; `change` is None where one of them has no value."""

    section: str
    name: str
    unit: str
    before: str
    now: str
    change: Decimal | None


@dataclass(frozen=True)
class PhotoChoice:
    """A photo that may be printed once somebody is credited; a pair has a caption of its own."""

    id: str
    sha256: str
    project: str
    caption: str
    credit: str
    taken_on: date | None


@dataclass(frozen=True)
class PhotoLot:
    """One photo, or with a `kind` two side by side, the one before first; `printed` where it is in the issue."""

    photos: tuple[PhotoChoice, ...]
    caption: str
    kind: PairKind | None
    printed: bool


@dataclass(frozen=True)
class Preview:
    """The issue as it is printed: the bytes of the PDF, the same that `compile` writes."""

    pdf: bytes
    pages: int
    sha256: str


@dataclass(frozen=True)
class Drafted:
    """An issue with a sentence that is not kept yet: its section, 核数 of the whole, and what would be printed."""

    section: SectionView
    check: CheckReport
    content: BulletinContent


@dataclass(frozen=True)
class IssueLine:
    """An issue or a revision in the archive; `sha256` and `pages` of the PDF that was issued, empty before."""

    bulletin_id: str
    period: str
    year: int
    issue_number: int
    revision: int
    state: BulletinState
    title: str
    sha256: str
    pages: int
