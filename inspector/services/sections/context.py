"""What every section may use, and nothing else: frozen rows, the city's settings, the last issue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from inspector.bulletin.content import PhotoSource
from inspector.domain.periods import Period
from inspector.domain.profile import CityProfile
from inspector.services.frozen_tables import Query, Row, Tables, evaluate, rows_behind


@dataclass(frozen=True)
class SectionContext:
    """The frozen `tables` of `period` as of `on`; `previous` holds the last issue's figures by section and name."""

    profile: CityProfile
    period: Period
    on: date
    tables: Tables
    previous: Mapping[tuple[str, str], Decimal]
    photo_path: Callable[[str], PhotoSource]
    has_plan: bool

    def rows(self, query: Query) -> list[Row]:
        """The rows behind `query`."""
        return list(rows_behind(query, self.tables))

    def value(self, query: Query) -> Decimal:
        """What `query` gives."""
        return evaluate(query, self.tables)


def chinese_date(day: date) -> str:
    """`6月10日`, without zero padding (rule 10)."""
    return f"{day.month}月{day.day}日"


def iso_short(text: str | None) -> str:
    """An ISO day as it stands in a table: `6月10日`, empty where there is none."""
    return chinese_date(date.fromisoformat(text)) if text else ""


def decimal(value: object) -> Decimal | None:
    """A frozen amount as a Decimal again."""
    return None if value is None else Decimal(str(value))
