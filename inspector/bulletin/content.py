"""The composed content of a bulletin: what `services` hands over and `render` turns into pages.

Plain frozen dataclasses, no layout and no database, so that the same content becomes PDF, DOCX or a
preview. Strings are plain text, never markup (bulletin.md: user text never reaches a markup parser).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Protocol


class Align(Enum):
    """How a table column stands; figures are right-aligned with equal decimals (rule 15)."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class LampColour(Enum):
    """What a lamp cell of the matrix shows; each has its own shape, never colour alone."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    OPEN = "open"
    STOPPED = "stopped"
    PENDING = "pending"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Heading:
    """A title of level 1 (一、), 2 （一）, 3 (1.) or 4 （1）; `text` comes without its number."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A body paragraph in 仿宋."""

    text: str


@dataclass(frozen=True)
class Column:
    """A table column: `unit` stands in the header, `decimals` makes numbers of equal decimals.

    `width` is a share of the type area (0–1); None shares the rest by content.
    """

    header: str
    align: Align = Align.LEFT
    unit: str = ""
    decimals: int | None = None
    width: float | None = None


TableValue = str | int | Decimal | None


@dataclass(frozen=True)
class Table:
    """A table with 表题 above.

    `total` is the label of the 合计 row (None: no such row); the renderer sums the columns in `sum_columns`.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[TableValue, ...], ...]
    total: str | None = None
    sum_columns: tuple[int, ...] = ()
    note: str = ""


class PhotoSource(Protocol):
    """Where the bytes of a photo come from: a `Path`, or a file of an encrypted workspace."""

    @property
    def name(self) -> str:
        """Its file name, told where the photo cannot be shown."""
        ...

    def read_bytes(self) -> bytes:
        """The JPEG. Raises OSError."""
        ...


@dataclass(frozen=True)
class PhotoItem:
    """A printed photo: `path` is the upright print-size JPEG; `side` is "", "整改前" or "整改后".

    `taken_on` is printed under the photos of a pair alone.
    """

    path: PhotoSource
    caption: str
    credit: str
    side: str = ""
    taken_on: date | None = None


@dataclass(frozen=True)
class PhotoGrid:
    """Photos, `across` in a row, with 图题 below each row's grid."""

    title: str
    photos: tuple[PhotoItem, ...]
    across: int = 2


@dataclass(frozen=True)
class PhotoPair:
    """Two photos of one place side by side, 整改前 and 整改后 or then and now, with one 图题 below both."""

    title: str
    before: PhotoItem
    after: PhotoItem


@dataclass(frozen=True)
class LampCell:
    """One cell of the matrix: colour, `finished` for a check mark inside, `text` such as 超2, 剩3, 今天."""

    colour: LampColour
    text: str = ""
    finished: bool = False


@dataclass(frozen=True)
class LampRow:
    """A project and its cells, one per step of the matrix."""

    name: str
    cells: tuple[LampCell, ...]


@dataclass(frozen=True)
class LampMatrix:
    """Projects × steps with lamps."""

    title: str
    steps: tuple[str, ...]
    rows: tuple[LampRow, ...]


@dataclass(frozen=True)
class Bar:
    """A bar: `value` in the chart's unit; `label` left, `shown` printed beside it (65.8%, 329/500)."""

    label: str
    value: Decimal
    shown: str
    second: Decimal | None = None


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars from zero with 图题 below; `line` is a vertical mark (时间进度) with its label.

    `first_label` and `second_label` name the two series of bars with a `second` value (完成 and 计划).
    """

    title: str
    bars: tuple[Bar, ...]
    unit: str = ""
    maximum: Decimal | None = None
    line: Decimal | None = None
    line_label: str = ""
    first_label: str = ""
    second_label: str = ""


@dataclass(frozen=True)
class Segment:
    """A part of a whole in a progress bar, `done` of `total`."""

    label: str
    done: Decimal
    total: Decimal
    shown: str


@dataclass(frozen=True)
class ProgressChart:
    """One bar cut into segments, each filled to done/total (the rate family 232 | 268)."""

    title: str
    segments: tuple[Segment, ...]


Block = Heading | Paragraph | Table | PhotoGrid | PhotoPair | LampMatrix | BarChart | ProgressChart


@dataclass(frozen=True)
class Masthead:
    """版头. `issued_on` prints as 2022年6月10日; `total_number` as （总第×期）."""

    name: str
    issue_number: int
    organization: str
    issued_on: date
    total_number: int | None = None
    secrecy: str = ""
    number: str = ""


@dataclass(frozen=True)
class Tail:
    """版记: 报 / 送 / 发 and the number of copies."""

    report_to: str = ""
    send_to: str = ""
    issue_to: str = ""
    copies: int | None = None


@dataclass(frozen=True)
class Annex:
    """附件: starts a page."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class BulletinContent:
    """A whole issue. `mark` is printed small on every page (合成数据 for synthetic workspaces)."""

    masthead: Masthead
    title: str
    blocks: tuple[Block, ...]
    editor_note: str = ""
    annexes: tuple[Annex, ...] = ()
    tail: Tail | None = None
    mark: str = ""
    author: str = ""
    language: str = "zh-CN"
    keywords: tuple[str, ...] = field(default=())
