from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.errors import RuleError
from inspector.domain.project import ConstructionStatus, ListAdjustment, Project, ProjectKind, Resumption, Stage
from inspector.domain.project_states import (
    CONSTRUCTION_MOVES,
    STAGE_ORDER,
    confirm_resumed,
    is_back,
    move_construction,
    move_stage,
    resumed_by_investment,
    roll_over,
)

PROJECT = Project(id="p", name="某项目")
ONGOING = replace(PROJECT, construction_status=ConstructionStatus.ONGOING, actual_start=date(2022, 5, 1))
CONTINUING = replace(ONGOING, kind=ProjectKind.CONTINUING, resumption=Resumption.NOT_RESUMED)
statuses = st.sampled_from(ConstructionStatus)


def adjusted(from_stage: Stage, to_stage: Stage, reason: str = "实施转储备") -> ListAdjustment:
    return ListAdjustment(id="a", project_id="p", from_stage=from_stage, to_stage=to_stage, reason=reason)


def refused(error: pytest.ExceptionInfo[RuleError]) -> str:
    return error.value.key


@given(st.sampled_from(STAGE_ORDER), st.sampled_from(STAGE_ORDER))
def test_forward_is_free_and_back_needs_an_adjustment(current: Stage, to: Stage) -> None:
    project = replace(PROJECT, stage=current)
    if STAGE_ORDER.index(to) > STAGE_ORDER.index(current):
        assert move_stage(project, to).stage is to
    else:
        with pytest.raises(RuleError):
            move_stage(project, to)
    if STAGE_ORDER.index(to) < STAGE_ORDER.index(current):
        assert move_stage(project, to, adjusted(current, to)).stage is to


@given(st.sampled_from(STAGE_ORDER))
def test_any_stage_may_be_withdrawn_and_only_an_adjustment_leads_back(stage: Stage) -> None:
    withdrawn = move_stage(replace(PROJECT, stage=stage), Stage.WITHDRAWN)
    assert is_back(Stage.WITHDRAWN, stage)
    with pytest.raises(RuleError) as error:
        move_stage(withdrawn, stage)
    assert refused(error) == "domain.stage_back_needs_adjustment"
    assert move_stage(withdrawn, stage, adjusted(Stage.WITHDRAWN, stage)).stage is stage


def test_a_project_without_stage_may_begin_anywhere() -> None:
    assert move_stage(PROJECT, Stage.CONSTRUCTION).stage is Stage.CONSTRUCTION


@pytest.mark.parametrize(
    "wrong",
    [
        adjusted(Stage.CONSTRUCTION, Stage.RESERVE, reason=" "),
        adjusted(Stage.CONSTRUCTION, Stage.LANDED),
        adjusted(Stage.COMPLETED, Stage.RESERVE),
        replace(adjusted(Stage.CONSTRUCTION, Stage.RESERVE), project_id="other"),
    ],
)
def test_the_adjustment_must_be_of_this_move_and_say_why(wrong: ListAdjustment) -> None:
    with pytest.raises(RuleError):
        move_stage(replace(PROJECT, stage=Stage.CONSTRUCTION), Stage.RESERVE, wrong)


@given(statuses, statuses)
def test_construction_moves_only_along_the_arrows(current: ConstructionStatus, to: ConstructionStatus) -> None:
    project = replace(PROJECT, construction_status=current)
    if to in CONSTRUCTION_MOVES[current]:
        assert move_construction(project, to, date(2023, 4, 1)).construction_status is to
    else:
        with pytest.raises(RuleError) as error:
            move_construction(project, to, date(2023, 4, 1))
        assert refused(error) == "domain.construction_move_refused"


