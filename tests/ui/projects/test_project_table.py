"""The table model and its columns without a window."""

from __future__ import annotations

from array import array
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from inspector.domain.project import Stage
from inspector.domain.project_query import LampTally, ProjectRow
from inspector.ui.models.project_columns import COLUMNS, in_yi, known_columns
from inspector.ui.models.project_table import ROW, ProjectTableModel
from inspector.ui.models.windowed import KEPT

ONE = ProjectRow(
    number=1,
    id="a",
    name="滨海公路",
    code=None,
    area="兴城市",
    park=None,
    kind=None,
    stage=Stage.CONSTRUCTION,
    construction_status=None,
    total_investment=Decimal("366869.81"),
    planned_investment=None,
    open_problems=2,
    last_visit=None,
    status_text=None,
    lamps=LampTally(red=1, green=3),
)


def rows(*numbers: int) -> tuple[ProjectRow, ...]:
    return tuple(replace(ONE, number=number, id=str(number)) for number in numbers)


def test_a_row_that_is_not_there_is_blank_and_asked_for_once() -> None:
    model = ProjectTableModel()
    model.show_numbers(array("q", range(10)), rows(0, 1))
    asked: list[int] = []
    model.missed.connect(lambda: asked.append(1))
    assert model.index(1, 0).data() == "滨海公路"
    assert model.index(5, 0).data() == ""
    assert model.index(6, 0).data(ROW) is None
    assert len(asked) == 1
    assert list(model.lacking(0, 5)) == [2, 3, 4, 5]
    model.take_rows(rows(2, 3, 4, 5), 2, 5)
    assert model.index(5, 0).data(ROW).id == "5"
    assert model.index(6, 0).data() == ""
    assert len(asked) == 2


def test_it_keeps_but_a_window_of_rows() -> None:
    model = ProjectTableModel()
    model.show_numbers(array("q", range(100_000)))
    model.take_rows(rows(*range(KEPT + 500)), 0, 10)
    assert model.row_at(0) is None
    assert model.row_at(KEPT + 499) is not None
    assert model.rowCount() == 100_000


def test_fresh_numbers_forget_what_was_read() -> None:
    model = ProjectTableModel()
    model.show_numbers(array("q", [1, 2]), rows(1, 2))
    model.show_numbers(array("q", [2, 1]))
    assert model.row_at(0) is not None
    model.show_numbers(array("q", [2, 1]), fresh=True)
    assert model.row_at(0) is None
    assert model.place_of(1) == 1
    assert model.place_of(7) == -1


@pytest.mark.parametrize(
    ("value", "told"), [(None, ""), (Decimal(0), "0"), (Decimal(1_090_000), "109"), (Decimal("366869.81"), "36.686981")]
)
def test_money_is_told_in_yi_exactly(value: Decimal | None, told: str) -> None:
    assert in_yi(value) == told


def test_every_column_says_something_of_a_row_or_nothing() -> None:
    told = {name: column.text(ONE) for name, column in COLUMNS.items()}
    assert told["lamp"] == "红 1"
    assert told["stage"] == "建设"
    assert told["open_problems"] == "2"
    assert told["kind"] == told["park"] == told["last_visit"] == ""
    assert COLUMNS["lamp"].text(replace(ONE, lamps=LampTally(yellow=2))) == "黄 2"
    assert COLUMNS["lamp"].text(replace(ONE, lamps=LampTally(green=2))) == "绿 2"
    assert COLUMNS["lamp"].text(replace(ONE, lamps=LampTally())) == ""


def test_columns_that_a_newer_version_kept_are_left_out() -> None:
    assert known_columns(["stage", "from_the_future"]) == ("name", "stage")


def test_heads_say_title_side_and_number() -> None:
    model = ProjectTableModel()
    model.show_columns(("name", "total_investment"))
    across = Qt.Orientation.Horizontal
    assert model.headerData(1, across) == "总投资 亿元"
    assert model.headerData(1, across, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.headerData(4, Qt.Orientation.Vertical) == 5
    assert model.headerData(0, across, Qt.ItemDataRole.FontRole) is None


def test_it_grows_in_place_and_starts_anew_where_the_first_rows_differ() -> None:
    model = ProjectTableModel()
    model.show_numbers(array("q", [3, 1]), rows(3, 1))
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.grow(array("q", [3, 1]))
    model.grow(array("q", [3, 1, 2]))
    assert model.rowCount() == 3
    assert not resets
    model.grow(array("q", [1, 2, 3]))
    assert list(model.numbers) == [1, 2, 3]
    assert resets
