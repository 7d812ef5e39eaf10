"""The whole way through the house, as an office and two laptops go it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import Workbook
from PIL import Image

from inspector import paths
from inspector.app import open_services
from inspector.domain.ids import CHINA
from inspector.domain.inspection import Inspection, Photo
from inspector.domain.periods import Period
from inspector.domain.project import Project
from inspector.services.bundle import Services
from inspector.services.maintenance import check_workspace, make_backup, restore_backup
from inspector.services.visit_file import parse_visit, read_visit
from inspector.services.workspaces import create_workspace, workspace_status
from inspector.storage.workspace import WorkplaceRole, Workspace
from tests.services.packages_kit import fresh, pass_on

DAY = date(2022, 6, 10)
PERIOD = Period.of(DAY)


class FixedClock:
    """Noon of 10 June 2022, one millisecond later at every look."""

    def __init__(self) -> None:
        self._now = int(datetime(2022, 6, 10, 12, tzinfo=CHINA).timestamp() * 1000)

    def milliseconds(self) -> int:
        self._now += 1
        return self._now


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


def made(folder: Path, role: WorkplaceRole, name: str, clock: FixedClock) -> Path:
    create_workspace(folder / name, role=role, device_name=name, city="huludao", clock=clock).close()
    return folder / name


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Services]:
    with open_services(made(tmp_path, WorkplaceRole.OFFICE, "办公室", clock), clock=clock) as services:
        yield services


@pytest.fixture
def laptop(tmp_path: Path, clock: FixedClock) -> Iterator[Services]:
    with open_services(made(tmp_path, WorkplaceRole.FIELD, "7号机", clock), clock=clock) as services:
        yield services


@pytest.fixture
def other_laptop(tmp_path: Path, clock: FixedClock) -> Iterator[Services]:
    with open_services(made(tmp_path, WorkplaceRole.FIELD, "9号机", clock), clock=clock) as services:
        yield services


def register_workbook(path: Path) -> Path:
    """A register as a county writes it: a title, a unit line, two header rows, a total."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rows: list[list[str | float | None]] = [
        ["葫芦岛市2022年重点项目台账"],
        ["单位：亿元"],
        ["序号", "项目名称", "区域", "建设性质", "投资情况", None, "开工时间"],
        [None, None, None, None, "总投资", "2022年计划投资", None],
        [1, "绥中风电项目", "绥中县", "续建", 12.5, 3.2, "2021年5月"],
        [2, "连山化工 项目", "连山区", "新建", "１.２", 0.8, "2022.4.20"],
        [3, "兴城锅炉项目", "兴城", "新建", 0.6, 0.3, None],
        ["合计", None, None, None, 14.3, 4.3, None],
    ]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("E3:F3")
    book.save(path)
    return path


def picture(path: Path, shade: int) -> Path:
    Image.new("RGB", (640, 480), (shade, 120, 160)).save(path, "JPEG")
    return path


def visit(seen: str, **more: object) -> dict[str, object]:
    given = {"visited_at": "2022-06-08T10:00:00", "purpose": "日常巡查", "seen_status": seen}
    return {**given, "physical_progress_pct": 40, **more}


def passed_on(source: Services, target: Services) -> int:
    return fresh(pass_on(source, target, target.workspace.path.parent / "U盘"))


