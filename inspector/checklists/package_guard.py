"""The checks on an .xlsx before it is parsed: an honest zip, and cells that fit into memory.

A checklist comes from outside (reliability.md, rules on Zip). The reader below is native code that lays a sheet
out as a full rectangle, so one cell at `XFD1048576` or one long text used by 100,000 cells would end the
program. Both are measured here, by streaming the parts, before it sees the file.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from xml.parsers import expat

from inspector.checklists.limits import LIMITS, Limits
from inspector.domain.column_letters import column_number
from inspector.domain.errors import FormatError

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED_FLAG = 0x1
_SMALL = 1_000_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_BLOCK = 65_536
_WORKBOOK = "xl/workbook.xml"
_OTHERS = frozenset({"content.xml", "xl/workbook.bin"})
"""What makes the reader take the file for another format, whose cells nobody measured."""
_STRINGS = "xl/sharedstrings.xml"
_SHEETS = "xl/worksheets/"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_VALUES = frozenset({"v", "is"})


def guard_package(path: Path, limits: Limits = LIMITS) -> None:
    """Raise FormatError for a zip that is damaged, encrypted or not honest, and for sheets that are too large."""
    try:
        with zipfile.ZipFile(path) as package:
            _check_members(package, path, limits)
            _check_cells(package, path, limits)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError, EOFError) as error:
        raise FormatError("checklists.damaged", file=path.name) from error
    except (expat.ExpatError, zlib.error) as error:
        raise FormatError("checklists.damaged", file=path.name) from error


def _check_members(package: zipfile.ZipFile, path: Path, limits: Limits) -> None:
    members = package.infolist()
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise FormatError("checklists.encrypted", file=path.name)
    if len(members) > limits.members or sum(member.file_size for member in members) > limits.unpacked_size:
        raise FormatError("checklists.too_large", file=path.name)
    names = {member.filename.casefold() for member in members}
    if _WORKBOOK not in names or names & _OTHERS:
        raise FormatError("checklists.not_a_workbook", file=path.name)
    twins = len(names) != len(members)
    if twins or _overlap(members) or any(_is_odd(member, limits) for member in members):
        raise FormatError("checklists.not_honest", file=path.name)


def _is_odd(member: zipfile.ZipInfo, limits: Limits) -> bool:
    packed_too_well = member.file_size > max(_SMALL, member.compress_size * limits.ratio)
    return packed_too_well or member.compress_type not in _METHODS


def _overlap(members: list[zipfile.ZipInfo]) -> bool:
    ordered = sorted(members, key=lambda member: member.header_offset)
    return any(first.header_offset + first.compress_size > second.header_offset for first, second in pairwise(ordered))


@dataclass
class _Scan:
    """Streams one part at a time, adding up what its cells will weigh; `lengths` are those of shared texts."""

    limits: Limits
    file: str
    lengths: list[int] = field(default_factory=list)
    weight: int = 0
    in_text: bool = False
    shared: bool = False
    value: str = ""
    reference: str = ""
    bottom: int = 0
    right: int = 0

    def too_large(self) -> FormatError:
        return FormatError("checklists.too_large", file=self.file)

    def parser(self) -> expat.XMLParserType:
        made = expat.ParserCreate()
        made.buffer_text = True
        made.StartDoctypeDeclHandler = self._doctype
        return made

    def _doctype(self, *_: object) -> None:
        # Excel writes none; entities are the way to small files of gigabytes.
        raise FormatError("checklists.not_honest", file=self.file)

    def start_text(self, name: str, _: dict[str, str]) -> None:
        name = name.rpartition(":")[2] if ":" in name else name
        if name == "si":
            self.lengths.append(0)
        self.in_text = name == "t"

    def text(self, data: str) -> None:
        if self.in_text and self.lengths:
            self.lengths[-1] += len(data)

    def start_cell(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2] if ":" in name else name
        if name == "c":
            self.shared = attributes.get("t") == "s"
            self.reference = attributes.get("r", "")
        elif name in _VALUES:
            # Only here: Excel leaves formatted cells without a value out to XFD, and they cost nothing.
            self._widen()
        self.in_text = name == "v"
        self.value = ""

    def _widen(self) -> None:
        self.weight += 1
        if not self.reference:
            return
        found = _REFERENCE.fullmatch(self.reference)
        if found is None:
            raise FormatError("checklists.damaged", file=self.file)
        self.bottom = max(self.bottom, int(found[2]))
        self.right = max(self.right, column_number(found[1]) + 1)
        if self.bottom > self.limits.rows or self.bottom * self.right > self.limits.area:
            raise self.too_large()

    def cell_text(self, data: str) -> None:
        self.weight += len(data)
        if self.in_text and self.shared:
            self.value += data

    def end_cell(self, name: str) -> None:
        if self.shared and self.value and name.endswith("v") and self.value.isdecimal():
            index = int(self.value)
            self.weight += self.lengths[index] if index < len(self.lengths) else 0
        if self.weight > self.limits.weight:
            raise self.too_large()


def _check_cells(package: zipfile.ZipFile, path: Path, limits: Limits) -> None:
    scan = _Scan(limits, path.name)
    for member in package.infolist():
        if member.filename.casefold() == _STRINGS:
            parser = scan.parser()
            parser.StartElementHandler = scan.start_text
            parser.CharacterDataHandler = scan.text
            _stream(package, member, parser.Parse)
    for member in _sheet_parts(package):
        scan.bottom = scan.right = 0
        parser = scan.parser()
        parser.StartElementHandler = scan.start_cell
        parser.EndElementHandler = scan.end_cell
        parser.CharacterDataHandler = scan.cell_text
        _stream(package, member, parser.Parse)


def _sheet_parts(package: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """What may be read as a sheet: the folder of sheets, and whatever else the workbook's relations lead to."""
    named: set[str] = set()
    for member in package.infolist():
        if member.filename.casefold() == _RELATIONS:
            parser = expat.ParserCreate()
            parser.StartElementHandler = lambda _, attributes: named.add(_target(attributes.get("Target", "")))
            _stream(package, member, parser.Parse)
    return [
        one
        for one in package.infolist()
        if _in_sheets(one) or (one.filename.casefold() in named and _is_xml(package, one))
    ]


def _in_sheets(member: zipfile.ZipInfo) -> bool:
    name = member.filename.casefold()
    return name.startswith(_SHEETS) and name.endswith(".xml")


def _target(written: str) -> str:
    """A target of the workbook's relations as a part of the package."""
    return posixpath.normpath(posixpath.join("/xl", written)).lstrip("/").casefold()


def _is_xml(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    with package.open(member) as part:
        return b"<" in part.read(8) and member.filename.casefold() != _STRINGS


def _stream(package: zipfile.ZipFile, member: zipfile.ZipInfo, feed: Callable[[bytes, bool], object]) -> None:
    with package.open(member) as part:
        while block := part.read(_BLOCK):
            feed(block, False)  # noqa: FBT003 - expat's own signature
    feed(b"", True)  # noqa: FBT003
