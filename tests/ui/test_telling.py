"""Days, moments and sizes are told no longer than they need to be."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from inspector.domain.ids import CHINA
from inspector.ui.telling import dated, moment, short_day, size_in_words

TODAY = date(2022, 6, 10)


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (datetime(2022, 6, 10, 9, 5, 7, tzinfo=CHINA), "09:05"),
        (datetime(2022, 6, 8, 17, 20, tzinfo=CHINA), "6 月 8 日 17:20"),
        (datetime(2021, 12, 31, 23, 59, tzinfo=CHINA), "2021 12 月 31 日 23:59"),
    ],
)
def test_a_moment_says_the_day_only_where_it_is_another(at: datetime, told: str) -> None:
    assert moment(at, TODAY) == told


def test_seconds_are_told_where_they_matter() -> None:
    assert moment(datetime(2022, 6, 10, 10, 12, 7, tzinfo=CHINA), TODAY, seconds=True) == "10:12:07"


def test_a_day_speaks_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    assert dated(TODAY, TODAY) == "6 月 10 日"
    monkeypatch.setenv("INSPECTOR_LANG", "en")
    assert short_day(TODAY) == "6/10"


@pytest.mark.parametrize(
    ("size", "told"),
    [(0, "0.1 MB"), (1_540_000, "1.5 MB"), (86_400_000, "86 MB"), (1_200_000_000, "1.2 GB"), (67 * 10**9, "67 GB")],
)
def test_a_size_has_a_decimal_only_where_it_is_small(size: int, told: str) -> None:
    assert size_in_words(size) == told