def test_start_and_completion_keep_their_day() -> None:
    started = move_construction(PROJECT, ConstructionStatus.STARTED, date(2022, 5, 1))
    assert started.actual_start == date(2022, 5, 1)
    ongoing = move_construction(started, ConstructionStatus.ONGOING, date(2022, 5, 9))
    done = move_construction(ongoing, ConstructionStatus.COMPLETED, date(2023, 8, 1))
    assert done.actual_completion == date(2023, 8, 1)
    with pytest.raises(RuleError) as error:
        move_construction(ongoing, ConstructionStatus.COMPLETED, date(2022, 4, 30))
    assert refused(error) == "domain.completed_before_start"


class TestNewYear:
    @pytest.mark.parametrize(
        "status", [ConstructionStatus.STARTED, ConstructionStatus.ONGOING, ConstructionStatus.SUSPENDED]
    )
    def test_an_unfinished_started_project_continues_and_has_not_resumed(self, status: ConstructionStatus) -> None:
        last_year = replace(
            ONGOING,
            construction_status=status,
            kind=ProjectKind.NEW_BUILD,
            resumption=Resumption.RESUMED,
            resumed_on=date(2022, 3, 1),
        )
        rolled = roll_over(last_year, 2023)
        assert (rolled.kind, rolled.resumption, rolled.resumed_on) == (
            ProjectKind.CONTINUING,
            Resumption.NOT_RESUMED,
            None,
        )
        assert rolled.construction_status is status

    @pytest.mark.parametrize(
        "other",
        [
            PROJECT,
            replace(ONGOING, construction_status=ConstructionStatus.NOT_STARTED),
            replace(ONGOING, construction_status=ConstructionStatus.COMPLETED),
            replace(ONGOING, stage=Stage.WITHDRAWN),
            replace(ONGOING, actual_start=date(2023, 2, 1)),
        ],
    )
    def test_others_stay_as_they_are(self, other: Project) -> None:
        assert roll_over(other, 2023) == other

    def test_rolling_over_again_keeps_what_the_year_brought(self) -> None:
        resumed = confirm_resumed(roll_over(ONGOING, 2023), date(2023, 2, 20))
        assert roll_over(resumed, 2023) == resumed


class TestResumption:
    def test_by_confirmation(self) -> None:
        resumed = confirm_resumed(CONTINUING, date(2023, 2, 20))
        assert (resumed.resumption, resumed.resumed_on) == (Resumption.RESUMED, date(2023, 2, 20))

    def test_a_suspended_project_is_ongoing_again(self) -> None:
        suspended = replace(CONTINUING, construction_status=ConstructionStatus.SUSPENDED)
        assert confirm_resumed(suspended, date(2023, 2, 20)).construction_status is ConstructionStatus.ONGOING

    @pytest.mark.parametrize(
        ("project", "key"),
        [
            (replace(CONTINUING, kind=ProjectKind.NEW_BUILD), "domain.resume_not_continuing"),
            (replace(CONTINUING, construction_status=ConstructionStatus.COMPLETED), "domain.resume_not_under_way"),
            (replace(CONTINUING, resumption=Resumption.RESUMED), "domain.resumed_already"),
        ],
    )
    def test_confirmation_is_refused_where_nothing_can_resume(self, project: Project, key: str) -> None:
        with pytest.raises(RuleError) as error:
            confirm_resumed(project, date(2023, 2, 20))
        assert refused(error) == key

    def test_by_investment_above_zero(self) -> None:
        assert resumed_by_investment(CONTINUING, Decimal("0.01"), date(2023, 2, 15)).resumed_on == date(2023, 2, 15)
        assert resumed_by_investment(CONTINUING, Decimal(0), date(2023, 2, 15)) == CONTINUING

    @pytest.mark.parametrize(
        "other",
        [
            replace(CONTINUING, kind=ProjectKind.NEW_BUILD),
            replace(CONTINUING, resumption=Resumption.RESUMED, resumed_on=date(2023, 2, 1)),
            replace(CONTINUING, construction_status=ConstructionStatus.COMPLETED),
        ],
    )
    def test_investment_changes_no_other_project(self, other: Project) -> None:
        assert resumed_by_investment(other, Decimal(100), date(2023, 2, 15)) == other
