"""Where time comes from: injected, so that the rules stay pure and the tests exact.

Apart from identifiers, which need hashes and random bits: the window is shown before those are there.
"""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Where time comes from."""

    def milliseconds(self) -> int:
        """Unix time in milliseconds, UTC."""
        ...


class SystemClock:
    """The clock of the machine."""

    def milliseconds(self) -> int:
        """Unix time in milliseconds, UTC."""
        return time.time_ns() // 1_000_000
