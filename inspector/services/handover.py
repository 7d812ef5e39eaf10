"""Bringing another workspace's work in: its operations, then its photos, each once.

It stands apart from the package file (exchange.md) that will carry the same operations: what is merged, and
that photos are there before their rows, does not depend on how they travel.
"""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.errors import RuleError
from inspector.domain.inspection import Photo
from inspector.domain.project import Project
from inspector.photos import PhotoStore
from inspector.services.photo_records import stored_photos
from inspector.storage.changes import Changes
from inspector.storage.merge import apply_operations, have, operations_since
from inspector.storage.workspace import DataTier, Workspace


@dataclass(frozen=True)
class HandedOver:
    """How many operations were new to the receiver, how many photos it stored, and what changed."""

    operations: int
    photos: int
    changes: Changes


def hand_over(source: Workspace, source_photos: PhotoStore, target: Workspace, target_photos: PhotoStore) -> HandedOver:
    """Bring everything that `source` knows and `target` does not into `target`; doing it twice changes nothing.

    A photo that is not in `source` either stays awaited. Raises RuleError where synthetic and real data would meet.
    """
    tier = _common_tier(source, target)
    operations = list(operations_since(source.reader, have(target.reader)))
    wanted = dict.fromkeys(one.sha256 for one in source.reader.all(Photo))
    missing = [sha for sha in wanted if source_photos.intact(sha) and not target_photos.intact(sha)]
    stored = stored_photos(target_photos, [source_photos.original(sha) for sha in missing])
    with target.transaction("merge") as tx:
        apply_operations(tx, operations)
        target.set_tier(tier)
    return HandedOver(len(operations), len(stored), tx.changes)


def _common_tier(source: Workspace, target: Workspace) -> DataTier:
    """What `target` holds afterwards: the mark of made-up visits stays, and synthetic data meet no real ones."""
    tiers = {one.info.tier for one in (source, target) if one.reader.count(Project)}
    if DataTier.SYNTHETIC in tiers and len(tiers) > 1:
        raise RuleError("services.handover_mixes_tiers", source=source.path.name, target=target.path.name)
    order = (DataTier.SYNTHETIC, DataTier.DEMO, DataTier.REAL)
    return next((one for one in order if one in tiers), target.info.tier)
