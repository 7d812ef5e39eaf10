"""The JSON of every answer, documented in docs/formats.md and checked there against its schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from inspector import __version__
from inspector.bulletin.report import WordReport
from inspector.cli.answers_checklist import problem_answer
from inspector.cli.answers_exchange import exchange_answer
from inspector.domain.changes import Changes
from inspector.domain.figures.findings import Check, CheckReport, Finding, Mention
from inspector.domain.inspection import Photo
from inspector.domain.ranking import Ranked
from inspector.domain.rates import Points, Rate
from inspector.domain.reasons import Reason
from inspector.domain.statistics import RateFamily, Totals
from inspector.services.bulletins import BulletinDetails, Compiled
from inspector.services.lamps import ProjectLamps, StepLamp, StepRate
from inspector.services.record_json import plain, record_json
from inspector.services.register_plan import ImportPlan
from inspector.services.statistics import Group, Overview
from inspector.services.visits import VisitDetails, VisitSaved
from inspector.services.workspaces import WorkspaceStatus
from inspector.storage.history import HistoryEntry
from inspector.texts import sentence

Answer = dict[str, Any]


def info_answer(path: Path, status: WorkspaceStatus, free_space: int) -> Answer:
    """`info`."""
    info = status.info
    return {
        "path": str(path),
        "role": info.role.value,
        "device_name": info.device_name,
        "city": info.city,
        "tier": info.tier.value,
        "created_at": info.created_at.isoformat(),
        "replica": info.replica,
        "epoch": info.epoch,
        "versions": {
            "program": __version__,
            "schema": info.schema_version,
            "wire": info.wire_version,
            "sqlite": info.sqlite_version,
            "driver": info.driver,
        },
        "counts": status.counts,
        "state_hash": status.state_hash,
        **exchange_answer(status.exchange, status.wants, status.operations_hash),
        "free_space_bytes": free_space,
    }


def plan_answer(plan: ImportPlan) -> Answer:
    """What an import would do, without what became of it."""
    file = plan.file
    return {
        "file": file.name,
        "year": file.year,
        "new": len(plan.new),
        "changed": len(plan.changed),
        "unchanged": plan.unchanged,
        "differences": plan.differences,
        "refused": len({(one.sheet, one.row) for one in plan.refusals}),
        "rows": [_planned(one) for one in plan.rows],
        "coercions": [
            {**_place(one), "field": one.field, "raw": plain(one.raw), "value": plain(one.value), "key": one.key}
            | {"text": sentence(one.key)}
            for one in file.coercions
        ],
        "refusals": [
            {**_place(one), "raw": plain(one.raw), "key": one.key, "text": sentence(one.key, **one.details)}
            for one in plan.refusals
        ],
        "warnings": [
            {"sheet": one.sheet, "row": one.row, "key": one.key, "text": sentence(one.key, **one.details)}
            for one in (*file.warnings, *plan.notices)
        ],
        "unknown_columns": [
            {"sheet": one.sheet, "column": one.column, "header": one.header} for one in file.unknown_columns
        ],
    }


def _place(one: Any) -> Answer:  # noqa: ANN401 - a coercion or a refusal
    return {"sheet": one.sheet, "row": one.row, "column": one.column, "header": one.header}


def _planned(one: Any) -> Answer:  # noqa: ANN401 - a planned row
    return {
        "sheet": one.row.sheet,
        "row": one.row.row_number,
        "name": one.line.name,
        "action": "changed" if one.project else "new",
        "project_id": one.project.id if one.project else None,
        "differences": [
            {"field": change.field, "before": plain(change.before), "after": plain(change.after)}
            for change in one.differences
        ],
    }


def visit_saved_answer(saved: VisitSaved) -> Answer:
    """`visit add`."""
    return {
        "id": saved.inspection.id,
        "project_id": saved.project.id,
        "project": saved.project.name,
        "state": saved.inspection.state.value,
        "visited_at": saved.inspection.visited_at.isoformat(),
        "photos": [photo_answer(one) for one in saved.photos],
        "problems": [{"id": one.id, "number": one.number, "description": one.description} for one in saved.problems],
        "warnings": [{"key": one.key, "text": sentence(one.key, **one.details)} for one in saved.warnings],
        "offered_problems": [problem_answer(one) for one in saved.offered],
    }


def photo_answer(photo: Photo) -> Answer:
    """A photo as it stands in lists."""
    names = ("id", "sha256", "original_name", "media_type", "byte_size", "width", "height", "taken_at")
    return {name: plain(getattr(photo, name)) for name in (*names, "caption", "credit", "pair_id", "pair_side")}


def visit_answer(details: VisitDetails) -> Answer:
    """`visit show`."""
    return {
        "visit": record_json(details.inspection),
        "project": record_json(details.project) if details.project else None,
        "photos": [record_json(one) for one in details.photos],
        "problems": [record_json(one) for one in details.problems],
        "amendments": [record_json(one) for one in details.amendments],
    }


def visits_answer(visits: list[Any]) -> Answer:
    """`visit list`."""
    names = ("id", "visited_at", "purpose", "state", "seen_status", "physical_progress_pct", "reported_progress_pct")
    return {
        "visits": [
            {"project": project.name if project else None, "project_id": one.project_id}
            | {name: plain(getattr(one, name)) for name in names}
            for one, project in visits
        ]
    }


def lamp_answer(one: StepLamp) -> Answer:
    """One step's lamp."""
    lamp = one.lamp
    return {
        "project_id": one.project_id,
        "project": one.project,
        "step_id": one.step.id,
        "step_type": one.step.step_type.value,
        "step": one.name,
        "department": one.step.department,
        "state": lamp.state.value,
        "colour": lamp.colour.value,
        "accepted_on": plain(one.step.accepted_on),
        "due_on": plain(lamp.due_on),
        "days_left": lamp.days_left,
        "overdue_days": lamp.overdue_days,
        "stopped_days": lamp.stopped_days,
        "predicted": lamp.predicted,
        "reasons": [reason_text(one) for one in (lamp.reason, *lamp.why)],
    }


