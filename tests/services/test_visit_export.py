"""巡查记录 as a workbook: what was signed, with what it said and what hangs on it; no draft."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

from inspector.services import exports
from inspector.services.bundle import Services
from tests.services.kit import a_project, picture, visit


def rows_of(path: Path) -> list[list[object]]:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    return [[one.value for one in row] for row in sheet.iter_rows()]


def test_signed_visits_are_written_newest_first(office: Services, tmp_path: Path) -> None:
    project = a_project(office, "滨海公路")
    first = office.visits.record(
        project.id, visit(), [picture(tmp_path / "1.jpg"), picture(tmp_path / "2.jpg", (1, 2, 3))]
    )
    second = office.visits.record(project.id, visit(reported_status="已复工", seen_status="停工，无人", workers=3))
    office.visits.record(project.id, visit(seen_status="还没签字"))
    for one in (first, second):
        office.visits.sign(one.inspection.id, "巡查员甲")
    path, count = exports.visits(date(2022, 6, 10), tmp_path / "out.xlsx", office, lambda _done, _total: None)
    assert count == 2
    told = rows_of(path)
    head = next(row for row in told if row[0] == "项目")
    lines = [dict(zip(map(str, head), row, strict=True)) for row in told if row[0] == "滨海公路"]
    assert len(lines) == 2
    found = next(one for one in lines if one["现场人数"] == 3)
    assert found["上报情况"] == "已复工"
    assert {one["照片数"] for one in lines} == {0, 2}
    assert "还没签字" not in str(told)
