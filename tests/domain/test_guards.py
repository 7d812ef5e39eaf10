from __future__ import annotations

import pytest

from inspector.domain.errors import RuleError
from inspector.domain.guards import demand, filled


def test_what_does_not_hold_is_refused_with_its_details() -> None:
    demand(1, "domain.any")
    with pytest.raises(RuleError) as error:
        demand(None, "domain.any", day=3)
    assert (error.value.key, error.value.details) == ("domain.any", {"day": 3})


@pytest.mark.parametrize(("text", "is_filled"), [(None, False), ("", False), (" \t\n", False), (" 有 ", True)])
def test_blanks_are_nothing(text: str | None, is_filled: bool) -> None:  # noqa: FBT001
    assert filled(text) is is_filled
