"""照片 as a screen shows them: all of them in the order of their days, and one with all that is known of it.

Apart from the service that changes photos, because lists of thousands are read beside the window and nothing is
written here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from inspector.domain.inspection import Inspection, PairSide, Photo
from inspector.domain.markup import Mark, from_markup
from inspector.domain.problem import Problem
from inspector.domain.project import Project
from inspector.services.visit_warnings import VisitWarning, photo_warnings
from inspector.storage.inspection_table import signatures_among
from inspector.storage.reader import Reader
from inspector.storage.workspace import Workspace


@dataclass(frozen=True)
class GalleryPhoto:
    """A photo in a list: `at` is when it was taken, else the time of its visit; empty names where nothing is known."""

    photo: Photo
    project_id: str
    project: str
    at: datetime | None
    warnings: tuple[VisitWarning, ...]

    @property
    def is_paired(self) -> bool:
        """Whether it is 整改前 or 整改后 of another one."""
        return self.photo.pair_id is not None

    @property
    def is_credited(self) -> bool:
        """Whether it may be printed."""
        return bool((self.photo.credit or "").strip())


@dataclass(frozen=True)
class GalleryFilter:
    """Which photos: of a project or a visit ("" for all), and those that still need something."""

    project_id: str = ""
    inspection_id: str = ""
    unpaired: bool = False
    uncredited: bool = False
    warned: bool = False

    def takes(self, one: GalleryPhoto) -> bool:
        """Whether a photo is one of them."""
        return (
            self.project_id in {"", one.project_id}
            and self.inspection_id in {"", one.photo.inspection_id}
            and not (self.unpaired and one.is_paired)
            and not (self.uncredited and one.is_credited)
            and not (self.warned and not one.warnings)
        )


@dataclass(frozen=True)
class Gallery:
    """The photos that a filter leaves, of how many; `projects` are (id, name) of all that have photos."""

    photos: tuple[GalleryPhoto, ...]
    total: int
    projects: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PhotoCard:
    """One photo with all that is known: its visit, what is drawn on it, and both sides of its pair."""

    photo: Photo
    project: str
    inspection: Inspection | None
    warnings: tuple[VisitWarning, ...]
    marks: tuple[Mark, ...]
    before: Photo | None
    after: Photo | None


class PhotoGallery:
    """Reads the photos of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def listed(self, wanted: GalleryFilter) -> Gallery:
        """The photos, the newest day first, of a day by project and order; signatures are none."""
        reader = self._workspace.reader
        with reader.snapshot():
            photos = list(reader.all(Photo))
            around = _Around.read(reader, photos)
            found = [_shown(around, one) for one in photos if one.id not in around.signatures]
        chosen = sorted((one for one in found if wanted.takes(one)), key=_order, reverse=True)
        projects = {one.project_id: one.project for one in found if one.project_id}
        return Gallery(tuple(chosen), len(found), tuple(sorted(projects.items(), key=lambda pair: pair[1])))

    def card(self, photo_id: str) -> PhotoCard:
        """One photo. Raises NotFoundError."""
        reader = self._workspace.reader
        with reader.snapshot():
            photo = reader.get(Photo, photo_id)
            visit = reader.find(Inspection, id=photo.inspection_id) if photo.inspection_id else None
            problem = reader.find(Problem, id=photo.problem_id) if photo.problem_id else None
            of = visit.project_id if visit else problem.project_id if problem else ""
            project = reader.find(Project, id=of) if of else None
            pair = list(reader.all(Photo, pair_id=photo.pair_id)) if photo.pair_id else []
        return PhotoCard(
            photo=photo,
            project=project.name if project else "",
            inspection=visit,
            warnings=photo_warnings(project, visit, photo) if project and visit else (),
            marks=from_markup(photo.markup),
            before=next((one for one in pair if one.pair_side is PairSide.BEFORE), None),
            after=next((one for one in pair if one.pair_side is PairSide.AFTER), None),
        )


@dataclass(frozen=True)
class _Around:
    """What photos belong to."""

    visits: Mapping[str, Inspection]
    problems: Mapping[str, str]
    projects: Mapping[str, Project]
    signatures: frozenset[str]

    @classmethod
    def read(cls, reader: Reader, photos: Sequence[Photo]) -> _Around:
        visits = reader.ids_in(Inspection, {one.inspection_id for one in photos if one.inspection_id})
        found = reader.ids_in(Problem, {one.problem_id for one in photos if one.problem_id})
        problems = {row_id: one.project_id for row_id, one in found.items()}
        wanted = {*(one.project_id for one in visits.values()), *problems.values()}
        signatures = signatures_among(reader, (one.id for one in photos))
        return cls(visits, problems, reader.ids_in(Project, wanted), signatures)


def _shown(around: _Around, photo: Photo) -> GalleryPhoto:
    visit = around.visits.get(photo.inspection_id or "")
    project_id = visit.project_id if visit else around.problems.get(photo.problem_id or "", "")
    project = around.projects.get(project_id)
    return GalleryPhoto(
        photo=photo,
        project_id=project_id,
        project=project.name if project else "",
        at=photo.taken_at or (visit.visited_at if visit else None),
        warnings=photo_warnings(project, visit, photo) if project and visit else (),
    )


def _order(one: GalleryPhoto) -> tuple[str, str, int, str]:
    """Sorted downwards: days downwards, inside a day projects together and photos in their order."""
    day = one.at.date().isoformat() if one.at else ""
    return day, one.project, -(one.photo.position or 0), one.photo.id
