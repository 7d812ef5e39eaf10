"""The checks on the zip that an .xlsx file is, before any of it is unpacked (reliability.md, rules on Zip).

It stands apart from reading because nothing may trust the file until these have passed: number of members,
sizes, ratios, methods, overlaps. Sizes that lie are caught later, when `marks` streams the members with
their checksums.
"""

from __future__ import annotations

import zipfile
from itertools import pairwise
from pathlib import Path
from typing import IO

from inspector.domain.errors import FormatError
from inspector.sheets.raw import Limits

_END_RECORD = b"PK\x05\x06"
_END_RECORD_REACH = 65_557
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SMALL = 1_000_000
_ENCRYPTED_FLAG = 0x1


def open_archive(path: Path, limits: Limits) -> zipfile.ZipFile:
    """The zip at `path`, checked. Raises FormatError for what is damaged, encrypted or too large to be honest."""
    with path.open("rb") as file:
        _check_count(file, path, limits)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError, UnicodeDecodeError) as error:
        raise FormatError("sheets.damaged", file=path.name) from error
    try:
        _check_members(archive, path, limits)
    except FormatError:
        archive.close()
        raise
    return archive


def _check_count(file: IO[bytes], path: Path, limits: Limits) -> None:
    """The number of members from the end record: opening a zip of a million members already costs seconds."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_RECORD_REACH))
    tail = file.read()
    found = tail.rfind(_END_RECORD)
    if found < 0:
        raise FormatError("sheets.damaged", file=path.name)
    count = int.from_bytes(tail[found + 10 : found + 12], "little")
    directory = int.from_bytes(tail[found + 12 : found + 16], "little")
    if count > limits.members or directory > limits.members * 512:
        raise FormatError("sheets.not_honest", file=path.name)


def _check_members(archive: zipfile.ZipFile, path: Path, limits: Limits) -> None:
    members = archive.infolist()
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise FormatError("sheets.encrypted", file=path.name)
    if sum(member.file_size for member in members) > limits.unpacked_size:
        raise FormatError("sheets.too_large", file=path.name)
    if any(_is_odd(member, limits) for member in members) or _twins(members) or _overlap(members):
        raise FormatError("sheets.not_honest", file=path.name)


def _is_odd(member: zipfile.ZipInfo, limits: Limits) -> bool:
    packed_too_well = member.file_size > max(_SMALL, member.compress_size * limits.ratio)
    return packed_too_well or member.compress_type not in _METHODS


def _twins(members: list[zipfile.ZipInfo]) -> bool:
    return len({member.filename.casefold() for member in members}) != len(members)


def _overlap(members: list[zipfile.ZipInfo]) -> bool:
    ordered = sorted(members, key=lambda member: member.header_offset)
    return any(first.header_offset + first.compress_size > second.header_offset for first, second in pairwise(ordered))
