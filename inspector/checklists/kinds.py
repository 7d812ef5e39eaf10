"""The kinds of question: what is typed into the `type` column, and what an answer of it is.

Apart from the reader, because the checker, the session and the window ask the same things of a kind.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """The kinds of question, named as XLSForm names them."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    DATETIME = "dateTime"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    RANGE = "range"
    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    CALCULATE = "calculate"
    HIDDEN = "hidden"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    BARCODE = "barcode"
    GEOPOINT = "geopoint"
    GEOTRACE = "geotrace"
    GEOSHAPE = "geoshape"
    START = "start"
    END = "end"
    TODAY = "today"
    USERNAME = "username"
    DEVICEID = "deviceid"
    PHONENUMBER = "phonenumber"
    EMAIL = "email"
    START_GEOPOINT = "start-geopoint"
    AUDIT = "audit"
    EXTERNAL = "external"


class Boundary(StrEnum):
    """Rows that open or close a part of the form."""

    BEGIN_GROUP = "begin_group"
    END_GROUP = "end_group"
    BEGIN_REPEAT = "begin_repeat"
    END_REPEAT = "end_repeat"


SELECTS = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK})
MANY = frozenset({Kind.SELECT_MULTIPLE, Kind.RANK})
NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.RANGE})
METADATA = frozenset(
    {
        Kind.START,
        Kind.END,
        Kind.TODAY,
        Kind.USERNAME,
        Kind.DEVICEID,
        Kind.PHONENUMBER,
        Kind.EMAIL,
        Kind.START_GEOPOINT,
        Kind.AUDIT,
    }
)
FILES = frozenset({Kind.IMAGE, Kind.AUDIO, Kind.VIDEO, Kind.FILE})
"""Kinds whose answer is the name of a file; a signature is an image."""
ATTACHMENTS = FILES | {Kind.BARCODE, Kind.GEOTRACE, Kind.GEOSHAPE}
UNASKED = METADATA | {Kind.CALCULATE, Kind.HIDDEN, Kind.EXTERNAL}
"""Kinds that show nothing to answer."""
UNLABELLED = UNASKED
"""Kinds that need no label."""


@dataclass(frozen=True, slots=True)
class TypeCell:
    """A `type` cell understood; `boundary` where it opens or closes a part, else `kind`."""

    kind: Kind | None = None
    boundary: Boundary | None = None
    list_name: str = ""
    or_other: bool = False
    from_file: bool = False


