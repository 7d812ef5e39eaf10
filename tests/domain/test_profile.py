from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from inspector.domain.approval import StepType
from inspector.domain.errors import FormatError, InspectorError, RuleError
from inspector.domain.profile import CityProfile, TimeProgress
from inspector.domain.project import AreaKind, ListLevel, Stage
from inspector.texts import explain

Data = dict[str, Any]

SMALL: Data = {
    "key": "small",
    "name": "小城",
    "code": "999900",
    "centre": {"longitude": Decimal("120.5"), "latitude": 40},
    "areas": [
        {"code": "999900", "name": "小城", "kind": "city"},
        {"code": "999901", "name": "甲区", "parent": "999900"},
    ],
    "batches": {"name": "三个一批", "batches": [{"name": "开工", "stages": ["construction", "completed"]}]},
    "lists": [{"key": "all", "name": "清单", "threshold": "499.99"}],
    "steps": [{"step_type": "project_approval", "name": "立项", "decimals": 2}],
    "bulletin": {
        "name": "简报",
        "organization": "办公室",
        "frequency": "monthly",
        "sections": [{"key": "overview", "title": "总体情况"}],
    },
    "dispatch_rules": [{"holder": "甲区", "frequency": "weekly", "weekdays": [1], "from_date": "2023-01-03"}],
    "ranking": [{"indicator": "resume_rate", "weight": 1}],
    "decimals": [{"indicator": "new_start_rate", "decimals": 2}],
}


def changed(change: Callable[[Data], object]) -> Data:
    data = copy.deepcopy(SMALL)
    change(data)
    return data


def refusal(change: Callable[[Data], object]) -> InspectorError:
    with pytest.raises(InspectorError) as caught:
        CityProfile.from_mapping(changed(change))
    return caught.value


def test_a_profile_reads_what_is_given_and_fills_the_defaults() -> None:
    profile = CityProfile.from_mapping(SMALL)
    assert profile.threshold == Decimal("499.99")
    assert profile.areas[1].kind is AreaKind.COUNTY
    assert profile.lists[0].level is ListLevel.CITY
    assert profile.time_progress is TimeProgress.MONTH_OF_YEAR
    assert profile.lamps.warn_days == 3
    assert not profile.lamps.due_day_is_red
    assert profile.dispatch_rules[0].from_date == date(2023, 1, 3)
    assert profile.centre.latitude == Decimal(40)


def test_dates_as_toml_reads_them_are_accepted() -> None:
    profile = CityProfile.from_mapping(
        changed(lambda data: data["dispatch_rules"][0].update(from_date=date(2023, 1, 3)))
    )
    assert profile.dispatch_rules[0].from_date == date(2023, 1, 3)


def test_a_stage_finds_its_batch() -> None:
    batches = CityProfile.from_mapping(SMALL).batches
    found = batches.batch_of(Stage.COMPLETED)
    assert found is not None
    assert found.name == "开工"
    assert batches.batch_of(Stage.WITHDRAWN) is None


def test_steps_and_rates_know_their_decimals_and_names() -> None:
    profile = CityProfile.from_mapping(SMALL)
    assert profile.step_decimals(StepType.PROJECT_APPROVAL) == 2
    assert profile.step_decimals(StepType.LAND) == 1
    assert profile.step_name(StepType.PROJECT_APPROVAL) == "立项"
    assert profile.step_name(StepType.LAND) == "land"
    assert (profile.rate_decimals("new_start_rate"), profile.rate_decimals("resume_rate")) == (2, 1)


def test_an_area_is_found_by_code_and_a_missing_one_is_named() -> None:
    profile = CityProfile.from_mapping(SMALL)
    assert profile.area("999901").name == "甲区"
    with pytest.raises(RuleError, match=r"domain\.profile\.no_area.*123456"):
        profile.area("123456")


@pytest.mark.parametrize(
    ("change", "key", "place"),
    [
        (lambda data: data.pop("name"), "missing", "profile.name"),
        (lambda data: data.update(nane="x"), "unknown_setting", "profile"),
        (lambda data: data.update(name=5), "wrong_type", "profile.name"),
        (lambda data: data.update(areas="none"), "wrong_type", "profile.areas"),
        (lambda data: data.update(bulletin=[]), "wrong_type", "profile.bulletin"),
        (lambda data: data["areas"][1].update(kind="village"), "unknown_choice", "profile.areas[1].kind"),
        (lambda data: data["areas"][1].update(kind=7), "unknown_choice", "profile.areas[1].kind"),
        (lambda data: data["lists"][0].update(threshold=499.99), "wrong_type", "profile.lists[0].threshold"),
        (lambda data: data["lists"][0].update(threshold="viel"), "wrong_type", "profile.lists[0].threshold"),
        (lambda data: data["steps"][0].update(decimals=True), "wrong_type", "profile.steps[0].decimals"),
        (
            lambda data: data["dispatch_rules"][0].update(from_date="3 January"),
            "wrong_type",
            "profile.dispatch_rules[0].from_date",
        ),
    ],
)
def test_a_setting_that_cannot_be_read_is_named_with_its_place(
    change: Callable[[Data], object], key: str, place: str
) -> None:
    error = refusal(change)
    assert isinstance(error, FormatError)
    assert (error.key, error.details["place"]) == (f"domain.profile.{key}", place)
    assert place in explain(error)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda data: data["areas"][1].update(parent="1"), "no_area"),
        (lambda data: data["dispatch_rules"][0].update(area="1"), "no_area"),
        (lambda data: data["areas"][0].update(kind="county"), "city_is_no_root"),
        (lambda data: data["areas"][0].update(parent="999901"), "city_is_no_root"),
        (lambda data: data["areas"].append(data["areas"][1]), "twice"),
        (lambda data: data["batches"]["batches"].append({"name": "又", "stages": ["completed"]}), "twice"),
        (lambda data: data["steps"].append(data["steps"][0]), "twice"),
        (lambda data: data["dispatch_rules"][0].update(weekdays=[0]), "no_weekday"),
        (lambda data: data.update(lists=[]), "no_list"),
        (lambda data: data["lists"][0].update(threshold=-1), "negative"),
        (lambda data: data["lists"][0].update(threshold="NaN"), "negative"),
        (lambda data: data["ranking"][0].update(weight=-1), "negative"),
        (lambda data: data.update(lamps={"warn_days": -1}), "negative"),
    ],
)
def test_settings_that_contradict_each_other_are_refused(change: Callable[[Data], object], key: str) -> None:
    error = refusal(change)
    assert isinstance(error, RuleError)
    assert error.key == f"domain.profile.{key}"
    assert not explain(error).startswith("domain.")
