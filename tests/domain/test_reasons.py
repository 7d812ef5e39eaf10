from __future__ import annotations

from inspector.domain.reasons import Reason, reason


def test_a_reason_is_its_key_and_details() -> None:
    assert reason("domain.lamp_overdue", overdue_days=1) == Reason("domain.lamp_overdue", {"overdue_days": 1})
    assert Reason("domain.lamp_pending").details == {}
