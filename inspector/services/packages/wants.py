"""Which originals are awaited: photo records that came before their photo (exchange.md, "want list")."""

from __future__ import annotations

from inspector.domain.inspection import Photo
from inspector.storage.sweep import original_path
from inspector.storage.workspace import Workspace


def awaited_photos(workspace: Workspace) -> tuple[str, ...]:
    """The SHA-256 of each original that a photo record names and that is not here, in order."""
    named = {one.sha256 for one in workspace.reader.all(Photo)}
    return tuple(sorted(sha for sha in named if not original_path(workspace.photos, sha).is_file()))
