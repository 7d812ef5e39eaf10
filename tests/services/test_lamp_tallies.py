"""The tallies of lists are those of the lamps themselves, on any day, whatever was changed since."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.domain.approval import ApprovalStep, ClockStop, StepState, StepType
from inspector.domain.lamps import LampColour
from inspector.domain.progress import DispatchRecord
from inspector.domain.project import Project, Stage
from inspector.domain.project_lamps import ProjectLampRules
from inspector.domain.project_query import LampTally
from inspector.services import lamp_tallies
from inspector.services.bundle import Services
from inspector.services.lamp_tallies import LampTallies
from inspector.services.own_lamps import own_colours
from inspector.services.profiles import set_profile
from inspector.storage import lamp_table
from inspector.storage.lamp_table import OwnCells, newest_change, project_numbers, touched_projects
from inspector.storage.undo import undo
from tests.services.kit import TODAY, a_project, put


def derived(services: Services, on: date) -> dict[int, LampTally]:
    """The tallies as the lamps themselves tell them."""
    colours: dict[str, Counter[LampColour]] = {
        row_id: Counter() for row_id in project_numbers(services.workspace.reader)
    }
    for step in services.lamps.steps(on):
        if step.project_id in colours:
            colours[step.project_id][step.lamp.colour] += 1
    for one in services.lamps.projects(on):
        colours[one.project_id].update(lamp.colour for lamp in (one.start, one.progress, one.registration))
    numbers = project_numbers(services.workspace.reader)
    return {
        numbers[row_id]: LampTally(found[LampColour.RED], found[LampColour.YELLOW], found[LampColour.GREEN])
        for row_id, found in colours.items()
    }


def by_colour(tallies: dict[int, LampTally]) -> dict[LampColour, set[int]]:
    found: dict[LampColour, set[int]] = {}
    for number, tally in tallies.items():
        if tally.worst is not LampColour.NONE:
            found.setdefault(tally.worst, set()).add(number)
    return found


def agree(services: Services, tallies: LampTallies, on: date) -> None:
    told = derived(services, on)
    assert tallies.of(told, on) == told
    assert {colour: set(numbers) & told.keys() for colour, numbers in tallies.by_colour(on).items()} == by_colour(told)


def tallies_of(services: Services) -> LampTallies:
    return LampTallies(services.workspace.reader, services.profile)


@pytest.mark.parametrize("days", [-200, -30, 0, 1, 45])
def test_a_city_burns_as_its_lamps_say(city: Services, days: int) -> None:
    agree(city, tallies_of(city), TODAY + timedelta(days=days))


DEEDS = st.lists(
    st.sampled_from(["step", "finish", "stop", "move", "withdraw", "delete", "report", "undo"]), max_size=6
)


def do(services: Services, deed: str, number: int) -> None:
    reader = services.workspace.reader
    steps, projects = list(reader.all(ApprovalStep)), list(reader.all(Project))
    with services.workspace.transaction(deed) as tx:
        if deed == "step":
            day = TODAY - timedelta(days=number)
            tx.insert(
                ApprovalStep(
                    id=tx.new_id(),
                    project_id=projects[number % len(projects)].id,
                    step_type=StepType.LAND,
                    state=StepState.IN_PROGRESS,
                    accepted_on=day,
                    promised_days=10,
                )
            )
        elif deed == "report":
            tx.insert(
                DispatchRecord(
                    id=tx.new_id(),
                    project_id=projects[0].id,
                    period="2022-06",
                    reported_on=TODAY,
                    physical_progress_pct=Decimal(1),
                )
            )
        elif deed == "withdraw":
            tx.update(Project, projects[0].id, stage=Stage.WITHDRAWN)
        elif steps:
            step = steps[number % len(steps)]
            if deed == "finish":
                tx.update(ApprovalStep, step.id, state=StepState.FINISHED, finished_on=TODAY)
            elif deed == "stop":
                tx.insert(
                    ClockStop(id=tx.new_id(), step_id=step.id, from_date=TODAY - timedelta(days=5), reason="补正")
                )
            elif deed == "move":
                tx.update(ApprovalStep, step.id, project_id=projects[-1].id)
            elif deed == "delete":
                tx.delete(ApprovalStep, step.id)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS, number=st.integers(0, 30))
def test_what_is_kept_follows_every_change(office: Services, deeds: list[str], number: int) -> None:
    if not office.workspace.reader.count(Project):
        for name in "甲乙丙":
            a_project(office, name, planned_start=date(2022, 1, 1), planned_completion=date(2022, 12, 31))
    kept, half = tallies_of(office), tallies_of(office)
    kept.by_colour(TODAY)
    for deed in deeds:
        half.of(project_numbers(office.workspace.reader).values(), TODAY)
        if deed == "undo" and office.history.undoable() is not None:
            undo(office.workspace)
        else:
            do(office, deed, number)
        agree(office, kept, TODAY)
        agree(office, half, TODAY)


def test_a_changed_rule_judges_everything_again(office: Services) -> None:
    made = a_project(office)
    since = newest_change(office.workspace.reader)
    set_profile(office.workspace, {"lamps": {"warn_days": 9}})
    assert touched_projects(office.workspace.reader, since) is None
    with office.workspace.transaction("改") as tx:
        tx.update(Project, made.id, name="乙")
    assert touched_projects(office.workspace.reader, newest_change(office.workspace.reader) - 1) == frozenset([made.id])


def test_a_decision_and_very_many_changes_judge_everything_again(
    office: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = office.workspace.reader
    since = newest_change(reader)
    a_project(office)
    assert len(touched_projects(reader, since) or ()) == 1
    with monkeypatch.context() as few:
        few.setattr(lamp_table, "MOST_TOUCHED", 0)
        assert touched_projects(reader, since) is None
    with office.workspace.transaction("决定") as tx:
        tx.record_decision()
    assert touched_projects(reader, since) is None


def test_after_a_save_only_what_it_touched_is_judged_again(office: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    one, _ = a_project(office, "甲"), a_project(office, "乙")
    tallies = tallies_of(office)
    tallies.by_colour(TODAY)
    judged: list[int] = []

    def told(cells: OwnCells, on: date, rules: ProjectLampRules) -> tuple[LampColour, ...]:
        judged.append(cells.project)
        return own_colours(cells, on, rules)

    monkeypatch.setattr(lamp_tallies, "own_colours", told)
    put(office, ApprovalStep(id="s1", project_id=one.id, step_type=StepType.LAND))
    tallies.by_colour(TODAY)
    tallies.by_colour(TODAY)
    assert judged == [*project_numbers(office.workspace.reader, [one.id]).values()]
