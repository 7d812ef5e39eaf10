"""冲突: both sides and what they had in common are shown, and a decision ends them everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.project import Project, Stage
from inspector.services.bundle import Services
from inspector.services.packages.exporting import ExportWish
from inspector.services.packages.importing import ImportWish
from inspector.storage.workspace import WorkplaceRole
from tests.services.kit import a_project
from tests.services.packages_kit import acquaint, device, exported, pass_on


@pytest.fixture
def pair(tmp_path: Path, stick: Path) -> Iterator[tuple[Services, Services, Project]]:
    """An office and a laptop that hold the same project."""
    with device(tmp_path, "编报端", WorkplaceRole.OFFICE) as desk, device(tmp_path, "7号机") as seven:
        made = a_project(desk, total_investment=Decimal(20_000))
        acquaint(desk, seven, stick)
        yield desk, seven, made


def edit(services: Services, row_id: str, later: int = 0, **fields: Any) -> None:
    services.workspace.clock.now += later  # type: ignore[attr-defined]
    with services.workspace.transaction("edit") as tx:
        tx.update(Project, row_id, **fields)


def test_the_sides_are_shown_with_who_when_and_what_was_common(
    pair: tuple[Services, Services, Project], stick: Path
) -> None:
    desk, seven, made = pair
    edit(desk, made.id, total_investment=Decimal(21_000))
    edit(seven, made.id, 60_000, total_investment=Decimal(22_000))
    report = pass_on(seven, desk, stick)
    assert [one.conflicts for one in report.projects] == [1]
    (found,) = desk.conflicts.listed()
    assert (found.kind, found.field, found.project, found.decides) == ("project", "total_investment", "滨海公路", True)
    told = [(one.number, one.device, one.value, one.own, f"{one.at:%H:%M}") for one in found.sides]
    assert told == [(1, "7号机", Decimal(22_000), False, "10:01"), (2, "编报端", Decimal(21_000), True, "10:00")]
    assert (found.has_common, found.common) == (True, Decimal(20_000))
    assert desk.conflicts.show(found.key[:4]).key == found.key


@pytest.mark.parametrize(
    ("choice", "amount"),
    [("mine", 21_000), ("theirs", 22_000), ("#1", 22_000), ("#2", 21_000), ("2350", 2350)],
)
def test_a_decision_ends_it_here_and_there(
    pair: tuple[Services, Services, Project], stick: Path, choice: str, amount: int
) -> None:
    desk, seven, made = pair
    edit(desk, made.id, total_investment=Decimal(21_000))
    edit(seven, made.id, 60_000, total_investment=Decimal(22_000))
    pass_on(seven, desk, stick)
    (found,) = desk.conflicts.listed()
    desk.conflicts.resolve(found.key, choice, "编报组长")
    pass_on(desk, seven, stick)
    for services in (desk, seven):
        assert services.conflicts.listed() == ()
        assert services.workspace.reader.get(Project, made.id).total_investment == Decimal(amount)


def test_a_choice_that_is_not_clear_changes_nothing(pair: tuple[Services, Services, Project], stick: Path) -> None:
    desk, seven, made = pair
    edit(desk, made.id, stage=Stage.RESERVE)
    edit(seven, made.id, 60_000, stage=Stage.COMPLETED)
    pass_on(seven, desk, stick)
    (found,) = desk.conflicts.listed()
    for choice, key in (
        ("#3", "no_such_side"),
        ("#0", "no_such_side"),
        ("delete", "side_unclear"),
        ("乱写", "value_does_not_fit"),
        ("[1]", "value_does_not_fit"),
    ):
        with pytest.raises(RuleError, match=key):
            desk.conflicts.resolve(found.key, choice)
    with pytest.raises(NotFoundError):
        desk.conflicts.resolve("zz", "mine")
    assert len(desk.conflicts.listed()) == 1
    desk.conflicts.resolve(found.key, "reserve")
    assert desk.workspace.reader.get(Project, made.id).stage is Stage.RESERVE


def test_two_laptops_may_disagree_without_the_office(
    pair: tuple[Services, Services, Project], stick: Path, tmp_path: Path
) -> None:
    desk, seven, made = pair
    with device(tmp_path, "9号机") as nine:
        acquaint(desk, nine, stick)
        edit(seven, made.id, note="甲")
        edit(nine, made.id, 60_000, note="乙")
        desk.incoming.take(
            [*exported(seven, stick, ExportWish(to="编报端")), *exported(nine, stick, ExportWish(to="编报端"))]
        )
        (found,) = desk.conflicts.listed()
        assert [one.own for one in found.sides] == [False, False]
        with pytest.raises(RuleError, match="side_unclear"):
            desk.conflicts.resolve(found.key, "theirs")
        desk.conflicts.resolve(found.key, "两人都对")
    assert desk.workspace.reader.get(Project, made.id).note == "两人都对"


def test_a_delete_against_an_edit(pair: tuple[Services, Services, Project], stick: Path) -> None:
    desk, seven, made = pair
    with desk.workspace.transaction("delete") as tx:
        tx.delete(Project, made.id)
    edit(seven, made.id, note="仍在建")
    pass_on(seven, desk, stick)
    (found,) = desk.conflicts.listed()
    assert [(one.deleted, one.value) for one in found.sides] == [(False, "仍在建"), (True, None)]
    desk.conflicts.resolve(found.key, "delete", "编报组长")
    assert desk.conflicts.listed() == ()
    assert desk.workspace.reader.count(Project) == 0
    seven.incoming.take(exported(desk, stick), ImportWish(confirmed=True))
    assert seven.workspace.reader.count(Project) == 0


def test_a_whole_record_against_its_delete_is_kept_or_deleted(
    pair: tuple[Services, Services, Project], stick: Path
) -> None:
    desk, seven, made = pair
    with desk.workspace.transaction("delete") as tx:
        tx.delete(Project, made.id)
        tx.insert(made)
    with seven.workspace.transaction("delete") as tx:
        tx.delete(Project, made.id)
    pass_on(seven, desk, stick)
    (found,) = desk.conflicts.listed()
    assert (found.field, found.decides, found.project) == (None, True, "滨海公路")
    with pytest.raises(RuleError, match="keep_or_delete"):
        desk.conflicts.resolve(found.key, "别的值")
    desk.conflicts.resolve(found.key, "mine")
    assert desk.conflicts.listed() == ()
    assert desk.workspace.reader.count(Project) == 1


def test_several_conflicts_that_begin_alike_are_told_apart(
    pair: tuple[Services, Services, Project], stick: Path
) -> None:
    desk, seven, made = pair
    fields: dict[str, Any] = {"note": "甲", "source": "甲", "capacity": "甲", "address": "甲", "owner": "甲", "jobs": 1}
    names = [cell.name for cell in Project.CELLS]
    known: dict[str, Any] = {name: value for name, value in fields.items() if name in names}
    edit(desk, made.id, **known)
    theirs: dict[str, Any] = {name: 2 if name == "jobs" else "乙" for name in known}
    edit(seven, made.id, 1000, **theirs)
    for number in range(20):
        other = a_project(desk, f"项目{number}")
        pass_on(desk, seven, stick)
        edit(desk, other.id, note="甲")
        edit(seven, other.id, 1000, note="乙")
    pass_on(seven, desk, stick)
    keys = [one.key for one in desk.conflicts.listed()]
    first = next(one for one in "0123456789abcdef" if sum(key.startswith(one) for key in keys) > 1)
    with pytest.raises(RuleError, match="conflict_ambiguous"):
        desk.conflicts.show(first)


def test_a_clock_far_ahead_is_shown_all_the_same(pair: tuple[Services, Services, Project], stick: Path) -> None:
    desk, seven, made = pair
    edit(desk, made.id, note="甲")
    edit(seven, made.id, 2**46, note="乙")
    pass_on(seven, desk, stick)
    (found,) = desk.conflicts.listed()
    assert found.sides[0].at.year == 4252
