"""What 驾驶舱 says: figures in words, and for each the rows that it opens."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from inspector.domain.lamps import LampColour
from inspector.domain.money import round_half_up, wan_to_yi
from inspector.domain.rates import Points
from inspector.services.cockpit_view import (
    Basis,
    Cockpit,
    Completion,
    Counted,
    CountedRate,
    OverdueProblem,
    OverdueStep,
    RankLine,
    RowsRef,
    Share,
)
from inspector.texts import sentence
from inspector.ui.figure_rows.page import Facet, Figure
from inspector.ui.screens.cockpit.completion import CompletionRow
from inspector.ui.screens.cockpit.overdue import OverdueRow
from inspector.ui.screens.cockpit.ranking import RankRow

TONES = {LampColour.RED: "red", LampColour.YELLOW: "amber"}
_YI_DECIMALS = 2


def issue(cockpit: Cockpit) -> str:
    """2022 年第 11 期."""
    period = cockpit.period
    return sentence("ui_cockpit.issue", year=period.year, number=period.issue_number)


def as_of(cockpit: Cockpit, city: str) -> str:
    """葫芦岛市　数据截至 2022 年 6 月 10 日, and what a past day rests on."""
    day = cockpit.on
    told = [city, sentence("ui_cockpit.as_of", year=day.year, month=day.month, day=day.day)]
    if cockpit.basis is Basis.HISTORY:
        told.append(sentence("ui_cockpit.basis_history"))
    elif cockpit.basis is Basis.DATES:
        told.append(sentence("ui_cockpit.basis_dates"))
    return "　".join(one for one in told if one)


def amounts(share: Share) -> str:
    """1611.89 / 2619.8 亿元."""
    return sentence("ui_cockpit.amounts", part=_yi(share.part), whole=_yi(share.whole))


def _yi(amount: Decimal) -> str:
    text = f"{round_half_up(wan_to_yi(amount), _YI_DECIMALS):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def fraction(rate: CountedRate) -> str:
    """329 / 500 个."""
    return sentence("ui_cockpit.fraction", done=rate.done.count, planned=rate.planned.count)


def ahead(points: Points) -> str:
    """滞后 27.0 点, 超前 3.8 点; empty where nobody knows."""
    if points.value is None:
        return ""
    shown = points.printed.removeprefix("-")
    if points.value < 0:
        return sentence("ui_cockpit.behind", points=shown)
    return sentence("ui_cockpit.ahead", points=shown)


# -- figures and their rows ----------------------------------------------------------------------------------------


def _facet(name: str, ref: RowsRef, count: int | None = None) -> Facet:
    return Facet(name, ref.kind, lambda services: services.office.cockpit.rows(ref), count)


def counted_figure(title: str, counted: Counted) -> Figure:
    """A plain number."""
    return Figure(title, (_facet(sentence("ui_cockpit.all"), counted.rows, counted.count),), counted.rows.on)


def rate_figure(title: str, rate: CountedRate, names: tuple[str, str]) -> Figure:
    """A rate: what is done, what is missing, and all that is planned; `names` of the first two."""
    done, missing = names
    facets = (
        _facet(done, rate.done.rows, rate.done.count),
        _facet(missing, rate.missing.rows, rate.missing.count),
        _facet(sentence("ui_cockpit.planned"), rate.planned.rows, rate.planned.count),
    )
    return Figure(title, facets, rate.done.rows.on)


def missing_figure(title: str, rate: CountedRate) -> Figure:
    """What a rate still misses."""
    return counted_figure(title, rate.missing)


def share_figure(title: str, share: Share) -> Figure:
    """The projects whose amounts make the part."""
    return Figure(title, (_facet(sentence("ui_cockpit.active"), share.rows),), share.rows.on)


def completion_figure(one: Completion) -> Figure:
    """The projects of an area that have a plan."""
    title = f"{_area(one)} {sentence('ui_cockpit.completion')} {one.rate.printed}%"
    return Figure(title, (_facet(sentence("ui_cockpit.planned"), one.rows),), one.rows.on)


def rank_figure(one: RankLine) -> Figure:
    """The projects of an area behind its rate."""
    title = f"{one.name} {sentence('ui_cockpit.start_resume')} {one.rate.rate.printed}%"
    return rate_figure(title, one.rate, (sentence("ui_cockpit.active"), sentence("ui_cockpit.inactive")))


# -- rows of the cards ---------------------------------------------------------------------------------------------


def _area(one: Completion) -> str:
    if one.name:
        return one.name
    return sentence("ui_cockpit.no_area") if one.area_id else sentence("ui_cockpit.whole_city")


def short_name(name: str, city: str) -> str:
    """The name of an area without that of its city, which stands above: 经济开发区."""
    bare = name.removeprefix(city.removesuffix("市"))
    return bare if len(bare) > 1 and name != city else name


def completion_row(at: int, one: Completion, city: str) -> CompletionRow:
    """An area against the time gone."""
    value = None if one.rate.value is None else float(one.rate.value)
    return CompletionRow(
        row_id=str(at),
        name=short_name(_area(one), city),
        rate=value,
        rate_text=one.rate.printed,
        ahead=ahead(one.ahead),
        far=one.far_behind,
        is_city=at == 0,
    )


def rank_row(one: RankLine, city: str) -> RankRow:
    """A place in the ranking."""
    value = one.rate.rate.value
    return RankRow(
        row_id=one.place_id,
        rank="" if one.rank is None else str(one.rank),
        name=short_name(one.name, city),
        rate=None if value is None else float(value),
        rate_text=one.rate.rate.printed,
        counts=f"{one.rate.done.count}/{one.rate.planned.count}",
        change=_change(one.change),
    )


def _change(change: int | None) -> str:
    if change is None:
        return ""
    if change == 0:
        return sentence("ui_cockpit.level")
    return sentence("ui_cockpit.rose", places=change) if change > 0 else sentence("ui_cockpit.fell", places=-change)


def overdue_step(one: OverdueStep) -> OverdueRow:
    """施工许可·市住建局·应办结 06-01."""
    told = (one.step, one.department, sentence("ui_cockpit.due", day=_short(one.due_on)))
    note = sentence("ui_cockpit.dot").join(part for part in told if part)
    late = "ui_cockpit.overdue_working_days" if one.working_days else "ui_cockpit.overdue_days"
    return OverdueRow(one.step_id, one.project, note, sentence(late, days=one.days))


def overdue_problem(one: OverdueProblem) -> OverdueRow:
    """在场工人少于计划·市住建局·期限 06-01."""
    told = (one.description, one.owner, sentence("ui_cockpit.problem_due", day=_short(one.due_on)))
    note = sentence("ui_cockpit.dot").join(part for part in told if part)
    return OverdueRow(one.problem_id, one.project, note, sentence("ui_cockpit.overdue_days", days=one.days))


def _short(day: date) -> str:
    return f"{day:%m-%d}"
