"""The laws of the merge on bare operations, and the cases that the design names."""

from __future__ import annotations

import json
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.operation import DELETE, WHOLE, Operation
from inspector.storage.codec import canonical
from inspector.storage.fold import fold, seen_everywhere, seen_on
from tests.storage.kit import operation

FIELDS = (1, 2, 3)


class Author:
    """Writes on one row, having seen only what reached it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.seen: list[Operation] = []
        self.written: list[Operation] = []

    def write(self, field: int, value: Any, hlc: int) -> Operation:
        base = seen_everywhere(self.seen) if field in (WHOLE, DELETE) else seen_on(self.seen, field)
        made = operation(
            self.name, len(self.written) + 1, field=field, value=canonical(value), hlc=hlc, base=canonical(base)
        )
        self.seen.append(made)
        self.written.append(made)
        return made


def edit(author: Author, hlc: int, value: str, field: int = 1) -> Operation:
    return author.write(field, value, hlc)


def test_the_author_who_saw_the_other_wins_whatever_the_clocks_say() -> None:
    first, second = Author("a:1"), Author("b:1")
    whole = first.write(WHOLE, {"1": "旧"}, 2**50)
    second.seen.append(whole)
    later = edit(second, 5, "新")
    assert fold([later, whole]).values == {1: "新"}
    assert fold([later, whole]).conflicts == {}


def test_two_who_did_not_know_of_each_other_are_in_conflict_and_the_latest_shows() -> None:
    first, second = Author("a:1"), Author("b:1")
    whole = first.write(WHOLE, {"1": "旧", "2": "x"}, 1)
    second.seen.append(whole)
    one, other = edit(first, 5, "甲"), edit(second, 6, "乙")
    state = fold([whole, one, other])
    assert state.values == {1: "乙", 2: "x"}
    assert [(head.value, head.replica) for head in state.conflicts[1]] == [("乙", "b:1"), ("甲", "a:1")]
    first.seen.append(other)
    settled = edit(first, 0, "丙")
    assert fold([whole, one, other, settled]).conflicts == {}
    assert fold([whole, one, other, settled]).values[1] == "丙"


def test_equal_values_are_no_conflict() -> None:
    whole = operation("a:1", 1, hlc=1, value='{"1":"甲","2":5}')
    twin = operation("b:1", 1, hlc=9, value='{"1":"甲","2":6}')
    state = fold([whole, twin])
    assert state.values == {1: "甲", 2: 6}
    assert set(state.conflicts) == {2}


def test_a_conflict_disappears_when_the_missing_operation_arrives() -> None:
    first, second, third = Author("a:1"), Author("b:1"), Author("c:1")
    whole = first.write(WHOLE, {"1": "旧"}, 1)
    second.seen.append(whole)
    between = edit(second, 2, "乙")
    third.seen.extend([whole, between])
    last = edit(third, 3, "丙")
    first_edit = edit(first, 9, "甲")
    assert fold([whole, last]).conflicts == {}, "the base holds although the operation in between is missing"
    assert set(fold([whole, first_edit, between]).conflicts) == {1}
    second.seen.append(first_edit)
    explains = edit(second, 0, "并")
    assert fold([whole, first_edit, between, explains]).conflicts == {}


def test_a_delete_that_saw_everything_deletes() -> None:
    author = Author("a:1")
    author.write(WHOLE, {"1": "甲"}, 1)
    edit(author, 2, "乙", 2)
    author.write(DELETE, None, 3)
    assert not fold(author.seen).alive
    assert not fold([]).alive


def test_an_edit_that_the_delete_never_saw_revives_the_row() -> None:
    first, second = Author("a:1"), Author("b:1")
    whole = first.write(WHOLE, {"1": "甲", "2": "二"}, 1)
    second.seen.append(whole)
    change = edit(second, 2, "乙")
    delete = first.write(DELETE, None, 9)
    state = fold([delete, change, whole])
    assert state.alive
    assert state.values == {1: "乙", 2: "二"}
    assert [(head.deleted, head.value) for head in state.conflicts[1]] == [(False, "乙"), (True, None)]


def test_one_vector_for_the_row_would_have_covered_an_edit_that_was_not_seen() -> None:
    first, second = Author("a:1"), Author("b:1")
    whole = first.write(WHOLE, {"1": "甲", "2": "二"}, 1)
    second.seen.append(whole)
    unseen, seen = edit(second, 2, "乙", 1), edit(second, 3, "贰", 2)
    first.seen.append(seen)
    delete = first.write(DELETE, None, 9)
    state = fold([whole, unseen, seen, delete])
    assert state.alive
    assert state.values == {1: "乙", 2: "贰"}


def test_a_row_that_comes_back_stands_against_a_delete_that_did_not_see_it() -> None:
    first, second = Author("a:1"), Author("b:1")
    whole = first.write(WHOLE, {"1": "甲"}, 1)
    second.seen.append(whole)
    first.write(DELETE, None, 2)
    first.write(WHOLE, {"1": "甲"}, 3)
    delete = second.write(DELETE, None, 4)
    state = fold([*first.seen, delete])
    assert state.alive
    assert [head.deleted for head in state.conflicts[0]] == [False, True]
    assert set(state.conflicts) == {0}


def test_cells_that_arrive_before_their_row_wait_with_what_they_know() -> None:
    state = fold([operation("a:1", 2, field=2, value="7", base='{"a:1":1}')])
    assert state.alive
    assert state.values == {2: 7}


@st.composite
def histories(draw: st.DrawFn) -> list[Operation]:
    """Three authors who edit, delete and bring back one row, each seeing a part of what the others did."""
    authors = [Author(name) for name in ("a:1", "b:1", "c:1")]
    everything: list[Operation] = []
    for _ in range(draw(st.integers(1, 14))):
        author = draw(st.sampled_from(authors))
        for one in everything:
            if one not in author.seen and draw(st.booleans()):
                author.seen.append(one)
        field = draw(st.sampled_from((WHOLE, DELETE, *FIELDS)))
        value: Any = draw(st.integers(0, 2))
        if field == WHOLE:
            value = {str(number): value for number in FIELDS}
        everything.append(author.write(field, None if field == DELETE else value, draw(st.integers(0, 4))))
    return everything


@given(histories(), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_order_never_counts(history: list[Operation], chance: random.Random) -> None:
    shuffled = list(history)
    chance.shuffle(shuffled)
    assert fold(shuffled) == fold(history)


@given(histories())
@settings(max_examples=200, deadline=None)
def test_every_value_is_shown_superseded_or_in_a_conflict(history: list[Operation]) -> None:
    state = fold(history)
    for number in FIELDS:
        writers = [one for one in history if one.field in (WHOLE, DELETE, number)]
        heads = [one for one in writers if not any(covers(other, one, number) for other in writers)]
        values = {value_of(one, number) for one in heads if one.field != DELETE}
        told = state.conflicts.get(number, ())
        in_conflict = {None if head.deleted else head.value for head in told}
        shown = {state.values.get(number)} if state.alive else {None}
        assert values <= shown | in_conflict


@given(histories())
@settings(max_examples=200, deadline=None)
def test_a_row_is_gone_only_if_every_live_write_was_seen_by_a_delete(history: list[Operation]) -> None:
    live = [one for one in history if one.field != DELETE]
    unseen = [
        one
        for one in live
        for number in (FIELDS if one.field == WHOLE else (one.field,))
        if not any(covers(other, one, number) for other in history if other.field in (WHOLE, DELETE, number))
    ]
    assert fold(history).alive == bool(unseen)


def covers(one: Operation, other: Operation, number: int) -> bool:
    bases = one.vectors()
    vector = bases.get(str(number), bases.get("*", {}))
    return one is not other and vector.get(other.replica, 0) >= other.seq


def value_of(one: Operation, number: int) -> Any:
    value = json.loads(one.value)
    return value.get(str(number)) if one.field == WHOLE else value
