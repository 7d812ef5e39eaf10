"""入库: the registration threshold of a list.

It stands apart because it is checked at every door through which a project enters (form, Excel, package)
and each list has its own: 500万元 [000][004], 5000万元 [002] (domain.md §5).
"""

from __future__ import annotations

from decimal import Decimal

from inspector.domain.errors import RuleError
from inspector.domain.project import ProjectList


def check_threshold(total_investment: Decimal | None, into: ProjectList) -> None:
    """RuleError where `total_investment` (万元) is missing or below the threshold of `into`; equal passes."""
    if into.threshold is None:
        return
    if total_investment is None:
        raise RuleError("domain.investment_missing", list=into.name, threshold=into.threshold)
    if total_investment < into.threshold:
        raise RuleError(
            "domain.below_threshold", list=into.name, threshold=into.threshold, total_investment=total_investment
        )
