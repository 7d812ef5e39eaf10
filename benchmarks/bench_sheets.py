"""Excel in and out against the libraries underneath: 10,000 rows × 40 columns, medians of interleaved runs.

Run: python benchmarks/bench_sheets.py [--rows N] [--runs N]. Prints a table of ratios (see docs in README.md here);
reading counts from the file to typed, checked values, process start included.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from inspector.domain.project import ProjectKind, Stage
from inspector.sheets import columns
from inspector.sheets.raw import LIMITS
from inspector.sheets.register import read_register
from inspector.sheets.register_line import RegisterLine
from inspector.sheets.register_writing import write_register
from inspector.sheets.table import CellKind, TableColumn, write_table
from inspector.sheets.worker import Message, read_into

_KINDS = [CellKind.TEXT] * 20 + [CellKind.MONEY] * 10 + [CellKind.DATE] * 10


def lines(count: int) -> list[RegisterLine]:
    """Register lines with 40 filled columns."""
    texts = [column.field for column in columns.written_columns() if column.sort.value in ("short", "free", "code")][
        :22
    ]
    made = []
    for i in range(count):
        own = {field: f"{field}{i}内容" for field in texts}
        day = date(2022, 1, 1) + timedelta(days=i % 300)
        days = dict.fromkeys(
            ("planned_start", "actual_start", "planned_completion", "registered_on", "reported_on"), day
        )
        money = {
            field: Decimal(i * 7 + n) / 4
            for n, field in enumerate(
                ("total_investment", "planned_investment", "invested_total", "invested_year_to_date")
            )
        }
        rest = {"jobs": i, "machines": i % 9, "workers_present": i % 50, "plan_year": 2022, "planned_start_month": 4}
        words = {"kind": ProjectKind.NEW_BUILD, "stage": Stage.CONSTRUCTION, "longitude": 120.5 + i / 1e5}
        made.append(RegisterLine(name=f"项目{i}", **own, **days, **money, **rest, **words))
    return made


def table(count: int) -> list[list[object]]:
    """Rows of 20 texts, 10 amounts and 10 dates."""
    day = date(2022, 1, 1)
    return [
        [f"文本{i}-{n}" for n in range(20)]
        + [Decimal(i * 40 + n) / 4 for n in range(10)]
        + [day + timedelta(days=(i + n) % 900) for n in range(10)]
        for i in range(count)
    ]


def stock_write(path: Path, rows: list[list[object]]) -> None:
    """What xlsxwriter takes for the same cells in constant memory."""
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        money, day = book.add_format({"num_format": "#,##0.00"}), book.add_format({"num_format": "yyyy-mm-dd"})
        formats = [None] * 20 + [money] * 10 + [day] * 10
        for number, row in enumerate(rows):
            for index, value in enumerate(row):
                sheet.write(number, index, value, formats[index])


def stock_read(path: Path) -> None:
    """What calamine takes to give the same cells as Python values."""
    with CalamineWorkbook.from_path(path) as book:
        book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def here(path: Path) -> None:
    """Our reading without the process around it: scan, calamine, blocks."""
    found: list[Message] = []
    read_into(found.append, path, LIMITS)


def timed(jobs: dict[str, Callable[[], object]], runs: int) -> dict[str, list[float]]:
    """Seconds of every job, the jobs taking turns."""
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(runs):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            taken[name].append(time.perf_counter() - start)
    return taken


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out, made = Path(folder), lines(asked.rows)
        register, rows = write_register(out / "register.xlsx", made), table(asked.rows)
        headings = [TableColumn(f"列{i}", kind) for i, kind in enumerate(_KINDS)]
        jobs: dict[str, Callable[[], object]] = {
            "calamine alone": lambda: stock_read(register),
            "scan + calamine, in process": lambda: here(register),
            "read_register": lambda: read_register(register),
            "xlsxwriter constant_memory": lambda: stock_write(out / "stock.xlsx", rows),
            "write_table": lambda: write_table(out / "table.xlsx", "表", headings, rows),
            "write_register": lambda: write_register(out / "again.xlsx", made),
        }
        taken = timed(jobs, asked.runs)
    for name, seconds in taken.items():
        peer = taken["calamine alone" if name in list(taken)[:3] else "xlsxwriter constant_memory"]
        ratio = statistics.median(seconds) / statistics.median(peer)
        print(
            f"{name:30} {statistics.median(seconds):7.3f} s  {min(seconds):.3f}-{max(seconds):.3f}  ratio {ratio:5.2f}"
        )


if __name__ == "__main__":
    main()
