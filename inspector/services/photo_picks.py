"""The photos that the office chose for an issue, single and in pairs, and how the choice is kept with the draft.

Apart from the other edits because sections lay it out and the studio writes it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum


class PairKind(StrEnum):
    """What two photos side by side say: a problem and its close-out, or one place then and now (对比)."""

    RECTIFIED = "rectified"
    COMPARED = "compared"


@dataclass(frozen=True)
class PhotoPick:
    """A photo, with its caption and credit."""

    id: str
    caption: str
    credit: str


@dataclass(frozen=True)
class PairPick:
    """Two photos side by side under one caption, the one before at the left, each with its own credit."""

    ids: tuple[str, str]
    caption: str
    credits: tuple[str, str]
    kind: PairKind = PairKind.RECTIFIED


Pick = PhotoPick | PairPick


def credits_of(pick: Pick) -> tuple[str, ...]:
    """Who is credited."""
    return pick.credits if isinstance(pick, PairPick) else (pick.credit,)


def picks_to_text(picks: Sequence[Pick]) -> str:
    """The choice as it is kept."""
    return json.dumps([asdict(one) for one in picks], ensure_ascii=False)


def picks_from_text(text: str) -> tuple[Pick, ...]:
    """A kept choice again."""
    return tuple(PhotoPick(**one) if "id" in one else _pair(**one) for one in json.loads(text))


def _pair(ids: list[str], caption: str, credits: list[str], kind: str) -> PairPick:  # noqa: A002 - the cell's name
    return PairPick((ids[0], ids[1]), caption, (credits[0], credits[1]), PairKind(kind))
