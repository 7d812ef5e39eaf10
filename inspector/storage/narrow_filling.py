"""How the narrow copies are declared and filled from the records: the statements, without when they run (`narrow`)."""

# ruff: noqa: S608 - every statement is made of constants

from __future__ import annotations

from inspector.domain.approval import ApprovalStep, ClockStop
from inspector.domain.progress import DispatchRecord
from inspector.domain.project import AnnualPlan, Project

TABLES = (
    "narrow_class",
    "narrow_project",
    "narrow_plan",
    "narrow_report",
    "narrow_progress",
    "narrow_step",
    "narrow_mark",
)

DECLARED = (
    "CREATE TABLE {place}narrow_class (id INTEGER PRIMARY KEY, alike TEXT NOT NULL UNIQUE, settled_on TEXT) STRICT",
    """CREATE TABLE {place}narrow_project (project INTEGER PRIMARY KEY, id TEXT NOT NULL, class INTEGER NOT NULL,
      actual_start TEXT, resumed_on TEXT, total_investment INTEGER, planned_start TEXT, planned_completion TEXT,
      registered_on TEXT) STRICT""",
    """CREATE TABLE {place}narrow_plan (project INTEGER, year INTEGER, kind TEXT, planned_investment INTEGER,
      planned_start_month INTEGER, PRIMARY KEY (project, year)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE {place}narrow_report (project INTEGER, reported_on TEXT, invested INTEGER NOT NULL,
      PRIMARY KEY (project, reported_on)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE {place}narrow_progress (project INTEGER, reported_on TEXT, percent TEXT NOT NULL,
      PRIMARY KEY (project, reported_on)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE {place}narrow_step (project INTEGER, step INTEGER, class INTEGER NOT NULL, desk INTEGER NOT NULL,
      applies INTEGER NOT NULL, finished_on TEXT, PRIMARY KEY (project, step)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE {place}narrow_mark (version INTEGER NOT NULL, change_id INTEGER NOT NULL, last_rows TEXT NOT NULL)
      STRICT""",
)
INDEX = "CREATE INDEX {place}narrow_step_alike ON narrow_step (desk, class, project)"

_PROJECT = "json_array(p.area_id, p.park_id, p.kind, p.construction_status, p.resumption)"
_STEP = (
    "json_array(c.state, c.accepted_on, c.finished_on, c.promised_days, c.statutory_days, c.day_kind,"
    " (SELECT group_concat(stop, ' ') FROM (SELECT from_date || '/' || coalesce(to_date, '') AS stop"
    " FROM clock_stop WHERE step_id = c.id ORDER BY from_date, id)))"
)
# From which day on the lamp is known without a look at the calendar: '' for what never burns, as it was not accepted,
# or is green since then, finished in fewer calendar days than the limit: true for working days and with stops as well.
_SETTLED = (
    "CASE WHEN c.state = 'not_applicable' OR c.state = 'pending' AND c.accepted_on IS NULL THEN ''"
    " WHEN c.state = 'finished' AND julianday(c.finished_on) - julianday(c.accepted_on)"
    " <= coalesce(c.promised_days, c.statutory_days) THEN c.finished_on END"
)
_DESK = "json_array(c.step_type, c.department)"
_WITHDRAWN = "(SELECT id FROM project WHERE stage = 'withdrawn')"


def _joined(table: str, *, some: bool) -> str:
    """The rows `c` of a table with their projects `p`: all of them in the order of the table, or those of some.

    The order of a join is told, because the database takes the wrong one on a file that it has no statistics of.
    """
    if some:
        chosen = f"p.rowid IN (SELECT value FROM json_each(:numbers)) AND p.id NOT IN {_WITHDRAWN}"
        return f"FROM project AS p CROSS JOIN {table} AS c ON c.project_id = p.id WHERE {chosen}"
    return f"FROM {table} AS c CROSS JOIN project AS p ON p.id = c.project_id WHERE c.project_id NOT IN {_WITHDRAWN}"


def _latest(table: str, cell: str, reports: str) -> str:
    """What the reports of each day say of a cell, the last of several of one day."""
    return f"""INSERT INTO {table} SELECT project, reported_on, said FROM (
      SELECT p.rowid AS project, c.reported_on, c.{cell} AS said, max(c.id) {reports} AND c.{cell} IS NOT NULL
      AND c.reported_on IS NOT NULL GROUP BY p.rowid, c.reported_on)"""


