from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.approval import ApprovalStep, ClockStop, DayKind, StepState, StepType
from inspector.domain.lamps import Lamp, LampColour, LampRules, LampState, due_on, lamp_of
from inspector.domain.workdays import HolidayList, WorkCalendar

CALENDAR = WorkCalendar()
STEP = ApprovalStep(id="s", project_id="p", step_type=StepType.CONSTRUCTION_PERMIT)


def accepted(day: date, limit: int, kind: DayKind = DayKind.WORKING) -> ApprovalStep:
    return replace(STEP, state=StepState.IN_PROGRESS, accepted_on=day, promised_days=limit, day_kind=kind)


def stop(first: date, until: date | None = None, why: str = "等待专家评审") -> ClockStop:
    return ClockStop(id=f"{first}", step_id="s", from_date=first, to_date=until, reason=why)


def finished(step: ApprovalStep, day: date) -> ApprovalStep:
    return replace(step, state=StepState.FINISHED, finished_on=day)


def lamp(step: ApprovalStep, on: date, *stops: ClockStop) -> Lamp:
    return lamp_of(step, stops, on, CALENDAR)


def why(found: Lamp) -> list[str]:
    return [one.key.removeprefix("domain.lamp_") for one in (found.reason, *found.why)]


JANUARY = accepted(date(2023, 1, 16), 10)
"""The example of domain.md §3: due on 2023-02-02, over the Spring Festival."""


class TestPublishedExamples:
    @pytest.mark.parametrize(
        ("day", "limit", "due"),
        [
            (date(2022, 6, 6), 45, date(2022, 8, 8)),
            (date(2022, 6, 6), 85, date(2022, 10, 9)),
            (date(2023, 1, 3), 45, date(2023, 3, 10)),
            (date(2023, 1, 3), 85, date(2023, 5, 9)),
            (date(2023, 1, 16), 10, date(2023, 2, 2)),
        ],
    )
    def test_due_dates(self, day: date, limit: int, due: date) -> None:
        assert due_on(accepted(day, limit), (), CALENDAR) == due

    @pytest.mark.parametrize(
        ("on", "colour", "left"),
        [
            (date(2023, 1, 29), LampColour.NONE, 4),
            (date(2023, 1, 30), LampColour.YELLOW, 3),
            (date(2023, 2, 2), LampColour.YELLOW, 0),
            (date(2023, 2, 3), LampColour.RED, -1),
            (date(2023, 2, 4), LampColour.RED, -1),
        ],
    )
    def test_lamps_over_the_spring_festival(self, on: date, colour: LampColour, left: int) -> None:
        found = lamp(JANUARY, on)
        assert (found.colour, found.days_left, found.state) == (colour, left, LampState.IN_PROGRESS)
        assert found.overdue_days == max(0, -left)


class TestSettings:
    def test_the_due_day_can_be_red(self) -> None:
        found = lamp_of(JANUARY, (), date(2023, 2, 2), CALENDAR, LampRules(due_day_is_red=True))
        assert found.colour is LampColour.RED
        assert why(found)[0] == "due_today"

    def test_the_warning_can_begin_earlier(self) -> None:
        assert lamp_of(JANUARY, (), date(2023, 1, 29), CALENDAR, LampRules(warn_days=4)).colour is LampColour.YELLOW


