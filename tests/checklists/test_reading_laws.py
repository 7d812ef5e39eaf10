"""Whatever an office writes: it is judged without a crash, and what is accepted can be filled."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.checklists.definition import from_definition, to_definition
from inspector.checklists.grid import Book, Grid
from inspector.checklists.reading import check_book
from inspector.checklists.session import Session
from inspector.checklists.surroundings import Surroundings
from tests.checklists.kit import FixedClock

HEADERS = (
    *("type", "name", "label", "hint", "relevant", "constraint", "required", "calculation", "default", "trigger"),
    *(
        "choice_filter",
        "repeat_count",
        "parameters",
        "appearance",
        "权重",
        "整改期限",
        "不合格拍照",
        "label::中文",
        "disabled",
        "x",
    ),
)
TYPES = (
    *(
        "text",
        "integer",
        "单选 v",
        "select_multiple v or_other",
        "select_one ${a}",
        "select_one_from_file v.csv",
        "note",
    ),
    *(
        "begin group",
        "end group",
        "begin repeat",
        "end repeat",
        "组开始",
        "组结束",
        "calculate",
        "range",
        "date",
        "audit",
    ),
    *(
        "today",
        "acknowledge",
        "geopoint",
        "rank v",
        "hidden",
        "csv-external",
        "select_one",
        "",
        "intger",
        "begin loop over v",
    ),
)
NAMES = ("a", "b", "c", "d", "A", "1", "", "meta", "a b", "开工", "data")
FORMULAS = (
    *(
        "",
        "${a}",
        "${b} = 1",
        "${a} andd 1",
        "（${a}）",
        "${nobody}",
        "a",
        "../b > 1",
        "sum(${c})",
        "position(..)",
        ". > 1",
    ),
    *(
        "concat(${a}, 'x')",
        "instance('v')/root/item[name = ${a}]/label",
        "${a} + ${b}",
        "once(uuid())",
        "1 div 0",
        "x'",
        "yes",
    ),
    *(
        "/data/a",
        "indexed-repeat(${a}, ${d}, 1)",
        "true()",
        "3",
        "count(${d})",
        "jr:choice-name(${a}, '${a}')",
        "是",
        "-1",
    ),
)
WORDS = (
    "",
    "甲",
    "见 ${a}",
    "${",
    "${nobody}",
    "start=0 end=5",
    "randomize=true",
    "start＝1",
    "5",
    "x",
    "${a}, ${b}",
    "minimal",
)

cells = st.sampled_from((*FORMULAS, *WORDS))
rows = st.builds(
    lambda kind, name, rest: (kind, name, "标签", *rest),
    st.sampled_from(TYPES),
    st.sampled_from(NAMES),
    st.lists(st.just("") | cells, max_size=len(HEADERS) - 3).map(tuple),
)
choices = st.lists(st.tuples(*[st.sampled_from(("v", "w", "", "x", "x y", "1"))] * 4), max_size=5)


@given(st.permutations(HEADERS[3:]), st.lists(rows, max_size=9), choices)
@settings(max_examples=200, deadline=None)
def test_any_sheet_is_judged_and_what_is_accepted_can_be_filled(
    headers: list[str], survey: list[tuple[str, ...]], listed: list[tuple[str, ...]]
) -> None:
    sheets = (
        Grid("survey", ((*HEADERS[:3], *headers), *survey)),
        Grid("choices", (("list_name", "name", "label", "区"), *listed)),
    )
    reading = check_book(Book("甲.xlsx", sheets))
    assert (reading.form is None) == bool(reading.errors)
    for one in reading.mistakes:
        assert one.place.row <= len(survey) + 6
        assert one.fix is None or one.fix != one.text
    if reading.form is not None:
        assert from_definition(to_definition(reading.form)) == reading.form
        made = Session(reading.form, None, Surroundings(clock=FixedClock()))
        made.entries()
        made.messages()
        made.score()
        again = Session(reading.form, made.answers(hidden=True), Surroundings(clock=FixedClock()))
        assert again.answers(hidden=True) == made.answers(hidden=True)


@given(st.lists(st.lists(st.text(max_size=12), max_size=5).map(tuple), max_size=5))
@settings(max_examples=100, deadline=None)
def test_no_text_whatever_stops_the_reader(table: list[tuple[str, ...]]) -> None:
    for name in ("survey", "Sheet1", "choices"):
        check_book(Book("甲.xlsx", (Grid(name, tuple(table)),)))
