"""From stored photo files to photo rows: the two halves of "file first, then the row" (reliability.md)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from inspector.domain.inspection import Photo
from inspector.photos import PhotoStore, Refused, Source, StoredPhoto


def stored_photos(
    store: PhotoStore, sources: Sequence[Source], progress: Callable[[int, int], None] | None = None
) -> list[StoredPhoto]:
    """Store all `sources` durably, in order; the first that cannot be stored is raised as its error."""
    if not sources:
        return []
    stored = []
    for one in store.attach_many(sources, progress=progress):
        if isinstance(one, Refused):
            raise one.error
        stored.append(one)
    return stored


def photo_record(new_id: str, stored: StoredPhoto, inspection_id: str, position: int) -> Photo:
    """The row of a stored photo of a visit."""
    return Photo(
        id=new_id,
        sha256=stored.sha256,
        inspection_id=inspection_id,
        original_name=stored.original_name or None,
        media_type=stored.media_type,
        byte_size=stored.byte_size,
        width=stored.width,
        height=stored.height,
        orientation=stored.orientation,
        taken_at=stored.taken_at,
        longitude=stored.longitude,
        latitude=stored.latitude,
        camera=stored.camera,
        position=position,
    )
