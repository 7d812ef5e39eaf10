"""The JSON of the office's daily work: projects, approval steps, problems, checklists and settings.

It stands apart from `answers`, which holds what a visit, a report and a bulletin say; both are documented in
docs/formats.md.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from inspector.domain.profile import CityProfile
from inspector.services.approvals import StepEntry
from inspector.services.problems import ProblemEntry
from inspector.services.projects import FourOnes, ProjectDetails, ProjectEntry
from inspector.services.record_json import plain, record_json

Answer = dict[str, Any]


def projects_answer(entries: list[ProjectEntry]) -> Answer:
    """`project list`."""
    names = ("id", "name", "project_code", "stage", "total_investment")
    return {
        "projects": [
            {name: plain(getattr(one.project, name)) for name in names} | {"area": one.area} for one in entries
        ]
    }


def project_answer(details: ProjectDetails) -> Answer:
    """`project show`."""
    newest = details.newest_dispatch
    return {
        "project": record_json(details.project),
        "area": details.area,
        "park": details.park,
        "plans": [record_json(one) for one in details.plans],
        "assignments": [record_json(one) for one in details.assignments],
        "newest_dispatch": record_json(newest) if newest else None,
        "four_ones": four_ones_answer(details.four_ones),
    }


def four_ones_answer(ones: FourOnes) -> Answer:
    """四个一: `complete` where records show it, null where no record can."""
    return {
        "task_force": {"complete": bool(ones.task_force), "holders": list(ones.task_force)},
        "milestone_chart": {
            "complete": ones.milestones > 0,
            "milestones": ones.milestones,
            "done": ones.milestones_done,
        },
        "ledger": {"complete": ones.dispatch_records > 0, "dispatch_records": ones.dispatch_records},
        "plan": {"complete": None},
    }


def step_answer(entry: StepEntry) -> Answer:
    """A step with its printed name, its project, its 停表 and its due date by all known today."""
    return {
        "step": record_json(entry.step),
        "name": entry.name,
        "project": entry.project.name if entry.project else None,
        "due_on": plain(entry.due_on),
        "stops": [record_json(one) for one in entry.stops],
    }


def problem_answer(entry: ProblemEntry) -> Answer:
    """A problem in the list."""
    return {
        "problem": record_json(entry.problem),
        "project": entry.project.name if entry.project else None,
        "escalations": [record_json(one) for one in entry.escalations],
    }


def settings_answer(city: str, changes: Any, profile: CityProfile) -> Answer:  # noqa: ANN401 - a JSON object
    """`settings show` and `settings set`: what the office changed, and what holds with it."""
    return {"city": city, "changes": plain(changes), "profile": plain(dataclasses.asdict(profile))}
