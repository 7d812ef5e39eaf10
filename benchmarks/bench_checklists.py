"""A checklist of 500 items: loading it and one key press, beside pyxform and elementpath in the same run.

Run: python benchmarks/bench_checklists.py [--items N] [--runs N]. Medians of interleaved runs. pyxform converts the
workbook to an XForm (reading and expanding, no expression is checked); elementpath evaluates all formulas of the form
on an XML instance, which is what a program without a dependency graph would do for every key.
"""

from __future__ import annotations

import argparse
import gc
import logging
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import elementpath
import xlsxwriter
from pyxform.xls2xform import convert

from inspector.checklists import formulas
from inspector.checklists.definition import from_definition, to_definition
from inspector.checklists.model import Form
from inspector.checklists.reading import read_checklist
from inspector.checklists.session import Session

SECTION = 25
HEADERS = (
    *("type", "name", "label::中文 (zh)", "required", "relevant", "constraint", "constraint_message::中文 (zh)"),
    *("calculation", "bind::gov:weight", "bind::gov:problem_category", "bind::gov:deadline_days"),
)


def rows(items: int) -> list[tuple[str, ...]]:
    """Sections of 25: verdicts that open notes, counts with constraints, and a share that sums the section."""
    made: list[tuple[str, ...]] = []
    for number in range(items):
        section, place = divmod(number, SECTION)
        if place == 0:
            made.append(("begin group", f"s{section}", f"第{section}节"))
        made.append(_row(number, section, place))
        if place == SECTION - 1 or number == items - 1:
            made.append(("end group",))
    return made


def _row(number: int, section: int, place: int) -> tuple[str, ...]:
    name, before = f"q{number}", f"${{q{number - 1}}}"
    match place % 5:
        case 0:
            return ("select_one verdict", name, f"第{number}项", "yes", "", "", "", "", "2", "安全", "7")
        case 1:
            return ("text", name, f"第{number}项说明", "", f"{before} = '不合格'")
        case 2:
            return ("integer", name, f"第{number}项人数", "", "", ". >= 0 and . <= 5000", "0到5000")
        case 3:
            return ("calculate", name, "", "", "", "", "", f"if({before} > 100, {before} * 2, coalesce({before}, 0))")
    first = section * SECTION
    total = " + ".join(f"coalesce(${{q{one}}}, 0)" for one in range(first + 3, number, 5))
    return ("calculate", name, "", "", "", "", "", total)


def write(path: Path, items: int) -> None:
    """The workbook."""
    with xlsxwriter.Workbook(path) as book:
        survey, choices, settings = (book.add_worksheet(name) for name in ("survey", "choices", "settings"))
        for number, row in enumerate([HEADERS, *rows(items)]):
            survey.write_row(number, 0, row)
        listed = [("verdict", one, one) for one in ("合格", "不合格", "不适用")]
        for number, row in enumerate([("list_name", "name", "label::中文 (zh)"), *listed]):
            choices.write_row(number, 0, row)
        settings.write_row(0, 0, ("form_title", "form_id", "version", "namespaces", "default_language"))
        settings.write_row(1, 0, ("五百项", "five_hundred", "1", 'gov="https://example.org/gov"', "中文 (zh)"))


def filled(form: Form) -> Session:
    """A session with every count answered."""
    session = Session(form)
    for spot in session.schema.spots:
        if spot.question is not None and spot.question.kind == "integer":
            session.answer(spot.name, 40)
    return session


def by_elementpath(form: Form) -> Callable[[], None]:
    """Every relevance and calculation of the form, evaluated on an XML instance with prepared selectors."""
    root = ET.Element("data")
    wanted = []
    for placed in Session(form).schema.spots:
        if placed.question is not None:
            ET.SubElement(root, placed.name).text = "40"
            wanted += [
                text for key, text in formulas.expressions(placed.question) if key in {"relevant", "calculation"}
            ]
    plain = [
        one.replace("${", "/data/").replace("}", "") for one in wanted if "coalesce" not in one and "if(" not in one
    ]
    selectors = [elementpath.Selector(one) for one in plain]

    def evaluate() -> None:
        for selector in selectors:
            selector.select(root)

    print(f"elementpath evaluates the {len(selectors)} of {len(wanted)} formulas without ODK functions")
    return evaluate


def measured(work: dict[str, Callable[[], object]], runs: int) -> dict[str, list[tuple[float, float]]]:
    """Milliseconds on the clock and of the processor, in runs that take turns."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in work}
    for _ in range(runs):
        for name, run in work.items():
            gc.collect()  # what one leaves behind must not be cleared in the time of another
            begun, used = time.perf_counter(), time.process_time()
            run()
            times[name].append(((time.perf_counter() - begun) * 1000, (time.process_time() - used) * 1000))
    return times


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, default=500)
    parser.add_argument("--runs", type=int, default=15)
    asked = parser.parse_args()
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "five_hundred.xlsx"
        write(path, asked.items)
        reading = read_checklist(path)
        if reading.form is None:
            raise SystemExit(reading.mistakes[:3])
        form, definition = reading.form, to_definition(reading.form)
        session, counter = filled(form), iter(range(10**9))

        def load() -> None:
            formulas.parsed.cache_clear()
            read_checklist(path)

        def reopen() -> None:
            formulas.parsed.cache_clear()
            Session(from_definition(definition))

        def key_press() -> None:
            session.answer("q2", next(counter) % 5000)
            session.messages()

        def shown() -> None:
            session.answer("q0", "不合格" if next(counter) % 2 else "合格")
            session.entries()
            session.messages()
            session.score()

        found = measured(
            {
                "load: read and check the workbook": load,
                "reopen: definition to first screen": reopen,
                "key press: answer, recalculate, messages": key_press,
                "key press with the whole screen and score": shown,
                "key press from scratch (no graph)": session.recalculate_everything,
                "pyxform: workbook to XForm": lambda: convert(xlsform=str(path), validate=False),
                "elementpath: all formulas": by_elementpath(form),
            },
            asked.runs,
        )
    for name, taken in found.items():
        clock, processor = (statistics.median(one) for one in zip(*taken, strict=True))
        print(f"{name:45} median {clock:8.2f} ms, processor {processor:8.2f} ms, fastest {min(taken)[0]:8.2f} ms")


if __name__ == "__main__":
    main()
