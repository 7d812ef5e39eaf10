"""Files that are read: their schemas and the readers say the same of anything that stands in them."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain import inspection
from inspector.domain.errors import FormatError
from inspector.domain.figures import parse_figures
from inspector.services.calendars import import_holidays
from inspector.services.visit_file import parse_visit, read_visit
from inspector.storage.workspace import Workspace
from tests.cli.conftest import Copied
from tests.cli.kit import VISITS, state
from tests.cli.schemas import SCHEMAS, validator

SAMPLES = sorted(path for path in VISITS.glob("*.json") if path.name != "plan.json")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: str(path.name))
def test_sample_visits_are_valid(path: Path) -> None:
    validator("visit").validate(json.loads(path.read_text("utf-8"), parse_float=Decimal))
    assert read_visit(path).purpose in set(inspection.Purpose)


def accepted(data: object) -> bool:
    try:
        parse_visit(data)
    except FormatError:
        return False
    return True


def agree(data: Any) -> bool:
    """Whether both say the same of `data`; JSON text stands between, as on disk."""
    plain = json.loads(json.dumps(data, default=float), parse_float=Decimal)
    valid = validator("visit").is_valid(plain)
    assert accepted(plain) == valid, plain
    return valid


WORDS = st.text(st.characters(exclude_categories=("Cs", "Nd", "Zs", "Zl", "Zp", "Cc")), min_size=1, max_size=8)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)).map(date.isoformat)
TIMES = st.times().map(lambda one: one.isoformat("auto"))
ZONES = st.sampled_from(("", "Z", "+08:00", "-03:30"))
MOMENTS = st.one_of(DAYS, st.builds("{}{}{}{}".format, DAYS, st.sampled_from("T "), TIMES, ZONES))
PERCENT = st.integers(0, 10_000).map(lambda one: Decimal(one) / 100)
NUMBERS = st.one_of(PERCENT, PERCENT.map(str))
COUNTS = st.integers(0, 2**31 - 1)
DEGREES = st.integers(-90_000_000, 90_000_000).map(lambda one: Decimal(one) / 1_000_000)


def choices(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from([one for one in schema["enum"] if one is not None])


def fitting(part: dict[str, Any], given_by: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Objects of a schema's shape: choices and texts from the schema, the rest from `given_by`."""
    made = {}
    for name, schema in part["properties"].items():
        made[name] = given_by[name] if name in given_by else choices(schema) if "enum" in schema else WORDS
    needed = {name: made.pop(name) for name in part["required"]}
    return st.fixed_dictionaries(needed, optional=made)


PLAIN_ANSWERS = st.one_of(WORDS, st.integers(), st.booleans(), PERCENT, st.lists(WORDS, max_size=3))
PARTS = st.lists(st.dictionaries(WORDS, PLAIN_ANSWERS, max_size=2), max_size=2)
ANSWERS = st.one_of(PLAIN_ANSWERS, PARTS)
VISIT = SCHEMAS["visit.schema.json"]
PROBLEMS = fitting(VISIT["$defs"]["problem"], {"co_departments": st.lists(WORDS, max_size=2), "due_on": DAYS})


def together(made: dict[str, Any], *names: str) -> dict[str, Any]:
    """An object with all of `names` or none of them."""
    return made if set(names) <= made.keys() else {name: one for name, one in made.items() if name not in names}


NOTES = fitting(VISIT["$defs"]["photo"], {}).map(lambda note: together(note, "pair", "pair_side"))
PLACED = fitting(
    VISIT,
    {
        "visited_at": MOMENTS,
        "physical_progress_pct": NUMBERS,
        "reported_progress_pct": NUMBERS,
        "inspectors": st.lists(WORDS, max_size=3),
        "workers": COUNTS,
        "machines": COUNTS,
        "longitude": DEGREES,
        "latitude": DEGREES,
        "answers": st.dictionaries(WORDS, ANSWERS, max_size=4),
        "problems": st.lists(PROBLEMS, max_size=2),
        "photos": st.lists(NOTES, max_size=2),
    },
)
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 500),
    PERCENT,
    st.sampled_from(("", " ", "日常巡查 ", "2022", "20220607", "2022-W23-2", "１２", "1e1", "x")),
    st.lists(st.one_of(st.none(), WORDS, st.integers()), max_size=2),
    st.dictionaries(WORDS, st.one_of(st.none(), WORDS), max_size=2),
)


VISIT_DATA = PLACED.map(lambda visit: together(visit, "longitude", "latitude"))


@settings(max_examples=100, deadline=None)
@given(VISIT_DATA)
def test_a_visit_of_the_schemas_shape_is_read(visit: dict[str, Any]) -> None:
    assert agree(visit)


@settings(max_examples=50, deadline=None)
@given(VISIT_DATA, st.sampled_from(VISIT["required"]))
def test_a_visit_without_a_required_field_is_refused_by_both(visit: dict[str, Any], name: str) -> None:
    assert not agree({field: value for field, value in visit.items() if field != name})
    assert not agree(visit | {name: None})


