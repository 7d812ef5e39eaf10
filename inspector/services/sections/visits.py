"""现场巡查: how many visits, what differed from the reports, the photos and the pairs before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from inspector.bulletin.content import Align, Column, PhotoGrid, PhotoItem, PhotoPair, Table
from inspector.services.frozen_tables import Measure, Query, Row
from inspector.services.photo_picks import PairKind, PhotoPick, Pick
from inspector.services.section_writer import SectionWriter, plain_text
from inspector.services.sections.context import SectionContext, chinese_date, iso_short

PURPOSES = {"routine": "日常巡查", "supervision": "督查", "observation": "观摩", "recheck": "复核"}
SIDES = {"before": "整改前", "after": "整改后", None: ""}
MOST_TOLD = 8
MOST_PHOTOS = 12

PhotoBlock = PhotoGrid | PhotoPair


def write(writer: SectionWriter, context: SectionContext) -> None:
    """Counts, the newest visits in words, the differences as a table, the photos that carry a credit."""
    visits = context.rows(Query("visits"))
    if visits:
        _counts(writer)
    else:
        writer.say(f"截至{chinese_date(context.on)}，本期没有巡查记录。")
    for row in visits[-MOST_TOLD:]:
        writer.say(_told(row))
    differing = context.rows(Query("visits", {"differs": True}))
    if differing:
        writer.add(_differences(differing))
    for block in photo_blocks(context):
        writer.add(block)


def _counts(writer: SectionWriter) -> None:
    count = writer.count("visits", Query("visits"))
    sites = writer.count("visited_projects", Query("visits", {}, Measure.DISTINCT, "project_id"))
    photos = writer.count("photos", Query("photos", {"visited": True}))
    differing = writer.count("differing", Query("visits", {"differs": True}))
    writer.say(
        f"本期共开展现场巡查{count}次，涉及项目{sites}个，留存照片{photos}张，所见进度与上报不一致的{differing}次。"
    )


def _told(row: Row) -> str:
    seen = f"{iso_short(row['visited_on'])}，{PURPOSES[row['purpose']]}{plain_text(row['project'])}："
    seen += f"{plain_text(row['seen'])}，形象进度{_number(row['seen_pct'])}%"
    if row["reported_pct"] is not None:
        seen += f"（上报{_number(row['reported_pct'])}%）"
    conclusions = plain_text(row["conclusions"] or "").rstrip("。")
    return f"{seen}。{conclusions}。" if conclusions else f"{seen}。"


def _number(text: str) -> str:
    value = Decimal(text).normalize()
    return format(value, "f")


def _differences(rows: list[Row]) -> Table:
    columns = (
        Column("项目"),
        Column("巡查日期", Align.CENTRE),
        Column("上报进度", Align.RIGHT, "%", 1),
        Column("所见进度", Align.RIGHT, "%", 1),
        Column("相差", Align.RIGHT, "个百分点", 1),
    )
    lines = []
    for row in rows:
        seen, reported = Decimal(row["seen_pct"]), Decimal(row["reported_pct"])
        lines.append((row["project"], iso_short(row["visited_on"]), reported, seen, seen - reported))
    return Table("上报与所见进度对照", columns, tuple(lines))


def photo_blocks(context: SectionContext) -> list[PhotoBlock]:
    """Pairs first, then the single photos of the period's visits; a photo without 供图/摄 is not printed."""
    pairs, singles = grouped([row for row in context.rows(Query("photos")) if row["credit"]])
    made: list[PhotoBlock] = [_pair(two, pair_caption(*two), PairKind.RECTIFIED, context) for two in pairs]
    return [*made, *_grid([row for row in singles if row.get("visited", True)][:MOST_PHOTOS], context)]


def grouped(rows: Sequence[Row]) -> tuple[list[tuple[Row, Row]], list[Row]]:
    """The pairs that the records know, the one before first, and the other photos; the newest visits come first."""
    halves: dict[str, list[Row]] = {}
    for row in reversed(rows):
        if row["pair"]:
            halves.setdefault(row["pair"], []).append(row)
    whole = [sorted(two, key=lambda one: one["side"] != "before") for two in halves.values() if len(two) > 1]
    pairs = [(two[0], two[1]) for two in whole]
    paired = {row["id"] for pair in pairs for row in pair}
    return pairs, [row for row in reversed(rows) if row["id"] not in paired]


def pair_caption(before: Row, after: Row) -> str:
    """滨海公路整改前后：防护缺失；防护已设置."""
    said = "；".join(dict.fromkeys(one["caption"] for one in (before, after) if one["caption"]))
    return f"{before['project']}整改前后" + (f"：{said}" if said else "")


def picked_blocks(context: SectionContext, picks: Sequence[Pick]) -> list[PhotoBlock]:
    """The photos that the office chose, in its order, with its captions and credits; single ones share a grid."""
    known = {row["id"]: row for row in context.rows(Query("photos"))}
    made: list[PhotoBlock] = []
    waiting: list[Row] = []
    for one in picks:
        if isinstance(one, PhotoPick):
            waiting += [{**known[one.id], "caption": one.caption, "credit": one.credit}] if one.id in known else []
        elif known.keys() >= set(one.ids):
            before, after = ({**known[row], "credit": who} for row, who in zip(one.ids, one.credits, strict=True))
            made += [*_grid(waiting, context), _pair((before, after), one.caption, one.kind, context)]
            waiting = []
    return [*made, *_grid(waiting, context)]


def _grid(rows: Sequence[Row], context: SectionContext) -> list[PhotoGrid]:
    return [PhotoGrid("现场巡查照片", tuple(_item(one, context) for one in rows))] if rows else []


def _pair(rows: tuple[Row, Row], caption: str, kind: PairKind, context: SectionContext) -> PhotoPair:
    sides = ("整改前", "整改后") if kind is PairKind.RECTIFIED else ("", "")
    before, after = (replace(_item(row, context), side=side) for row, side in zip(rows, sides, strict=True))
    return PhotoPair(caption, before, after)


def _item(row: Row, context: SectionContext) -> PhotoItem:
    caption = row["caption"] or row["project"]
    day = row.get("taken_on")
    taken_on = date.fromisoformat(day) if day else None
    return PhotoItem(context.photo_path(row["sha256"]), caption, row["credit"], SIDES[row["side"]], taken_on)


def uncredited(context: SectionContext) -> int:
    """How many photos of the period are left out because nobody is credited."""
    return sum(not row["credit"] for row in context.rows(Query("photos")))
