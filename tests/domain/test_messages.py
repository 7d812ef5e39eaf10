"""Every key of the domain has its sentence in every language, with places that its details fill."""

from __future__ import annotations

import ast
import re
import string
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import inspector.domain
from inspector import paths, texts
from inspector.domain.approval import ApprovalStep, ClockStop, DayKind, StepState, StepType
from inspector.domain.lamps import lamp_of
from inspector.domain.workdays import WorkCalendar

_KEY = re.compile(r"domain\.[a-z0-9_.]+[a-z0-9]")


def keys_in_code() -> set[str]:
    found = set()
    for file in Path(inspector.domain.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _KEY.fullmatch(node.value):
                found.add(node.value)
    return found


def catalogue(language: str) -> dict[str, str]:
    with paths.resources("i18n", language, "LC_MESSAGES", "domain.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_key_has_its_sentence(language: str) -> None:
    known = catalogue(language)
    # A family of keys (`domain.checklist`) is completed where it is used.
    families = {key.rpartition(".")[0] for key in known}
    assert sorted(keys_in_code() - set(known) - families) == []
    assert all(known.values())


def test_the_languages_have_the_same_keys_and_places() -> None:
    chinese, english = catalogue("zh_CN"), catalogue("en")
    assert set(chinese) == set(english)
    assert {key for key in chinese if places(chinese[key]) != places(english[key])} == set()


def test_a_lamp_explains_itself_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INSPECTOR_LANG", raising=False)
    step = ApprovalStep(
        id="s",
        project_id="p",
        step_type=StepType.CONSTRUCTION_PERMIT,
        state=StepState.IN_PROGRESS,
        accepted_on=date(2023, 1, 16),
        promised_days=10,
        day_kind=DayKind.WORKING,
    )
    stop = ClockStop(id="c", step_id="s", from_date=date(2023, 1, 19), to_date=date(2023, 1, 30), reason="等待专家评审")
    lamp = lamp_of(step, (stop,), date(2023, 2, 9), WorkCalendar())
    assert [texts.sentence(one.key, **one.details) for one in (lamp.reason, *lamp.why)] == [
        "逾期 1 个工作日，期限为 2023-02-08。",
        "2023-01-16 受理，承诺 10 个工作日办结，受理当日不计。",
        "2023-01-19 停表，2023-01-30 恢复：等待专家评审。",
        "停表共 4 个工作日，期限相应顺延。",
    ]


@pytest.mark.parametrize(
    ("kind", "language", "on", "told"),
    [
        (DayKind.WORKING, "zh_CN", date(2023, 1, 29), "在办，还剩 4 个工作日，期限为 2023-02-02。"),
        (DayKind.WORKING, "zh_CN", date(2023, 1, 30), "还剩 3 个工作日，期限为 2023-02-02。"),
        (DayKind.WORKING, "zh_CN", date(2023, 2, 4), "逾期 1 个工作日，期限为 2023-02-02。"),
        (DayKind.WORKING, "en", date(2023, 2, 6), "2 working days overdue, due on 2023-02-02."),
        (DayKind.CALENDAR, "zh_CN", date(2023, 1, 17), "在办，还剩 11 天，期限为 2023-01-28。"),
        (DayKind.CALENDAR, "zh_CN", date(2023, 2, 4), "逾期 7 天，期限为 2023-01-28。"),
        (DayKind.CALENDAR, "en", date(2023, 1, 26), "2 calendar days left, due on 2023-01-28."),
    ],
)
def test_days_are_told_as_the_clock_counts_them(
    kind: DayKind, language: str, on: date, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", language)
    step = ApprovalStep(
        id="s",
        project_id="p",
        step_type=StepType.CONSTRUCTION_PERMIT,
        state=StepState.IN_PROGRESS,
        accepted_on=date(2023, 1, 16),
        promised_days=10,
        day_kind=kind,
    )
    lamp = lamp_of(step, (), on, WorkCalendar())
    assert texts.sentence(lamp.reason.key, **lamp.reason.details) == told
    ended = replace(step, state=StepState.FINISHED, finished_on=date(2023, 2, 7))
    late = lamp_of(ended, (), date(2023, 3, 1), WorkCalendar())
    unit = {"zh_CN": {"working": "个工作日", "calendar": "天"}, "en": {"working": "working", "calendar": "calendar"}}
    assert unit[language][kind.value] in texts.sentence(late.reason.key, **late.reason.details)
