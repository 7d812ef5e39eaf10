"""What is remembered of the open conflicts is what a look at everything would find, whatever happens in between."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.errors import InspectorError
from inspector.domain.project import Project
from inspector.storage import log
from inspector.storage.history import change_sets
from inspector.storage.log import Log
from inspector.storage.merge import conflicts
from inspector.storage.open_conflicts import OpenConflicts
from inspector.storage.resolve import resolve
from inspector.storage.undo import redo, reinstate, undo, withdraw
from tests.storage.histories import STEPS, random_part
from tests.storage.kit import Laptop, project


def settle(one: Laptop, chance: random.Random) -> None:
    found = list(conflicts(one.reader))
    if found:
        with one.transaction() as tx:
            resolve(tx, chance.choice(found), 0)


def go_back(one: Laptop, chance: random.Random) -> None:
    some = chance.choice(change_sets(one.as_workspace)).change_id if change_sets(one.as_workspace) else 0
    deeds = (undo, redo, lambda ws: withdraw(ws, some), lambda ws: reinstate(ws, some))
    try:
        chance.choice(deeds)(one.as_workspace)
    except InspectorError:
        return


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 14), st.sampled_from([1, 10**9]))
def test_later_looks_find_what_the_first_one_would(seed: int, length: int, lookup: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a drawn history
    laptops = [Laptop("a"), Laptop("b"), Laptop("c")]
    remembered = [OpenConflicts(one.reader) for one in laptops]
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(log, "_LOOKUP", lookup)  # both ways to the rows that several have written
        for _ in range(length):
            one, other = chance.sample(laptops, 2)
            chance.choice((*STEPS, settle, go_back))(one, chance)
            other.take(random_part(one, other, chance))
            for each, book in zip(laptops, remembered, strict=True):
                if chance.random() < 0.7:  # at times several steps go by
                    assert list(book.listed()) == list(conflicts(each.reader))


def test_another_step_of_the_same_number_is_not_taken_for_the_one_that_was_seen() -> None:
    one, other, before = Laptop("a"), Laptop("b"), Laptop("c")
    with one.transaction() as tx:
        made = project(tx)
    other.take(one.log())
    with other.transaction() as tx:
        tx.update(Project, made.id, name="甲")
    with one.transaction() as tx:
        tx.update(Project, made.id, name="乙")
    one.connection.backup(before.connection)
    book = OpenConflicts(one.reader)
    one.take(other.log())
    assert len(book.listed()) == 1
    before.connection.backup(one.connection)
    with one.transaction() as tx:
        tx.update(Project, made.id, jobs=7)
    assert book.listed() == ()


def test_only_rows_of_several_writers_are_shared() -> None:
    one, other = Laptop("a"), Laptop("b")
    with one.transaction() as tx:
        first, second = project(tx, "甲"), project(tx, "乙")
    other.take(one.log())
    with other.transaction() as tx:
        tx.update(Project, second.id, jobs=4)
    one.take(other.log())
    assert Log(one.connection).shared_rows() == [(Project.NUMBER, second.id)]
    assert Log(one.connection).shared_among({(Project.NUMBER, row) for row in (first.id, second.id)}) == [
        (Project.NUMBER, second.id)
    ]
