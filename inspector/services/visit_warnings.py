"""What an inspector should look at in a visit and its photos: too far from the project, taken on another day.

It never blocks (product.md, screen 6); apart from the visits, because a photo tray warns while a visit is filled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from inspector.domain.geo import Position, distance_m
from inspector.domain.inspection import Inspection, Photo
from inspector.domain.project import Project

FAR_METRES = 2_000
"""Beyond this a photo's place is worth a warning; sites of roads and wind farms are kilometres long."""


@dataclass(frozen=True)
class VisitWarning:
    """Something the inspector should look at; it never blocks. `key` leads to the sentence."""

    key: str
    details: Mapping[str, Any]


def warnings_of(project: Project, inspection: Inspection, photos: Sequence[Photo]) -> tuple[VisitWarning, ...]:
    """The warnings of a visit and its photos: places first, days after."""
    away = _away(project, inspection.longitude, inspection.latitude)
    found = [] if away is None else [VisitWarning("services.visit_far", {"photo": "", "kilometres": away})]
    found += [warning for one in photos for warning in _place_warning(project, one)]
    return (*found, *(warning for one in photos for warning in _day_warning(inspection, one)))


def photo_warnings(project: Project, inspection: Inspection, photo: Photo) -> tuple[VisitWarning, ...]:
    """The warnings of one photo."""
    return (*_place_warning(project, photo), *_day_warning(inspection, photo))


def _place_warning(project: Project, photo: Photo) -> Iterator[VisitWarning]:
    away = _away(project, photo.longitude, photo.latitude)
    if away is not None:
        yield VisitWarning("services.photo_far", {"photo": photo.original_name or "", "kilometres": away})


def _day_warning(inspection: Inspection, photo: Photo) -> Iterator[VisitWarning]:
    if photo.taken_at is not None and not _same_day(photo.taken_at, inspection.visited_at):
        details = {"photo": photo.original_name or photo.id, "day": photo.taken_at.date().isoformat()}
        yield VisitWarning("services.photo_other_day", details)


def _away(project: Project, longitude: float | None, latitude: float | None) -> float | None:
    """Kilometres from the project where they are worth a warning."""
    if project.longitude is None or project.latitude is None or longitude is None or latitude is None:
        return None
    away = distance_m(Position(project.longitude, project.latitude), Position(longitude, latitude))
    return round(away / 1000, 1) if away > FAR_METRES else None


def _same_day(first: datetime, second: datetime) -> bool:
    return first.astimezone(second.tzinfo).date() == second.date()
