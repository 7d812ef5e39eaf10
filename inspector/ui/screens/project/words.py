"""What 项目详情 says: the figures of one project in the words and rows of its cards."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from inspector.domain.inspection import Inspection, InspectionState
from inspector.domain.lamps import LampColour
from inspector.domain.project import Project
from inspector.domain.project_lamps import ProjectLamp
from inspector.domain.rates import Points
from inspector.domain.reasons import Reason
from inspector.services.lamps import StepLamp
from inspector.services.project_card import (
    InvestmentView,
    MilestoneState,
    MilestoneView,
    ProblemLine,
    ProjectCard,
    VisitLine,
)
from inspector.texts import label, sentence
from inspector.ui.models.project_columns import in_yi
from inspector.ui.screens.project.rows import SignRow
from inspector.ui.widgets.lamp import LampShape, LampSign, sign_of

_FAR = 10
"""Points from which on reported and seen are told apart (tokens.md: 滞后 10 点 = ▲)."""
_LAMPS = {
    LampColour.RED: (LampShape.RED, "red"),
    LampColour.YELLOW: (LampShape.YELLOW, "amber"),
    LampColour.GREEN: (LampShape.GREEN, "green"),
    LampColour.NONE: (LampShape.RING, "ink2"),
}
_NODES = {
    MilestoneState.DONE: (LampShape.GREEN_DONE, "green"),
    MilestoneState.DONE_LATE: (LampShape.RED_DONE, "red"),
    MilestoneState.OVERDUE: (LampShape.RED, "red"),
    MilestoneState.AHEAD: (LampShape.RING, "ink2"),
    MilestoneState.UNDATED: (LampShape.RING, "ink2"),
}


def choice(kind: str, field: str, value: object) -> str:
    """What people call a choice; empty stays empty."""
    return "" if value is None else label(kind, field, str(value))


def told(reason: Reason) -> str:
    """Why a lamp shows what it shows."""
    return sentence(reason.key, **reason.details)


def yi(value: Decimal | None) -> str:
    """Money in 亿元 with its unit."""
    return "" if value is None else sentence("ui_projects.yi", value=in_yi(value))


def facts(card: ProjectCard) -> tuple[tuple[str, str], ...]:
    """What a project is: label and value, in the order in which the eye wants them."""
    one = card.project
    named = (
        (label("project", "stage"), choice("project", "stage", one.stage)),
        (label("project", "construction_status"), choice("project", "construction_status", one.construction_status)),
        (sentence("ui_projects.fact_total"), yi(one.total_investment)),
        (label("project", "kind"), choice("project", "kind", one.kind)),
        (label("project", "owner_organization"), one.owner_organization or ""),
        (label("project", "address"), one.address or ""),
        (label("project", "project_code"), one.project_code or ""),
        (sentence("ui_projects.fact_lists"), "、".join(card.lists)),
    )
    return tuple((name[:1].upper() + name[1:], value) for name, value in named)


def place(card: ProjectCard) -> str:
    """Area and park beside the name."""
    return "　".join(one for one in (card.area, card.park) if one)


def own_lamps(card: ProjectCard) -> list[SignRow]:
    """开工灯, 进度灯 and 入库灯 with what they say."""
    lamps = card.lamps
    named = (
        ("start", sentence("ui_projects.lamp_start"), lamps.start),
        ("progress", sentence("ui_projects.lamp_progress"), lamps.progress),
        ("registration", sentence("ui_projects.lamp_registration"), lamps.registration),
    )
    return [SignRow(row_id, name, told(lamp.reason), _sign(lamp)) for row_id, name, lamp in named]


def _sign(lamp: ProjectLamp) -> LampSign:
    shape, tone = _LAMPS[lamp.colour]
    letters = {
        LampColour.RED: "ui_projects.letter_red",
        LampColour.YELLOW: "ui_projects.letter_yellow",
        LampColour.GREEN: "ui_projects.letter_green",
        LampColour.NONE: "ui_projects.letter_none",
    }
    return LampSign(shape, sentence(letters[lamp.colour]), tone)


def step_row(one: StepLamp) -> SignRow:
    """A step: its lamp with the days left, its department, the promised date."""
    due = one.lamp.due_on
    return SignRow(
        one.step.id,
        one.name,
        told(one.lamp.reason),
        sign_of(one.lamp),
        sentence("ui_projects.promised", day=due.isoformat()) if due else "",
        one.step.department or "",
    )


def steps_note(card: ProjectCard) -> str:
    """红 2　黄 1　共 12 项."""
    red, yellow = len(card.steps_of(LampColour.RED)), len(card.steps_of(LampColour.YELLOW))
    parts = (
        sentence("ui_projects.lamp_red", count=red) if red else "",
        sentence("ui_projects.lamp_yellow", count=yellow) if yellow else "",
        sentence("ui_projects.step_count", count=len(card.steps)) if card.steps else "",
    )
    return "　".join(one for one in parts if one)


def dates(project: Project, on: date) -> tuple[tuple[str, str, str, str], ...]:
    """开工, 竣工: what, planned, actual, and how late."""
    pairs = (
        (sentence("ui_projects.date_start"), project.planned_start, project.actual_start),
        (sentence("ui_projects.date_completion"), project.planned_completion, project.actual_completion),
    )
    return tuple((name, _day(plan), _day(real), _lateness(plan, real, on)) for name, plan, real in pairs)


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _lateness(planned: date | None, actual: date | None, on: date) -> str:
    if planned is None:
        return ""
    days = ((actual or on) - planned).days
    if actual is None:
        return sentence("ui_projects.overdue_by", days=days) if days > 0 else ""
    if days > 0:
        return sentence("ui_projects.later_by", days=days)
    return sentence("ui_projects.earlier_by", days=-days) if days < 0 else sentence("ui_projects.on_the_day")


def sides(card: ProjectCard) -> tuple[tuple[str, str], tuple[str, str]]:
    """What was reported and what the last signed visit saw: words and progress."""
    seen = _last_seen(card)
    reported = (card.image_progress or card.project.status_text or "", _percent(card.progress_pct))
    if seen is None:
        return reported, (sentence("ui_projects.never_visited"), "")
    words = sentence("ui_projects.seen_on", day=_day(seen.visited_at.date()), status=seen.seen_status or "")
    return reported, (words, _percent(seen.physical_progress_pct))


def apart(card: ProjectCard) -> str:
    """How far reported and seen progress are from each other; empty below ten points."""
    seen = _last_seen(card)
    if seen is None or seen.physical_progress_pct is None or card.progress_pct is None:
        return ""
    points = abs(card.progress_pct - seen.physical_progress_pct)
    return sentence("ui_projects.apart", points=_plain(points)) if points >= _FAR else ""


def _last_seen(card: ProjectCard) -> Inspection | None:
    visits = (one.inspection for one in card.visits)
    return next((one for one in visits if one.state is InspectionState.SIGNED), None)


def _percent(value: Decimal | None) -> str:
    return "" if value is None else f"{_plain(value)}%"


def _plain(value: Decimal) -> str:
    told = f"{value:f}"
    return told.rstrip("0").rstrip(".") if "." in told else told


def completion(view: InvestmentView) -> str:
    """5.02 / 12 亿元."""
    invested = in_yi(view.invested) or sentence("ui_projects.unknown")
    return sentence("ui_projects.of_plan", invested=invested, planned=in_yi(view.planned))


def pace(view: InvestmentView) -> str:
    """时间进度 41.7%，滞后 2.1 点."""
    elapsed, ahead = sentence("ui_projects.elapsed", percent=view.elapsed.printed), view.ahead.value
    if ahead is None:
        return elapsed
    points = Points(view.ahead.name, abs(ahead), view.ahead.decimals).printed
    key = "ui_projects.behind" if ahead < 0 else "ui_projects.ahead"
    return sentence("ui_projects.comma").join((elapsed, sentence(key, points=points)))


def money_lines(view: InvestmentView) -> list[str]:
    """Total, invested in all, funds: what is known of them."""
    told_of = (
        ("ui_projects.money_total", view.total),
        ("ui_projects.money_invested_total", view.invested_total),
        ("ui_projects.funds_planned", view.funds_planned),
        ("ui_projects.funds_arrived", view.funds_arrived),
        ("ui_projects.funds_paid", view.funds_paid),
    )
    return [sentence(key, value=in_yi(value)) for key, value in told_of if value is not None]


def visit_row(one: VisitLine) -> SignRow:
    """A visit: when and why, what was seen, how many photos and problems."""
    visit = one.inspection
    day = sentence(
        "ui_projects.visit",
        day=visit.visited_at.date().isoformat(),
        purpose=choice("inspection", "purpose", visit.purpose),
    )
    counts = (
        sentence("ui_projects.photo_count", count=one.photos) if one.photos else "",
        sentence("ui_projects.problem_count", count=one.problems) if one.problems else "",
    )
    state = choice("inspection", "state", visit.state)
    return SignRow(visit.id, day, visit.seen_status or "", None, "　".join(filter(None, counts)), state)


def problem_row(one: ProblemLine) -> SignRow:
    """A problem with its lamp; a closed one says so."""
    problem = one.problem
    state = choice("problem", "state", problem.state)
    who = "　".join(part for part in (problem.number or "", problem.owner_department or "") if part)
    due = problem.due_on
    return SignRow(problem.id, problem.description, who, sign_of(one.lamp), _day(due), state)


def milestone_row(one: MilestoneView) -> SignRow:
    """A node of the timeline: planned, done, and how far away."""
    milestone = one.milestone
    shape, tone = _NODES[one.state]
    note = milestone.owner or ""
    planned = sentence("ui_projects.planned_on", day=_day(milestone.planned_on)) if milestone.planned_on else ""
    return SignRow(
        milestone.id, milestone.name, note, LampSign(shape, "", tone, spoken=_node(one)), planned, _node(one)
    )


def _node(one: MilestoneView) -> str:
    done, left = one.milestone.done_on, one.days_left
    if one.state in {MilestoneState.DONE, MilestoneState.DONE_LATE}:
        key = "ui_projects.node_done" if one.state is MilestoneState.DONE else "ui_projects.node_done_late"
        return sentence(key, day=_day(done))
    if left is None:
        return sentence("ui_projects.node_undated")
    if left < 0:
        return sentence("ui_projects.node_overdue", days=-left)
    return sentence("ui_projects.node_ahead", days=left)


def duty_rows(card: ProjectCard) -> list[SignRow]:
    """Who is responsible, by role."""
    return [SignRow(one.id, one.holder, label("assignment", "role", one.role.value)) for one in card.duties]


def problems_note(card: ProjectCard) -> str:
    """How many are not closed, of how many."""
    if not card.problems:
        return ""
    return sentence("ui_projects.open_of", open=len(card.open_problems), count=len(card.problems))
