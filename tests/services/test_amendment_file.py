"""The changes of a signed visit: only fields that may change, read as strictly as the visit."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.errors import FormatError
from inspector.domain.inspection import Inspection, Purpose
from inspector.domain.inspection_states import SEALED
from inspector.services.amendment_file import NEEDED, OPTIONAL, parse_changes, read_changes
from inspector.services.bundle import Services
from tests.services.kit import a_project, visit


def test_some_fields_are_changed_and_some_emptied(office: Services, tmp_path: Path) -> None:
    saved = office.visits.record(a_project(office).id, visit(workers=3, inspectors=["甲"], signature="管家"))
    path = tmp_path / "更正.json"
    path.write_text('{"workers": null, "inspectors": null, "purpose": "复核", "physical_progress_pct": 42.5}', "utf-8")
    after = office.visits.amend(saved.inspection.id, read_changes(path), author="管家", reason="漏填")
    assert (after.workers, after.inspectors, after.purpose) == (None, (), Purpose.RECHECK)
    assert after.physical_progress_pct == Decimal("42.5")


@pytest.mark.parametrize(
    "data",
    [
        {},
        [],
        {"signature": "别人"},
        {"project_id": "x"},
        {"purpose": None},
        {"seen_status": ""},
        {"workers": -1},
        {"longitude": 120},
    ],
)
def test_what_may_not_change_is_refused(data: Any) -> None:
    with pytest.raises(FormatError):
        parse_changes(data)


def test_nothing_sealed_can_be_named() -> None:
    names = NEEDED.keys() | OPTIONAL.keys()
    assert not names & SEALED
    assert names <= {one.name for one in Inspection.CELLS}
