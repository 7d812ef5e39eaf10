"""The oracle on histories that are short enough to be judged by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable

from inspector.domain.operation import DELETE, Operation
from inspector.domain.project import Project
from tests.exchange_laws.oracle import Known, outcome, unaccounted, vector
from tests.storage.kit import operation

ROW = (Project.KIND, "r")
NAME = 1


def known(*operations: Operation) -> Known:
    return {(one.replica, one.seq): one for one in operations}


def edit(replica: str, seq: int, value: str, seen: dict[str, int], **fields: int) -> Operation:
    text = json.dumps(value)
    return operation(replica, seq, field=fields.pop("field", NAME), value=text, base=json.dumps(seen), **fields)


def values(sides: Iterable[tuple[str, int, int, str, bool]]) -> list[tuple[str, bool]]:
    return [(json.loads(side[3]), side[4]) for side in sides]


def test_a_write_that_knew_of_another_wins_whatever_the_clocks_say() -> None:
    made = outcome(known(operation(hlc=9_000), edit("b:1", 1, "乙", {"a:1": 1}, hlc=1)))
    assert (made.rows[ROW][1], made.conflicts) == ("乙", {})


def test_writes_that_did_not_know_of_each_other_are_a_conflict_and_the_latest_shows() -> None:
    apart = known(operation(), edit("b:1", 1, "乙", {"a:1": 1}, hlc=7), edit("c:1", 1, "丙", {"a:1": 1}, hlc=8))
    made = outcome(apart)
    assert made.rows[ROW][1] == "丙"
    assert values(made.conflicts[*ROW, "name"]) == [("丙", False), ("乙", False)]


def test_equal_values_are_no_conflict() -> None:
    made = outcome(known(operation(), edit("b:1", 1, "乙", {"a:1": 1}), edit("c:1", 1, "乙", {"a:1": 1})))
    assert made.conflicts == {}


def test_an_edit_that_a_delete_did_not_see_revives_the_row() -> None:
    delete = operation("b:1", 1, field=DELETE, value="null", base='{"*":{"a:1":1}}')
    gone = known(operation(), delete)
    assert outcome(gone).rows == {}
    made = outcome(known(*gone.values(), edit("c:1", 1, "丙", {"a:1": 1})))
    assert made.rows[ROW][1] == "丙"
    assert values(made.conflicts[*ROW, "name"]) == [("丙", False), (None, True)]


def test_the_base_of_a_write_holds_while_what_lies_between_is_missing() -> None:
    first, last = operation(), edit("c:1", 1, "丙", {"a:1": 1, "b:1": 1})
    between = edit("b:1", 1, "乙", {"a:1": 1}, hlc=99)
    assert outcome(known(first, last)) == outcome(known(first, between, last))
    assert vector([first, between, last], "1") == {"a:1": 1, "b:1": 1, "c:1": 1}


def test_an_operation_of_which_nothing_is_told_is_found() -> None:
    apart = known(operation(), edit("b:1", 1, "乙", {"a:1": 1}, hlc=7), edit("c:1", 1, "丙", {"a:1": 1}, hlc=8))
    made = outcome(apart)
    assert unaccounted(apart, made) == []
    made.conflicts.clear()
    assert unaccounted(apart, made) == [("b:1", 1)]
