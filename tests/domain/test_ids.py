from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.ids import CHINA, SystemClock, derived_id, local_time, new_id


class FixedClock:
    def __init__(self, milliseconds: int) -> None:
        self._milliseconds = milliseconds

    def milliseconds(self) -> int:
        return self._milliseconds


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**62 - 1))
def test_an_id_is_a_uuid_of_version_7_that_carries_its_time(milliseconds: int, bits: int) -> None:
    made = uuid.UUID(new_id(FixedClock(milliseconds), lambda count: bits & (2**count - 1)))
    assert made.int >> 76 & 0xF == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == milliseconds
    assert made.int & (2**62 - 1) == bits


@given(st.integers(0, 2**48 - 2))
def test_ids_sort_by_time_of_making(milliseconds: int) -> None:
    assert new_id(FixedClock(milliseconds)) < new_id(FixedClock(milliseconds + 1))


def test_ids_differ_within_a_millisecond() -> None:
    clock = FixedClock(1_654_828_800_000)
    assert len({new_id(clock) for _ in range(1000)}) == 1000


@given(st.text(), st.text())
def test_a_derived_id_is_the_same_on_every_laptop(name: str, other: str) -> None:
    made = uuid.UUID(derived_id(name))
    assert made == uuid.UUID(derived_id(name))
    assert (made == uuid.UUID(derived_id(other))) == (name == other)
    assert made.variant == uuid.RFC_4122
    assert made.int >> 76 & 0xF == 7
    assert made.int >> 80 == int(datetime(2022, 1, 1, tzinfo=UTC).timestamp() * 1000)


def test_derived_ids_never_change() -> None:
    assert derived_id("area/211400") == "017e12ef-9c00-7a5d-9233-155c6933ffe3"


def test_the_example_of_the_standard() -> None:
    # RFC 9562, A.6: 2022-02-22 14:22:22 -05:00.
    clock = FixedClock(0x017F22E279B0)
    bits = {12: 0xCC3, 62: 0x18C4DC0C0C07398F}
    assert new_id(clock, bits.__getitem__) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


def test_time_in_china_to_the_second() -> None:
    moment = datetime(2022, 6, 9, 23, 30, 15, 999_000, tzinfo=UTC)
    shown = local_time(FixedClock(int(moment.timestamp() * 1000)))
    assert shown == datetime(2022, 6, 10, 7, 30, 15, tzinfo=CHINA)
    assert shown.utcoffset() == timedelta(hours=8)


def test_the_clock_of_the_machine_goes_forward() -> None:
    clock = SystemClock()
    earlier = clock.milliseconds()
    assert earlier > 1_600_000_000_000
    assert clock.milliseconds() >= earlier
