from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.project import Area, Project, Stage
from inspector.storage.merge import Conflict, conflicts, have, operations_since
from inspector.storage.resolve import resolve, resolve_with
from tests.storage.histories import random_history
from tests.storage.kit import Laptop, project


@pytest.fixture
def parted() -> tuple[Laptop, Laptop, Project]:
    """Two laptops that know one project, at two stages."""
    one, other = Laptop("a"), Laptop("b")
    with one.transaction() as tx:
        made = project(tx, stage=Stage.RESERVE)
    other.take(one.log())
    other.clock.now += 5000
    with one.transaction() as tx:
        tx.update(Project, made.id, stage=Stage.CONSTRUCTION)
    with other.transaction() as tx:
        tx.update(Project, made.id, stage=Stage.COMPLETED)
    return one, other, made


def only(laptop: Laptop) -> Conflict:
    (found,) = conflicts(laptop.reader)
    return found


def settle(laptop: Laptop, conflict: Conflict, head: int) -> None:
    with laptop.transaction("裁定") as tx:
        resolve(tx, conflict, head)


def test_a_conflict_tells_what_was_common_and_has_one_name_everywhere(parted: tuple[Laptop, Laptop, Project]) -> None:
    one, other, made = parted
    one.take(other.log())
    other.take(one.log())
    found = only(one)
    assert (found.common, found.has_common) == ("reserve", True)
    assert found.key == only(other).key
    assert len(found.key) == 10
    assert list(conflicts(one.reader, [(Project.NUMBER, made.id)])) == [found]
    assert list(conflicts(one.reader, [(Project.NUMBER, "another"), (900, made.id)])) == []
    assert list(conflicts(one.reader, [])) == []


def test_two_inserts_of_one_record_never_had_anything_in_common() -> None:
    one, other = Laptop("a"), Laptop("b")
    for laptop, name in ((one, "连山区"), (other, "龙港区")):
        with laptop.transaction() as tx:
            tx.insert(Area(id="shipped", code="211402", name=name))
    one.take(other.log())
    assert (only(one).common, only(one).has_common) == (None, False)


@pytest.mark.parametrize(("head", "stage"), [(0, Stage.COMPLETED), (1, Stage.CONSTRUCTION)])
def test_deciding_for_a_value_settles_it_everywhere(
    parted: tuple[Laptop, Laptop, Project], head: int, stage: Stage
) -> None:
    one, other, made = parted
    one.take(other.log())
    settle(one, only(one), head)
    other.take(one.log())
    for laptop in (one, other):
        assert laptop.reader.get(Project, made.id).stage is stage
        assert list(conflicts(laptop.reader)) == []


@pytest.mark.parametrize("stage", [Stage.LANDED, None])
def test_deciding_for_a_third_value_or_for_none(parted: tuple[Laptop, Laptop, Project], stage: Stage | None) -> None:
    one, other, made = parted
    one.take(other.log())
    with one.transaction("裁定") as tx:
        resolve_with(tx, only(one), stage)
    other.take(one.log())
    for laptop in (one, other):
        assert laptop.reader.get(Project, made.id).stage is stage
        assert list(conflicts(laptop.reader)) == []


def test_a_cell_that_has_to_be_given_cannot_be_emptied() -> None:
    one, other = Laptop("a"), Laptop("b")
    for laptop, name in ((one, "连山区"), (other, "龙港区")):
        with laptop.transaction() as tx:
            tx.insert(Area(id="shipped", code="211402", name=name))
    one.take(other.log())
    with pytest.raises(RuleError) as told, one.transaction("裁定") as tx:
        resolve_with(tx, only(one), None)
    assert told.value.key == "storage.required"
    with one.transaction("裁定") as tx:
        resolve_with(tx, only(one), "南票区")
    other.take(one.log())
    assert other.reader.get(Area, "shipped").name == "南票区"


def test_a_conflict_that_has_changed_since_is_looked_at_again(parted: tuple[Laptop, Laptop, Project]) -> None:
    one, other, made = parted
    one.take(other.log())
    seen = only(one)
    with other.transaction() as tx:
        tx.update(Project, made.id, stage=Stage.RESERVE)
    one.take(other.log())
    with pytest.raises(RuleError) as told:
        settle(one, seen, 0)
    assert told.value.key == "storage.conflict_changed"


@pytest.mark.parametrize("keep", [True, False])
def test_an_edit_against_a_delete_is_decided(keep: bool) -> None:  # noqa: FBT001
    one, other = Laptop("a"), Laptop("b")
    with one.transaction() as tx:
        made = project(tx)
    other.take(one.log())
    with one.transaction() as tx:
        tx.delete(Project, made.id)
    with other.transaction() as tx:
        tx.update(Project, made.id, note="仍在建")
    one.take(other.log())
    conflict = only(one)
    assert (conflict.common, conflict.has_common) == (None, True)
    settle(one, conflict, [head.deleted for head in conflict.heads].index(not keep))
    other.take(one.log())
    assert other.rows() == one.rows()
    for laptop in (one, other):
        assert list(conflicts(laptop.reader)) == []
        assert laptop.reader.count(Project) == keep
    if keep:
        assert other.reader.get(Project, made.id).note == "仍在建"
    else:
        with pytest.raises(NotFoundError):
            other.reader.get(Project, made.id)


@pytest.mark.parametrize("keep", [True, False])
def test_a_delete_against_the_row_itself_is_decided(keep: bool) -> None:  # noqa: FBT001
    one, other = Laptop("a"), Laptop("b")
    with one.transaction() as tx:
        made = project(tx)
    other.take(one.log())
    with one.transaction() as tx:
        tx.delete(Project, made.id)
        tx.insert(made)
    with other.transaction() as tx:
        tx.delete(Project, made.id)
    one.take(other.log())
    with pytest.raises(RuleError) as told, one.transaction("裁定") as tx:
        resolve_with(tx, only(one), "甲")
    assert told.value.key == "storage.conflict_of_row"
    settle(one, only(one), 0 if keep else 1)
    other.take(one.log())
    for laptop in (one, other):
        assert list(conflicts(laptop.reader)) == []
        assert laptop.reader.count(Project) == keep


@given(st.integers(0, 2**32))
@settings(max_examples=100, deadline=None)
def test_any_conflict_that_is_settled_is_gone_and_stays_gone_everywhere(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable history, nothing secret
    laptops = [Laptop(name) for name in "abc"]
    random_history(laptops, chance, 12)
    one = laptops[0]
    for other in laptops[1:]:
        one.take(operations_since(other.reader, have(one.reader)))
    open_ones = list(conflicts(one.reader))
    if not open_ones:
        return
    chosen = chance.choice(open_ones)
    settle(one, chosen, chance.randrange(len(chosen.heads)))
    for other in laptops[1:]:
        other.take(operations_since(one.reader, have(other.reader)))
    for laptop in laptops:
        assert chosen.key not in {found.key for found in conflicts(laptop.reader)}
        assert laptop.rows() == one.rows()
