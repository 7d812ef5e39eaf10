"""开工 and 复工 on a day: every combination of date, status and investment that a register can hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from inspector.domain.project import ConstructionStatus, Resumption
from inspector.services.facts import has_resumed, has_started
from inspector.storage.statistics_table import ProjectRow

ON = date(2022, 6, 10)


def row(**cells: Any) -> ProjectRow:
    filled: dict[str, Any] = dict.fromkeys(ProjectRow.__dataclass_fields__)
    filled |= {"id": "1", "name": "路", "has_plan": True}
    return ProjectRow(**(filled | cells))


@pytest.mark.parametrize(
    ("start", "status", "expected"),
    [
        (None, None, False),
        (None, ConstructionStatus.NOT_STARTED, False),
        (None, ConstructionStatus.STARTED, True),
        (None, ConstructionStatus.ONGOING, True),
        (None, ConstructionStatus.SUSPENDED, True),
        (None, ConstructionStatus.COMPLETED, True),
        (ON, None, True),
        (date(2022, 6, 9), ConstructionStatus.NOT_STARTED, True),
        (date(2022, 6, 11), ConstructionStatus.STARTED, False),
        (date(2021, 1, 1), None, True),
    ],
)
def test_has_started(start: date | None, status: ConstructionStatus | None, *, expected: bool) -> None:
    assert has_started(row(actual_start=start, construction_status=status), ON) is expected


@pytest.mark.parametrize(
    ("resumption", "resumed_on", "invested", "expected"),
    [
        (None, None, None, False),
        (Resumption.NOT_RESUMED, None, Decimal(0), False),
        (Resumption.NOT_RESUMED, None, Decimal("0.01"), True),
        (Resumption.RESUMED, None, None, True),
        (Resumption.RESUMED, ON, None, True),
        (Resumption.RESUMED, date(2022, 6, 11), None, False),
        (Resumption.RESUMED, date(2022, 6, 11), Decimal(5), True),
        (Resumption.RESUMED, date(2021, 3, 1), None, False),
        (None, date(2022, 1, 1), None, True),
    ],
)
def test_has_resumed(
    resumption: Resumption | None, resumed_on: date | None, invested: Decimal | None, *, expected: bool
) -> None:
    made = row(resumption=resumption, resumed_on=resumed_on, invested_year_to_date=invested)
    assert has_resumed(made, ON) is expected
