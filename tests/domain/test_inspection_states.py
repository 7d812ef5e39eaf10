from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from inspector.domain.errors import RuleError
from inspector.domain.inspection import Inspection, InspectionState, Purpose
from inspector.domain.inspection_states import SEALED, AmendmentNote, amend, edit, sign

AT = datetime(2022, 6, 8, 9, 30, tzinfo=UTC)
LATER = datetime(2022, 6, 9, 9, 30, tzinfo=UTC)
DRAFT = Inspection(
    id="i",
    project_id="p",
    visited_at=AT,
    inspectors=("巡查员甲",),
    purpose=Purpose.ROUTINE,
    seen_status="主体施工",
    physical_progress_pct=Decimal("35.50"),
)
SIGNED = sign(DRAFT, "巡查员甲 ", AT, "photo")
NOTE = AmendmentNote(id="n", amended_at=LATER, author="巡查员甲", reason="录入有误")


def test_a_draft_changes_freely_until_it_is_signed() -> None:
    assert edit(DRAFT, {"workers": 42}).workers == 42
    assert (SIGNED.state, SIGNED.signature, SIGNED.signed_at) == (InspectionState.SIGNED, "巡查员甲", AT)
    with pytest.raises(RuleError) as error:
        edit(SIGNED, {"workers": 42})
    assert error.value.key == "domain.inspection_signed"


def test_an_amendment_keeps_both_versions_as_plain_json() -> None:
    changes = {
        "physical_progress_pct": Decimal("53.50"),
        "visited_at": LATER,
        "purpose": Purpose.RECHECK,
        "inspectors": ("巡查员甲", "巡查员乙"),
        "workers": 42,
        "seen_status": "主体施工",
    }
    amended, kept = amend(SIGNED, changes, NOTE)
    assert (amended.physical_progress_pct, amended.state) == (Decimal("53.50"), InspectionState.SIGNED)
    assert kept.before == {
        "physical_progress_pct": "35.50",
        "visited_at": "2022-06-08T09:30:00+00:00",
        "purpose": "routine",
        "inspectors": ["巡查员甲"],
        "workers": None,
    }
    assert kept.after["physical_progress_pct"] == "53.50"
    assert (kept.inspection_id, kept.author, kept.reason, kept.amended_at) == ("i", "巡查员甲", "录入有误", LATER)
    assert json.loads(json.dumps({**kept.after})) == kept.after


@pytest.mark.parametrize("field", sorted(SEALED))
def test_identity_and_signature_are_sealed(field: str) -> None:
    for call in (lambda: edit(DRAFT, {field: "x"}), lambda: amend(SIGNED, {field: "x"}, NOTE)):
        with pytest.raises(RuleError) as error:
            call()
        assert error.value.details == {"fields": [field]}


@pytest.mark.parametrize(
    ("key", "call"),
    [
        ("domain.inspection_signed", lambda: sign(SIGNED, "巡查员甲", AT)),
        ("domain.signature_missing", lambda: sign(DRAFT, " ", AT)),
        ("domain.inspection_not_signed", lambda: amend(DRAFT, {"workers": 1}, NOTE)),
        ("domain.amendment_without_author", lambda: amend(SIGNED, {"workers": 1}, replace(NOTE, author=""))),
        ("domain.amendment_without_reason", lambda: amend(SIGNED, {"workers": 1}, replace(NOTE, reason=" "))),
        ("domain.amendment_changes_nothing", lambda: amend(SIGNED, {"seen_status": "主体施工"}, NOTE)),
        ("domain.inspection_field_sealed", lambda: amend(SIGNED, {"no_such_field": 1}, NOTE)),
    ],
)
def test_what_the_machine_refuses(key: str, call: Callable[[], object]) -> None:
    with pytest.raises(RuleError) as error:
        call()
    assert error.value.key == key
