"""The real projects that the five articles name, read from `resources/samples/seed_projects.csv`.

They stand apart from imported registers because nothing may be added to them: a field that the article does
not give stays empty (domain.md, tier "real"). Each project keeps the number of its article and the quotation.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inspector import paths
from inspector.domain.city_records import Site, area_records, sites_of
from inspector.domain.money import yi_to_wan
from inspector.domain.profile import CityProfile
from inspector.domain.project import AnnualPlan, Area, AreaKind, Project, Stage
from inspector.domain.record import Record

_FEN = Decimal("0.01")
_YEAR_DIGITS = 4
_ARTICLE_DIGITS = 3

_STAGES: Mapping[str, Stage | None] = {
    "开工建设一批": Stage.CONSTRUCTION,
    "前期推进一批": Stage.PRELIMINARY,
    "竣工": Stage.COMPLETED,
    "投产": Stage.IN_PRODUCTION,
    "在谈": Stage.NEGOTIATING,
    "": None,
}


@dataclass(frozen=True)
class SampleProject:
    """A named project, its `note` the words of the article, and its plan of the year where one is given."""

    project: Project
    plan: AnnualPlan | None


@dataclass(frozen=True)
class Sample:
    """The named projects of some cities and the areas they stand in."""

    areas: tuple[Area, ...]
    projects: tuple[SampleProject, ...]

    def records(self) -> Iterator[Record]:
        """Areas, then projects and plans: each record after those it refers to."""
        yield from self.areas
        for one in self.projects:
            yield one.project
            if one.plan is not None:
                yield one.plan


def read_sample(profiles: Sequence[CityProfile], make_id: Callable[[], str]) -> Sample:
    """The named projects of the cities of `profiles` (42 for all four), in the order of the articles."""
    areas = {one.name: area_records(one, make_id) for one in profiles}
    places = {city: _places(found) for city, found in areas.items()}
    projects = tuple(_sample_project(row, places[row["city"]], make_id) for row in _rows() if row["city"] in places)
    return Sample(tuple(area for found in areas.values() for area in found), projects)


def _rows() -> Iterator[dict[str, str]]:
    # The file begins with a byte order mark, as Excel writes it.
    with paths.resources("samples", "seed_projects.csv").open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _places(areas: Sequence[Area]) -> dict[str, Site]:
    """Sites by name; the empty name is the city, where the article says no more."""
    city = next(one for one in areas if one.area_kind is AreaKind.CITY)
    return {"": Site(city.name, city, None), **{one.name: one for one in sites_of(areas)}}


def _sample_project(row: Mapping[str, str], places: Mapping[str, Site], make_id: Callable[[], str]) -> SampleProject:
    site = places[row["county_or_park"]]
    project = Project(
        id=make_id(),
        name=row["name"],
        area_id=site.area.id,
        park_id=site.park_id,
        sector=row["sector"] or None,
        total_investment=_wan(row["total_investment_yi"]),
        stage=_STAGES[row["stage"]],
        status_text=row["status_text"] or None,
        status_as_of=row["as_of_date"],
        source=row["source_file"][:_ARTICLE_DIGITS],
        note=row["quote"],
    )
    return SampleProject(project, _plan(row, project.id, make_id))


def _plan(row: Mapping[str, str], project_id: str, make_id: Callable[[], str]) -> AnnualPlan | None:
    planned = _wan(row["annual_plan_yi"])
    if planned is None:
        return None
    year = int(row["as_of_date"][:_YEAR_DIGITS])
    return AnnualPlan(id=make_id(), project_id=project_id, year=year, planned_investment=planned)


def _wan(yi: str) -> Decimal | None:
    """亿元 as printed → 万元 with two places; None where the article gives no amount."""
    return yi_to_wan(Decimal(yi)).quantize(_FEN) if yi else None
