"""战役, 观摩, 园区, 招商: the records of campaigns, tours, parks and leads (domain.md §1)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from inspector.domain.record import Json, Money, Quantity, Record, cell, record, required


class LeadState(StrEnum):
    """招商漏斗 线索→在谈→签约→落地→开工→投产."""

    LEAD = "lead"
    NEGOTIATING = "negotiating"
    SIGNED = "signed"
    LANDED = "landed"
    STARTED = "started"
    IN_PRODUCTION = "in_production"


@record("campaign", 60)
class Campaign(Record):
    """战役, e.g. 百日攻坚: `targets` maps a step type to the rate aimed at, in percent as text."""

    id: str
    name: str = required(1)
    first_day: date = required(2)
    length_days: int = required(3)
    project_ids: tuple[str, ...] = cell(4, default=())
    targets: Json | None = cell(5)


@record("observation_tour", 61)
class ObservationTour(Record):
    """观摩拉练: `score_sheet` maps an item to its full mark."""

    id: str
    name: str = required(1)
    toured_on: date = required(2)
    score_sheet: Json | None = cell(3)


@record("tour_stop", 62)
class TourStop(Record):
    """观摩点位, in the order of `position`."""

    id: str
    tour_id: str = required(1, refers="observation_tour")
    project_id: str = required(2, refers="project")
    position: int = required(3)


@record("tour_score", 63)
class TourScore(Record):
    """观摩评分 by one judge (a role) at one stop."""

    id: str
    stop_id: str = required(1, refers="tour_stop")
    judge: str = required(2)
    item: str = required(3)
    score: Quantity = required(4, decides=True)


@record("park_indicator", 64)
class ParkIndicator(Record):
    """园区指标 of one period."""

    id: str
    park_id: str = required(1, refers="area")
    indicator: str = required(2)
    period: str = required(3)
    value: Quantity | None = cell(4)
    unit: str | None = cell(5)


@record("investment_lead", 65)
class InvestmentLead(Record):
    """招商线索; it may become a project."""

    id: str
    name: str = required(1)
    state: LeadState = cell(2, default=LeadState.LEAD, decides=True)
    investor: str | None = cell(3)
    area_id: str | None = cell(4, refers="area")
    planned_investment: Money | None = cell(5)
    project_id: str | None = cell(6, refers="project")
    updated_on: date | None = cell(7)
