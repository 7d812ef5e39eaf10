"""照片: watermarked views and pairs 整改前/后 of stored photos; originals are never touched."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from inspector import paths
from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.inspection import Inspection, PairSide, Photo
from inspector.domain.markup import Mark, to_markup
from inspector.domain.project import Project
from inspector.photos import PhotoStore, WatermarkText, side_by_side, verification_code, watermark, watermarked
from inspector.services.lookup import SHORTEST_TAIL, find_by_tail
from inspector.storage.workspace import Workspace


class MarkLine(StrEnum):
    """The lines of a watermark that may be left out; the code follows from those that are printed."""

    PROJECT = "project"
    TIME = "time"
    PLACE = "place"
    INSPECTOR = "inspector"


ALL_LINES = frozenset(MarkLine)
LABELS = ("整改前", "整改后")


def watermark_font() -> Path:
    """The bundled 黑体 that burns Chinese text in."""
    return paths.resources("fonts", "InspectorHei.ttf")


@dataclass(frozen=True)
class Watermarked:
    """A watermarked view: a JPEG, and the verification code that is burnt into it ("" where no time is known)."""

    jpeg: bytes
    code: str


class PhotoService:
    """Use cases of 照片 on one workspace."""

    def __init__(self, workspace: Workspace, store: PhotoStore) -> None:
        self._workspace = workspace
        self._store = store

    def get(self, photo_id: str) -> Photo:
        """A photo by its id, the unambiguous end of it, or its whole SHA-256."""
        reader = self._workspace.reader
        found = reader.find(Photo, sha256=photo_id.lower()) or find_by_tail(reader, Photo, photo_id)
        if found is None:
            raise NotFoundError("services.no_such_photo", photo=photo_id)
        return found

    def thumbnail_bytes(self, sha256: str) -> bytes:
        """The JPEG for lists, at most 320 pixels long. Raises NotFoundError, FormatError, StorageError."""
        return self._store.thumbnail_bytes(sha256)

    def print_bytes(self, sha256: str) -> bytes:
        """The JPEG to look at closely, at most 2016 pixels long. Raises as `thumbnail_bytes`."""
        return self._store.print_bytes(sha256)

    def fingerprint(self, source: Path) -> str:
        """The SHA-256 of a photo that lies outside and can be taken as it is; nothing is stored.

        Raises FormatError for what is no picture, or no whole one yet, NotFoundError, StorageError.
        """
        return self._store.fingerprint(source)

    def credit(self, photo_id: str, *, caption: str | None, credit: str | None, author: str = "") -> Photo:
        """Write caption and 供图/摄; only a credited photo is printed."""
        found = self.get(photo_id)
        given = {"caption": caption, "credit": credit}
        with self._workspace.transaction("caption_photo", author=author) as tx:
            return tx.update(Photo, found.id, **{name: text for name, text in given.items() if text is not None})

    def mark(self, photo_id: str, marks: Sequence[Mark], author: str = "") -> Photo:
        """Draw on a photo, instead of what was drawn before; the original is not touched."""
        found = self.get(photo_id)
        with self._workspace.transaction("mark_photo", author=author) as tx:
            return tx.update(Photo, found.id, markup=to_markup(marks))

    def pair(self, before_id: str, after_id: str, author: str = "") -> tuple[Photo, Photo]:
        """Join two photos as 整改前 and 整改后; a pair that one of them stood in is dissolved.

        A photo of a problem stays what it is, the one before or the evidence, also without its pair.
        """
        before, after = self.get(before_id), self.get(after_id)
        if before.id == after.id:
            raise RuleError("services.pair_of_one")
        with self._workspace.transaction("pair_photos", author=author) as tx:
            for former in {before.pair_id, after.pair_id} - {None}:
                for one in tx.reader.all(Photo, pair_id=former):
                    tx.update(Photo, one.id, pair_id=None, pair_side=one.pair_side if one.problem_id else None)
            pair_id = tx.new_id()
            first = tx.update(Photo, before.id, pair_id=pair_id, pair_side=PairSide.BEFORE)
            return first, tx.update(Photo, after.id, pair_id=pair_id, pair_side=PairSide.AFTER)

    def watermark(self, photo_id: str, out: Path, lines: Collection[MarkLine] = ALL_LINES) -> str:
        """Write the watermarked view to `out`; returns its verification code, which needs the line of the time."""
        photo = self.get(photo_id)
        text = self._watermark_text(photo, lines)
        watermark(self._store.print_file(photo.sha256), out, text, watermark_font())
        return text.code

    def watermarked(self, photo_id: str, lines: Collection[MarkLine] = ALL_LINES) -> Watermarked:
        """The watermarked view to look at; nothing is written. Raises as `watermark`."""
        photo = self.get(photo_id)
        text = self._watermark_text(photo, lines)
        return Watermarked(watermarked(self._store.print_file(photo.sha256), text, watermark_font()), text.code)

    def side_by_side(self, pair_id: str, out: Path) -> None:
        """Write a pair, by its id or the end of it, as one picture with its labels."""
        found = {one.pair_side: one for one in self._pair(pair_id)}
        if PairSide.BEFORE not in found or PairSide.AFTER not in found:
            raise NotFoundError("services.no_such_pair", pair=pair_id)
        before, after = (self._store.print_file(found[side].sha256) for side in (PairSide.BEFORE, PairSide.AFTER))
        side_by_side(before, after, out, LABELS, watermark_font())

    def _pair(self, pair_id: str) -> tuple[Photo, ...]:
        """The photos of the pair with this id, or of the only one whose id ends so."""
        tail = pair_id.strip().lower()
        if len(tail) < SHORTEST_TAIL:
            return ()
        found = [one for one in self._workspace.reader.all(Photo) if (one.pair_id or "").endswith(tail)]
        return tuple(found) if len({one.pair_id for one in found}) == 1 else ()

    def _watermark_text(self, photo: Photo, lines: Collection[MarkLine]) -> WatermarkText:
        """What is printed; a line that is not counts as empty in the code too, so that the paper proves itself."""
        reader = self._workspace.reader
        visit = reader.find(Inspection, id=photo.inspection_id) if photo.inspection_id else None
        project = reader.find(Project, id=visit.project_id) if visit else None
        when = photo.taken_at or (visit.visited_at if visit else None)
        when = when if MarkLine.TIME in lines else None
        name = project.name if project and MarkLine.PROJECT in lines else ""
        place = _place(photo, visit) if MarkLine.PLACE in lines else ""
        inspector = "、".join(visit.inspectors) if visit and MarkLine.INSPECTOR in lines else ""
        code = verification_code(photo.sha256, name, when, place, inspector) if when else ""
        return WatermarkText(name, _time(when), place, inspector, code)


def _time(when: datetime | None) -> str:
    return f"{when:%Y-%m-%d %H:%M}" if when else ""


def _place(photo: Photo, visit: Inspection | None) -> str:
    if visit is not None and visit.place:
        return visit.place
    longitude = photo.longitude if photo.longitude is not None else visit and visit.longitude
    latitude = photo.latitude if photo.latitude is not None else visit and visit.latitude
    if longitude is None or latitude is None:
        return ""
    return f"{longitude:.6f}, {latitude:.6f}"
