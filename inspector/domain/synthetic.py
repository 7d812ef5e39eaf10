"""合成城市: a generated city whose totals reproduce [000] exactly, at any size, from a seed (domain.md §4).

This module joins the generators of the several kinds of record; they stand apart from each other because each
has its own dates and limits to keep. Every name begins with 合成, and no person is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from inspector.domain.city_records import area_records, dispatch_rule_records, list_records, sites_of
from inspector.domain.dispatch import DispatchRule
from inspector.domain.draws import Draws
from inspector.domain.profile import CityProfile
from inspector.domain.project import Area, Project, ProjectList
from inspector.domain.record import Record
from inspector.domain.synthetic_approval import approval_records
from inspector.domain.synthetic_inspection import visit_of
from inspector.domain.synthetic_problem import problem_records
from inspector.domain.synthetic_progress import progress_records
from inspector.domain.synthetic_project import FIRST_MOMENT, Scene, Sheet, register_records, sheet_of
from inspector.domain.synthetic_shares import Share, Shares

# Places of the draws beside the projects' own, which are 0 and up.
_SHARED, _RECORDS = 1, 2


@dataclass(frozen=True)
class ProjectBundle:
    """A project and all its records, itself first, each after those it refers to."""

    project: Project
    records: tuple[Record, ...]


@dataclass(frozen=True)
class SyntheticCity:
    """The city: what its projects share, and streams over the projects that may be read any number of times."""

    profile: CityProfile
    seed: int
    areas: tuple[Area, ...]
    lists: tuple[ProjectList, ...]
    dispatch_rules: tuple[DispatchRule, ...]
    shares: Shares

    @property
    def projects(self) -> int:
        """How many projects the city has."""
        return self.shares.projects

    @property
    def shared_records(self) -> tuple[Record, ...]:
        """区域, 清单 and 调度规则, to be saved before the projects."""
        return (*self.areas, *self.lists, *self.dispatch_rules)

    def bundles(self) -> Iterator[ProjectBundle]:
        """The projects in order, one at a time, so that memory stays flat at any size."""
        for share in self.shares:
            yield self._bundle(share)

    def records(self) -> Iterator[Record]:
        """Every record of the city, each after those it refers to."""
        yield from self.shared_records
        for bundle in self.bundles():
            yield from bundle.records

    def _bundle(self, share: Share) -> ProjectBundle:
        sheet = sheet_of(self._scene, share, Draws(self.seed, _RECORDS, share.index))
        return ProjectBundle(sheet.project, tuple(_records(self._scene, sheet)))

    @cached_property
    def _scene(self) -> Scene:
        ids = {spec.key: made.id for spec, made in zip(self.profile.lists, self.lists, strict=True)}
        return Scene(self.profile, sites_of(self.areas), ids)


def generate(projects: int, seed: int, profile: CityProfile) -> SyntheticCity:
    """A city of `projects` projects (10 to 1,000,000); equal arguments make equal records, ids included.

    Totals are `projects` / 500 of those published in [000], exact to 0.01 万元, and every project reaches the
    threshold of `profile`. Raises `RuleError` (`domain.synthetic.*`) for an impossible number or threshold.
    """
    shares = Shares(projects, seed, profile.threshold)
    make_id = partial(Draws(seed, _SHARED).uuid7, FIRST_MOMENT)
    areas = area_records(profile, make_id)
    return SyntheticCity(
        profile=profile,
        seed=seed,
        areas=areas,
        lists=list_records(profile, make_id),
        dispatch_rules=dispatch_rule_records(profile, areas, make_id),
        shares=shares,
    )


def _records(scene: Scene, sheet: Sheet) -> Iterator[Record]:
    yield sheet.project
    yield from register_records(scene, sheet)
    yield from progress_records(sheet)
    yield from approval_records(sheet)
    visit = visit_of(sheet)
    if visit is not None:
        yield visit
    yield from problem_records(sheet, visit)
