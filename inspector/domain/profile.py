"""城市配置: what differs between cities — areas, batches, thresholds, lamps, bulletin, dispatch — as data.

It stands apart because every other rule of the domain is the same everywhere; a city is a TOML file under
`resources/regions/`, never a branch in the code. Sources: the five articles, domain.md §3–§6.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from inspector.domain.approval import ApprovalMode, DayKind, StepType
from inspector.domain.dispatch import Frequency
from inspector.domain.errors import RuleError
from inspector.domain.project import AreaKind, ListLevel, Stage
from inspector.domain.rates import Rate, time_progress, time_progress_by_day
from inspector.domain.typed_reading import TypedReader

_READER = TypedReader("domain.profile")


class TimeProgress(StrEnum):
    """时间进度: how much of the year is gone; `month_of_year` is month / 12 (domain.md §4)."""

    MONTH_OF_YEAR = "month_of_year"
    DAY_OF_YEAR = "day_of_year"


class SectionKey(StrEnum):
    """简报章节 that the compiler knows (bulletin.md, "Where the figures come from")."""

    OVERVIEW = "overview"
    RANKING = "ranking"
    VISITS = "visits"
    LAMPS = "lamps"
    PROBLEMS = "problems"
    INVESTMENT = "investment"
    NEXT_STEPS = "next_steps"
    ANNEX = "annex"


class RankingIndicator(StrEnum):
    """What a ranking may weigh; all are rates in percent."""

    START_RESUME_RATE = "start_resume_rate"
    NEW_START_RATE = "new_start_rate"
    RESUME_RATE = "resume_rate"
    INVESTMENT_COMPLETION_RATE = "investment_completion_rate"
    COMPLETION_RATE = "completion_rate"


@dataclass(frozen=True)
class AreaSpec:
    """区域 of the city; `code` is GB/T 2260, or local for a zone or park; `parent` the code above (city: None)."""

    code: str
    name: str
    kind: AreaKind = AreaKind.COUNTY
    parent: str | None = None


@dataclass(frozen=True)
class Centre:
    """A point in the middle of the city, degrees WGS-84, where a map opens."""

    longitude: Decimal
    latitude: Decimal


@dataclass(frozen=True)
class Batch:
    """一批: its name and the stages that it covers."""

    name: str
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class BatchScheme:
    """批次 scheme such as 三个一批; a stage stands in at most one batch."""

    name: str
    batches: tuple[Batch, ...]

    def batch_of(self, stage: Stage) -> Batch | None:
        """The batch that covers `stage`, or None where the scheme has none (withdrawn, for example)."""
        return next((one for one in self.batches if stage in one.stages), None)


@dataclass(frozen=True)
class ListSpec:
    """清单 and its 登记门槛 in 万元; `mark_threshold` and `mark` set off the large ones (超亿元)."""

    key: str
    name: str
    threshold: Decimal
    level: ListLevel = ListLevel.CITY
    mark_threshold: Decimal | None = None
    mark: str = ""
    note: str = ""


@dataclass(frozen=True)
class LampSettings:
    """亮灯 settings (domain.md §3).

    A step warns `warn_days` before due. Projects: red `start_red_months` after an unkept start; yellow and red at
    points behind plan; yellow and red at months after the start without 入库.
    """

    warn_days: int = 3
    due_day_is_red: bool = False
    start_red_months: int = 3
    progress_yellow_points: Decimal = Decimal(10)
    progress_red_points: Decimal = Decimal(30)
    registration_yellow_months: int = 1
    registration_red_months: int = 2


@dataclass(frozen=True)
class StepSpec:
    """审批事项: its printed name and the decimals of its 办结率."""

    step_type: StepType
    name: str
    decimals: int = 1


@dataclass(frozen=True)
class Promise:
    """承诺时限 of a whole procedure as published, and what it was before."""

    procedure: str
    days: int
    former_days: int | None = None
    day_kind: DayKind = DayKind.WORKING
    mode: ApprovalMode = ApprovalMode.ORDINARY


@dataclass(frozen=True)
class SectionSpec:
    """简报章节 in printing order."""

    key: SectionKey
    title: str


@dataclass(frozen=True)
class BulletinSettings:
    """简报 settings: masthead, sections in order, and 报 / 送 / 发 (roles and offices, never persons)."""

    name: str
    organization: str
    frequency: Frequency
    sections: tuple[SectionSpec, ...]
    report_to: str = ""
    send_to: str = ""
    issue_to: str = ""
    copies: int | None = None


@dataclass(frozen=True)
class DispatchRuleSpec:
    """调度规则 of one role; `weekdays` are ISO numbers 1–7, `area` an area code, `source` the article."""

    holder: str
    frequency: Frequency
    weekdays: tuple[int, ...] = ()
    area: str | None = None
    from_date: date | None = None
    to_date: date | None = None
    note: str = ""
    source: str = ""


@dataclass(frozen=True)
class RankingWeight:
    """权重 of one indicator in the weighted score."""

    indicator: RankingIndicator
    weight: Decimal


@dataclass(frozen=True)
class RateDecimals:
    """Decimals of one printed rate where the city does not use the default of 1."""

    indicator: str
    decimals: int


@dataclass(frozen=True)
class CityProfile:
    """城市配置. `note` says what the articles do not give and where the value comes from instead."""

    key: str
    name: str
    code: str
    centre: Centre
    areas: tuple[AreaSpec, ...]
    batches: BatchScheme
    lists: tuple[ListSpec, ...]
    steps: tuple[StepSpec, ...]
    bulletin: BulletinSettings
    dispatch_rules: tuple[DispatchRuleSpec, ...]
    ranking: tuple[RankingWeight, ...]
    lamps: LampSettings = LampSettings()
    promises: tuple[Promise, ...] = ()
    decimals: tuple[RateDecimals, ...] = ()
    time_progress: TimeProgress = TimeProgress.MONTH_OF_YEAR
    note: str = ""

    @staticmethod
    def from_mapping(data: Mapping[str, object]) -> CityProfile:
        """Read and check a profile.

        Raises `FormatError` where a setting is missing, unknown or of the wrong type, `RuleError` where the
        settings contradict each other (`domain.profile.*`, with the place).
        """
        profile = _READER.read(CityProfile, data, "profile")
        _check_areas(profile)
        _check_batches(profile)
        _check_no_twice(profile)
        _check_dispatch(profile)
        _check_amounts(profile)
        return profile

    @property
    def threshold(self) -> Decimal:
        """登记门槛 in 万元 of the first list, which is the city's register."""
        return self.lists[0].threshold

    def area(self, code: str) -> AreaSpec:
        """The area with `code`; `RuleError` if the profile has none."""
        for one in self.areas:
            if one.code == code:
                return one
        raise RuleError("domain.profile.no_area", place=self.key, code=code)

    def step_name(self, step_type: StepType) -> str:
        """The printed name of a step type; its key where the city does not name it."""
        return next((one.name for one in self.steps if one.step_type is step_type), step_type.value)

    def step_decimals(self, step_type: StepType) -> int:
        """Decimals of the 办结率 of a step type (立项 2 in [004], otherwise 1)."""
        return next((one.decimals for one in self.steps if one.step_type is step_type), 1)

    def elapsed(self, on: date) -> Rate:
        """时间进度 on a day, by month or by day as the city counts."""
        if self.time_progress is TimeProgress.DAY_OF_YEAR:
            return time_progress_by_day(on)
        return time_progress(on.month)

    def rate_decimals(self, indicator: str) -> int:
        """Decimals of a printed rate: 1 unless the city prints it otherwise."""
        return next((one.decimals for one in self.decimals if one.indicator == indicator), 1)


