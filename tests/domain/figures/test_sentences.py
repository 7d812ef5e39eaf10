"""Every line of a report has a sentence in each language, and the sentence has all it needs."""

from __future__ import annotations

import pytest

from inspector.domain.figures import Kind, Relation, check_text
from inspector.texts import sentence

TEXT = (
    "全市计划实施重点项目500个，其中续建项目232个。已开复工329个，占计划500个的65.8%。其中，新开工项目117个，开工率43.7%，"
    "总投资1035.5亿元，平均单体规模8.9亿元；复工项目213个，复工率97.4%。复工项目已全部复工。\n"
    "9家企业，占全市90%。\n应办立项手续146件，办结率78.08%；应办能评手续10件，办结率43.7%；应办环评手续10件，已办结8件，正办理3件。"
)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_every_kind_and_relation_has_a_sentence(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", lang)
    keys = [f"domain.figures.{kind}" for kind in Kind] + [f"domain.figures.holds_{one}" for one in Relation]
    names = (
        "parts sum total name rate numerator denominator denominators expected totals new continuing resumed "
        "average amount count"
    )
    for key in keys:
        assert not sentence(key, **dict.fromkeys(names.split(), "…")).startswith(key)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_the_details_of_a_report_fill_its_sentences(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", lang)
    report = check_text(TEXT)
    shown = [sentence(one.key, **one.details) for one in report.passed]
    shown += [sentence(one.key, **one.details) for one in report.findings]
    assert len(shown) >= 8
    assert all(line and "{" not in line and "domain." not in line for line in shown)


def test_a_sum_that_holds_reads_like_the_panel_of_the_bulletin_screen() -> None:
    (line,) = check_text("新开工项目117个，复工项目212个，共开复工329个。").passed
    assert sentence(line.key, **line.details) == "117 + 212 = 329"
