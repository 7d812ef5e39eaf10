"""The register rows of the synthetic city: projects, their plan of 2022, lists and duties.

It stands apart from what happens to a project (`synthetic_progress`, `synthetic_approval`,
`synthetic_inspection`), as the register does in the domain itself. Every name begins with 合成.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from inspector.domain.city_records import Site
from inspector.domain.codes import credit_check_character, mod_11_10
from inspector.domain.draws import Draws
from inspector.domain.profile import CityProfile
from inspector.domain.progress import Assignment, Role
from inspector.domain.project import (
    AnnualPlan,
    ConstructionStatus,
    Datum,
    ListMembership,
    Project,
    ProjectKind,
    Resumption,
    Stage,
)
from inspector.domain.record import Record
from inspector.domain.synthetic_shares import Group, Share

MARK = "合成"
AS_OF = date(2022, 6, 10)
YEAR = 2022
FIRST_MOMENT = 1_640_966_400_000
"""2022-01-01 in China, in milliseconds: ids sort in the order of the projects."""

_LEADERS = "leaders"
_LEADER_PROJECTS = 73
"""[000]: 73 of 500 projects are looked after by leaders of the city."""

_ORDINALS = "甲乙丙丁戊己庚辛壬癸"

_PRODUCTS = (
    # product, sector as [000] names it, GB/T 4754-2017 with its letter
    ("有机原料", "精细化工", "C2614"),
    ("农药中间体", "精细化工", "C2631"),
    ("专用化学品", "精细化工", "C2662"),
    ("锅炉及辅机", "装备制造", "C3411"),
    ("风电塔筒", "装备制造", "C3415"),
    ("固废处置", "生态环保", "N7723"),
    ("污水处理", "生态环保", "D4620"),
    ("公路改造", "基础设施", "E4812"),
    ("管网更新", "基础设施", "E4852"),
    ("风电", "新能源", "D4415"),
    ("光伏", "新能源", "D4416"),
    ("合成树脂", "新材料", "C2651"),
    ("电子材料", "新材料", "C3985"),
)

_WAITING_STAGES = (Stage.PRELIMINARY, Stage.PRELIMINARY, Stage.PRELIMINARY, Stage.LANDED, Stage.SIGNED, Stage.RESERVE)


@dataclass(frozen=True)
class Scene:
    """What all projects of the synthetic city share."""

    profile: CityProfile
    sites: tuple[Site, ...]
    list_ids: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """One project and the draws that its further records come from."""

    project: Project
    share: Share
    site: Site
    draws: Draws

    def new_id(self) -> str:
        """The next id, sorted after those of the projects before."""
        return self.draws.uuid7(FIRST_MOMENT + self.share.index)


def sheet_of(scene: Scene, share: Share, draws: Draws) -> Sheet:
    """The project of `share` and its sheet."""
    site = draws.choice(scene.sites)
    project_id = draws.uuid7(FIRST_MOMENT + share.index)
    return Sheet(_project(scene, share, site, draws, project_id), share, site, draws)


def register_records(scene: Scene, sheet: Sheet) -> Iterator[Record]:
    """年度计划, 清单成员 and 责任 of one project."""
    project, share = sheet.project, sheet.share
    yield AnnualPlan(
        id=sheet.new_id(),
        project_id=project.id,
        year=YEAR,
        planned_investment=share.plan,
        kind=project.kind,
        planned_start_month=project.planned_start.month if _is_new(share.group) and project.planned_start else None,
    )
    for list_id in _lists(scene, share):
        yield ListMembership(id=sheet.new_id(), list_id=list_id, project_id=project.id, entered_on=date(YEAR, 1, 10))
    for role, holder in _duties(sheet):
        yield Assignment(id=sheet.new_id(), project_id=project.id, role=role, holder=holder, from_date=date(YEAR, 2, 7))


def _is_new(group: Group) -> bool:
    return group in {Group.STARTED, Group.NOT_STARTED}


def _led(share: Share) -> bool:
    # Spreads exactly 73 over every 500 projects.
    return share.index * _LEADER_PROJECTS % 500 < _LEADER_PROJECTS


def _lists(scene: Scene, share: Share) -> Iterator[str]:
    yield scene.list_ids[scene.profile.lists[0].key]
    if _led(share) and _LEADERS in scene.list_ids:
        yield scene.list_ids[_LEADERS]


def _duties(sheet: Sheet) -> Iterator[tuple[Role, str]]:
    yield Role.STEWARD, f"项目管家{sheet.draws.choice(_ORDINALS)}"
    yield Role.RESPONSIBLE_UNIT, f"{sheet.site.area.name}发改部门"
    if _led(sheet.share):
        yield Role.LEADER, f"市领导{sheet.draws.choice(_ORDINALS)}"
    # The rest lack a 专班 and are shown incomplete (domain.md §6).
    if sheet.draws.chance(85):
        yield Role.TASK_FORCE, f"{sheet.site.area.name}项目专班"


def _project(scene: Scene, share: Share, site: Site, draws: Draws, project_id: str) -> Project:
    product, sector, industry = draws.choice(_PRODUCTS)
    number = share.index + 1
    longitude, latitude = _position(scene, draws)
    state = _STATES[share.group](draws)
    return Project(
        id=project_id,
        name=f"{MARK}·{site.area.name}{product}项目 {number:04d}",
        project_code=_project_code(site, share, draws),
        owner_organization=f"{MARK}·{sector}企业 {number:04d}",
        owner_credit_code=_credit_code(site, draws),
        area_id=site.area.id,
        park_id=site.park_id,
        longitude=longitude,
        latitude=latitude,
        datum=Datum.WGS84,
        industry_code=industry,
        sector=sector,
        construction_nature="新建" if draws.chance(75) else "改扩建",
        total_investment=share.investment,
        kind=ProjectKind.NEW_BUILD if _is_new(share.group) else ProjectKind.CONTINUING,
        stage=state.stage,
        construction_status=state.status,
        resumption=state.resumption,
        resumed_on=state.resumed_on,
        planned_start=state.planned_start,
        actual_start=state.actual_start,
        planned_completion=state.planned_completion,
        registered_on=state.registered_on,
        jobs=draws.between(20, 600),
        status_as_of=AS_OF.isoformat(),
        source=MARK,
    )


@dataclass(frozen=True)
class _State:
    stage: Stage
    status: ConstructionStatus
    planned_start: date
    planned_completion: date
    actual_start: date | None = None
    registered_on: date | None = None
    resumption: Resumption | None = None
    resumed_on: date | None = None


def _started(draws: Draws) -> _State:
    start = draws.day(date(YEAR, 2, 21), AS_OF - timedelta(days=1))
    entered = start + timedelta(days=draws.between(5, 40))
    return _State(
        stage=Stage.CONSTRUCTION,
        status=ConstructionStatus.ONGOING if start.month < AS_OF.month - 1 else ConstructionStatus.STARTED,
        planned_start=start + timedelta(days=draws.between(-30, 15)),
        planned_completion=draws.day(date(YEAR, 11, 30), date(YEAR + 3, 12, 31)),
        actual_start=start,
        registered_on=entered if entered <= AS_OF and draws.chance(85) else None,
    )


def _not_started(draws: Draws) -> _State:
    return _State(
        stage=draws.choice(_WAITING_STAGES),
        status=ConstructionStatus.NOT_STARTED,
        planned_start=draws.day(date(YEAR, 2, 20), date(YEAR, 12, 15)),
        planned_completion=draws.day(date(YEAR + 1, 6, 30), date(YEAR + 4, 12, 31)),
    )


def _resumed(draws: Draws) -> _State:
    return _continuing(
        draws, ConstructionStatus.ONGOING, Resumption.RESUMED, draws.day(date(YEAR, 2, 8), date(YEAR, 6, 8))
    )


def _not_resumed(draws: Draws) -> _State:
    return _continuing(draws, ConstructionStatus.SUSPENDED, Resumption.NOT_RESUMED, None)


def _continuing(draws: Draws, status: ConstructionStatus, resumption: Resumption, resumed_on: date | None) -> _State:
    start = draws.day(date(YEAR - 3, 3, 1), date(YEAR - 1, 11, 15))
    return _State(
        stage=Stage.CONSTRUCTION,
        status=status,
        planned_start=start - timedelta(days=draws.between(0, 45)),
        planned_completion=draws.day(date(YEAR, 7, 31), date(YEAR + 2, 12, 31)),
        actual_start=start,
        registered_on=start + timedelta(days=draws.between(5, 40)),
        resumption=resumption,
        resumed_on=resumed_on,
    )


_STATES = {
    Group.STARTED: _started,
    Group.NOT_STARTED: _not_started,
    Group.RESUMED: _resumed,
    Group.NOT_RESUMED: _not_resumed,
}


def _position(scene: Scene, draws: Draws) -> tuple[float, float]:
    """Within some 30 km of the city's centre, to six decimals (0.1 m)."""
    centre = scene.profile.centre
    east, north = draws.between(-300_000, 300_000), draws.between(-250_000, 250_000)
    return round(float(centre.longitude) + east / 10**6, 6), round(float(centre.latitude) + north / 10**6, 6)


_NUMBERS = 100_000


def _project_code(site: Site, share: Share, draws: Draws) -> str:
    """投资项目统一代码, unique by the index: class and serial number never repeat together."""
    year = YEAR if _is_new(share.group) else YEAR - draws.between(1, 3)
    kind, serial = divmod(share.index, _NUMBERS)
    month = draws.between(1, 5)
    head = f"{year % 100:02d}{month:02d}-{site.area.code[:6]}-{kind + 4:02d}-01-{serial:05d}"
    return f"{head}{mod_11_10(head.replace('-', ''))}"


def _credit_code(site: Site, draws: Draws) -> str:
    """统一社会信用代码 of an enterprise (91) of the area."""
    head = f"91{site.area.code[:6]}{draws.below(10**9):09d}"
    return head + credit_check_character(head)
