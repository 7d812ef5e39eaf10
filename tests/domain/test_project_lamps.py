from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.lamps import LampColour
from inspector.domain.project_lamps import (
    ProjectFacts,
    ProjectLampRules,
    months_after,
    progress_lamp,
    registration_lamp,
    start_lamp,
)

PLANNED = ProjectFacts(planned_start=date(2023, 3, 1))


@pytest.mark.parametrize(
    ("on", "colour", "key"),
    [
        (date(2023, 2, 28), LampColour.NONE, "domain.lamp_start_planned"),
        (date(2023, 3, 1), LampColour.YELLOW, "domain.lamp_start_due"),
        (date(2023, 3, 31), LampColour.YELLOW, "domain.lamp_start_due"),
        (date(2023, 5, 31), LampColour.YELLOW, "domain.lamp_start_late"),
        (date(2023, 6, 1), LampColour.RED, "domain.lamp_start_late"),
        (date(2024, 1, 1), LampColour.RED, "domain.lamp_start_late"),
    ],
)
def test_start_is_yellow_when_due_and_red_three_months_late(on: date, colour: LampColour, key: str) -> None:
    found = start_lamp(PLANNED, on)
    assert (found.colour, found.reason.key) == (colour, key)


def test_the_reason_tells_how_late() -> None:
    assert start_lamp(PLANNED, date(2024, 1, 9)).reason.details == {"planned": "2023-03", "months": 10}


def test_a_started_project_is_green_from_its_start() -> None:
    facts = ProjectFacts(planned_start=date(2023, 3, 1), started_on=date(2023, 4, 10))
    assert start_lamp(facts, date(2023, 4, 9)).colour is LampColour.YELLOW
    assert start_lamp(facts, date(2023, 4, 10)).colour is LampColour.GREEN
    assert start_lamp(ProjectFacts(started=True), date(2023, 4, 10)).reason.key == "domain.lamp_started_undated"


def test_without_a_plan_the_start_has_no_lamp() -> None:
    assert start_lamp(ProjectFacts(), date(2023, 4, 9)).reason.key == "domain.lamp_start_unplanned"


def test_an_office_may_make_the_due_month_red() -> None:
    rules = ProjectLampRules(start_red_months=0)
    assert start_lamp(PLANNED, date(2023, 3, 1), rules).colour is LampColour.RED


@pytest.mark.parametrize(
    ("behind", "colour"),
    [
        ("-5", LampColour.GREEN),
        ("9.99", LampColour.GREEN),
        ("10", LampColour.YELLOW),
        ("30", LampColour.YELLOW),
        ("30.01", LampColour.RED),
    ],
)
def test_progress_is_judged_by_points_behind_plan(behind: str, colour: LampColour) -> None:
    facts = ProjectFacts(planned_progress_pct=Decimal(60), physical_progress_pct=Decimal(60) - Decimal(behind))
    assert progress_lamp(facts).colour is colour


def test_unknown_progress_has_no_lamp() -> None:
    assert progress_lamp(ProjectFacts(planned_progress_pct=Decimal(60))).colour is LampColour.NONE
    assert progress_lamp(ProjectFacts(physical_progress_pct=Decimal(60))).colour is LampColour.NONE


@pytest.mark.parametrize(
    ("on", "colour"),
    [
        (date(2023, 2, 27), LampColour.NONE),
        (date(2023, 2, 28), LampColour.YELLOW),
        (date(2023, 3, 30), LampColour.YELLOW),
        (date(2023, 3, 31), LampColour.RED),
    ],
)
def test_registration_is_due_a_month_after_the_start(on: date, colour: LampColour) -> None:
    assert registration_lamp(ProjectFacts(started_on=date(2023, 1, 31)), on).colour is colour


def test_a_registered_project_is_green_from_its_registration() -> None:
    facts = ProjectFacts(started_on=date(2023, 1, 31), registered_on=date(2023, 5, 1))
    assert registration_lamp(facts, date(2023, 4, 30)).colour is LampColour.RED
    assert registration_lamp(facts, date(2023, 5, 1)).colour is LampColour.GREEN


def test_registration_is_not_due_before_a_known_start() -> None:
    on = date(2023, 5, 1)
    assert registration_lamp(ProjectFacts(), on).reason.key == "domain.lamp_registration_not_due"
    assert registration_lamp(ProjectFacts(started=True), on).reason.key == "domain.lamp_registration_start_undated"


def test_months_end_with_the_calendar() -> None:
    assert months_after(date(9999, 12, 5), 1) == date.max


@settings(max_examples=100, deadline=None)
@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 30), st.integers(0, 30))
def test_more_months_are_never_earlier(day: date, months: int, more: int) -> None:
    assert day <= months_after(day, months) <= months_after(day, months + more)
