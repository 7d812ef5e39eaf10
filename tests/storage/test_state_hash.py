from __future__ import annotations

import random
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.entities import kinds
from inspector.domain.ids import CHINA
from inspector.domain.inspection import Inspection, Photo, Purpose
from inspector.domain.project import AnnualPlan, Area, Project
from inspector.domain.record import Record
from inspector.storage.state_hash import content_hash, groups, state_hash
from inspector.storage.workspace import WorkplaceRole, Workspace
from tests.storage.kit import HandClock, Laptop


def city(prefix: str, *, plan: str = "100") -> list[Record]:
    """A small city with a chain of areas, a ring (a visit and the picture of its signature) and twins."""
    made: list[Record] = [
        Area(id=f"{prefix}-0", code="2114", name="葫芦岛市"),
        Area(id=f"{prefix}-1", code="211402", name="连山区", parent_id=f"{prefix}-0"),
        Project(id=f"{prefix}-2", name="甲", area_id=f"{prefix}-1"),
        Project(id=f"{prefix}-3", name="乙", area_id=f"{prefix}-1"),
        Project(id=f"{prefix}-8", name="乙", area_id=f"{prefix}-1"),
        AnnualPlan(id=f"{prefix}-4", project_id=f"{prefix}-2", year=2022, planned_investment=Decimal(plan)),
        Photo(id=f"{prefix}-6", sha256="a" * 64, inspection_id=f"{prefix}-5"),
        Photo(id=f"{prefix}-7", sha256="b" * 64, inspection_id="still to come"),
    ]
    return [*made, visit(prefix, f"{prefix}-6")]


def visit(prefix: str, signature: str) -> Inspection:
    return Inspection(
        id=f"{prefix}-5",
        project_id=f"{prefix}-3",
        visited_at=datetime(2022, 6, 10, 9, 30, tzinfo=CHINA),
        purpose=Purpose.ROUTINE,
        seen_status="在建",
        physical_progress_pct=Decimal(40),
        signature_photo_id=signature,
    )


def hash_of(records: list[Record]) -> str:
    laptop = Laptop("a")
    with laptop.transaction() as tx:
        tx.insert_many(records)
    return content_hash(laptop.connection)


@given(st.integers(0, 2**32))
@settings(max_examples=25, deadline=None)
def test_neither_ids_nor_the_order_of_typing_count(seed: int) -> None:
    shuffled = city(f"z{seed}")
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - a repeatable order, nothing secret
    assert hash_of(shuffled) == hash_of(city("a"))


def test_every_difference_in_content_shows() -> None:
    plain = city("a")
    variants = [
        plain,
        city("a", plan="100.01"),
        plain[:-1],
        [*plain, Area(id="new", code="1", name="区")],
        [*plain[:5], AnnualPlan(id="a-4", project_id="a-3", year=2022, planned_investment=Decimal(100)), *plain[6:]],
        [*plain[:-1], visit("a", "a-7")],
        [*plain[:-2], Photo(id="a-7", sha256="b" * 64, inspection_id="another"), plain[-1]],
        [Area(id="a-0", code="2114", name="葫芦岛市", parent_id="a-1"), *plain[1:]],
    ]
    assert len({hash_of(one) for one in variants}) == len(variants)


def test_a_row_that_refers_to_itself_ends() -> None:
    one = hash_of([Area(id="x", code="1", name="区", parent_id="x")])
    other = hash_of([Area(id="y", code="1", name="区", parent_id="y")])
    assert one == other != hash_of([Area(id="x", code="1", name="区")])


def test_role_name_log_and_deleted_rows_do_not_count(tmp_path: Path, ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        tx.insert_many(city("a"))
        tx.insert(Project(id="gone", name="乙", planned_start=date(2022, 1, 1)))
    with ws.transaction("改") as tx:
        tx.delete(Project, "gone")
        tx.update(Project, "a-2", name="丙")
        tx.update(Project, "a-2", name="甲")
    clock = HandClock(5)
    made = Workspace.create(
        tmp_path / "b", role=WorkplaceRole.OFFICE, device_name="办公室", city="dandong", clock=clock
    )
    with made as other:
        with other.transaction("x") as tx:
            tx.insert_many(reversed(city("q")))
        assert state_hash(other) == state_hash(ws)


def test_kinds_come_after_those_that_they_name() -> None:
    order = list(groups(kinds()))
    place = {kind: at for at, group in enumerate(order) for kind in group}
    for kind, cls in kinds().items():
        for cell in cls.CELLS:
            assert cell.refers is None or place[cell.refers] <= place[kind]
    assert ("inspection", "photo", "problem") in order