class TestEnded:
    def test_finished_on_the_due_day_is_green(self) -> None:
        found = lamp(finished(JANUARY, date(2023, 2, 2)), date(2023, 3, 1))
        assert (found.colour, found.state, found.days_left) == (LampColour.GREEN, LampState.FINISHED, 0)

    def test_finished_late_stays_red(self) -> None:
        found = lamp(finished(JANUARY, date(2023, 2, 3)), date(2023, 3, 1))
        assert (found.colour, found.state, found.overdue_days) == (LampColour.RED, LampState.LATE, 1)
        assert found.reason.details["overdue_days"] == 1

    def test_on_a_day_before_it_was_finished_it_was_open(self) -> None:
        found = lamp(finished(JANUARY, date(2023, 2, 3)), date(2023, 1, 29))
        assert (found.colour, found.state) == (LampColour.NONE, LampState.IN_PROGRESS)

    def test_finished_while_the_clock_stood_is_in_time(self) -> None:
        found = lamp(finished(JANUARY, date(2023, 4, 1)), date(2023, 4, 2), stop(date(2023, 1, 18)))
        assert (found.colour, found.due_on) == (LampColour.GREEN, None)
        assert why(found)[0] == "finished_while_stopped"

    def test_finished_without_a_date_is_not_judged(self) -> None:
        found = lamp(replace(JANUARY, state=StepState.FINISHED), date(2023, 4, 1))
        assert (found.colour, found.state, why(found)) == (LampColour.NONE, LampState.FINISHED, ["end_undated"])

    def test_finished_without_a_limit_is_not_judged(self) -> None:
        found = lamp(finished(replace(JANUARY, promised_days=None), date(2023, 2, 1)), date(2023, 4, 1))
        assert (found.colour, found.state, why(found)) == (LampColour.NONE, LampState.FINISHED, ["no_limit"])

    def test_refused_in_time_has_no_lamp_and_refused_late_is_red(self) -> None:
        refused = replace(finished(JANUARY, date(2023, 2, 2)), state=StepState.REFUSED)
        in_time = lamp(refused, date(2023, 3, 1))
        late = lamp(replace(refused, finished_on=date(2023, 2, 6)), date(2023, 3, 1))
        assert (in_time.colour, in_time.state) == (LampColour.NONE, LampState.REFUSED)
        assert (late.colour, late.state, late.overdue_days) == (LampColour.RED, LampState.REFUSED, 2)


class TestNotRunning:
    def test_not_applicable(self) -> None:
        found = lamp(replace(STEP, state=StepState.NOT_APPLICABLE), date(2023, 1, 1))
        assert (found.colour, found.state) == (LampColour.NONE, LampState.NOT_APPLICABLE)

    def test_pending(self) -> None:
        found = lamp(STEP, date(2023, 1, 1))
        assert (found.colour, found.state, why(found)) == (LampColour.NONE, LampState.PENDING, ["pending"])

    def test_accepted_later_was_pending(self) -> None:
        found = lamp(JANUARY, date(2023, 1, 15))
        assert (found.state, why(found)) == (LampState.PENDING, ["not_yet_accepted"])

    @pytest.mark.parametrize("limit", [None, -1, 100_000])
    def test_without_a_usable_limit_there_is_no_lamp(self, limit: int | None) -> None:
        step = replace(JANUARY, promised_days=limit)
        assert (lamp(step, date(2023, 4, 1)).state, why(lamp(step, date(2023, 4, 1)))) == (
            LampState.IN_PROGRESS,
            ["no_limit"],
        )
        assert due_on(step, (), CALENDAR) is None

    def test_without_acceptance_there_is_no_lamp(self) -> None:
        found = lamp(replace(JANUARY, accepted_on=None), date(2023, 4, 1))
        assert (found.colour, why(found)) == (LampColour.NONE, ["no_acceptance"])

    def test_stopped_without_a_recorded_stop_has_no_lamp(self) -> None:
        found = lamp(replace(JANUARY, state=StepState.STOPPED), date(2023, 4, 1))
        assert (found.colour, found.state, why(found)) == (LampColour.NONE, LampState.STOPPED, ["stop_unrecorded"])


