"""The photos of a draft: stored first, then their rows, joined to questions.

Apart from the draft's other steps, because files are stored outside of any transaction (reliability.md: file, then
row), and a picture that cannot be stored must not keep the others out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inspector.checklists.session import PHOTOS
from inspector.domain.inspection import Photo
from inspector.photos import LoosePicture, PhotoStore, Refused, Source, StoredPhoto
from inspector.services.draft_editing import DraftEdit
from inspector.services.photo_records import photo_record

__all__ = ["Attached", "Kept", "LoosePicture", "Progress", "Source", "insert", "join", "leave", "store"]
Progress = Callable[[int, int], None]
_AT_ONCE = 2
"""As many as the store decodes side by side; between them a cancel is heard."""


@dataclass(frozen=True)
class Attached:
    """What became of dropped files: the photos (also those that were there already), and the files refused."""

    photos: tuple[Photo, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True)
class Kept:
    """Files that are stored and have no row yet, and the files refused."""

    stored: tuple[StoredPhoto, ...]
    refused: tuple[Refused, ...]


def store(photos: PhotoStore, files: Sequence[Source], progress: Progress | None) -> Kept:
    """Store files durably, each for itself; nothing of a refused one is kept, nor of any when it is cancelled."""
    made: list[StoredPhoto | Refused] = []
    try:
        for start in range(0, len(files), _AT_ONCE):
            made += photos.attach_many(files[start : start + _AT_ONCE])
            if progress is not None:
                progress(len(made), len(files))
    except BaseException:
        for one in made:
            if isinstance(one, StoredPhoto) and not one.already_stored:
                photos.remove(one.sha256)
        raise
    return Kept(
        tuple(one for one in made if isinstance(one, StoredPhoto)),
        tuple(one for one in made if isinstance(one, Refused)),
    )


def insert(draft: DraftEdit, stored: Sequence[StoredPhoto]) -> tuple[Photo, ...]:
    """Rows for stored photos, each picture once; a picture that is there already stays the same photo."""
    present = {one.sha256: one for one in draft.tx.reader.all(Photo, inspection_id=draft.inspection.id)}
    position = max((one.position or 0 for one in present.values()), default=0)
    for one in stored:
        if one.sha256 not in present:
            position += 1
            present[one.sha256] = photo_record(draft.tx.new_id(), one, draft.inspection.id, position)
            draft.tx.insert(present[one.sha256])
    return tuple(present[sha] for sha in dict.fromkeys(one.sha256 for one in stored))


def join(draft: DraftEdit, photo_ids: Sequence[str], address: str) -> None:
    """Add photos to those of a question."""
    there = draft.session.photos_of(address)
    draft.session.attach(address, tuple(dict.fromkeys((*there, *photo_ids))))
    draft.keep_answers()


def leave(draft: DraftEdit, photo_id: str) -> None:
    """Take a photo away from every question."""
    attached = (draft.inspection.answers or {}).get(PHOTOS, {})
    for where, ids in attached.items():
        if photo_id in ids:
            draft.session.attach(where, tuple(one for one in ids if one != photo_id))
            draft.keep_answers()
