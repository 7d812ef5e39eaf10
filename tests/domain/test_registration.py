from __future__ import annotations

from decimal import Decimal

import pytest

from inspector.domain.errors import RuleError
from inspector.domain.project import ProjectList
from inspector.domain.registration import check_threshold

LIST = ProjectList(id="l", name="市级重点项目", threshold=Decimal(500))


def test_below_the_threshold_is_refused_with_the_reason() -> None:
    with pytest.raises(RuleError) as error:
        check_threshold(Decimal("499.99"), LIST)
    assert error.value.key == "domain.below_threshold"
    assert error.value.details == {
        "list": "市级重点项目",
        "threshold": Decimal(500),
        "total_investment": Decimal("499.99"),
    }


def test_the_threshold_itself_is_accepted() -> None:
    check_threshold(Decimal("500.00"), LIST)


def test_without_an_amount_nothing_can_be_judged() -> None:
    with pytest.raises(RuleError) as error:
        check_threshold(None, LIST)
    assert error.value.key == "domain.investment_missing"


def test_a_list_without_threshold_takes_all() -> None:
    check_threshold(None, ProjectList(id="l", name="储备库"))
