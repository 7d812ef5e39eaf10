"""Every number on the page is a query over what was frozen with it, and prints its value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.bulletin import BulletinFigure
from inspector.domain.money import printed, wan_to_yi
from inspector.services.bulletin_text import printed_text
from inspector.services.bulletins import BulletinDetails
from inspector.services.bundle import Services
from inspector.services.content_json import content_from_json
from inspector.services.frozen_tables import Measure, Query, Tables, evaluate, rows_behind
from inspector.services.section_writer import EMPTY, SectionWriter, plain_text, projects
from inspector.services.statistics import Dimension
from tests.services.kit import PERIOD, TODAY, copied, new_folder, opened
from tests.storage.kit import HandClock


@pytest.fixture(scope="module", params=[("huludao", 500, 1), ("dandong", 73, 4), ("suqian", 20, 9)])
def issue(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Two issues of a synthetic city, so that the second tells the change."""
    key, size, seed = request.param
    folder = tmp_path_factory.mktemp(key)
    clock = HandClock()
    with opened(new_folder(folder / "ws", key), clock) as services:
        services.examples.synthesize(size, seed)
        services.bulletins.compile(PERIOD.previous(), folder / "五月.pdf")
        services.bulletins.compile(PERIOD, folder / "六月.pdf")
        yield services


def value_of(figure: BulletinFigure, tables: Tables, issue: BulletinDetails) -> Decimal | None:
    """The figure computed anew from its query and the frozen rows."""
    query: Mapping[str, Any] = figure.query or {}
    if "table" in query:
        found = evaluate(Query.from_json(query), tables)
        return wan_to_yi(found) if figure.unit == "亿元" else found
    if "ratio" in query:
        above, below = (evaluate(Query.from_json(one), tables) for one in query["ratio"])
        assert (figure.numerator, figure.denominator) == (above, below)
        return above * 100 / below if below else None
    if "time_progress" in query:
        gone, whole = query["time_progress"]
        return Decimal(gone * 100) / Decimal(whole)
    if "change" in query:
        return abs(evaluate(Query.from_json(query["change"]), tables) - Decimal(query["before"]))
    completion = next(one for one in issue.figures if (one.section_key, one.name) == ("investment", "completion"))
    time = next(one for one in issue.figures if (one.section_key, one.name) == ("investment", "time"))
    assert completion.value is not None
    assert time.value is not None
    return abs(completion.value - time.value)


def test_every_figure_equals_its_query_over_the_frozen_rows(issue: Services) -> None:
    details = issue.bulletins.show(str(PERIOD))
    tables = (details.bulletin.snapshot or {})["tables"]
    assert len(details.figures) > 30
    for one in details.figures:
        assert value_of(one, tables, details) == one.value, one.name


def test_the_printed_text_is_the_value_rounded_once(issue: Services) -> None:
    for one in issue.bulletins.show(str(PERIOD)).figures:
        if one.value is None:
            assert one.printed == EMPTY
        else:
            assert one.printed == printed(one.value, one.decimals) + ("%" if one.denominator is not None else "")


def test_every_sentence_of_a_section_stands_in_the_text(issue: Services) -> None:
    details = issue.bulletins.show(str(PERIOD))
    snapshot = details.bulletin.snapshot or {}
    text = printed_text(content_from_json(snapshot["content"], lambda sha: Path(f"{sha}.jpg")))
    for section in details.sections:
        figures = {one.name: one.printed for one in details.figures if one.section_key == section.key}
        for line in (section.body or "").splitlines():
            assert line.format_map(figures) in text


def test_the_ranking_of_the_page_is_that_of_the_statistics(issue: Services) -> None:
    snapshot = issue.bulletins.show(str(PERIOD)).bulletin.snapshot or {}
    tables = [one for one in snapshot["content"]["blocks"] if one["block"] == "Table" and "排名" in one["title"]]
    groups = [one for one in issue.statistics.by(Dimension.AREA, TODAY) if one.family.planned.count]
    assert [(row[0], row[1]) for row in tables[0]["rows"]][: len(groups)] == [
        (str(one.ranked.rank), one.name) for one in groups
    ]
    scores = [Decimal(row[-1]["decimal"]) for row in tables[0]["rows"][: len(groups)]]
    assert scores == [Decimal(one.ranked.printed_score) for one in groups]


def test_a_query_counts_sums_and_tells_apart() -> None:
    rows: list[Mapping[str, Any]] = [{"a": 1, "sum": "1.50"}, {"a": 1, "sum": None}, {"a": 2, "sum": "2.25"}]
    tables = {"rows": rows}
    assert evaluate(Query("rows", {"a": 1}), tables) == 2
    assert evaluate(Query("rows", {"a": [1, 2]}, Measure.SUM, "sum"), tables) == Decimal("3.75")
    assert evaluate(Query("rows", {}, Measure.DISTINCT, "a"), tables) == 2
    assert evaluate(Query("rows", {}, Measure.DISTINCT, "sum"), tables) == 2
    assert evaluate(Query("nothing"), tables) == 0
    assert list(rows_behind(Query("rows", {"a": 2}), tables)) == [rows[2]]
    for query in (Query("rows", {"a": [1]}, Measure.SUM, "sum"), Query("rows")):
        assert Query.from_json(query.to_json()) == query


def test_a_number_that_no_query_made_cannot_be_said() -> None:
    writer = SectionWriter("overview", "总体情况", {"projects": [{"planned": True}]})
    writer.count("planned", projects(planned=True))
    with pytest.raises(KeyError):
        writer.say("共{unknown}个")
    with pytest.raises(ValueError, match="planned"):
        writer.count("planned", projects())


def test_a_rate_without_denominator_prints_a_dash() -> None:
    writer = SectionWriter("overview", "总体情况", {"projects": []})
    writer.say("复工率" + writer.rate("rate", projects(), projects()))
    section = writer.finish()
    assert section.blocks()[1].text == "复工率—"  # type: ignore[union-attr]
    assert section.figures[0].value is None


@pytest.mark.parametrize("text", ["{planned}", "甲{0}乙", "{{", "}", "行一\n行二"])
def test_user_text_survives_a_template(text: str) -> None:
    writer = SectionWriter("overview", "总体情况", {"projects": []})
    writer.say(f"{plain_text(text)}共{writer.count('planned', projects())}个")
    assert writer.finish().blocks()[1].text == " ".join(text.split()) + "共0个"  # type: ignore[union-attr]


def test_the_copy_of_a_city_prints_the_same_issue(city_folder: Path, tmp_path: Path) -> None:
    texts = []
    for name in ("一", "二"):
        with copied(city_folder, tmp_path / name) as services:
            made = services.bulletins.compile(PERIOD, tmp_path / f"{name}.pdf")
            texts.append((made.bulletin.snapshot or {})["content"])
    assert texts[0] == texts[1]
