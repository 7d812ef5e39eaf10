"""Identifiers and time as injected ports, so that the rules stay pure and the tests exact.

UUIDv7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then version, variant and random bits; as text it
sorts by time of making.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from inspector.domain.clock import Clock, SystemClock

__all__ = ["CHINA", "Clock", "SystemClock", "derived_id", "local_time", "new_id"]
CHINA = timezone(timedelta(hours=8))
"""China Standard Time: no daylight saving since 1991, so a fixed offset is exact for every project."""


def local_time(clock: Clock) -> datetime:
    """The time of `clock` in China, to the second."""
    return datetime.fromtimestamp(clock.milliseconds() // 1000, tz=CHINA)


def new_id(clock: Clock, random_bits: Callable[[int], int] = secrets.randbits) -> str:
    """A UUIDv7 as text; `random_bits(n)` gives n random bits (a seeded source makes ids repeatable)."""
    value = (clock.milliseconds() & (2**48 - 1)) << 80
    value |= 0x7 << 76
    value |= random_bits(12) << 64
    value |= 0b10 << 62
    value |= random_bits(62)
    return str(uuid.UUID(int=value))


def derived_id(name: str) -> str:
    """A UUIDv7-shaped id that `name` always gives, for records that ship with every workspace.

    Two laptops that make the same area or list from the same city profile must mean the same record.
    The time part is 2022-01-01T00:00:00Z.
    """
    bits = int.from_bytes(hashlib.sha256(name.encode()).digest(), "big")

    def take(count: int) -> int:
        nonlocal bits
        taken = bits & ((1 << count) - 1)
        bits >>= count
        return taken

    return new_id(_ShippedClock(), take)


class _ShippedClock:
    def milliseconds(self) -> int:
        return 1_640_995_200_000
