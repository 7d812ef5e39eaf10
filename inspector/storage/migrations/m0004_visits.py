"""Schema 4: open drafts and the visits of some days are found by an index alone, among a million visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def upgrade(database: Database) -> None:
    """Index drafts by project, and visits by day with whether they are signed and where they were."""
    database.execute("CREATE INDEX idx_inspection_draft ON inspection (project_id) WHERE state = 'draft'")
    database.execute("DROP INDEX idx_inspection_visited_at")
    database.table("inspection").create_index(["visited_at", "state", "project_id"])