@settings(max_examples=50, deadline=None)
@given(VISIT_DATA, WORDS.filter(lambda name: name not in VISIT["properties"]))
def test_an_unknown_field_is_refused_by_both(visit: dict[str, Any], name: str) -> None:
    assert not agree(visit | {name: "x"})
    assert not agree(visit | {"problems": [{"description": "积水", name: "x"}]})
    assert not agree(visit | {"photos": [{"file": "1.jpg", name: "x"}]})


@settings(max_examples=300, deadline=None)
@given(VISIT_DATA, st.sampled_from(list(VISIT["properties"])), JUNK)
def test_whatever_stands_in_a_field_both_say_the_same(visit: dict[str, Any], name: str, junk: object) -> None:
    agree(visit | {name: junk})


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(("problem", "photo")), st.data())
def test_both_say_the_same_of_whatever_stands_in_a_part(part: str, data: st.DataObject) -> None:
    least = {"problem": {"description": "积水"}, "photo": {"file": "1.jpg"}}[part]
    name = data.draw(st.sampled_from(list(VISIT["$defs"][part]["properties"])))
    visit = json.loads(SAMPLES[0].read_text("utf-8"))
    agree(visit | {f"{part}s": [least | {name: data.draw(JUNK)}]})
    agree(visit | {f"{part}s": data.draw(JUNK)})


@pytest.mark.parametrize("one", ["longitude", "latitude"])
def test_half_a_position_is_refused_by_both(one: str) -> None:
    visit = json.loads(SAMPLES[0].read_text("utf-8"))
    assert not agree(visit | {one: 40})
    assert not agree(visit | {"longitude": None, "latitude": None, one: 40})
    assert agree(visit | {"longitude": None, "latitude": None})


@pytest.mark.parametrize(
    "field",
    [
        {"visited_at": "2022-02-30T09:00"},
        {"visited_at": "2022-06-08T25:00"},
        {"physical_progress_pct": 10.555},
        {"physical_progress_pct": "100.01"},
    ],
    ids=str,
)
def test_what_a_schema_cannot_say_the_reader_refuses(field: dict[str, Any]) -> None:
    visit = json.loads(SAMPLES[0].read_text("utf-8")) | field
    plain = json.loads(json.dumps(visit), parse_float=Decimal)
    assert validator("visit").is_valid(plain)
    assert not accepted(plain)


# figures and holidays

FIGURE = SCHEMAS["figures.schema.json"]["$defs"]["figure"]
FIGURES = fitting(
    FIGURE,
    {
        "decimals": st.integers(0, 8),
        "numerator": st.one_of(st.integers(-(10**15) + 1, 10**15 - 1), NUMBERS),
        "denominator": st.one_of(st.integers(0, 10**6), NUMBERS),
        "value": st.one_of(WORDS, NUMBERS, st.integers(0, 10**6)),
    },
)


def agree_on_figures(data: object) -> bool:
    plain = json.loads(json.dumps(data, default=float), parse_float=Decimal)
    valid = validator("figures").is_valid(plain)
    try:
        parse_figures(plain)
    except FormatError:
        assert not valid, plain
        return False
    assert valid, plain
    return True


@settings(max_examples=60, deadline=None)
@given(st.lists(FIGURES, max_size=4))
def test_figures_of_the_schemas_shape_are_read(listed: list[dict[str, Any]]) -> None:
    assert agree_on_figures(listed)
    assert agree_on_figures({"figures": listed})


@settings(max_examples=150, deadline=None)
@given(FIGURES, st.sampled_from([*FIGURE["properties"], "没有的字段"]), JUNK)
def test_both_say_the_same_of_any_figure(figure: dict[str, Any], name: str, junk: object) -> None:
    agree_on_figures([figure | {name: junk}])
    agree_on_figures([{field: value for field, value in figure.items() if field != name}])
    agree_on_figures(junk)


HOLIDAYS = {"year": 2027, "holidays": ["2027-01-01", "2027-02-05"], "workdays": ["2027-02-14"]}


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({}, True),
        ({"workdays": []}, True),
        ({"year": "2027"}, False),
        ({"year": True}, False),
        ({"holidays": {"2027-01-01": 1}}, False),
        ({"holidays": ["20270101"]}, False),
        ({"holidays": ["2027-02-30"]}, False),
        ({"holidays": None}, False),
        ({"remark": "x"}, False),
    ],
    ids=str,
)
def test_schema_and_reader_agree_on_holiday_lists(
    change: dict[str, Any], *, right: bool, real: Path, copied: Copied, tmp_path: Path
) -> None:
    file = tmp_path / "放假.json"
    file.write_text(json.dumps(HOLIDAYS | change), "utf-8")
    assert validator("holidays").is_valid(HOLIDAYS | change) is right
    workspace = copied(real)
    before = state(workspace)
    with Workspace.open(workspace) as opened:
        if right:
            assert import_holidays(opened, file).years == {2027}
            return
        with pytest.raises(FormatError):
            import_holidays(opened, file)
    assert state(workspace) == before