class TestStops:
    """JANUARY counts 17–20, 28–31 January and 1, 2 February."""

    def test_working_days_inside_a_stop_come_on_top(self) -> None:
        stopped = stop(date(2023, 1, 19), date(2023, 1, 30))  # 19, 20, 28, 29 January
        assert due_on(JANUARY, (stopped,), CALENDAR) == date(2023, 2, 8)
        found = lamp(JANUARY, date(2023, 2, 3), stopped)
        assert (found.days_left, found.stopped_days) == (3, 4)
        assert why(found) == ["due_soon_working_days", "promised_working_days", "stop_ended", "stopped_working_days"]

    def test_a_stop_over_days_off_changes_nothing(self) -> None:
        assert due_on(JANUARY, (stop(date(2023, 1, 21), date(2023, 1, 28)),), CALENDAR) == date(2023, 2, 2)

    def test_overlapping_stops_count_once(self) -> None:
        stops = (
            stop(date(2023, 1, 29), date(2023, 1, 30)),
            stop(date(2023, 1, 19), date(2023, 1, 30)),
            stop(date(2023, 1, 20), date(2023, 1, 28)),
        )
        assert due_on(JANUARY, stops, CALENDAR) == date(2023, 2, 8)
        assert lamp(JANUARY, date(2023, 2, 3), *stops).stopped_days == 4

    def test_a_stop_may_reach_beyond_the_first_due_date(self) -> None:
        # 17–20, 28–30 January are 7 days; 3 are left on 13 February.
        stopped = stop(date(2023, 1, 31), date(2023, 2, 13))
        assert due_on(JANUARY, (stopped,), CALENDAR) == date(2023, 2, 15)

    def test_a_second_stop_may_begin_within_the_extension(self) -> None:
        stops = (stop(date(2023, 1, 19), date(2023, 1, 30)), stop(date(2023, 2, 7), date(2023, 2, 9)))
        assert due_on(JANUARY, stops, CALENDAR) == date(2023, 2, 10)

    def test_stops_outside_the_run_do_not_count(self) -> None:
        outside = (stop(date(2023, 1, 3), date(2023, 1, 17)), stop(date(2023, 2, 3), date(2023, 3, 1)))
        assert due_on(JANUARY, outside, CALENDAR) == date(2023, 2, 2)
        found = lamp(JANUARY, date(2023, 3, 1), *outside)
        assert (found.colour, found.stopped_days) == (LampColour.RED, 0)

    def test_only_the_part_after_the_acceptance_counts(self) -> None:
        assert due_on(JANUARY, (stop(date(2023, 1, 3), date(2023, 1, 19)),), CALENDAR) == date(2023, 2, 6)

    def test_a_stop_after_the_due_date_does_not_put_the_lamp_out(self) -> None:
        found = lamp(JANUARY, date(2023, 2, 7), stop(date(2023, 2, 6)))
        assert (found.colour, found.days_left) == (LampColour.RED, -3)
        assert why(found) == ["overdue_working_days", "promised_working_days", "stop_after_due"]

    def test_an_open_stop_puts_the_lamp_out_and_keeps_the_days_left(self) -> None:
        found = lamp(JANUARY, date(2023, 4, 1), stop(date(2023, 1, 29)))
        assert (found.colour, found.state, found.due_on) == (LampColour.NONE, LampState.STOPPED, None)
        assert found.days_left == 5
        assert why(found)[:3] == ["standing_working_days", "promised_working_days", "stop_open"]
        assert found.why[1].details["reason"] == "等待专家评审"
        assert due_on(JANUARY, (stop(date(2023, 1, 29)),), CALENDAR) is None

    def test_until_further_notice_is_an_open_stop(self) -> None:
        assert due_on(JANUARY, (stop(date(2023, 1, 29), date(9999, 12, 31)),), CALENDAR) is None

    def test_an_open_stop_swallows_what_begins_in_it(self) -> None:
        stops = (stop(date(2023, 1, 29)), stop(date(2023, 1, 30), date(2023, 1, 31)))
        assert lamp(JANUARY, date(2023, 4, 1), *stops).state is LampState.STOPPED

    def test_a_stop_that_ends_before_it_begins_is_none(self) -> None:
        assert due_on(JANUARY, (stop(date(2023, 1, 20), date(2023, 1, 18)),), CALENDAR) == date(2023, 2, 2)

    def test_on_a_past_day_only_what_was_known_then_counts(self) -> None:
        stopped = stop(date(2023, 1, 30), date(2023, 2, 13))
        assert lamp(JANUARY, date(2023, 1, 29), stopped) == lamp(JANUARY, date(2023, 1, 29))
        assert lamp(JANUARY, date(2023, 2, 1), stopped).state is LampState.STOPPED
        assert lamp(JANUARY, date(2023, 2, 13), stopped).state is LampState.IN_PROGRESS

    def test_nothing_promised_to_the_day_and_stopped_at_once(self) -> None:
        at_once = accepted(date(2023, 2, 4), 0)
        assert due_on(at_once, (), CALENDAR) == date(2023, 2, 6)
        assert due_on(at_once, (stop(date(2023, 2, 5), date(2023, 2, 8)),), CALENDAR) == date(2023, 2, 8)