def _check_areas(profile: CityProfile) -> None:
    codes = {profile.code, *(one.code for one in profile.areas)}
    for one in profile.areas:
        if one.parent is not None and one.parent not in codes:
            raise RuleError("domain.profile.no_area", place=one.name, code=one.parent)
    root = profile.area(profile.code)
    if root.kind is not AreaKind.CITY or root.parent is not None:
        raise RuleError("domain.profile.city_is_no_root", name=root.name, code=root.code)


def _check_batches(profile: CityProfile) -> None:
    _once(profile.batches.name, (stage for one in profile.batches.batches for stage in one.stages))


def _check_no_twice(profile: CityProfile) -> None:
    _once("areas", (one.code for one in profile.areas))
    _once("lists", (one.key for one in profile.lists))
    _once("steps", (one.step_type for one in profile.steps))
    _once("bulletin.sections", (one.key for one in profile.bulletin.sections))
    _once("ranking", (one.indicator for one in profile.ranking))
    _once("decimals", (one.indicator for one in profile.decimals))


def _once(place: str, values: Iterable[str]) -> None:
    twice = [value for value, count in Counter(values).items() if count > 1]
    if twice:
        raise RuleError("domain.profile.twice", place=place, names=[str(one) for one in twice])


_WEEK = range(1, 8)


def _check_dispatch(profile: CityProfile) -> None:
    for one in profile.dispatch_rules:
        if one.area is not None:
            profile.area(one.area)
        if any(day not in _WEEK for day in one.weekdays):
            raise RuleError("domain.profile.no_weekday", holder=one.holder, weekdays=one.weekdays)


def _check_amounts(profile: CityProfile) -> None:
    if not profile.lists:
        raise RuleError("domain.profile.no_list", place=profile.key)
    amounts = {f"lists.{one.key}": one.threshold for one in profile.lists}
    amounts |= {f"ranking.{one.indicator}": one.weight for one in profile.ranking}
    amounts |= {"lamps.warn_days": Decimal(profile.lamps.warn_days)}
    for place, value in amounts.items():
        if not value.is_finite() or value < 0:
            raise RuleError("domain.profile.negative", place=place, value=value)
