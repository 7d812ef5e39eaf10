"""The columns that a list of projects can show: name, width, by what it is sorted, and what a cell says.

Apart from the model, because saved views, the column menu and the export name columns too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from inspector.domain.lamps import LampColour
from inspector.domain.money import wan_to_yi
from inspector.domain.project_query import ProjectRow, SortColumn
from inspector.texts import label, sentence


@dataclass(frozen=True)
class ProjectColumn:
    """`width` in pixels at letters of 13; `right` for numbers; `sort` None where nothing can be sorted by it."""

    name: str
    width: int
    text: Callable[[ProjectRow], str]
    sort: SortColumn | None = None
    right: bool = False


def in_yi(value: Decimal | None) -> str:
    """万元 as 亿元, exact and without idle zeros; empty stays empty."""
    if value is None:
        return ""
    told = f"{wan_to_yi(value):f}"
    return told.rstrip("0").rstrip(".") if "." in told else told


def lamp_text(row: ProjectRow) -> str:
    """The worst lamp and how many burn like it: `红 2`."""
    tally, worst = row.lamps, row.lamps.worst
    if worst is LampColour.RED:
        return sentence("ui_projects.lamp_red", count=tally.red)
    if worst is LampColour.YELLOW:
        return sentence("ui_projects.lamp_yellow", count=tally.yellow)
    return sentence("ui_projects.lamp_green", count=tally.green) if worst is LampColour.GREEN else ""


def _choice(field: str) -> Callable[[ProjectRow], str]:
    def told(row: ProjectRow) -> str:
        value = getattr(row, field)
        return "" if value is None else label("project", field, value.value)

    return told


COLUMNS = {
    one.name: one
    for one in (
        ProjectColumn("name", 276, lambda row: row.name, SortColumn.NAME),
        ProjectColumn("lamp", 84, lamp_text, SortColumn.LAMP),
        ProjectColumn("area", 120, lambda row: row.area or "", SortColumn.AREA),
        ProjectColumn("park", 140, lambda row: row.park or "", SortColumn.PARK),
        ProjectColumn("stage", 92, _choice("stage"), SortColumn.STAGE),
        ProjectColumn("kind", 84, _choice("kind"), SortColumn.KIND),
        ProjectColumn("construction_status", 96, _choice("construction_status"), SortColumn.CONSTRUCTION_STATUS),
        ProjectColumn(
            "total_investment", 112, lambda row: in_yi(row.total_investment), SortColumn.TOTAL_INVESTMENT, right=True
        ),
        ProjectColumn(
            "planned_investment",
            116,
            lambda row: in_yi(row.planned_investment),
            SortColumn.PLANNED_INVESTMENT,
            right=True,
        ),
        ProjectColumn(
            "open_problems", 88, lambda row: str(row.open_problems or ""), SortColumn.OPEN_PROBLEMS, right=True
        ),
        ProjectColumn("last_visit", 104, lambda row: f"{row.last_visit or ''}", SortColumn.LAST_VISIT),
        ProjectColumn("status_text", 140, lambda row: row.status_text or ""),
        ProjectColumn("code", 210, lambda row: row.code or "", SortColumn.CODE),
    )
}
USUAL = (
    "name",
    "lamp",
    "area",
    "stage",
    "total_investment",
    "planned_investment",
    "open_problems",
    "last_visit",
    "status_text",
)
"""What is shown while nobody has chosen."""


def title(name: str) -> str:
    """What stands at the head of a column, with its unit."""
    titles = {
        "name": "ui_projects.column_name",
        "lamp": "ui_projects.column_lamp",
        "area": "ui_projects.column_area",
        "park": "ui_projects.column_park",
        "stage": "ui_projects.column_stage",
        "kind": "ui_projects.column_kind",
        "construction_status": "ui_projects.column_construction_status",
        "total_investment": "ui_projects.column_total_investment",
        "planned_investment": "ui_projects.column_planned_investment",
        "open_problems": "ui_projects.column_open_problems",
        "last_visit": "ui_projects.column_last_visit",
        "status_text": "ui_projects.column_status_text",
        "code": "ui_projects.column_code",
    }
    return sentence(titles[name])


def known_columns(names: Iterable[object]) -> tuple[str, ...]:
    """Those of `names` that there are, in the order of the list and always with the name of the project."""
    wanted = set(names)
    return tuple(name for name in COLUMNS if name in wanted or name == "name")
