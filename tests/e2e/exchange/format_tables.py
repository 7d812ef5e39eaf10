"""The tables of kinds and fields in docs/exchange-format.md, made from the declarations.

`python -m tests.e2e.exchange.format_tables` writes them into the document; a test fails where they differ.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator

from inspector import paths
from inspector.domain.entities import kinds
from inspector.domain.record import Cell, Record, Sort
from inspector.storage.codec import encode

DOCUMENT = paths.root() / "docs" / "exchange-format.md"
BEGIN, END = "<!-- fields: made by tests/e2e/exchange/format_tables.py -->", "<!-- end of fields -->"
HEADER = "| number | name | sort | required | refers to | decides | default | words |"
LINE = "|---|---|---|---|---|---|---|---|"


def tables() -> str:
    """One table a kind, in the order of their numbers; the fields in the order of their declaration."""
    return "\n".join(line for kind, cls in kinds().items() for line in _table(kind, cls))


def _table(kind: str, cls: type[Record]) -> Iterator[str]:
    yield from (f"#### {cls.NUMBER} `{kind}`", "", HEADER, LINE)
    defaults = {field.name: field.default for field in dataclasses.fields(cls)}  # type: ignore[arg-type]
    for cell in cls.CELLS:
        yield _row(cell, defaults[cell.name])
    yield ""


def _row(cell: Cell, default: object) -> str:
    shown = "" if cell.required or default is None else f"`{json.dumps(encode(cell, default), ensure_ascii=False)}`"
    words = " ".join(f"`{word.value}`" for word in cell.type) if cell.sort is Sort.ENUM else ""  # type: ignore[attr-defined]
    marks = ("●" if cell.required else "", f"`{cell.refers}`" if cell.refers else "", "●" if cell.decides else "")
    return f"| {' | '.join((str(cell.number), f'`{cell.name}`', cell.sort.value, *marks, shown, words))} |"


def with_tables(document: str) -> str:
    """The document with its tables as they have to be."""
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{tables()}\n{END}{after}"


if __name__ == "__main__":
    DOCUMENT.write_text(with_tables(DOCUMENT.read_text("utf-8")), "utf-8")
