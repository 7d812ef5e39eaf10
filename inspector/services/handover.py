"""Bringing another workspace's work in: its operations, then its photos, each once.

It stands apart from the package file (exchange.md) that will carry the same operations: what is merged, and
that photos are there before their rows, does not depend on how they travel.
"""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.inspection import Photo
from inspector.photos import PhotoStore
from inspector.services.photo_records import stored_photos
from inspector.storage.changes import Changes
from inspector.storage.merge import apply_operations, have, operations_since
from inspector.storage.workspace import Workspace


@dataclass(frozen=True)
class HandedOver:
    """How many operations were new to the receiver, how many photos it stored, and what changed."""

    operations: int
    photos: int
    changes: Changes


def hand_over(source: Workspace, source_photos: PhotoStore, target: Workspace, target_photos: PhotoStore) -> HandedOver:
    """Bring everything that `source` knows and `target` does not into `target`; doing it twice changes nothing."""
    operations = list(operations_since(source.reader, have(target.reader)))
    missing = [one.sha256 for one in source.reader.all(Photo) if not target_photos.intact(one.sha256)]
    stored = stored_photos(target_photos, [source_photos.original(sha) for sha in dict.fromkeys(missing)])
    with target.transaction("merge") as tx:
        apply_operations(tx, operations)
    return HandedOver(len(operations), len(stored), tx.changes)