def step_rate_answer(one: StepRate) -> Answer:
    """办结率 of one kind of step."""
    rate = rate_answer(one.rate)
    return {"step_type": one.step_type.value, "step": one.name, "red": one.red, "yellow": one.yellow, **rate}


def project_lamps_answer(one: ProjectLamps) -> Answer:
    """The three lamps of a project."""
    lamps = {"start": one.start, "progress": one.progress, "registration": one.registration}
    shown = {name: {"colour": lamp.colour.value, "reason": reason_text(lamp.reason)} for name, lamp in lamps.items()}
    return {"project_id": one.project_id, "project": one.project, **shown}


def reason_text(reason: Reason) -> str:
    """A reason as a sentence."""
    return sentence(reason.key, **reason.details)


def rate_answer(rate: Rate) -> Answer:
    """A rate with what it was made of; `printed` as on the page, without its unit."""
    return {
        "numerator": _number(rate.numerator),
        "denominator": _number(rate.denominator),
        "printed": rate.printed,
    }


def _number(value: Any) -> int | str | None:  # noqa: ANN401 - an exact number
    return value if value is None or isinstance(value, int) else str(plain(value))


def totals_answer(totals: Totals) -> Answer:
    """A count and its amounts in 万元."""
    return {
        "count": totals.count,
        "total_investment": plain(totals.total_investment),
        "planned_investment": plain(totals.planned_investment),
        "invested_year_to_date": plain(totals.invested_year_to_date),
        "unknown_amounts": totals.unknown_amounts,
    }


FAMILY = ("planned", "planned_new", "planned_continuing", "planned_unknown", "start_resume", "started_new", "resumed")
RATES = ("start_resume_rate", "new_start_rate", "resume_rate", "investment_completion")


def family_answer(family: RateFamily) -> Answer:
    """The rate family: counts with amounts, then the rates."""
    made: Answer = {name: totals_answer(getattr(family, name)) for name in FAMILY}
    return made | {name: rate_answer(getattr(family, name)) for name in RATES}


