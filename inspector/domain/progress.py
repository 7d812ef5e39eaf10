"""What happens to a project during a year: dispatch figures, funds, comparisons, nodes, duties (domain.md §1)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from inspector.domain.record import Money, Percent, Quantity, Record, cell, record, required


class FundSource(StrEnum):
    """资金来源."""

    CENTRAL_BUDGET = "central_budget"
    SPECIAL_BOND = "special_bond"
    PROVINCIAL_SUBSIDY = "provincial_subsidy"
    BANK_LOAN = "bank_loan"
    SELF_RAISED = "self_raised"
    OTHER = "other"


class Factor(StrEnum):
    """要素."""

    LAND = "land"
    ENERGY = "energy"
    EMISSION = "emission"
    FUNDS = "funds"
    POWER = "power"
    WATER = "water"


class Role(StrEnum):
    """责任角色; the four of 四个一 are task_force, milestone chart, ledger and plan."""

    LEADER = "leader"
    STEWARD = "steward"
    TASK_FORCE = "task_force"
    LIAISON = "liaison"
    RESPONSIBLE_UNIT = "responsible_unit"
    COOPERATING_DEPARTMENT = "cooperating_department"


@record("dispatch_record", 10)
class DispatchRecord(Record):
    """调度记录 of one project and period; `period` is `YYYY-MM-1`, `YYYY-MM-2` (half-months) or `YYYY-MM`.

    `reported_on` is the day to which the figures speak. Money in 万元.
    """

    id: str
    project_id: str = required(1, refers="project")
    period: str = required(2)
    reported_on: date | None = cell(3)
    invested_this_period: Money | None = cell(4, decides=True)
    invested_year_to_date: Money | None = cell(5, decides=True)
    invested_total: Money | None = cell(6, decides=True)
    physical_progress_pct: Percent | None = cell(7, decides=True)
    image_progress: str | None = cell(8)
    workers_planned: int | None = cell(9)
    workers_present: int | None = cell(10)
    machines: int | None = cell(11)
    next_step: str | None = cell(12)


@record("fund_line", 11)
class FundLine(Record):
    """资金: what of one source was planned, applied for, allocated, arrived and paid (万元)."""

    id: str
    project_id: str = required(1, refers="project")
    source: FundSource = required(2)
    batch: str | None = cell(3)
    planned: Money | None = cell(4)
    applied: Money | None = cell(5)
    allocated: Money | None = cell(6)
    arrived: Money | None = cell(7)
    paid: Money | None = cell(8)
    as_of: date | None = cell(9)


@record("investment_comparison", 12)
class InvestmentComparison(Record):
    """投资比对: the statistics office's figure against the planning office's for `month` (`YYYY-MM`)."""

    id: str
    project_id: str = required(1, refers="project")
    month: str = required(2)
    statistics_figure: Money | None = cell(3, decides=True)
    planning_figure: Money | None = cell(4, decides=True)
    reason: str | None = cell(5)
    feedback: str | None = cell(6)


@record("milestone", 13)
class Milestone(Record):
    """节点 of the 节点图表 and the 倒排工期."""

    id: str
    project_id: str = required(1, refers="project")
    name: str = required(2)
    planned_on: date | None = cell(3)
    done_on: date | None = cell(4)
    owner: str | None = cell(5)


@record("factor_need", 14)
class FactorNeed(Record):
    """要素保障: how much of a factor is needed and secured, in `unit`."""

    id: str
    project_id: str = required(1, refers="project")
    factor: Factor = required(2)
    needed: Quantity | None = cell(3)
    secured: Quantity | None = cell(4)
    unit: str | None = cell(5)


@record("assignment", 15)
class Assignment(Record):
    """责任: who holds a role for a project. Holders are roles or offices, never invented names."""

    id: str
    project_id: str = required(1, refers="project")
    role: Role = required(2)
    holder: str = required(3)
    from_date: date | None = cell(4)
    to_date: date | None = cell(5)
