"""The words of the field, in simplified characters: which phrase before (or after) a number names what.

It stands apart from `binding` because an office's new phrase is added here and nowhere else.
A phrase counts only when nothing but filler stands between it and the number: 新开工亿元以上项目60个 is a part of
新开工 and must not be taken for the whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inspector.domain.figures.indicators import Measure, Subject

TOPIC = "立项|能评|环评|稳评|安评|用地预审|规划许可证?|施工许可证?|供电|初步设计|核准|备案|土地|用地|节能审查|水保|洪评"
"""Approval steps by the names that bulletins use."""

_REGISTERED = r"(?:投资)?(?:[0-9]{1,6}[万亿]元(?:及)?以上)?(?:的)?"
_KEY = r"(?:重点|重大|建设|产业)*"
_LISTED = rf"(?:(?:{TOPIC}|初设)[/、和或及与]?){{1,6}}"
_SUBJECTS: tuple[tuple[str, Subject | None], ...] = (
    (rf"(?:计划|谋划|预计|拟|应)(?:开复工|实施(?:的)?{_REGISTERED}{_KEY}项目)", Subject.PLANNED),
    (rf"(?:实施|安排(?:全[市县区])?){_REGISTERED}{_KEY}项目", Subject.PLANNED),
    (rf"计划(?:内|安排|推进)?{_REGISTERED}{_KEY}项目", Subject.PLANNED),
    (r"计划(?:总数|数)?$|计划实施$", Subject.PLANNED),
    (rf"计划新(?:开工|建){_KEY}(?:项目)?|新建{_KEY}项目|计划开工(?:项目)?", Subject.PLANNED_NEW),
    (rf"计划(?:续建|复工){_KEY}(?:项目)?|续建{_KEY}项目", Subject.PLANNED_CONTINUING),
    (r"开复工", Subject.START_RESUME),
    (r"新开工|新(?:建)?项目已?(?:实现)?开工|(?<!未)已开工|实际(?:新)?开工", Subject.STARTED_NEW),
    (r"(?<!开)复工|续建项目已?(?:实现)?复工", Subject.RESUMED),
    (r"(?:未|没有|停止)(?:能)?(?:开复工|开工|复工)", None),
    (
        rf"(?<![对相供响适效反])应(?:办理?(?:{TOPIC}|[^，,；;。0-9]{{1,16}}?(?=手续|审批|事项))?|(?:{TOPIC}))(?:批复|手续|审批|事项)*",
        Subject.APPLICABLE,
    ),
    (rf"(?:已|累计)(?:经)?(?:全部)?(?:办理)?(?:完成|办结)(?:{_LISTED}|[^，,；;]{{1,24}}项目)?|办结", Subject.FINISHED),
    (r"(?:未|没有)(?:能)?(?:办结|完成)", None),
    (r"正(?:在)?办理|在办", Subject.IN_PROGRESS),
    (r"(?<!应)待办", Subject.PENDING),
    (r"“[^”]{1,12}”(?:重点|重大)?项目", Subject.BATCH),
)
_AFTER: tuple[tuple[str, Subject], ...] = (
    (rf"[省市县区级]{{0,4}}{_KEY}项目(?:已|实际|累计|共|有)*开复工#", Subject.PLANNED),
    (rf"新(?:开工|建){_KEY}项目(?:(?:已|实际|共|有|中|实现|开工)*#|中)", Subject.PLANNED_NEW),
    (rf"续建{_KEY}项目(?:(?:已|实际|共|有|中|实现|复工)*#|中)", Subject.PLANNED_CONTINUING),
    (rf"{_KEY}项目(?:已|已经|实现)*开复工|已?开复工{_KEY}项目", Subject.START_RESUME),
    (rf"新开工{_KEY}项目|新建?项目(?:已|实现)*开工|项目(?:已|实现)+开工", Subject.STARTED_NEW),
    (rf"复工{_KEY}项目|续建{_KEY}项目(?:已|实现)*复工", Subject.RESUMED),
    (rf"新建{_KEY}项目", Subject.PLANNED_NEW),
    (rf"续建{_KEY}项目", Subject.PLANNED_CONTINUING),
    (r"(?:“[^”]{1,12}”)(?:重点|重大)?项目中", Subject.BATCH),
    (r"(?:项目)?已(?:经)?(?:完成|办结)", Subject.FINISHED),
    (r"(?:项目)?(?:正(?:在)?办理|在办)", Subject.IN_PROGRESS),
    (r"(?:项目)?待办", Subject.PENDING),
)
_MEASURES: tuple[tuple[str, Measure], ...] = (
    (r"(?:计划|概算|估算)?总投资额?", Measure.TOTAL_INVESTMENT),
    (
        r"(?:年度|当年|当期|本年度?|今年)计划(?:完成)?投资|(?:当年|年度)投资(?:计划)?|(?:当年|年度)计划完成",
        Measure.PLANNED_INVESTMENT,
    ),
    (r"(?:累计|已)?(?:实际)?完成(?:固定资产|年度)?投资", Measure.INVESTED),
    (r"平均单体规模", Measure.AVERAGE_SCALE),
)
_RATES: tuple[tuple[str, Subject | Measure | None], ...] = (
    (r"开复工率", Subject.START_RESUME),
    (r"(?:新项目|新开工项目|新建项目|新)开工率", Subject.STARTED_NEW),
    (r"(?:续建项目|续建)?(?<!开)复工率", Subject.RESUMED),
    (r"(?<![复新目])开工率", None),
    (rf"(?:{TOPIC})?(?:手续|审批|事项|项目)*办结率", Subject.FINISHED),
    (r"投资完成率", Measure.COMPLETION),
)

_FILLER = re.compile(
    r"(?:重点|重大|产业|建设|项目|总?数量?|的|共计?|总?计|有|为|是|达到?|将|已|累计|合计|首次|分别|均|仅|约|全部|事项|手续"
    r"|[(（]续建[)）]|[:：“”])*"
)
INHERITS = re.compile(r"(?:其中|其|项目|的|共|累计|、|和|及|与|[:：(（])*")
"""What may stand before 总投资 when it speaks of the projects that were counted last."""

CHANGE = re.compile(r"(?:增加|减少|增长|下降|提高|降低|新增|多|少|高于?|低于?|[比较]\S{0,12})(?:了)?$")
"""A difference (比上期增加10个), which is not a count of anything."""

PARTIAL = re.compile(
    r"(?:亿元(?:及)?以上|列省|省重点|工业|农业|服务业|制造业|民生|基础设施|文旅|能源|社会事业|房地产|专项债券?|外资|民营)"
    r"[^，,；;]{0,6}项目"
)
"""A part of the projects: its counts are none of the whole."""

ALL_RESUMED = re.compile(r"(?:复工|续建)项目(?:已|已经)?(?:全部|均已|全)(?:已)?(?:实现)?复工")
TOPIC_NAMED = re.compile(
    rf"(?<![对相供响适效反])应(?:办理?)?(?:的)?(?P<applicable>{TOPIC}|[^，,；;。0-9应办]{{1,16}}?(?=手续|审批|事项))"
    rf"|(?P<named>{TOPIC})(?:手续|审批|批复|事项)*(?:方面|应办|项目应办|已办结|已完成|正办理|待办)"
)
TOPIC_OF_RATE = re.compile(rf"(?P<topic>{TOPIC})(?:手续|审批|事项|项目)*办结率")


@dataclass(frozen=True)
class Named:
    """A phrase that names something: what, in which words, and where in the context it stands."""

    what: Subject | Measure | None
    words: str
    start: int
    end: int


_Rules = Sequence[tuple[re.Pattern[str], Subject | Measure | None]]


def _compiled(rules: Sequence[tuple[str, Subject | Measure | None]]) -> _Rules:
    return tuple((re.compile(pattern), what) for pattern, what in rules)


_SUBJECT_RULES = _compiled(_SUBJECTS)
_AMOUNT_RULES = _compiled(_MEASURES)
_RATE_RULES = _compiled(_RATES)
_AFTER_RULES = tuple((re.compile(pattern), what) for pattern, what in _AFTER)


def subject_before(context: str) -> Named | None:
    """The set of projects that `context` names right before its number; `what` None where it is another set."""
    return _nearest(context, _SUBJECT_RULES)


def subject_after(context: str) -> Subject | None:
    """The set of projects named right after a number: 117个新开工项目."""
    return next((what for pattern, what in _AFTER_RULES if pattern.match(context)), None)


def measure_before(context: str) -> Named | None:
    """The amount or average that `context` names right before its number."""
    return _nearest(context, _AMOUNT_RULES)


def rate_before(context: str) -> Named | None:
    """Whose rate is named right before a percentage; `what` None for a bare 开工率, COMPLETION for 投资完成率."""
    return _nearest(context, _RATE_RULES)


def _nearest(context: str, rules: _Rules) -> Named | None:
    """The phrase that ends last, the longest of those, with only filler up to the end of `context`."""
    if not context:
        return None
    found = (
        Named(what, match.group(), match.start(), match.end())
        for pattern, what in rules
        for match in pattern.finditer(context)
        if _FILLER.fullmatch(context, match.end())
    )
    return max(found, key=lambda one: (one.end, -one.start), default=None)