def overview_answer(overview: Overview) -> Answer:
    """`stats` of the whole city."""
    points: Points = overview.ahead
    return {
        "on": overview.on.isoformat(),
        "registered": totals_answer(overview.registered),
        **family_answer(overview.family),
        "time_progress": rate_answer(overview.time_progress),
        "ahead_of_time": points.printed,
        "average_scale": rate_answer(overview.average_scale),
        "other_rates": {one.name: rate_answer(one) for one in overview.other_rates},
    }


def group_answer(group: Group) -> Answer:
    """`stats --by`."""
    ranked: Ranked = group.ranked
    return {"name": group.name, "rank": ranked.rank, "score": ranked.printed_score, **family_answer(group.family)}


def check_answer(report: CheckReport) -> Answer:
    """`figures check` and the check of a bulletin."""
    return {
        "consistent": not report.inconsistencies,
        "passed": [check_line(one) for one in report.passed],
        "findings": [finding_line(one) for one in report.findings],
    }


def check_line(one: Check) -> Answer:
    """A relation that was checked and holds."""
    return {
        "relation": one.relation.value,
        "text": sentence(one.key, **one.details),
        "mentions": [mention_answer(mention) for mention in one.mentions],
    }


def finding_line(one: Finding) -> Answer:
    """A finding with its sentence and the places in the text."""
    return {
        "kind": one.kind.value,
        "severity": one.severity.value,
        "text": sentence(one.key, **one.details),
        "numbers": list(one.numbers),
        "mentions": [mention_answer(mention) for mention in one.mentions],
    }


def mention_answer(one: Mention) -> Answer:
    """A printed number; `start` and `end` count characters of the text, `index` places of a list of figures."""
    names = ("label", "quote", "value", "unit", "start", "end", "index")
    return {name: plain(getattr(one, name)) for name in names}


def history_answer(kind: str, row_id: str, entries: tuple[HistoryEntry, ...]) -> Answer:
    """`history`."""
    names = ("at", "author", "action", "replica", "seq", "field", "before", "after")
    return {
        "kind": kind,
        "id": row_id,
        "entries": [{name: plain(getattr(one, name)) for name in names} for one in entries],
    }


def changes_answer(changes: Changes) -> Answer:
    """How many records of which kind a step touched."""
    marks = {"inserted": changes.inserted, "updated": changes.updated, "deleted": changes.deleted}
    return {mark: {kind: len(ids) for kind, ids in kinds.items()} for mark, kinds in marks.items()}


def compiled_answer(compiled: Compiled, word: WordReport | None = None) -> Answer:
    """`bulletin compile`; what the document cannot show the PDF cannot either, and it is told once."""
    report = compiled.report
    told = dict.fromkeys((*report.warnings, *(word.warnings if word else ())))
    return {
        "path": str(report.path),
        "pages": report.pages,
        "sha256": report.sha256,
        **bulletin_line(compiled.bulletin),
        "reused": compiled.reused,
        "uncredited_photos": compiled.uncredited,
        "docx": str(word.path) if word else None,
        "warnings": [one.sentence for one in told],
        "check": check_answer(compiled.check),
    }


def bulletin_line(bulletin: Any) -> Answer:  # noqa: ANN401 - a bulletin
    """An issue as it stands in lists."""
    names = ("id", "period", "year", "issue_number", "revision", "state", "as_of", "title")
    return {name: plain(getattr(bulletin, name)) for name in names}


def bulletin_answer(details: BulletinDetails) -> Answer:
    """`bulletin show`: sections with their templates and figures; the snapshot stays in the workspace."""
    figures = [record_json(one) for one in details.figures]
    sections = [
        {"key": one.key, "title": one.title, "body": one.body or ""}
        | {"figures": [figure for figure in figures if figure["section_key"] == one.key]}
        for one in details.sections
    ]
    return {**bulletin_line(details.bulletin), "sections": sections}
