from __future__ import annotations

import hashlib
from pathlib import Path

from inspector.domain.inspection import Photo
from inspector.storage.workspace import Workspace
from tests.storage.kit import HandClock


def keep(folder: Path, content: bytes) -> str:
    sha = hashlib.sha256(content).hexdigest()
    path = folder / "originals" / sha[:2] / sha
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return sha


def test_the_start_clears_halves_offers_orphans_and_tells_what_is_missing(ws: Workspace, clock: HandClock) -> None:
    named, orphan = keep(ws.photos, b"named"), keep(ws.photos, b"orphan")
    half = ws.photos / "originals" / "ab" / "half.tmp"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"half")
    with ws.transaction("附照片") as tx:
        tx.insert_many(Photo(id=tx.new_id(), sha256=sha) for sha in (named, "f" * 64))
    ws.close()
    with Workspace.open(ws.path, clock=clock) as again:
        assert again.found.deleted == (half,)
        assert [path.name for path in again.found.orphans] == [orphan]
        assert again.found.missing == ("f" * 64,)
        assert again.found.orphans[0].read_bytes() == b"orphan"
    assert not half.exists()


def test_a_backup_that_was_never_finished_is_cleared_away(ws: Workspace, clock: HandClock) -> None:
    ws.close()
    half = ws.backups / ".20220610-100000-start.unfinished"
    half.mkdir()
    (half / "workspace.db").write_bytes(b"half")
    Workspace.open(ws.path, clock=clock).close()
    assert list(ws.backups.iterdir()) == []