_WORDS: Mapping[str, Kind] = MappingProxyType(
    {
        **{one.value.lower(): one for one in Kind if one not in SELECTS and one is not Kind.EXTERNAL},
        "string": Kind.TEXT,
        "int": Kind.INTEGER,
        "date time": Kind.DATETIME,
        "photo": Kind.IMAGE,
        "picture": Kind.IMAGE,
        "trigger": Kind.ACKNOWLEDGE,
        "location": Kind.GEOPOINT,
        "gps": Kind.GEOPOINT,
        "background-geopoint": Kind.CALCULATE,
        "background-audio": Kind.AUDIT,
        "phone number": Kind.PHONENUMBER,
        "percentage": Kind.INTEGER,
        "start time": Kind.START,
        "end time": Kind.END,
        "device id": Kind.DEVICEID,
        "imei": Kind.DEVICEID,
        "subscriberid": Kind.DEVICEID,
        "subscriber id": Kind.DEVICEID,
        "simserial": Kind.DEVICEID,
        "sim id": Kind.DEVICEID,
        "uri:subscriberid": Kind.DEVICEID,
        "uri:simserial": Kind.DEVICEID,
        "uri:deviceid": Kind.DEVICEID,
        "uri:username": Kind.USERNAME,
        "uri:phonenumber": Kind.PHONENUMBER,
        "uri:email": Kind.EMAIL,
        "xml-external": Kind.EXTERNAL,
        "csv-external": Kind.EXTERNAL,
        "文字": Kind.TEXT,
        "文本": Kind.TEXT,
        "填空": Kind.TEXT,
        "整数": Kind.INTEGER,
        "小数": Kind.DECIMAL,
        "数字": Kind.DECIMAL,
        "数值": Kind.DECIMAL,
        "日期": Kind.DATE,
        "时间": Kind.TIME,
        "日期时间": Kind.DATETIME,
        "图片": Kind.IMAGE,
        "照片": Kind.IMAGE,
        "拍照": Kind.IMAGE,
        "录音": Kind.AUDIO,
        "音频": Kind.AUDIO,
        "视频": Kind.VIDEO,
        "文件": Kind.FILE,
        "附件": Kind.FILE,
        "条码": Kind.BARCODE,
        "二维码": Kind.BARCODE,
        "位置": Kind.GEOPOINT,
        "定位": Kind.GEOPOINT,
        "轨迹": Kind.GEOTRACE,
        "区域": Kind.GEOSHAPE,
        "说明": Kind.NOTE,
        "备注说明": Kind.NOTE,
        "计算": Kind.CALCULATE,
        "隐藏": Kind.HIDDEN,
        "确认": Kind.ACKNOWLEDGE,
        "范围": Kind.RANGE,
        "滑块": Kind.RANGE,
        "开始时间": Kind.START,
        "结束时间": Kind.END,
        "今天": Kind.TODAY,
        "填表日期": Kind.TODAY,
        "用户名": Kind.USERNAME,
        "填报人": Kind.USERNAME,
        "设备编号": Kind.DEVICEID,
        "电话号码": Kind.PHONENUMBER,
        "邮箱": Kind.EMAIL,
    }
)
_SELECT_WORDS: Mapping[str, tuple[Kind, bool]] = MappingProxyType(
    {
        "add select one prompt using": (Kind.SELECT_ONE, False),
        "add select multiple prompt using": (Kind.SELECT_MULTIPLE, False),
        "select all that apply from": (Kind.SELECT_MULTIPLE, False),
        "select one from file": (Kind.SELECT_ONE, True),
        "select multiple from file": (Kind.SELECT_MULTIPLE, True),
        "select one from": (Kind.SELECT_ONE, False),
        "select one external": (Kind.SELECT_ONE, False),
        "select one": (Kind.SELECT_ONE, False),
        "select1": (Kind.SELECT_ONE, False),
        "select multiple from": (Kind.SELECT_MULTIPLE, False),
        "select multiple": (Kind.SELECT_MULTIPLE, False),
        "select all that apply": (Kind.SELECT_MULTIPLE, False),
        "rank": (Kind.RANK, False),
        "单选 来自文件": (Kind.SELECT_ONE, True),
        "单选来自文件": (Kind.SELECT_ONE, True),
        "多选 来自文件": (Kind.SELECT_MULTIPLE, True),
        "多选来自文件": (Kind.SELECT_MULTIPLE, True),
        "单选": (Kind.SELECT_ONE, False),
        "单选题": (Kind.SELECT_ONE, False),
        "多选": (Kind.SELECT_MULTIPLE, False),
        "多选题": (Kind.SELECT_MULTIPLE, False),
        "排序": (Kind.RANK, False),
    }
)
_BOUNDARIES: Mapping[str, Boundary] = MappingProxyType(
    {
        "begin group": Boundary.BEGIN_GROUP,
        "end group": Boundary.END_GROUP,
        "begin repeat": Boundary.BEGIN_REPEAT,
        "end repeat": Boundary.END_REPEAT,
        "begin lgroup": Boundary.BEGIN_REPEAT,
        "end lgroup": Boundary.END_REPEAT,
        "begin looped group": Boundary.BEGIN_REPEAT,
        "end looped group": Boundary.END_REPEAT,
        "组开始": Boundary.BEGIN_GROUP,
        "开始组": Boundary.BEGIN_GROUP,
        "分组开始": Boundary.BEGIN_GROUP,
        "组结束": Boundary.END_GROUP,
        "结束组": Boundary.END_GROUP,
        "分组结束": Boundary.END_GROUP,
        "重复开始": Boundary.BEGIN_REPEAT,
        "开始重复": Boundary.BEGIN_REPEAT,
        "重复结束": Boundary.END_REPEAT,
        "结束重复": Boundary.END_REPEAT,
    }
)
_OLD_PROMPT = re.compile(r"^(?:add (.*?) prompt|q (.*)|get (.*))$")
_OTHER = re.compile(r"\s+(or specify other|or_other|or other|或其他|可填其他)$", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s_]+")
EXTERNAL_LIST = "external:"
"""Before the name of a list on the external_choices sheet, which may share its name with one of choices."""
_LONGEST_SELECT = sorted(_SELECT_WORDS, key=len, reverse=True)


def parse_type(text: str) -> TypeCell | None:
    """The `type` cell understood, or None: `select_one 列表 or_other`, `begin group`, 单选 列表, 组开始."""
    word = _word(text)
    if word in _BOUNDARIES:
        return TypeCell(boundary=_BOUNDARIES[word])
    kind = _WORDS.get(word) or _WORDS.get(word.replace(" ", "-"))
    if kind is None and (old := _OLD_PROMPT.match(word)):
        kind = _WORDS.get(next(part for part in old.groups() if part is not None))
    if kind is not None:
        return TypeCell(kind)
    return _select(text.replace("\u3000", " ").strip())


def _word(text: str) -> str:
    return _SEPARATORS.sub(" ", unicodedata.normalize("NFKC", text)).strip().lower()


def _select(text: str) -> TypeCell | None:
    rest = _OTHER.sub("", text)
    for words in _LONGEST_SELECT:
        pattern = words.replace(" ", r"[\s_]+")
        found = re.match(rf"{pattern}\s+(\S+)$", rest, re.IGNORECASE)
        if found:
            kind, from_file = _SELECT_WORDS[words]
            name = EXTERNAL_LIST + found[1] if words.endswith("external") else found[1]
            return TypeCell(kind, list_name=name, or_other=rest != text, from_file=from_file)
    return None


def select_without_list(text: str) -> bool:
    """Whether a `type` cell says select but names no list."""
    return _word(text) in _SELECT_WORDS


def nearest_type(text: str) -> str | None:
    """The whole `type` cell with its first word put right, where one known word is close to it."""
    first, blank, rest = text.strip().partition(" ")
    known = (*(one.value for one in Kind if one is not Kind.EXTERNAL), *(one.value for one in Boundary))
    chinese = (*(one for one in _WORDS if not one.isascii()), *(one for one in _BOUNDARIES if not one.isascii()))
    selects = (
        *(one for one in _SELECT_WORDS if not one.isascii()),
        "select_one_from_file",
        "select_multiple_from_file",
    )
    pool = {one.lower(): one for one in (*known, *chinese, *selects)}
    for whole, tail in ((text.strip(), ""), (first, blank + rest)):
        near = difflib.get_close_matches(whole.lower(), pool, n=1, cutoff=0.75)
        proposed = pool[near[0]] + tail if near else ""
        if proposed and parse_type(proposed) is not None:
            return proposed
    return None
