"""Text tables (.csv and what Excel calls Unicode text) as one raw sheet.

Apart from workbooks because there is nothing to unpack and nothing to run out of process: the standard
library's csv reader does not execute, expand or allocate beyond the file's own size.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from inspector.domain.errors import FormatError
from inspector.sheets.raw import Limits, RawBook, RawSheet, Row

_ENCODINGS = ("utf-8-sig", "gb18030")
_SEPARATORS = "\t;,，|"
_MARKUP = ("<html", "<!doctype", "<?xml", "<table", "mime-version:")
_HEAD = 20
_LONGEST_FIELD = 100_000
"""A longer one is a quotation mark that was never closed and swallowed the rest of the table."""


def read_delimited(path: Path, limits: Limits) -> RawBook:
    """The table at `path`: UTF-8, GB18030 or UTF-16; separated by tab, semicolon or comma.

    Raises FormatError for other encodings, for web pages named as tables, for too many rows or columns.
    """
    text = _decoded(path.read_bytes(), path.name)
    if text.lstrip()[:500].lower().startswith(_MARKUP):
        raise FormatError("sheets.web_page", file=path.name)
    rows = list(_rows(text, path.name, limits))
    return RawBook(path.name, [RawSheet(path.stem, rows)])


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        raise FormatError("sheets.not_a_table", file=name)
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FormatError("sheets.unknown_encoding", file=name)


def _separator(text: str) -> str:
    """The one that splits the first lines into the most cells; a comma where none does."""
    head = "\n".join(text.splitlines()[:_HEAD])
    return max(_SEPARATORS, key=lambda mark: (head.count(mark), mark == ","))


def _rows(text: str, name: str, limits: Limits) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    cells = 0
    try:
        for number, found in enumerate(reader, start=1):
            row: Row = list(found)
            cells += len(row)
            if number > limits.rows or len(row) > limits.columns or cells > limits.cells:
                raise FormatError("sheets.too_many_cells", file=name, rows=limits.rows, columns=limits.columns)
            yield row
    except csv.Error as error:
        raise FormatError("sheets.not_a_table", file=name) from error
