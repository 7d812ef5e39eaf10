"""简报: the issue, its sections and its traceable figures (domain.md §1, bulletin.md)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from inspector.domain.record import Json, Record, cell, record, required


class BulletinState(StrEnum):
    """简报状态; an issued one is never edited, a correction is a new revision."""

    DRAFT = "draft"
    FROZEN = "frozen"
    REVIEWED = "reviewed"
    ISSUED = "issued"
    CORRECTED = "corrected"


@record("bulletin", 70)
class Bulletin(Record):
    """简报: `period` is `YYYY-MM-1` or `YYYY-MM-2`; `snapshot` holds the frozen content of the period."""

    id: str
    year: int = required(1)
    issue_number: int = required(2)
    period: str = required(3)
    as_of: date = required(4)
    revision: int = cell(5, default=1)
    state: BulletinState = cell(6, default=BulletinState.DRAFT, decides=True)
    title: str | None = cell(7)
    total_number: int | None = cell(8)
    snapshot: Json | None = cell(9)
    frozen_at: datetime | None = cell(10)
    corrects_id: str | None = cell(11, refers="bulletin")


@record("bulletin_section", 71)
class BulletinSection(Record):
    """简报章节: `body` holds paragraphs with `{figure}` places, one per line."""

    id: str
    bulletin_id: str = required(1, refers="bulletin")
    position: int = required(2)
    key: str = required(3)
    title: str = required(4)
    body: str | None = cell(5)


@record("bulletin_figure", 72)
class BulletinFigure(Record):
    """A printed number: what stands on the page and the query, counts and value behind it."""

    id: str
    bulletin_id: str = required(1, refers="bulletin")
    section_key: str = required(2)
    name: str = required(3)
    printed: str = required(4)
    value: Decimal | None = cell(5)
    numerator: Decimal | None = cell(6)
    denominator: Decimal | None = cell(7)
    decimals: int = cell(8, default=0)
    unit: str | None = cell(9)
    query: Json | None = cell(10)
