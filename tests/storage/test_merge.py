"""Laptops that exchange operations in any way must end in one state."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.errors import FormatError, NotFoundError, StorageError
from inspector.domain.inspection import Photo
from inspector.domain.operation import Operation
from inspector.domain.project import Area, Project, Stage
from inspector.storage import identity, merge, refold
from inspector.storage.merge import (
    conflicts,
    have,
    learn,
    notice_own_numbers,
    operations_hash,
    operations_since,
)
from inspector.storage.resolve import resolve
from inspector.storage.state_hash import content_hash
from tests.storage.histories import random_history
from tests.storage.kit import Laptop, operation, project


def test_a_row_travels_and_comes_out_the_same() -> None:
    one, other = Laptop("a"), Laptop("b")
    with one.transaction() as tx:
        made = project(tx)
    changes = other.take(one.log())
    assert other.reader.get(Project, made.id) == made
    assert changes.inserted == {"project": (made.id,)}
    assert other.log() == one.log(), "relayed unchanged"
    assert have(other.reader) == {"a:1": ((1, 1),)}


def test_a_child_may_come_before_its_parent_and_a_cell_before_its_row() -> None:
    one, other = Laptop("a"), Laptop("b")
    with one.transaction() as tx:
        area = Area(id=tx.new_id(), code="211402", name="连山区")
        tx.insert(area)
        made = project(tx, area_id=area.id)
        tx.update(Project, made.id, name="新名")
    whole_area, whole, cell = one.log()
    other.take([cell])
    assert other.reader.count(Project) == 0
    other.take([whole])
    assert other.reader.get(Project, made.id).name == "新名"
    assert have(other.reader) == {"a:1": ((2, 3),)}
    assert list(operations_since(one.reader, have(other.reader))) == [whole_area]
    other.take(operations_since(one.reader, have(other.reader)))
    assert have(other.reader) == {"a:1": ((1, 3),)}
    assert other.rows() == one.rows()


def test_a_row_without_a_required_cell_waits_for_it() -> None:
    one = Laptop("a")
    one.take([operation("b:1", 1, row="p", value='{"35":"备注"}')])
    assert one.reader.count(Project) == 0
    one.take([operation("b:1", 2, row="p", field=1, value='"甲"', base='{"b:1":1}')])
    assert one.reader.get(Project, "p").note == "备注"


def test_what_the_peer_has_is_left_out_around_its_gaps() -> None:
    one = Laptop("a")
    with one.transaction() as tx:
        for _ in range(9):
            project(tx)
    peer = {"a:1": ((2, 3), (3, 4), (7, 7), (20, 30))}
    assert [op.seq for op in operations_since(one.reader, peer)] == [1, 5, 6, 8, 9]
    assert list(operations_since(one.reader, {"a:1": ((1, 9),)})) == []


def test_a_conflict_is_shown_and_settled_by_an_operation() -> None:
    one, other = Laptop("a"), Laptop("b")
    with one.transaction() as tx:
        made = project(tx)
    other.take(one.log())
    with one.transaction() as tx:
        tx.update(Project, made.id, stage=Stage.RESERVE)
    other.clock.now += 5000
    with other.transaction() as tx:
        tx.update(Project, made.id, stage=Stage.COMPLETED)
    one.take(other.log())
    other.take(one.log())
    for laptop in (one, other):
        (found,) = conflicts(laptop.reader)
        assert (found.kind, found.id, found.field, found.decides) == ("project", made.id, "stage", True)
        assert [head.value for head in found.heads] == ["completed", "reserve"]
        assert laptop.reader.get(Project, made.id).stage is Stage.COMPLETED
    with one.transaction() as tx:
        tx.settle(Project, made.id, stage=Stage.COMPLETED)
    other.take(one.log())
    assert list(conflicts(one.reader)) == list(conflicts(other.reader)) == []


def test_a_delete_and_an_edit_that_did_not_know_of_each_other() -> None:
    one, other = Laptop("a"), Laptop("b")
    with one.transaction() as tx:
        made = project(tx)
    other.take(one.log())
    with one.transaction() as tx:
        tx.delete(Project, made.id)
    with other.transaction() as tx:
        tx.update(Project, made.id, note="仍在建")
    one.take(other.log())
    other.take(one.log())
    assert one.rows() == other.rows()
    assert one.reader.get(Project, made.id).note == "仍在建"
    (found,) = conflicts(one.reader)
    assert found.field == "note"
    with one.transaction() as tx:
        tx.delete(Project, made.id)
    other.take(one.log())
    with pytest.raises(NotFoundError):
        other.reader.get(Project, made.id)


def test_a_row_brought_back_against_a_delete_is_a_conflict_of_the_whole_row() -> None:
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
    (found,) = conflicts(one.reader)
    assert (found.field, found.decides) == (None, True)


def test_a_foreign_delete_takes_the_row_away() -> None:
    one, other = Laptop("a"), Laptop("b")
    with one.transaction() as tx:
        made = project(tx)
    other.take(one.log())
    with one.transaction() as tx:
        tx.delete(Project, made.id)
    assert other.take(one.log()).deleted == {"project": (made.id,)}
    assert other.take(one.log()).empty


def test_two_inserts_of_one_shipped_record_agree() -> None:
    one, other = Laptop("a"), Laptop("b")
    for laptop in (one, other):
        with laptop.transaction() as tx:
            tx.insert(Area(id="shipped", code="211402", name="连山区"))
    one.take(other.log())
    assert list(conflicts(one.reader)) == []
    assert one.reader.count(Area) == 1


def test_what_a_newer_program_wrote_is_kept_relayed_and_learnt_later(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = Laptop("a"), Laptop("b")
    whole = operation("n:1", 1, row="p", value='{"1":"甲","18":"demolished","999":"新字段"}')
    newer = [
        whole,
        operation("n:1", 2, row="p", field=998, value="5", base='{"n:1":1}'),
        operation("n:1", 3, row="q", kind=900),
        operation("n:1", 4, row="p", field=17, value="null", base='{"n:1":1}'),
    ]
    one.take(newer)
    assert one.reader.get(Project, "p").stage is None
    assert one.log() == newer
    other.take(one.log())
    assert other.log() == newer
    noted = "SELECT kind, row FROM unknown_op ORDER BY kind"
    assert one.connection.execute(noted).fetchall() == [(2, "p"), (900, "q")]
    monkeypatch.setattr(refold, "understood", lambda *_: True)
    with one.transaction() as tx:
        learn(tx)
    assert one.connection.execute(noted).fetchall() == [(900, "q")]


def test_a_conflict_in_a_field_of_a_newer_program_is_left_to_it() -> None:
    one = Laptop("a")
    one.take([operation("n:1", 1, value='{"1":"甲","999":1}'), operation("m:1", 1, value='{"1":"甲","999":2}')])
    one.take([operation("n:1", 2, kind=900, row="z"), operation("m:1", 2, kind=900, row="z", value='{"1":"乙"}')])
    assert list(conflicts(one.reader)) == []


def test_an_edit_of_an_unknown_field_that_brings_a_row_back_is_told_as_a_conflict_of_the_row() -> None:
    one = Laptop("a")
    whole = operation("n:1", 1, row="p")
    one.take([whole])
    with one.transaction() as tx:
        tx.delete(Project, "p")
    one.take([operation("n:1", 2, row="p", field=998, value="5", base='{"n:1":1}')])
    assert one.reader.count(Project) == 1
    (found,) = conflicts(one.reader)
    assert (found.field, found.decides, [head.deleted for head in found.heads]) == (None, True, [False, True])
    with one.transaction() as tx:
        resolve(tx, found, 0)
    assert list(conflicts(one.reader)) == []
    assert one.reader.count(Project) == 1


def test_a_delete_covers_the_fields_that_this_version_does_not_know() -> None:
    one = Laptop("a")
    one.take([operation("n:1", 1, row="p"), operation("n:1", 2, row="p", field=998, value="5", base='{"n:1":1}')])
    with one.transaction() as tx:
        tx.delete(Project, "p")
    fresh = Laptop("c")
    fresh.take(reversed(one.log()))
    assert fresh.reader.count(Project) == 0


def test_one_number_with_two_contents_is_refused_whole() -> None:
    one = Laptop("a")
    one.take([operation("b:1", 1)])
    with pytest.raises(StorageError) as told:
        one.take([operation("b:1", 2, row="s"), operation("b:1", 1, value='{"1":"假"}')])
    assert told.value.key == "storage.number_used_twice"
    with pytest.raises(FormatError):
        one.take([operation("b:1", 2, row="s"), operation("b:1", 3, value="{")])
    assert have(one.reader) == {"b:1": ((1, 1),)}


def test_our_own_number_from_the_future_starts_a_new_epoch() -> None:
    one = Laptop("a")
    with one.transaction() as tx:
        project(tx)
    lost = operation("a:1", 2, row="lost")
    with one.transaction("导入") as tx:
        project(tx)
        merge.apply_operations(tx, [replace(lost, seq=3)])
        project(tx)
    second = one.name
    assert have(one.reader) == {"a:1": ((1, 3),), second: ((1, 1),)}
    later = 2**45
    one.take([operation(f"a:{later}", 1, row="other")])
    assert one.name == second
    one.take([operation(second, 5, row="another")])
    assert int(one.name.removeprefix("a:")) > later, "an epoch that the log has seen is never used again"


def test_two_copies_that_do_not_know_of_each_other_take_different_epochs(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([7, 8])
    monkeypatch.setattr(identity, "_drawn", lambda _: next(drawn))
    twins = [Laptop("a"), Laptop("a")]
    for one in twins:
        one.take([operation("a:1", 3)])
    assert len({one.name for one in twins}) == 2
    at_1970 = Laptop("a", start=0)
    monkeypatch.setattr(identity, "_drawn", lambda _: 0)
    at_1970.take([operation("a:1", 3)])
    assert at_1970.name == "a:2"


def test_a_peer_who_knows_numbers_that_we_never_gave_starts_a_new_epoch() -> None:
    one = Laptop("a")
    with one.transaction() as tx:
        made = project(tx)
        notice_own_numbers(tx, {"a:1": ((1, 1),), "b:1": ((1, 900),), "a:2": ()})
    assert one.name == "a:1"
    with one.transaction() as tx:
        notice_own_numbers(tx, {"a:1": ((1, 2),), "a:2": ((1, 7),)})
        tx.update(Project, made.id, jobs=1)
    assert one.name not in {"a:1", "a:2"}
    assert have(one.reader) == {"a:1": ((1, 1),), one.name: ((1, 1),)}


def test_the_hash_over_the_operations_is_equal_where_the_same_are_known() -> None:
    one, other = Laptop("a"), Laptop("b")
    empty = operations_hash(one.reader)
    assert operations_hash(other.reader) == empty
    received = [operation("c:1", 2), operation("b:9", 1), operation("c:1", 1, row="s")]
    one.take(received)
    assert operations_hash(one.reader) != empty
    other.take(received[:2])
    assert operations_hash(one.reader) != operations_hash(other.reader)
    other.take(received[2:])
    assert operations_hash(one.reader) == operations_hash(other.reader)


def test_the_rows_that_an_import_left_in_dispute_are_told() -> None:
    one = Laptop("a")
    one.take([operation("b:1", 1, row="before"), operation("c:1", 1, row="before", value='{"1":"乙"}')])
    with one.transaction("导入") as tx:
        merge.apply_operations(tx, [operation("b:1", 1, row="before"), operation("b:1", 2)])
        assert tx.disputed == [], "a dispute of before is not of this import"
        merge.apply_operations(tx, [operation("c:1", 2, value='{"1":"乙"}')])
        assert tx.disputed == [(2, "r")]
        merge.apply_operations(tx, [operation("b:1", 3, field=1, value='"丙"', base='{"b:1":2,"c:1":2}')])
        assert tx.disputed == []


def test_numbers_are_noted_as_intervals() -> None:
    one = Laptop("a")
    wholes = [operation("b:1", seq, row=f"r{seq}") for seq in range(1, 11)]
    one.take([wholes[4], wholes[0], wholes[8]])
    assert have(one.reader) == {"b:1": ((1, 1), (5, 5), (9, 9))}
    one.take([wholes[3], wholes[1], wholes[2]])
    assert have(one.reader) == {"b:1": ((1, 5), (9, 9))}
    one.take(wholes)
    assert have(one.reader) == {"b:1": ((1, 10),)}


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_all_who_have_seen_all_are_in_one_state(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable history, nothing secret
    laptops = [Laptop(name) for name in "abc"]
    random_history(laptops, chance, 12)
    everything = {(one.replica, one.seq): one for laptop in laptops for one in laptop.log()}
    for laptop in laptops:
        _take_all(laptop, list(everything.values()), chance)
    first = laptops[0]
    newcomer = Laptop("d")
    newcomer.take(sorted(everything.values(), key=lambda one: (one.row, -one.seq)))
    for laptop in (*laptops[1:], newcomer):
        assert laptop.rows() == first.rows()
        assert content_hash(laptop.connection) == content_hash(first.connection)
        assert have(laptop.reader) == have(first.reader)
        assert list(conflicts(laptop.reader)) == list(conflicts(first.reader))


def _take_all(laptop: Laptop, operations: list[Operation], chance: random.Random) -> None:
    """In two shuffled packages: (A + B) + C and A + (B + C) must not differ."""
    chance.shuffle(operations)
    cut = chance.randrange(len(operations) + 1)
    laptop.take(operations[:cut])
    laptop.take(operations[cut:] + operations[: cut // 2])


def test_photos_of_a_visit_that_has_not_arrived_are_kept() -> None:
    one = Laptop("a")
    with one.transaction() as tx:
        tx.insert(Photo(id=tx.new_id(), sha256="0" * 64, inspection_id="not yet"))
    other = Laptop("b")
    other.take(one.log())
    assert other.reader.count(Photo, inspection_id="not yet") == 1


def test_an_amount_of_another_spelling_reads_as_ours() -> None:
    one = Laptop("a")
    one.take([operation("b:1", 1, row="p", value='{"1":"甲","16":500000000,"27":"1.50","9":120}')])
    got = one.reader.get(Project, "p")
    assert (got.total_investment, got.annual_output_value, got.longitude) == (Decimal(500), Decimal("1.5"), 120.0)
