"""The bytes of a zip around its members: headers and end records, with zip64 (PKWARE APPNOTE 6.3.10, 4.3).

Stands apart from what is written and what is trusted. Python's `zipfile` is not used: it reads the whole directory
before anything can be counted, takes the local headers on trust, and lets one thread at a time read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from inspector.domain.errors import FormatError

STORED, DEFLATED = 0, 8

LOCAL_MARK = b"PK\x03\x04"
"""How a zip begins."""

_LOCAL_SIGN = int.from_bytes(LOCAL_MARK, "little")
_CENTRAL_SIGN = 0x02014B50
_END_SIGN = 0x06054B50
_LOCATOR_SIGN = 0x07064B50
_END64_SIGN = 0x06064B50

_LOCAL = struct.Struct("<I5H3I2H")
_CENTRAL = struct.Struct("<I6H3I5H2I")
_END = struct.Struct("<I4H2IH")
_LOCATOR = struct.Struct("<IIQI")
_END64 = struct.Struct("<IQ2H2I4Q")
_EXTRA = struct.Struct("<2H")

LOCAL_BYTES = _LOCAL.size
END_BYTES = _END.size
END64_BYTES = _END64.size + _LOCATOR.size

_UTF8, _ENCRYPTED, _SIZES_LATER = 0x800, 0x1, 0x8
_DATE = 0x21  # 1980-01-01: the file says nothing about when it was made but in its signed manifest
_VERSION, _VERSION64 = 20, 45
_ZIP64 = 1
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_CENTRAL_ZIP64_BYTES = 28


@dataclass(frozen=True, slots=True)
class Entry:
    """A member: `packed` bytes in the file, `size` bytes unpacked, `offset` of its local header."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    offset: int


@dataclass(frozen=True, slots=True)
class Directory:
    """Where the central directory lies and how many members it claims."""

    offset: int
    size: int
    count: int


def cost(name: str) -> int:
    """The most bytes that a member of that name needs besides its content."""
    return _LOCAL.size + _CENTRAL.size + 2 * len(name.encode()) + 20 + _CENTRAL_ZIP64_BYTES


def local_header(entry: Entry) -> bytes:
    """What stands before the content of a member."""
    name, large = entry.name.encode(), max(entry.packed, entry.size) >= _FULL32
    extra = struct.pack("<2H2Q", _ZIP64, 16, entry.size, entry.packed) if large else b""
    packed, size = (_FULL32, _FULL32) if large else (entry.packed, entry.size)
    version = _VERSION64 if large else _VERSION
    head = (_LOCAL_SIGN, version, _UTF8, entry.method, 0, _DATE, entry.crc, packed, size, len(name), len(extra))
    return _LOCAL.pack(*head) + name + extra


def central_header(entry: Entry) -> bytes:
    """The line of a member in the central directory."""
    name = entry.name.encode()
    numbers = (entry.size, entry.packed, entry.offset)
    large = [number for number in numbers if number >= _FULL32]
    extra = struct.pack(f"<2H{len(large)}Q", _ZIP64, 8 * len(large), *large) if large else b""
    size, packed, offset = (min(number, _FULL32) for number in numbers)
    version = _VERSION64 if large else _VERSION
    head = (_CENTRAL_SIGN, version, version, _UTF8, entry.method, 0, _DATE, entry.crc, packed, size)
    return _CENTRAL.pack(*head, len(name), len(extra), 0, 0, 0, 0, offset) + name + extra


def end_records(directory: Directory) -> bytes:
    """What stands at the end of the file."""
    count, size, offset = directory.count, directory.size, directory.offset
    end64 = b""
    if count >= _FULL16 or max(size, offset) >= _FULL32:
        end64 = _END64.pack(_END64_SIGN, 44, _VERSION64, _VERSION64, 0, 0, count, count, size, offset)
        end64 += _LOCATOR.pack(_LOCATOR_SIGN, 0, offset + size, 1)
    short = min(count, _FULL16)
    return end64 + _END.pack(_END_SIGN, 0, 0, short, short, min(size, _FULL32), min(offset, _FULL32), 0)