def filling(*, some: bool) -> tuple[str, ...]:
    """The statements that copy all projects or some (`:numbers`), in their order."""
    standing = f"FROM project AS p WHERE p.id NOT IN {_WITHDRAWN}"
    standing += " AND p.rowid IN (SELECT value FROM json_each(:numbers))" * some
    plans, reports, steps = (_joined(name, some=some) for name in ("annual_plan", "dispatch_record", "approval_step"))
    return (
        f"INSERT OR IGNORE INTO narrow_class (alike) SELECT {_PROJECT} {standing}",
        f"INSERT OR IGNORE INTO narrow_class (alike) SELECT {_DESK} {steps}",
        f"INSERT OR IGNORE INTO narrow_class (alike, settled_on) SELECT {_STEP}, {_SETTLED} {steps}",
        f"""INSERT INTO narrow_project SELECT p.rowid, p.id, (SELECT id FROM narrow_class WHERE alike = {_PROJECT}),
          p.actual_start, p.resumed_on, p.total_investment, p.planned_start, p.planned_completion, p.registered_on
          {standing}""",
        f"""INSERT INTO narrow_plan SELECT project, year, kind, planned_investment, planned_start_month FROM (
          SELECT p.rowid AS project, c.year, c.kind, c.planned_investment, c.planned_start_month, row_number() OVER
          (PARTITION BY p.rowid, c.year ORDER BY c.version DESC, c.id DESC) AS place {plans})
          WHERE place = 1 AND year IS NOT NULL""",
        _latest("narrow_report", "invested_year_to_date", reports),
        _latest("narrow_progress", "physical_progress_pct", reports),
        f"""INSERT INTO narrow_step SELECT p.rowid, c.rowid, (SELECT id FROM narrow_class WHERE alike = {_STEP}),
          (SELECT id FROM narrow_class WHERE alike = {_DESK}), c.state <> 'not_applicable',
          iif(c.state = 'finished', coalesce(c.finished_on, ''), NULL) {steps}""",
    )


_OWNED = (AnnualPlan.KIND, DispatchRecord.KIND, ApprovalStep.KIND)
WITHIN = " IN (SELECT value FROM json_each(?))"
OWNER = {
    Project.KIND: f"SELECT id FROM project WHERE id{WITHIN}",
    **{kind: f"SELECT DISTINCT project_id FROM {kind} WHERE id{WITHIN}" for kind in _OWNED},
    ClockStop.KIND: "SELECT DISTINCT project_id FROM approval_step WHERE id IN"
    f" (SELECT step_id FROM clock_stop WHERE id{WITHIN})",
}
"""Where the projects stand that the copies of each kind of record belong to."""

CELLS = {
    Project.KIND: (
        *("stage", "area_id", "park_id", "kind", "construction_status", "resumption", "actual_start", "resumed_on"),
        *("total_investment", "planned_start", "planned_completion", "registered_on"),
    ),
    AnnualPlan.KIND: ("project_id", "year", "version", "kind", "planned_investment", "planned_start_month"),
    DispatchRecord.KIND: ("project_id", "reported_on", "invested_year_to_date", "physical_progress_pct"),
    ApprovalStep.KIND: (
        *("project_id", "step_type", "department", "state", "accepted_on", "finished_on"),
        *("promised_days", "statutory_days", "day_kind"),
    ),
    ClockStop.KIND: ("step_id", "from_date", "to_date"),
}
"""The cells of each kind that the statements above read: a change of others needs no copy anew."""

_ALIKE = "SELECT alike || coalesce(settled_on, '?') FROM {place}.narrow_class WHERE id ="
WRITTEN_OUT = {
    "narrow_project": f"""project, ({_ALIKE} class), id, actual_start, resumed_on, total_investment, planned_start,
      planned_completion, registered_on""",
    "narrow_step": f"project, step, ({_ALIKE} class), ({_ALIKE} desk), applies, finished_on",
}
"""What stands in a table, its classes written out: their numbers say nothing."""
