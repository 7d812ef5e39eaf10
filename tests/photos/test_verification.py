from __future__ import annotations

import base64
import hashlib
import json
import unicodedata
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.photos import code_matches, verification_code

LINES: dict[str, Any] = {
    "sha256": "ab" * 32,
    "project": "某某产业园项目",
    "when": datetime.fromisoformat("2022-06-10T09:30:05+08:00"),
    "place": "葫芦岛市龙港区",
    "inspector": "巡查一组",
}


def test_the_code_is_short_and_in_three_groups() -> None:
    assert verification_code(**LINES) == "M9VC-0856-F0HX"


def test_the_code_is_what_the_documentation_says() -> None:
    lines = ["ab" * 32, LINES["project"], "2022-06-10T01:30:05+00:00", LINES["place"], LINES["inspector"]]
    written = json.dumps(lines, ensure_ascii=False, separators=(",", ":"))
    first = base64.b32encode(hashlib.sha256(written.encode()).digest()).decode()[:12]
    crockford = first.translate(str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
    assert verification_code(**LINES).replace("-", "") == crockford


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "ba" * 32},
        {"project": "某某产业园"},
        {"when": LINES["when"] + timedelta(seconds=1)},
        {"place": "葫芦岛市连山区"},
        {"inspector": "巡查二组"},
        {"place": "葫芦岛市龙港区巡查一组", "inspector": ""},
    ],
)
def test_any_line_altered_gives_another_code(change: dict[str, Any]) -> None:
    assert verification_code(**(LINES | change)) != verification_code(**LINES)


@pytest.mark.parametrize(
    "same",
    [
        {"sha256": "AB" * 32},
        {"when": LINES["when"].astimezone(timezone(timedelta(hours=-5)))},
        {"when": LINES["when"].replace(microsecond=999)},
        {"place": " 葫芦岛市龙港区\n"},
    ],
)
def test_what_reads_the_same_gives_the_same_code(same: dict[str, Any]) -> None:
    assert verification_code(**(LINES | same)) == verification_code(**LINES)


@given(st.text())
def test_the_form_of_unicode_does_not_matter(place: str) -> None:
    codes = {verification_code(**(LINES | {"place": unicodedata.normalize(form, place)})) for form in ("NFC", "NFD")}
    assert len(codes) == 1


@pytest.mark.parametrize(
    ("typed", "matches"),
    [
        ("7K3M-Q9WX-01TB", True),
        ("7k3m q9wx oltb", True),
        ("7K3MQ9WXOITB", True),
        ("7K3M-Q9WX-01TC", False),
        ("", False),
    ],
)
def test_a_code_read_from_paper_forgives_what_eyes_confuse(typed: str, *, matches: bool) -> None:
    assert code_matches(typed, "7K3M-Q9WX-01TB") is matches
