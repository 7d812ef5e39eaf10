"""No damaged or forged package crashes the program, comes in changed, or is refused without a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.kit import content_of, small_package
from tests.exchange.mutations import Judge, run


def test_five_hundred_mutations_and_fifty_forgeries() -> None:
    judge = run(500, 50, 1)
    assert judge.found == []
    assert judge.counts["refused"] > 500
    assert len(judge.keys) > 10


def test_a_flipped_bit_anywhere_is_refused_or_means_nothing(tmp_path: Path) -> None:
    path = small_package(tmp_path)
    data, expected = path.read_bytes(), content_of(path, tmp_path / "staging")
    judge = Judge(tmp_path / "staging")
    for place in range(0, len(data), 5):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1 :])
        judge.judge(f"bit in byte {place}", path, expected)
    assert judge.found == []
    assert judge.counts["refused"] > 900


@pytest.mark.nightly
def test_five_thousand_mutations_and_two_hundred_forgeries() -> None:
    assert run(5000, 200, 2).found == []
