"""What 简报编制 says: steps, states, figures and how they came about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from inspector.domain.bulletin import BulletinState
from inspector.domain.figures import Check, Finding, Severity
from inspector.domain.money import round_half_up
from inspector.domain.periods import Period
from inspector.services.studio_view import (
    PICTURED,
    FigureDetail,
    IssueLine,
    ObjectKind,
    ObjectView,
    SectionState,
    SectionView,
    StudioView,
)
from inspector.texts import label, sentence
from inspector.ui.screens.bulletin.outline_list import OutlineRow

STEPS = (
    "ui_bulletin.step_draft",
    "ui_bulletin.step_frozen",
    "ui_bulletin.step_reviewed",
    "ui_bulletin.step_issued",
)
STATES = {
    BulletinState.DRAFT: "ui_bulletin.step_draft",
    BulletinState.FROZEN: "ui_bulletin.state_frozen",
    BulletinState.REVIEWED: "ui_bulletin.state_reviewed",
    BulletinState.ISSUED: "ui_bulletin.state_issued",
    BulletinState.CORRECTED: "ui_bulletin.state_corrected",
}
_REACHED = {BulletinState.DRAFT: 0, BulletinState.FROZEN: 1, BulletinState.REVIEWED: 2}
_SIGNS = {
    SectionState.WRITTEN: ("check", "green", "ui_bulletin.section_written"),
    SectionState.TO_CHECK: ("warning", "amber", "ui_bulletin.section_to_check"),
    SectionState.TO_WRITE: ("ring", "ink3", "ui_bulletin.section_to_write"),
    SectionState.AUTOMATIC: ("check", "green", "ui_bulletin.section_automatic"),
}
OBJECTS = {
    ObjectKind.TABLE: ("columns", "ui_bulletin.object_table"),
    ObjectKind.PHOTOS: ("camera", "ui_bulletin.object_photos"),
    ObjectKind.PAIR: ("pair", "ui_bulletin.object_pair"),
    ObjectKind.LAMPS: ("bulb", "ui_bulletin.object_lamps"),
    ObjectKind.CHART: ("chart", "ui_bulletin.object_chart"),
}
_FIGURES = {
    "active": "ui_bulletin.figure_active",
    "active_total": "ui_bulletin.figure_active_total",
    "active_plan": "ui_bulletin.figure_active_plan",
    "active_change": "ui_bulletin.figure_active_change",
    "planned": "ui_bulletin.figure_planned",
    "planned_total": "ui_bulletin.figure_planned_total",
    "planned_plan": "ui_bulletin.figure_planned_plan",
    "planned_unknown": "ui_bulletin.figure_planned_unknown",
    "started": "ui_bulletin.figure_started",
    "started_total": "ui_bulletin.figure_started_total",
    "started_plan": "ui_bulletin.figure_started_plan",
    "resumed": "ui_bulletin.figure_resumed",
    "resumed_total": "ui_bulletin.figure_resumed_total",
    "resumed_plan": "ui_bulletin.figure_resumed_plan",
    "start_resume_rate": "ui_bulletin.figure_start_resume_rate",
    "resume_rate": "ui_bulletin.figure_resume_rate",
    "new_start_rate": "ui_bulletin.figure_new_start_rate",
    "registered": "ui_bulletin.figure_registered",
    "known_amounts": "ui_bulletin.figure_known_amounts",
    "known_total": "ui_bulletin.figure_known_total",
    "ranked_areas": "ui_bulletin.figure_ranked_areas",
    "visits": "ui_bulletin.figure_visits",
    "visited_projects": "ui_bulletin.figure_visited_projects",
    "photos": "ui_bulletin.figure_photos",
    "differing": "ui_bulletin.figure_differing",
    "red": "ui_bulletin.figure_red",
    "yellow": "ui_bulletin.figure_yellow",
    "late": "ui_bulletin.figure_late",
    "new": "ui_bulletin.figure_new",
    "closed": "ui_bulletin.figure_closed",
    "open": "ui_bulletin.figure_open",
    "overdue": "ui_bulletin.figure_overdue",
    "escalated": "ui_bulletin.figure_escalated",
    "invested": "ui_bulletin.figure_invested",
    "plan": "ui_bulletin.figure_plan",
    "completion": "ui_bulletin.figure_completion",
    "time": "ui_bulletin.figure_time",
    "behind": "ui_bulletin.figure_behind",
    "ahead": "ui_bulletin.figure_ahead",
    "compared": "ui_bulletin.figure_compared",
    "comparison_differs": "ui_bulletin.figure_comparison_differs",
    "not_started": "ui_bulletin.figure_not_started",
    "not_resumed": "ui_bulletin.figure_not_resumed",
    "steps_due": "ui_bulletin.figure_steps_due",
    "problems_due": "ui_bulletin.figure_problems_due",
}
_OF_STEPS = {
    "due": "ui_bulletin.figure_of_step_due",
    "done": "ui_bulletin.figure_of_step_done",
    "rate": "ui_bulletin.figure_of_step_rate",
}
_ROWS = {
    "projects": "ui_bulletin.rows_projects",
    "steps": "ui_bulletin.rows_steps",
    "problems": "ui_bulletin.rows_problems",
    "visits": "ui_bulletin.rows_visits",
    "photos": "ui_bulletin.rows_photos",
    "comparisons": "ui_bulletin.rows_comparisons",
}


def step_of(state: BulletinState) -> int:
    """Which of `STEPS` an issue has reached."""
    return _REACHED.get(state, len(STEPS) - 1)


def period_line(period: Period) -> str:
    """2022 年第 11 期　6 月 1 日至 15 日."""
    first, last = period.first_day, period.last_day
    return sentence(
        "ui_bulletin.period",
        year=period.year,
        number=period.issue_number,
        month=period.month,
        first=first.day,
        last=last.day,
    )


def day(on: date) -> str:
    """5 月 30 日."""
    return sentence("ui_bulletin.day", month=on.month, day=on.day)


def frozen_line(view: StudioView) -> str:
    """数据已冻结 6 月 10 日 08:00　第 2 稿, where it was frozen again; an issued one says so."""
    at = view.frozen_at
    if view.state in {BulletinState.ISSUED, BulletinState.CORRECTED} or at is None:
        return sentence(STATES[view.state])
    told = sentence("ui_bulletin.frozen_at", month=at.month, day=at.day, time=f"{at:%H:%M}")
    if view.freezes > 1:
        told = sentence("ui_bulletin.frozen_again", told=told, count=view.freezes)
    return told if view.revision == 1 else sentence("ui_bulletin.revision", told=told, revision=view.revision)


def issue_name(line: IssueLine) -> str:
    """2022 年第 11 期 第 2 版　已印发　3f2a91c0, as the archive lists it."""
    told = sentence(
        "ui_bulletin.issue_line", year=line.year, number=line.issue_number, state=sentence(STATES[line.state])
    )
    if line.revision > 1:
        told = sentence("ui_bulletin.revision", told=told, revision=line.revision)
    return sentence("ui_bulletin.issue_sealed", told=told, hash=line.sha256[:12]) if line.sha256 else told


# -- outline -------------------------------------------------------------------------------------------------------


def number_of(sections: Sequence[SectionView], section: SectionView) -> str:
    """一, 二, … among those that are printed; 附 for what stands after the text, nothing for what is hidden."""
    if section.hidden:
        return ""
    if section.state is SectionState.AUTOMATIC:
        return sentence("ui_bulletin.number_annex")
    at = [one.key for one in sections if not one.hidden].index(section.key)
    numerals = sentence("ui_bulletin.numerals").split(" ")
    return numerals[at] if at < len(numerals) else str(at + 1)


def heading(sections: Sequence[SectionView], section: SectionView) -> str:
    """一、总体情况; a hidden one says that it is not printed."""
    if section.hidden:
        return sentence("ui_bulletin.heading_hidden", title=section.title)
    return sentence("ui_bulletin.heading", number=number_of(sections, section), title=section.title)


def outline_row(sections: Sequence[SectionView], section: SectionView, *, editable: bool) -> OutlineRow:
    """A section as the outline lists it."""
    icon, tone, state = sign_of_section(section)
    return OutlineRow(
        section.key,
        number_of(sections, section),
        section.title,
        section_note(section),
        icon,
        tone,
        state,
        movable=editable and section.movable,
        hideable=editable,
        hidden=section.hidden,
    )


def sign_of_section(section: SectionView) -> tuple[str, str, str]:
    """Icon, tone and words of how far a section is."""
    if section.hidden:
        return "minus", "ink3", sentence("ui_bulletin.section_not_printed")
    icon, tone, key = _SIGNS[section.state]
    return icon, tone, sentence(key)


def section_note(section: SectionView) -> str:
    """15 个数字, 1 处待核, 待写."""
    if section.hidden:
        return sentence("ui_bulletin.section_not_printed")
    if section.state is SectionState.TO_CHECK:
        return sentence("ui_bulletin.note_to_check", count=len(section.findings))
    if section.state is SectionState.TO_WRITE:
        return sentence("ui_bulletin.section_to_write")
    if section.state is SectionState.AUTOMATIC:
        return sentence("ui_bulletin.section_automatic")
    told = []
    if section.figures:
        told.append(sentence("ui_bulletin.note_figures", count=len(section.figures)))
    objects = [one for one in section.parts if isinstance(one, ObjectView) and not one.left_out]
    tables = sum(one.kind not in PICTURED for one in objects)
    if tables:
        told.append(sentence("ui_bulletin.note_objects", count=tables))
    if section.photos:
        told.append(sentence("ui_bulletin.note_photos", count=section.photos))
    return sentence("ui_bulletin.comma").join(told) or sentence("ui_bulletin.section_written")


def object_line(one: ObjectView) -> str:
    """表　各县区、园区开复工排名（8 行）."""
    told = sentence(OBJECTS[one.kind][1], title=one.title, count=one.count)
    return sentence("ui_bulletin.heading_hidden", title=told) if one.left_out else told


# -- figures -------------------------------------------------------------------------------------------------------


def figure_name(name: str, where: object = None) -> str:
    """What a figure is called."""
    if name in _FIGURES:
        return sentence(_FIGURES[name])
    step, _, what = name.rpartition("_")
    if what in _OF_STEPS:
        return sentence(_OF_STEPS[what], step=label("approval_step", "step_type", step))
    said = [one for one in where.values() if isinstance(one, str)] if isinstance(where, dict) else []
    return said[0] if said else name


def formula(figure: FigureDetail) -> str:
    """329 ÷ 500，一位小数; how a number that is no rate was counted."""
    if figure.denominator is not None and figure.numerator is not None:
        return sentence(
            "ui_bulletin.formula_rate",
            above=_bare(figure.numerator, figure.unit),
            below=_bare(figure.denominator, figure.unit),
            decimals=figure.decimals,
        )
    if not figure.table:
        return sentence("ui_bulletin.formula_derived")
    rows = sentence(_ROWS.get(figure.table, "ui_bulletin.rows_projects"), count=len(figure.rows))
    if figure.unit:
        return sentence("ui_bulletin.formula_sum", rows=rows, decimals=figure.decimals)
    each = figure.value is None or figure.value == len(figure.rows)
    return sentence("ui_bulletin.formula_count" if each else "ui_bulletin.formula_distinct", rows=rows)


def rows_button(figure: FigureDetail) -> str:
    """看 329 个项目."""
    rows = sentence(_ROWS.get(figure.table, "ui_bulletin.rows_projects"), count=len(figure.rows))
    return sentence("ui_bulletin.see_rows", rows=rows)


def full_value(figure: FigureDetail) -> str:
    """The value before it was rounded; empty where it is printed whole."""
    if figure.value is None or figure.value == round_half_up(figure.value, figure.decimals):
        return ""
    return sentence("ui_bulletin.unrounded", value=_bare(round_half_up(figure.value, 6), figure.unit))


def _bare(value: Decimal, _unit: str) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# -- 核数 ----------------------------------------------------------------------------------------------------------


def told(found: Check | Finding) -> tuple[str, str, str]:
    """Icon, tone and sentence of a relation that was looked at."""
    text = sentence(found.key, **found.details)
    if isinstance(found, Check):
        return "check", "green", text
    if found.severity is Severity.INCONSISTENCY:
        return "cross-circle", "red", text
    return "warning", "amber", text
