from __future__ import annotations

import pytest

from inspector.domain.errors import FormatError, InspectorError, NotFoundError, RuleError, StorageError


@pytest.mark.parametrize("kind", [RuleError, FormatError, StorageError, NotFoundError])
def test_every_refusal_is_an_inspector_error_with_key_and_details(kind: type[InspectorError]) -> None:
    error = kind("domain.below_threshold", total=499, key="a detail may be called key")
    assert isinstance(error, InspectorError)
    assert (error.key, error.details) == (
        "domain.below_threshold",
        {"total": 499, "key": "a detail may be called key"},
    )


def test_a_log_line_names_key_and_details() -> None:
    assert str(RuleError("domain.below_threshold", total=499, list="市级")) == (
        "domain.below_threshold(total=499, list=市级)"
    )
    assert str(RuleError("domain.any")) == "domain.any()"
