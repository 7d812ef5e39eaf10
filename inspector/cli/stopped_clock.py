"""Clocks for demonstrations: data of 2022 are looked at, and added to, as of a day of 2022."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from inspector.domain.ids import CHINA

MORNING = time(10, 32)


class ShiftedClock:
    """The clock of the machine, set to the morning of another day when it is made."""

    def __init__(self, day: date) -> None:
        wanted = datetime.combine(day, MORNING, tzinfo=CHINA)
        self._shift = wanted - datetime.now(UTC)

    def milliseconds(self) -> int:
        """Unix time in milliseconds, UTC."""
        return int((datetime.now(UTC) + self._shift).timestamp() * 1000)


class StoppedClock:
    """It is always the morning of one day: two pictures of one screen are the same."""

    def __init__(self, day: date, at: time = MORNING) -> None:
        self._at = datetime.combine(day, at, tzinfo=CHINA)

    def milliseconds(self) -> int:
        """Unix time in milliseconds, UTC."""
        return int(self._at.timestamp() * 1000)
