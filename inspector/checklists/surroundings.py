"""Where and by whom a checklist is filled: clock, person, device, tables. Injected, so that a session is exact."""

from __future__ import annotations

import random
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from inspector.domain.ids import Clock, SystemClock, local_time

Table = Sequence[Mapping[str, str]]
"""Rows of an external file, each by column."""


@dataclass(frozen=True)
class Surroundings:
    """`language` as in the form (`中文 (zh)`), "" for its default; `tables` by file name without its ending."""

    clock: Clock = field(default_factory=SystemClock)
    username: str = ""
    deviceid: str = ""
    phonenumber: str = ""
    email: str = ""
    language: str = ""
    tables: Mapping[str, Table] = field(default_factory=lambda: MappingProxyType({}))
    chance: random.Random = field(default_factory=lambda: random.Random(secrets.randbits(64)))  # noqa: S311 - shuffles choices

    def now(self) -> datetime:
        """The time, in China."""
        return local_time(self.clock)

    def uuid(self) -> str:
        """A random one, version 4."""
        bits = self.chance.getrandbits(128)
        digits = f"{bits & ~(0xF << 76) & ~(0x3 << 62) | 0x4 << 76 | 0x2 << 62:032x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
