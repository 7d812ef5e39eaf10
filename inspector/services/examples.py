"""合成城市 and the real projects of the articles, put into a workspace whole or not at all.

The tiers never mix: a synthetic city goes only into an empty workspace, and so do the real projects
(domain.md: three tiers of data).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

from inspector.domain.changes import Changes
from inspector.domain.errors import RuleError
from inspector.domain.ids import derived_id
from inspector.domain.profile import CityProfile
from inspector.domain.project import Area, Project, ProjectList
from inspector.domain.record import Record
from inspector.domain.synthetic import SyntheticCity, generate
from inspector.services.profiles import load_profile, profile_keys
from inspector.services.sample_rows import read_sample
from inspector.storage.reader import Reader
from inspector.storage.workspace import DataTier, Workspace

Progress = Callable[[int, int], None]


class ExampleService:
    """Use cases of example data on one workspace."""

    def __init__(self, workspace: Workspace, profile: CityProfile) -> None:
        self._workspace = workspace
        self._profile = profile

    def synthesize(self, projects: int, seed: int, progress: Progress | None = None) -> Changes:
        """Fill an empty workspace with a synthetic city of `projects` projects."""
        self._demand_empty()
        city = _in_place(generate(projects, seed, self._profile), self._workspace.reader)
        return self._fill("synthesize", _counted(city, progress), DataTier.SYNTHETIC)

    def sample(self, *, city_only: bool = False) -> Changes:
        """Fill an empty workspace with the real projects that the articles name (of all four cities)."""
        self._demand_empty()
        others = () if city_only else (key for key in profile_keys() if key != self._profile.key)
        profiles = (self._profile, *(load_profile(key) for key in others))
        return self._fill("sample", self._sample_records(profiles), DataTier.REAL)

    def _sample_records(self, profiles: tuple[CityProfile, ...]) -> Iterator[Record]:
        """The named projects, over the areas that the workspace has, with ids that every workspace agrees on."""
        numbers = count()
        sample = read_sample(profiles, lambda: str(next(numbers)))
        present = {one.code: one.id for one in self._workspace.reader.all(Area)}
        ids = {one.id: derived_id(f"area:{one.code}") for one in sample.areas}
        ids |= {one.project.id: derived_id(f"project:{one.project.name}") for one in sample.projects}
        for record in sample.records():
            if not (isinstance(record, Area) and record.code in present):
                yield _with_ids(record, ids)

    def _demand_empty(self) -> None:
        if self._workspace.reader.count(Project):
            raise RuleError("services.workspace_not_empty")

    def _fill(self, action: str, records: Iterator[Record], tier: DataTier) -> Changes:
        with self._workspace.transaction(action) as tx:
            tx.insert_many(records)
            self._workspace.set_tier(tier)
        return tx.changes


def _with_ids(record: Record, ids: dict[str, str]) -> Record:
    """`record` with the final ids of itself and of what it refers to."""
    names = [one.name for one in record.CELLS if one.refers]
    refers = {name: ids[getattr(record, name)] for name in names if getattr(record, name) is not None}
    own = ids.get(record.id) or derived_id(f"{record.KIND}:{sorted(refers.values())}")
    return replace(record, id=own, **refers)  # type: ignore[type-var]


def _in_place(city: SyntheticCity, reader: Reader) -> SyntheticCity:
    """The city over the areas and lists that the workspace has already, instead of its own."""
    areas = {one.code: one for one in reader.all(Area)}
    lists = {one.name: one for one in reader.all(ProjectList)}
    return replace(
        city,
        areas=tuple(areas.get(one.code, one) for one in city.areas),
        lists=tuple(lists.get(one.name, one) for one in city.lists),
        dispatch_rules=(),
    )


def _counted(city: SyntheticCity, progress: Progress | None) -> Iterator[Record]:
    for number, bundle in enumerate(city.bundles(), start=1):
        yield from bundle.records
        if progress is not None:
            progress(number, city.projects)