class TestCalendarDays:
    def test_a_limit_that_ends_on_a_holiday_moves_to_the_next_working_day(self) -> None:
        step = accepted(date(2023, 1, 11), 10, DayKind.CALENDAR)
        found = lamp(step, date(2023, 1, 20))
        assert found.due_on == date(2023, 1, 28)
        assert found.days_left == 8
        assert why(found) == ["in_progress_calendar_days", "promised_calendar_days", "moved_from_holiday"]

    def test_calendar_days_inside_a_stop_come_on_top(self) -> None:
        step = accepted(date(2023, 2, 6), 10, DayKind.CALENDAR)
        stopped = stop(date(2023, 2, 10), date(2023, 2, 15))
        found = lamp(step, date(2023, 2, 20), stopped)
        assert (found.due_on, found.days_left, found.stopped_days) == (date(2023, 2, 21), 1, 5)
        assert "stopped_calendar_days" in why(found)

    def test_days_off_count_as_overdue_days(self) -> None:
        step = accepted(date(2023, 2, 6), 11, DayKind.CALENDAR)
        assert lamp(step, date(2023, 2, 19)).overdue_days == 2

    def test_a_last_day_moved_into_a_stop_waits_for_its_end(self) -> None:
        step = accepted(date(2023, 2, 6), 12, DayKind.CALENDAR)  # ends on Saturday the 18th
        assert due_on(step, (stop(date(2023, 2, 19), date(2023, 2, 22)),), CALENDAR) == date(2023, 2, 22)


class TestCalendarKnowledge:
    def test_the_first_late_saturday_is_one_day_late(self) -> None:
        assert lamp(accepted(date(2023, 2, 6), 4), date(2023, 2, 11)).days_left == -1

    def test_without_a_promise_the_limit_of_the_law_runs(self) -> None:
        found = lamp(replace(JANUARY, promised_days=None, statutory_days=10), date(2023, 1, 17))
        assert (found.due_on, why(found)[1]) == (date(2023, 2, 2), "statutory_working_days")

    def test_years_without_a_list_are_marked_predicted_and_follow_an_imported_one(self) -> None:
        step = accepted(date(2027, 1, 29), 10)
        predicted = lamp(step, date(2027, 2, 1))
        festival = frozenset(date(2027, 2, 5) + timedelta(days=one) for one in range(7))
        imported = WorkCalendar((HolidayList(frozenset({2027}), festival),))
        known = lamp_of(step, (), date(2027, 2, 1), imported)
        assert (predicted.due_on, predicted.predicted, why(predicted)[-1]) == (date(2027, 2, 12), True, "predicted")
        assert (known.due_on, known.predicted) == (date(2027, 2, 19), False)

    def test_an_acceptance_in_the_far_future_is_no_date(self) -> None:
        assert due_on(accepted(date(9999, 12, 31), 10), (), CALENDAR) is None


dates = st.dates(date(2021, 1, 1), date(2028, 12, 31))
limits = st.integers(0, 120)
kinds = st.sampled_from(DayKind)
lengths = st.integers(-5, 60)


