from __future__ import annotations

from decimal import Decimal

import pytest

from inspector.domain.approval import DayKind, StepType
from inspector.domain.area_codes import AREA_NAMES, city_of, is_local
from inspector.domain.dispatch import Frequency
from inspector.domain.errors import NotFoundError
from inspector.domain.profile import SectionKey
from inspector.domain.project import Stage
from inspector.domain.ranking import Contestant
from inspector.services.profiles import load_profile, profile_keys
from inspector.texts import explain


def test_four_cities_ship() -> None:
    assert profile_keys() == ("dandong", "fushun", "huludao", "suqian")


@pytest.mark.parametrize("key", profile_keys())
def test_a_profile_covers_its_city(key: str) -> None:
    profile = load_profile(key)
    assert profile.key == key
    statutory = {one.code: one.name for one in profile.areas if not is_local(one.code)}
    assert statutory == {code: name for code, name in AREA_NAMES.items() if city_of(code) == profile.code}
    assert {one.step_type for one in profile.steps} == set(StepType) - {StepType.OTHER}
    assert [one.key for one in profile.bulletin.sections] == list(SectionKey)
    staged = {stage for one in profile.batches.batches for stage in one.stages}
    # 五个一批 [001] begins with 签约: leads and talks before it stand in no batch.
    assert staged >= set(Stage) - {Stage.WITHDRAWN, Stage.LEAD, Stage.NEGOTIATING}
    assert sum(one.weight for one in profile.ranking) == 100
    assert profile.dispatch_rules
    assert profile.note


def test_huludao_is_as_the_articles_publish_it() -> None:
    profile = load_profile("huludao")
    assert (profile.name, profile.code, profile.threshold) == ("葫芦岛市", "211400", Decimal(500))
    assert [one.name for one in profile.batches.batches] == ["开工建设一批", "前期推进一批", "谋划储备一批"]
    assert profile.step_decimals(StepType.PROJECT_APPROVAL) == 2
    (promise,) = profile.promises
    assert (promise.days, promise.former_days, promise.day_kind) == (45, 85, DayKind.WORKING)
    bulletin = profile.bulletin
    assert (bulletin.name, bulletin.frequency) == ("项目为王工作简报", Frequency.HALF_MONTHLY)
    assert [one.title for one in bulletin.sections][:3] == ["总体情况", "县区和园区排名", "现场巡查"]


def test_dandong_registers_from_5000_and_marks_above_100_million() -> None:
    profile = load_profile("dandong")
    assert profile.threshold == 5000
    assert (profile.lists[0].mark_threshold, profile.lists[0].mark) == (Decimal(10_000), "超亿元")
    assert len(profile.batches.batches) == 6
    assert profile.rate_decimals("new_start_rate") == 2


@pytest.mark.parametrize("key", ["fushun", "suqian"])
def test_a_threshold_that_no_article_gives_says_so(key: str) -> None:
    profile = load_profile(key)
    assert profile.threshold == 500
    assert "文章未载明" in profile.lists[0].note


def test_fushun_dispatches_daily_weekly_every_ten_days_and_monthly() -> None:
    found = {one.frequency for one in load_profile("fushun").dispatch_rules}
    assert found == {Frequency.DAILY, Frequency.WEEKLY, Frequency.TEN_DAYS, Frequency.MONTHLY}


def test_ranking_weights_fit_the_contestants() -> None:
    weights = {one.indicator.value: one.weight for one in load_profile("huludao").ranking}
    contestant = Contestant("211402", "连山区", 1, dict.fromkeys(weights, 1))
    assert contestant.values.keys() == weights.keys()


def test_an_unknown_city_is_refused_with_those_that_exist() -> None:
    with pytest.raises(NotFoundError) as caught:
        load_profile("../huludao")
    assert "huludao、suqian" in explain(caught.value)
