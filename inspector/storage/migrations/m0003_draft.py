"""Schema 3: a visit is kept from its first answer on, before it says what was seen; a day is planned by indexes.

SQLite cannot take a NOT NULL back, so the table of visits is made anew. A visit that an older program had to hold
back, because what was seen had not been entered yet, is marked so that it is read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector.storage.schema import create_record_table

if TYPE_CHECKING:
    from sqlite_utils import Database

_INSPECTION = {
    "project_id": "TEXT NOT NULL",
    "visited_at": "TEXT NOT NULL",
    "inspectors": "TEXT",
    "purpose": "TEXT NOT NULL",
    "reported_status": "TEXT",
    "reported_progress_pct": "TEXT",
    "seen_status": "TEXT",
    "physical_progress_pct": "TEXT",
    "workers": "INTEGER",
    "machines": "INTEGER",
    "conclusions": "TEXT",
    "longitude": "REAL",
    "latitude": "REAL",
    "place": "TEXT",
    "checklist_id": "TEXT",
    "answers": "TEXT",
    "state": "TEXT",
    "signature": "TEXT",
    "signature_photo_id": "TEXT",
    "signed_at": "TEXT",
    "weather": "TEXT",
    "notes": "TEXT",
}
_INDEXES_BEFORE = ["project_id", "checklist_id", "signature_photo_id"]
_INDEXES = ["project_id", "visited_at", "checklist_id", "signature_photo_id"]
_KEPT = ", ".join(("id", *(name for name in _INSPECTION if name != "notes"), "row_hash"))
_KIND = 41
"""The number under which visits travel."""


def upgrade(database: Database) -> None:
    """Relax the table of visits and give problems the question that they came from."""
    database.execute("ALTER TABLE inspection RENAME TO inspection_before")
    for name in _INDEXES_BEFORE:
        database.execute(f"DROP INDEX idx_inspection_{name}")
    create_record_table(database, "inspection", _INSPECTION, _INDEXES)
    database.execute(f"INSERT INTO inspection ({_KEPT}) SELECT {_KEPT} FROM inspection_before")  # noqa: S608 - constants
    database.execute("DROP TABLE inspection_before")
    database.execute("ALTER TABLE problem ADD COLUMN inspection_item TEXT")
    database.table("problem").create_index(["due_on"])
    database.table("project").create_index(["stage"])
    database.execute(
        "INSERT OR IGNORE INTO unknown_op (kind, row) SELECT DISTINCT kind, row FROM operation"
        " WHERE kind = ? AND row NOT IN (SELECT id FROM inspection)",
        [_KIND],
    )