def read_end(tail: bytes, file_size: int) -> Directory:
    """The directory that the last bytes of a file name. Raises FormatError where they are no end of a zip."""
    mark, disk, first_disk, here, count, size, offset, comment = _unpack(_END, tail[-END_BYTES:])
    if mark != _END_SIGN or comment:
        raise FormatError("exchange.cut_short")
    end = file_size - END_BYTES
    if count == _FULL16 or _FULL32 in {size, offset}:
        end -= END64_BYTES
        here, count, size, offset = _read_end64(tail[-END_BYTES - END64_BYTES : -END_BYTES], end)
    if disk or first_disk or here != count or offset + size != end:
        raise FormatError("exchange.damaged_zip")
    return Directory(offset, size, count)


def _read_end64(records: bytes, place: int) -> tuple[int, int, int, int]:
    mark, _, _, _, disk, first_disk, here, count, size, offset = _unpack(_END64, records[: _END64.size])
    locator_mark, locator_disk, told_place, disks = _unpack(_LOCATOR, records[_END64.size :])
    marks_hold = mark == _END64_SIGN and locator_mark == _LOCATOR_SIGN
    if not marks_hold or disk or first_disk or locator_disk or disks > 1 or told_place != place:
        raise FormatError("exchange.damaged_zip")
    return here, count, size, offset


def read_directory(data: bytes) -> Iterator[Entry]:
    """The members in the central directory. Raises FormatError for what no package of ours contains."""
    place = 0
    while place < len(data):
        head = _unpack(_CENTRAL, data[place : place + _CENTRAL.size])
        mark, _, _, flags, method, _, _, crc, packed, size, name_size, extra_size, comment_size, disk = head[:14]
        if mark != _CENTRAL_SIGN or disk:
            raise FormatError("exchange.damaged_zip")
        _check_kind(flags, method)
        place += _CENTRAL.size
        name = _name(_taken(data, place, name_size), flags)
        extra = _taken(data, place + name_size, extra_size)
        size, packed, offset = _widened(extra, size, packed, head[-1])
        place += name_size + extra_size + comment_size
        yield Entry(name, method, crc, packed, size, offset)


def local_lengths(header: bytes) -> tuple[int, int]:
    """The lengths of name and extra field behind a local header."""
    fields = _unpack(_LOCAL, header)
    if fields[0] != _LOCAL_SIGN:
        raise FormatError("exchange.damaged_zip")
    return fields[-2], fields[-1]


def check_local(header: bytes, name: bytes, extra: bytes, entry: Entry) -> None:
    """Refuse a local header that says another thing than the directory."""
    _, _, flags, method, _, _, crc, packed, size, _, _ = _LOCAL.unpack(header)
    _check_kind(flags, method)
    size, packed, _ = _widened(extra, size, packed, 0)
    if (_name(name, flags), method, crc, packed, size) != (
        entry.name,
        entry.method,
        entry.crc,
        entry.packed,
        entry.size,
    ):
        raise FormatError("exchange.lying_sizes")


def _check_kind(flags: int, method: int) -> None:
    if flags & _ENCRYPTED:
        raise FormatError("exchange.member_encrypted")
    if method not in (STORED, DEFLATED):
        raise FormatError("exchange.bad_method", method=method)
    if flags & _SIZES_LATER:
        raise FormatError("exchange.lying_sizes")


def _widened(extra: bytes, *numbers: int) -> tuple[int, ...]:
    """The numbers, those that are too large for 32 bits taken from the zip64 field in their order."""
    place, wide = 0, b""
    while place < len(extra):
        kind, size = _unpack(_EXTRA, extra[place : place + _EXTRA.size])
        place += _EXTRA.size
        if kind == _ZIP64:
            wide = _taken(extra, place, size)
        place += size
    made = []
    for number in numbers:
        value, wide = (_taken(wide, 0, 8), wide[8:]) if number == _FULL32 else (b"", wide)
        made.append(int.from_bytes(value, "little") if value else number)
    return tuple(made)


def _name(data: bytes, flags: int) -> str:
    try:
        return data.decode("utf-8" if flags & _UTF8 else "ascii")
    except UnicodeDecodeError as error:
        raise FormatError("exchange.bad_name", name=ascii(data)) from error


def _taken(data: bytes, place: int, size: int) -> bytes:
    taken = data[place : place + size]
    if len(taken) != size:
        raise FormatError("exchange.damaged_zip")
    return taken


def _unpack(form: struct.Struct, data: bytes) -> tuple[int, ...]:
    if len(data) != form.size:
        raise FormatError("exchange.damaged_zip")
    return form.unpack(data)
