"""计时带: the days of a step, one by one, add up to what its clock says."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.approval import ApprovalStep, ClockStop, DayKind, StepState, StepType
from inspector.domain.lamps import lamp_of
from inspector.domain.step_band import LONGEST, Band, BandMark, band_of
from inspector.domain.workdays import WorkCalendar

CALENDAR = WorkCalendar()
JANUARY = date(2023, 1, 3)


def a_step(accepted: date | None = JANUARY, days: int = 13, kind: DayKind = DayKind.WORKING) -> ApprovalStep:
    return ApprovalStep(
        id="s",
        project_id="p",
        step_type=StepType.ENVIRONMENTAL_REVIEW,
        state=StepState.IN_PROGRESS,
        accepted_on=accepted,
        promised_days=days,
        day_kind=kind,
    )


def a_stop(first: date, last: date | None = None) -> ClockStop:
    return ClockStop(id="c", step_id="s", from_date=first, to_date=last, reason="补正")


def band(step: ApprovalStep, on: date, *stops: ClockStop) -> Band:
    made = band_of(step, stops, on, CALENDAR)
    assert made is not None
    return made


def marks(found: Band) -> dict[date, BandMark]:
    return {one.day: one.mark for one in found.days}


def test_the_spring_festival_of_2023_day_by_day() -> None:
    found = band(a_step(), date(2023, 1, 29))
    told = marks(found)
    assert (found.due_on, found.count(BandMark.COUNTED), found.count(BandMark.OVER)) == (date(2023, 1, 20), 13, 2)
    assert told[JANUARY] is BandMark.OUTSIDE
    assert told[date(2023, 1, 4)] is BandMark.COUNTED
    assert told[date(2023, 1, 7)] is BandMark.WEEKEND
    assert told[date(2023, 1, 23)] is BandMark.HOLIDAY
    assert [one.day.day for one in found.days if one.mark is BandMark.OVER] == [28, 29]
    assert all(one.make_up for one in found.days if one.mark is BandMark.OVER)
    assert (found.days[0].day.weekday(), found.days[-1].day.weekday()) == (0, 6)


def test_days_to_come_and_stopped_days_are_told() -> None:
    found = band(a_step(), date(2023, 1, 10), a_stop(date(2023, 1, 5), date(2023, 1, 9)))
    told = marks(found)
    assert told[date(2023, 1, 5)] is BandMark.STOPPED
    assert told[date(2023, 1, 9)] is BandMark.COUNTED
    assert told[date(2023, 1, 11)] is BandMark.AHEAD
    assert found.count(BandMark.COUNTED) + found.count(BandMark.AHEAD) == 13


def test_while_the_clock_stands_nothing_lies_ahead() -> None:
    found = band(a_step(), date(2023, 1, 10), a_stop(date(2023, 1, 5)))
    assert (found.due_on, found.count(BandMark.AHEAD)) == (None, 0)


def test_no_clock_no_band() -> None:
    assert band_of(a_step(None), (), JANUARY, CALENDAR) is None
    assert band_of(a_step(), (), date(2023, 1, 2), CALENDAR) is None


def test_years_are_cut_to_the_last_one() -> None:
    found = band(a_step(days=5), date(2026, 1, 5))
    assert len(found.days) <= LONGEST + 14
    assert found.days[-1].day >= date(2026, 1, 5)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 40),
    st.integers(0, 200),
    st.sampled_from(DayKind),
    st.one_of(st.none(), st.tuples(st.integers(0, 30), st.integers(1, 20))),
)
def test_the_days_add_up_to_the_reading(limit: int, later: int, kind: DayKind, stopped: tuple[int, int] | None) -> None:
    on = JANUARY + timedelta(days=later)
    first = JANUARY + timedelta(days=stopped[0]) if stopped else None
    stops = () if first is None or stopped is None else (a_stop(first, first + timedelta(days=stopped[1])),)
    step = a_step(days=limit, kind=kind)
    lamp, found = lamp_of(step, stops, on, CALENDAR), band(step, on, *stops)
    if lamp.days_left is not None and lamp.days_left >= 0 and lamp.due_on is not None and kind is DayKind.WORKING:
        assert found.count(BandMark.AHEAD) == lamp.days_left
    if lamp.days_left is not None and lamp.days_left < 0 and found.count(BandMark.OVER):
        assert found.count(BandMark.OVER) == -lamp.days_left
