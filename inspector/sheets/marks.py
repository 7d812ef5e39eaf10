"""What calamine does not tell about an .xlsx sheet: errors, formulas never computed, percent formats, hidden rows.

Calamine gives an empty cell for `#REF!` and for a formula without a cached value, so both would be lost in
silence. This module streams the sheet's XML once, looking for the few byte patterns that matter, and counts
rows and cells on the way, before calamine allocates anything: one cell at XFD1048576 makes it ask for
17 milliards of cells.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from inspector.domain.column_letters import column_number
from inspector.domain.errors import FormatError
from inspector.sheets.raw import Limits, Mark, MarkKind, SheetMarks

_BLOCK = 1 << 20
_SMALL_PART = 20_000_000
_ROW_END = b"row>"
_MAIN = "{*}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_LINK = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_TRUE = ("1", "true")
_PERCENT_FORMATS = (9, 10)

_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})?([0-9]+)""")
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\b([^>]*\bt=["']e["'][^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<""", re.DOTALL
)
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_TEXT_RESULT = re.compile(rb"""\bt=["']str["']""")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b([^>]*\bhidden=["'](?:1|true)["'][^>]*)>""")
_HIDDEN_COLUMN = re.compile(rb"""<(?:\w+:)?col\b([^>]*\bhidden=["'](?:1|true)["'][^>]*)>""")
_MIN = re.compile(rb"""\bmin=["']([0-9]+)""")
_MAX = re.compile(rb"""\bmax=["']([0-9]+)""")
_ROW_START = re.compile(rb"<(?:\w+:)?row\b")
_CELL_START = re.compile(rb"<(?:\w+:)?c\b")


@dataclass
class BookMarks:
    """What the parts of an .xlsx file say beside its values, by sheet name."""

    date_1904: bool = False
    sheets: dict[str, SheetMarks] = field(default_factory=dict)


def scan_archive(archive: zipfile.ZipFile, limits: Limits) -> BookMarks:
    """Read every part that calamine will read, within `limits`.

    Raises FormatError for too many rows, columns or cells, and for XML with declared entities; zipfile's own
    errors for damage.
    """
    book = _part(archive, "xl/workbook.xml")
    if book is None:
        return BookMarks()
    _stream(archive, "xl/sharedStrings.xml")
    properties = book.find(f"{_MAIN}workbookPr")
    found = BookMarks(properties is not None and properties.get("date1904") in _TRUE)
    percent = _percent_pattern(_part(archive, "xl/styles.xml"))
    budget = limits.cells
    for name, member in _sheet_parts(archive, book):
        scan = _SheetScan(limits, percent, budget)
        scan.read(_blocks(archive, member))
        budget -= scan.cells
        found.sheets[name] = scan.marks
    return found


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    if name not in archive.namelist():
        return None
    if archive.getinfo(name).file_size > _SMALL_PART:
        raise FormatError("sheets.not_honest", file=str(archive.filename))
    try:
        root: Element = fromstring(archive.read(name), forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise FormatError("sheets.damaged", file=str(archive.filename)) from error
    return root


def _stream(archive: zipfile.ZipFile, name: str) -> None:
    """Unpack a part for nothing: zipfile checks its true size and checksum."""
    if name in archive.namelist():
        for _ in _blocks(archive, name):
            pass


def _blocks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as part:
        first = part.read(_BLOCK)
        if b"<!DOCTYPE" in first or b"<!ENTITY" in first:
            raise FormatError("sheets.damaged", file=str(archive.filename))
        yield first
        while block := part.read(_BLOCK):
            yield block


def _sheet_parts(archive: zipfile.ZipFile, book: Element) -> Iterator[tuple[str, str]]:
    """Name and member of every worksheet, resolved through the workbook's relationships."""
    links = _part(archive, "xl/_rels/workbook.xml.rels")
    targets = {} if links is None else {link.get("Id"): link.get("Target", "") for link in links}
    members = set(archive.namelist())
    for sheet in book.findall(f"{_MAIN}sheets/{_MAIN}sheet"):
        target = targets.get(sheet.get(_LINK) or sheet.get(_STRICT_LINK), "")
        member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if member in members:
            yield sheet.get("name", ""), member


def _percent_pattern(styles: Element | None) -> re.Pattern[bytes] | None:
    """A pattern for cells whose number format shows percents, or None when no style does."""
    if styles is None:
        return None
    codes = {
        int(one.get("numFmtId", 0)): one.get("formatCode", "") for one in styles.iter() if one.tag.endswith("}numFmt")
    }
    formats = styles.findall(f"{_MAIN}cellXfs/{_MAIN}xf")
    numbers = [str(i) for i, xf in enumerate(formats) if _is_percent(int(xf.get("numFmtId", 0)), codes)]
    if not numbers:
        return None
    return re.compile(rf"""<(?:\w+:)?c\b([^>]*\bs=["'](?:{"|".join(numbers)})["'][^>]*)>""".encode())


def _is_percent(number: int, codes: dict[int, str]) -> bool:
    return number in _PERCENT_FORMATS or "%" in codes.get(number, "")


class _SheetScan:
    """One pass over the XML of a sheet, block by block, cut at row ends so that no cell is torn."""

    def __init__(self, limits: Limits, percent: re.Pattern[bytes] | None, budget: int) -> None:
        self._limits = limits
        self._percent = percent
        self._budget = budget
        # Rows and columns beyond the limit are told by the digits and letters of a reference alone.
        digits, last = len(str(limits.rows)) + 1, limits.columns
        places = rf"(?:[A-Z]{{0,3}}[0-9]{{{digits}}}|[A-Z]{{3}}|{_beyond(last)})"
        self._far = re.compile(f'r="{places}'.encode())
        self._far_in_odd_spelling = re.compile(rf"""\sr\s*=\s*["']{places}""".encode())
        self.rows = 0
        self.cells = 0
        self.marks = SheetMarks()

    def read(self, blocks: Iterator[bytes]) -> None:
        """Scan everything. Raises FormatError where the sheet is larger than the limits."""
        rest = b""
        for block in blocks:
            rest += block
            cut = rest.rfind(_ROW_END) + len(_ROW_END)
            if cut >= len(_ROW_END):
                self._scan(rest[:cut])
                rest = rest[cut:]
        self._scan(rest)

    def _scan(self, text: bytes) -> None:
        self._count(text)
        if b"<f" in text or b":f" in text:
            self._formulas(text)
        if b"e" in text and (b't="e"' in text or b"t='e'" in text):
            self._errors(text)
        if b"hidden=" in text:
            self._hidden(text)
        if self._percent is not None:
            for found in self._percent.finditer(text):
                self._mark(found[1], Mark(MarkKind.PERCENT))

    def _count(self, text: bytes) -> None:
        self.rows += _occurrences(text, b"row", _ROW_START)
        self.cells += _occurrences(text, b"c", _CELL_START)
        too_many = self.rows > self._limits.rows or self.cells > self._budget
        # The literal beginning makes the first pattern four times as fast; hardly a writer needs the second.
        odd = b"r='" in text or b"r =" in text or b"r= " in text
        if too_many or (self._far_in_odd_spelling if odd else self._far).search(text):
            raise FormatError("sheets.too_many_cells", rows=self._limits.rows, columns=self._limits.columns)

    def _formulas(self, text: bytes) -> None:
        for found in _FORMULA.finditer(text):
            if not (found[2] and _TEXT_RESULT.search(found[1])):
                self._mark(found[1], Mark(MarkKind.UNCOMPUTED))

    def _errors(self, text: bytes) -> None:
        for found in _ERROR.finditer(text):
            self._mark(found[1], Mark(MarkKind.ERROR, found[2].decode("utf-8", "replace")))

    def _hidden(self, text: bytes) -> None:
        for found in _HIDDEN_ROW.finditer(text):
            if reference := _REFERENCE.search(found[1]):
                self.marks.hidden_rows.add(int(reference[2]) - 1)
        for found in _HIDDEN_COLUMN.finditer(text):
            first, last = _MIN.search(found[1]), _MAX.search(found[1])
            if first and last:
                stop = min(int(last[1]), self._limits.columns)
                self.marks.hidden_columns.update(range(int(first[1]) - 1, stop))

    def _mark(self, attributes: bytes, mark: Mark) -> None:
        reference = _REFERENCE.search(b" " + attributes)
        if reference and reference[1]:
            place = (int(reference[2]) - 1, column_number(reference[1].decode()))
            self.marks.cells.setdefault(place, mark)


def _occurrences(text: bytes, tag: bytes, prefixed: re.Pattern[bytes]) -> int:
    """How often an element starts: by plain counting, by pattern only where a writer uses prefixes."""
    plain = sum(text.count(b"<" + tag + end) for end in (b" ", b">", b"/"))
    return plain or sum(1 for _ in prefixed.finditer(text))


def _beyond(columns: int) -> str:
    """A pattern for two-letter columns after the last one allowed, which has two letters itself."""
    first, second = divmod(columns - 1, 26)
    high = f"[{chr(ord('A') + first)}-Z][A-Z]"
    if second == 25:  # noqa: PLR2004 - the last letter
        return high
    same = f"{chr(ord('A') + first - 1)}[{chr(ord('A') + second + 1)}-Z]"
    return f"{high}|{same}"
