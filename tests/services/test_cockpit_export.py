"""驾驶舱 as a workbook says what the screen says."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from inspector.services.bundle import Services
from inspector.services.cockpit_export import export_cockpit
from tests.services.kit import TODAY


def test_the_workbook_says_what_the_screen_says(city: Services, tmp_path: Path) -> None:
    cockpit = city.office.cockpit.overview(TODAY)
    path = export_cockpit(city.workspace, cockpit, tmp_path / "cockpit.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["指标", "年度投资完成率", "县区和园区排名", "手续亮灯", "超期"]
    rows = {sheet.title: [[one.value for one in row] for row in sheet.iter_rows()] for sheet in book.worksheets}
    assert ["开复工率", 329, 500, 65.8] in rows["指标"]
    assert ["续建项目复工率", 212, 232, 91.4] in rows["指标"]
    assert ["已开复工项目总投资", 1611.89, 2619.8, 61.5] in rows["指标"]
    assert [one[0] for one in rows["手续亮灯"]][-6:] == ["红", "黄", "在办", "停表", "绿", "逾期办结"]
    assert len(rows["超期"]) >= 40
    assert any(row[0] == "全市" for row in rows["年度投资完成率"])
    assert len(rows["县区和园区排名"]) >= len(cockpit.ranking) + len(cockpit.parks) + 1