def printed(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
    return text.replace("\r", "").replace("\n", "")


def test_from_the_countys_workbook_to_the_printed_bulletin(
    office: Services, laptop: Services, other_laptop: Services, tmp_path: Path
) -> None:
    plan = office.register.plan(register_workbook(tmp_path / "台账.xlsx"))
    assert not plan.refusals
    office.register.apply(plan)
    passed_on(office, laptop)
    passed_on(office, other_laptop)

    problem = {"description": "临边防护缺失", "owner_department": "施工单位", "due_on": "2022-06-09"}
    note = {"file": "a.jpg", "caption": "主体施工", "credit": "巡查组摄"}
    first = visit("主体施工", problems=[problem], photos=[note], signature="项目管家甲", reported_progress_pct=45)
    laptop.visits.record("绥中风电项目", parse_visit(first), [picture(tmp_path / "a.jpg", 90)])
    other_laptop.visits.record("连山化工", parse_visit(visit("基础施工")), [picture(tmp_path / "b.jpg", 30)])

    passed_on(other_laptop, office)
    passed_on(laptop, office)
    assert passed_on(laptop, office) == 0
    assert office.workspace.reader.count(Inspection) == 2
    assert all(office.store.intact(one.sha256) for one in office.workspace.reader.all(Photo))

    made_issue = office.bulletins.compile(PERIOD, tmp_path / "简报.pdf", on=DAY)
    text = printed(made_issue.report.path)
    assert "计划实施500万元以上重点项目3个，总投资14.3亿元，年度计划投资4.3亿元" in text
    assert "新开工项目1个，总投资1.20亿元" in text
    assert "本期共开展现场巡查2次，涉及项目2个，留存照片2张，所见进度与上报不一致的1次" in text
    assert "其中超过整改期限1个" in text
    assert made_issue.uncredited == 1
    assert not made_issue.check.inconsistencies


def test_laptops_and_office_end_in_the_same_state_in_any_order(
    office: Services, laptop: Services, other_laptop: Services, tmp_path: Path
) -> None:
    office.register.apply(office.register.plan(register_workbook(tmp_path / "台账.xlsx")))
    for field in (laptop, other_laptop):
        passed_on(office, field)
    laptop.visits.record("兴城锅炉项目", parse_visit(visit("甲看到的")))
    other_laptop.visits.record("兴城锅炉项目", parse_visit(visit("乙看到的")))
    passed_on(laptop, other_laptop)
    passed_on(other_laptop, office)
    passed_on(office, laptop)
    hashes = {workspace_status(one.workspace).state_hash for one in (office, laptop, other_laptop)}
    assert len(hashes) == 1
    assert office.workspace.reader.count(Inspection) == 2


def test_a_restored_backup_holds_everything_and_prints_the_same_issue(
    office: Services, tmp_path: Path, clock: FixedClock
) -> None:
    office.examples.sample(city_only=True)
    note = {"file": "a.jpg", "credit": "巡查组摄"}
    given = parse_visit(visit("主体施工", photos=[note]))
    office.visits.record("徐大堡核电4号机组", given, [picture(tmp_path / "a.jpg", 200)])
    before = workspace_status(office.workspace).state_hash
    first = office.bulletins.compile(PERIOD, tmp_path / "一.pdf", on=DAY)
    saved = make_backup(office.workspace, tmp_path / "U盘")

    restore_backup(saved.path.parent, tmp_path / "恢复")
    with open_services(tmp_path / "恢复", clock=clock) as restored:
        again = restored.bulletins.compile(PERIOD, tmp_path / "二.pdf")
        assert again.reused
        assert again.report.sha256 == first.report.sha256
        assert check_workspace(restored.workspace).sound
        assert restored.workspace.info.epoch > office.workspace.info.epoch
        restored.history.undo()
        assert workspace_status(restored.workspace).state_hash == before


def test_figures_of_the_synthetic_city_lead_to_their_rows(office: Services, tmp_path: Path) -> None:
    office.examples.synthesize(500, 7)
    office.bulletins.compile(PERIOD, tmp_path / "合成.pdf", on=DAY)
    figures = {(one.section_key, one.name): one for one in office.bulletins.show(str(PERIOD)).figures}
    assert figures["overview", "active"].printed == "329"
    assert figures["overview", "start_resume_rate"].printed == "65.8%"
    assert len(office.bulletins.rows_of(str(PERIOD), "overview", "active")) == 329
    assert "合成数据" in printed(tmp_path / "合成.pdf")


def test_sample_visits_that_ship_can_be_recorded(laptop: Services, tmp_path: Path) -> None:
    laptop.examples.sample()
    folder = paths.resources("samples", "visits")
    for one in json.loads((folder / "plan.json").read_text("utf-8")):
        given = read_visit(folder / one["visit"])
        photos = [picture(tmp_path / note.file, number * 40) for number, note in enumerate(given.photos)]
        saved = laptop.visits.record(one["project"], given, photos)
        assert len(saved.photos) == len(given.photos)


def test_a_field_workspace_reopens_after_the_program_died(tmp_path: Path, clock: FixedClock) -> None:
    folder = made(tmp_path, WorkplaceRole.FIELD, "7号机", clock)
    with open_services(folder, clock=clock) as services:
        services.examples.sample()
        kept = services.workspace.reader.count(Project)
    (folder / "photos" / "left-over.tmp").write_bytes(b"half a photo")
    with Workspace.open(folder, clock=clock) as again:
        assert again.reader.count(Project) == kept
        assert not list((folder / "photos").glob("*.tmp"))