@st.composite
def clock_stops(draw: st.DrawFn, most: int = 4) -> tuple[ClockStop, ...]:
    starts = draw(st.lists(dates, max_size=most, unique=True))
    return tuple(stop(one, one + timedelta(days=draw(lengths))) for one in starts)


@settings(max_examples=150, deadline=None)
@given(dates, limits, kinds, clock_stops())
def test_a_due_date_is_a_working_day_after_acceptance(
    day: date, limit: int, kind: DayKind, stops: tuple[ClockStop, ...]
) -> None:
    due = due_on(accepted(day, limit, kind), stops, CALENDAR)
    assert due is not None
    assert CALENDAR.is_working(due)
    assert due >= day
    assert due > day or limit == 0


@settings(max_examples=150, deadline=None)
@given(dates, limits, limits, kinds, clock_stops())
def test_a_longer_limit_or_another_stop_never_makes_it_due_earlier(
    day: date, limit: int, more: int, kind: DayKind, stops: tuple[ClockStop, ...]
) -> None:
    due = due_on(accepted(day, limit, kind), stops, CALENDAR)
    longer = due_on(accepted(day, limit + more, kind), stops, CALENDAR)
    fewer = due_on(accepted(day, limit, kind), stops[1:], CALENDAR)
    assert due is not None
    assert longer is not None
    assert fewer is not None
    assert fewer <= due <= longer


def walked(day: date, limit: int, kind: DayKind, stops: tuple[ClockStop, ...]) -> date:
    """The due date found by going day by day, as one does with a finger on a wall calendar."""

    def runs(one: date) -> bool:
        return one == day or not any(each.from_date <= one < (each.to_date or date.max) for each in stops)

    last = day
    while limit:
        last += timedelta(days=1)
        limit -= runs(last) and (kind is DayKind.CALENDAR or CALENDAR.is_working(last))
    while not (runs(last) and CALENDAR.is_working(last)):
        last += timedelta(days=1)
    return last


@settings(max_examples=200, deadline=None)
@given(dates, st.integers(0, 60), kinds, st.data())
def test_a_due_date_is_found_by_going_day_by_day(day: date, limit: int, kind: DayKind, data: st.DataObject) -> None:
    offsets = data.draw(st.lists(st.tuples(st.integers(-20, 90), lengths), max_size=4, unique_by=lambda one: one[0]))
    begins = ((day + timedelta(days=after), length) for after, length in offsets)
    stops = tuple(stop(first, first + timedelta(days=length)) for first, length in begins)
    assert due_on(accepted(day, limit, kind), stops, CALENDAR) == walked(day, limit, kind, stops)


@settings(max_examples=150, deadline=None)
@given(dates, limits, kinds, clock_stops(), dates)
def test_an_open_step_is_never_green_and_its_colour_follows_the_days_left(
    day: date, limit: int, kind: DayKind, stops: tuple[ClockStop, ...], on: date
) -> None:
    found = lamp(accepted(day, limit, kind), on, *stops)
    assert found.colour is not LampColour.GREEN
    assert (found.colour is LampColour.RED) == (found.due_on is not None and on > found.due_on)
    assert found.stopped_days >= 0
    if found.state is LampState.STOPPED:
        assert (found.due_on, found.colour) == (None, LampColour.NONE)


@settings(max_examples=150, deadline=None)
@given(dates, limits, kinds, clock_stops(), dates, dates)
def test_the_lamp_of_a_past_day_does_not_change_with_what_came_later(
    day: date, limit: int, kind: DayKind, stops: tuple[ClockStop, ...], on: date, end: date
) -> None:
    step = accepted(day, limit, kind)
    known = tuple(one for one in stops if one.from_date <= on)
    assert lamp(step, on, *stops) == lamp(step, on, *known)
    if end > on:
        assert lamp(finished(step, end), on, *stops) == lamp(step, on, *known)
