"""Clocks that cannot be right: told, never a reason to drop an operation (exchange.md, "Merging").

A wall clock only orders edits that did not know of each other, so a wrong one does no harm but there.
"""

from __future__ import annotations

from datetime import datetime

from inspector.domain.ids import CHINA
from inspector.domain.operation import COUNTER_BITS, Operation
from inspector.storage.log import Log
from inspector.storage.reader import Reader

EARLIEST = int(datetime(2020, 1, 1, tzinfo=CHINA).timestamp()) * 1000
"""Unix milliseconds before which this program wrote nothing."""

AHEAD = 2 * 24 * 3_600_000
"""Milliseconds by which a clock may run ahead of ours."""


def implausible(operation: Operation, now_ms: int) -> bool:
    """Whether the author's clock cannot have been right."""
    return not EARLIEST <= operation.milliseconds <= now_ms + AHEAD


def clocks_off(reader: Reader, now_ms: int) -> dict[str, int]:
    """For each replica with a clock that cannot have been right, how many of its operations carry it."""
    return Log(reader.connection).count_outside(EARLIEST << COUNTER_BITS, now_ms + AHEAD + 1 << COUNTER_BITS)
