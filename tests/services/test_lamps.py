"""亮灯: the lamps of a workspace on any day, with the examples of domain.md §3."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.domain.approval import ApprovalStep, StepState, StepType
from inspector.domain.errors import FormatError, NotFoundError
from inspector.domain.lamps import LampColour, LampState
from inspector.domain.project import AnnualPlan, ProjectKind
from inspector.domain.setting import Setting
from inspector.services.bundle import Services
from inspector.services.calendars import import_holidays
from inspector.services.lamps import ORDER, even_progress
from inspector.services.profiles import set_profile
from inspector.storage.state_hash import state_hash
from tests.services.kit import TODAY, a_project, copied, new_folder, new_id, opened, put


def running(services: Services, accepted: date, days: int, kind: StepType = StepType.PROJECT_APPROVAL) -> ApprovalStep:
    project = a_project(services, f"{kind}{accepted}{days}")
    made = services.approvals.register(project.id, kind, promised_days=days)
    return services.approvals.accept(made.id, accepted)


@pytest.mark.parametrize(
    ("accepted", "days", "due"),
    [
        (date(2022, 6, 6), 45, date(2022, 8, 8)),
        (date(2022, 6, 6), 85, date(2022, 10, 9)),
        (date(2023, 1, 3), 45, date(2023, 3, 10)),
        (date(2023, 1, 3), 85, date(2023, 5, 9)),
        (date(2023, 1, 16), 10, date(2023, 2, 2)),
    ],
)
def test_due_dates_are_those_of_the_articles(office: Services, accepted: date, days: int, due: date) -> None:
    running(office, accepted, days)
    (lamp,) = office.lamps.steps(accepted)
    assert lamp.lamp.due_on == due


def test_a_lamp_goes_from_none_to_yellow_to_red(office: Services) -> None:
    running(office, date(2023, 1, 16), 10)
    seen = []
    for day in (date(2023, 1, 29), date(2023, 1, 30), date(2023, 2, 2), date(2023, 2, 3), date(2023, 2, 4)):
        (one,) = office.lamps.steps(day)
        seen.append((one.lamp.colour, one.lamp.days_left))
    assert seen == [
        (LampColour.NONE, 4),
        (LampColour.YELLOW, 3),
        (LampColour.YELLOW, 0),
        (LampColour.RED, -1),
        (LampColour.RED, -1),
    ]


def test_what_burns_comes_first(city: Services) -> None:
    lamps = city.lamps.steps(date(2022, 8, 10))
    places = [ORDER[one.lamp.colour] for one in lamps]
    assert places == sorted(places)
    red = [one.lamp for one in lamps if one.lamp.colour is LampColour.RED]
    open_red = [one.days_left or 0 for one in red if one.state is LampState.IN_PROGRESS]
    assert open_red == sorted(open_red)
    assert [one.state for one in red[: len(open_red)]] == [LampState.IN_PROGRESS] * len(open_red)
    assert red


def test_rates_have_the_decimals_of_the_city(tmp_path: Path, empty_folder: Path) -> None:
    for folder, decimals in ((empty_folder, 2), (new_folder(tmp_path / "fresh", "suqian"), None)):
        with copied(folder, tmp_path / f"ws{decimals}") as services:
            wanted = decimals or services.profile.step_decimals(StepType.PROJECT_APPROVAL)
            for number in range(3):
                made = running(services, date(2022, 6, 1), 20 + number)
                if number:
                    services.approvals.finish(made.id, TODAY)
            (rate,) = services.lamps.rates(services.lamps.steps(TODAY))
            assert (rate.name, rate.rate.printed) == ("立项", "66.67" if wanted == 2 else "66.7")


def test_the_office_sets_the_decimals(tmp_path: Path, empty_folder: Path) -> None:
    with copied(empty_folder, tmp_path / "ws") as services:
        set_profile(services.workspace, {"steps": [{"step_type": "land", "name": "土地", "decimals": 3}]})
    with opened(tmp_path / "ws") as services:
        for number in range(3):
            made = running(services, date(2022, 6, 1), 20 + number, StepType.LAND)
            if number:
                services.approvals.finish(made.id, TODAY)
        (rate,) = services.lamps.rates(services.lamps.steps(TODAY))
        assert rate.rate.printed == "66.667"


def test_a_step_that_does_not_apply_is_not_in_the_rate(office: Services) -> None:
    late = running(office, date(2022, 5, 5), 5)
    running(office, date(2022, 6, 8), 3)
    office.approvals.finish(late.id, date(2022, 6, 1))
    project = a_project(office, "不涉及")
    put(
        office,
        ApprovalStep(
            id=new_id(office),
            project_id=project.id,
            step_type=StepType.PROJECT_APPROVAL,
            state=StepState.NOT_APPLICABLE,
        ),
    )
    (rate,) = office.lamps.rates(office.lamps.steps(TODAY))
    assert (rate.rate.numerator, rate.rate.denominator, rate.red, rate.yellow) == (1, 2, 1, 1)
    only = office.lamps.steps(TODAY, "不涉及")
    assert [(one.project, one.lamp.state) for one in only] == [("不涉及", LampState.NOT_APPLICABLE)]
    with pytest.raises(NotFoundError):
        office.lamps.steps(TODAY, "没有")


def test_a_step_whose_project_is_still_awaited_has_a_lamp(office: Services) -> None:
    put(office, ApprovalStep(id=new_id(office), project_id="awaited", step_type=StepType.OTHER, name="专项"))
    (lamp,) = office.lamps.steps(TODAY)
    assert (lamp.project, lamp.name) == ("awaited", "专项")


def test_project_lamps_judge_start_progress_and_registration(office: Services) -> None:
    idle = a_project(office, "未开工", planned_start=date(2022, 2, 1), kind=ProjectKind.NEW_BUILD)
    by_month = a_project(office, "按月", kind=ProjectKind.NEW_BUILD)
    put(office, AnnualPlan(id=new_id(office), project_id=by_month.id, year=2022, planned_start_month=6))
    a_project(
        office,
        "已开工",
        planned_start=date(2022, 1, 1),
        planned_completion=date(2023, 1, 1),
        actual_start=date(2022, 1, 5),
    )
    found = {one.project: one for one in office.lamps.projects(TODAY)}
    assert found["未开工"].start.colour is LampColour.RED
    assert found["按月"].start.colour is LampColour.YELLOW
    assert found["已开工"].start.colour in {LampColour.NONE, LampColour.GREEN}
    assert found["已开工"].registration.colour is LampColour.RED
    assert [one.project_id for one in office.lamps.projects(TODAY, "未开工")] == [idle.id]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, date(2022, 12, 31), None),
        (date(2022, 1, 1), None, None),
        (date(2022, 1, 1), date(2022, 1, 1), None),
        (date(2022, 6, 10), date(2022, 6, 20), Decimal("0.00")),
        (date(2022, 6, 5), date(2022, 6, 15), Decimal("50.00")),
        (date(2022, 7, 1), date(2022, 8, 1), Decimal("0.00")),
        (date(2022, 1, 1), date(2022, 2, 1), Decimal("100.00")),
    ],
)
def test_work_is_planned_evenly(start: date | None, end: date | None, expected: Decimal | None) -> None:
    assert even_progress(start, end, TODAY) == expected


def holidays(folder: Path, text: str) -> Path:
    path = folder / "放假安排.json"
    path.write_text(text, "utf-8")
    return path


def test_an_imported_holiday_list_moves_due_dates(office: Services, tmp_path: Path) -> None:
    running(office, date(2027, 1, 4), 5)
    (before,) = office.lamps.steps(date(2027, 1, 5))
    assert (before.lamp.due_on, before.lamp.predicted) == (date(2027, 1, 11), True)
    data = {"year": 2027, "holidays": ["2027-01-01", "2027-01-08"], "workdays": []}
    import_holidays(office.workspace, holidays(tmp_path, json.dumps(data)))
    (after,) = office.lamps.steps(date(2027, 1, 5))
    assert (after.lamp.due_on, after.lamp.predicted) == (date(2027, 1, 12), False)
    data["workdays"] = ["2027-01-09"]
    import_holidays(office.workspace, holidays(tmp_path, "\ufeff" + json.dumps(data)))
    assert office.lamps.steps(date(2027, 1, 5))[0].lamp.due_on == date(2027, 1, 11)
    assert office.workspace.reader.count(Setting) == 1
    office.history.undo()
    assert office.lamps.steps(date(2027, 1, 5))[0].lamp.due_on == date(2027, 1, 12)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        '{"year": 2027}',
        '{"year": "2027", "holidays": [], "workdays": []}',
        '{"year": true, "holidays": [], "workdays": []}',
        '{"year": Infinity, "holidays": [], "workdays": []}',
        '{"year": 2027, "holidays": "2027-01-01", "workdays": []}',
        '{"year": 2027, "holidays": [20270101], "workdays": []}',
        '{"year": 2027, "holidays": ["2027-13-01"], "workdays": []}',
        '{"year": 2027, "holidays": ["2020-01-01"], "workdays": []}',
        '{"year": 2027, "holidays": ["2027-01-01"], "workdays": ["2027-01-01"]}',
    ],
)
def test_what_is_no_holiday_list_is_refused(office: Services, tmp_path: Path, text: str) -> None:
    before = state_hash(office.workspace)
    with pytest.raises(FormatError):
        import_holidays(office.workspace, holidays(tmp_path, text))
    assert state_hash(office.workspace) == before


def test_a_holiday_file_that_is_not_there_is_told(office: Services, tmp_path: Path) -> None:
    with pytest.raises(FormatError) as refused:
        import_holidays(office.workspace, tmp_path / "没有.json")
    assert refused.value.key == "services.file_unreadable"


def test_a_holiday_list_may_be_a_table(office: Services, tmp_path: Path) -> None:
    running(office, date(2027, 1, 4), 5)
    file = tmp_path / "2027放假.csv"
    file.write_text("日期,安排\n2027-01-01,放假\n2027-01-08,放假\n", "utf-8")
    found = import_holidays(office.workspace, file)
    assert (found.years, len(found.holidays)) == (frozenset({2027}), 2)
    assert office.lamps.steps(date(2027, 1, 5))[0].lamp.due_on == date(2027, 1, 12)
