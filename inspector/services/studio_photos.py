"""The photos of an issue to choose from: single ones and pairs, those printed first in the order of the issue.

Apart from the studio because it is a pure function of frozen rows, of the photos as they are now, and of the choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from inspector.domain.inspection import Photo
from inspector.services.frozen_tables import Row
from inspector.services.photo_picks import PairKind, PairPick, PhotoPick, Pick
from inspector.services.sections.visits import MOST_PHOTOS, grouped, pair_caption
from inspector.services.studio_view import PhotoChoice, PhotoLot


def photo_lots(rows: Sequence[Row], now: Mapping[str, Photo], picks: Sequence[Pick] | None) -> tuple[PhotoLot, ...]:
    """What may be printed; without a choice of the office `printed` is what the program prints by itself.

    Captions and credits are those of the choice, else as they are now: the office may have written them since.
    """
    told = [_told(row, now.get(row["id"])) for row in rows]
    known = {row["id"]: row for row in told}
    chosen = [lot for one in picks or () for lot in _chosen(one, known)]
    taken = {one.id for lot in chosen for one in lot.photos}
    pairs, singles = grouped([row for row in told if row["id"] not in taken])
    left = [_pair(two, printed=picks is None and all(row["credit"] for row in two)) for two in pairs]
    return (*chosen, *left, *_singles(singles, printed=picks is None))


def _told(row: Row, now: Photo | None) -> dict[str, Any]:
    said = {"caption": now.caption, "credit": now.credit} if now else {}
    return {**row, **said}


def _chosen(pick: Pick, known: Mapping[str, Row]) -> Iterator[PhotoLot]:
    ids = pick.ids if isinstance(pick, PairPick) else (pick.id,)
    rows = [known[one] for one in ids if one in known]
    if len(rows) < len(ids):
        return
    if isinstance(pick, PhotoPick):
        yield PhotoLot((_choice(rows[0], pick.credit),), pick.caption, None, printed=True)
        return
    photos = tuple(_choice(row, credit) for row, credit in zip(rows, pick.credits, strict=True))
    yield PhotoLot(photos, pick.caption, pick.kind, printed=True)


def _pair(rows: tuple[Row, Row], *, printed: bool) -> PhotoLot:
    photos = tuple(_choice(row, row["credit"]) for row in rows)
    return PhotoLot(photos, pair_caption(*rows), PairKind.RECTIFIED, printed=printed)


def _singles(rows: Iterable[Row], *, printed: bool) -> Iterator[PhotoLot]:
    room = MOST_PHOTOS if printed else 0
    for row in rows:
        may = bool(row["credit"]) and row.get("visited", True) and room > 0
        room -= may
        yield PhotoLot((_choice(row, row["credit"]),), row["caption"] or "", None, printed=may)


def _choice(row: Row, credit: str | None) -> PhotoChoice:
    day = row.get("taken_on")
    taken_on = date.fromisoformat(day) if day else None
    return PhotoChoice(row["id"], row["sha256"], row["project"], row["caption"] or "", credit or "", taken_on)


# -- pairs that are made in the studio -------------------------------------------------------------------------------


def paired(before: PhotoLot, after: PhotoLot, kind: PairKind = PairKind.RECTIFIED) -> PhotoLot:
    """Two single photos as a pair; its caption says the kind and what both were called."""
    photos = tuple(replace(photo, caption=one.caption) for one in (before, after) for photo in one.photos)
    said = "；".join(dict.fromkeys(one.caption for one in (before, after) if one.caption))
    return PhotoLot(photos, beginning(photos[0].project, kind) + (f"：{said}" if said else ""), kind, printed=True)


def beginning(project: str, kind: PairKind) -> str:
    """How the caption of a pair begins where nobody writes another one."""
    return f"{project}整改前后" if kind is PairKind.RECTIFIED else f"{project}前后对比"


def renamed(caption: str, project: str, kind: PairKind) -> str:
    """The caption of a pair that becomes one of another `kind`; one that somebody wrote stays as it is."""
    for other in PairKind:
        start = beginning(project, other)
        if caption == start or caption.startswith(f"{start}："):
            return beginning(project, kind) + caption[len(start) :]
    return caption
