"""A passphrase is set or not set, wherever the program is killed, and the content is all there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the fault harness forks its workers")


def kills(number: int, seed: int) -> str:
    command = [sys.executable, "-m", "tests.storage.encryption_kills", "--kills", str(number), "--seed", str(seed)]
    ran = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_ten_kills_lose_and_betray_nothing() -> None:
    assert "0 lost, damaged or readable" in kills(10, 1)


@pytest.mark.faults
def test_a_hundred_kills_lose_and_betray_nothing() -> None:
    assert "0 lost, damaged or readable" in kills(100, 2)
