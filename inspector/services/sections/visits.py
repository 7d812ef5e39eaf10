"""现场巡查: how many visits, what differed from the reports, the photos and the pairs before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from inspector.bulletin.content import Align, Column, PhotoGrid, PhotoItem, Table
from inspector.services.bulletin_edits import PhotoPick
from inspector.services.frozen_tables import Measure, Query, Row
from inspector.services.section_writer import SectionWriter, plain_text
from inspector.services.sections.context import SectionContext, chinese_date, iso_short

PURPOSES = {"routine": "日常巡查", "supervision": "督查", "observation": "观摩", "recheck": "复核"}
SIDES = {"before": "整改前", "after": "整改后", None: ""}
MOST_TOLD = 8
MOST_PHOTOS = 12


def write(writer: SectionWriter, context: SectionContext) -> None:
    """Counts, the newest visits in words, the differences as a table, the photos that carry a credit."""
    visits = context.rows(Query("visits"))
    if not visits:
        writer.say(f"截至{chinese_date(context.on)}，本期没有巡查记录。")
        return
    _counts(writer)
    for row in visits[-MOST_TOLD:]:
        writer.say(_told(row))
    differing = context.rows(Query("visits", {"differs": True}))
    if differing:
        writer.add(_differences(differing))
    for grid in photo_grids(context):
        writer.add(grid)


def _counts(writer: SectionWriter) -> None:
    count = writer.count("visits", Query("visits"))
    sites = writer.count("visited_projects", Query("visits", {}, Measure.DISTINCT, "project_id"))
    photos = writer.count("photos", Query("photos"))
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


def photo_grids(context: SectionContext) -> list[PhotoGrid]:
    """Pairs first, then single photos, newest visits first; a photo without 供图/摄 is not printed."""
    rows = [row for row in reversed(context.rows(Query("photos"))) if row["credit"]]
    pairs: dict[str, list[Row]] = {}
    for row in rows:
        if row["pair"]:
            pairs.setdefault(row["pair"], []).append(row)
    paired = [sorted(two, key=lambda one: one["side"] != "before") for two in pairs.values() if len(two) > 1]
    grids = [PhotoGrid(f"{two[0]['project']}整改前后", tuple(_item(one, context) for one in two)) for two in paired]
    shown = {one["id"] for two in paired for one in two}
    singles = [row for row in rows if row["id"] not in shown][:MOST_PHOTOS]
    if singles:
        grids.append(PhotoGrid("现场巡查照片", tuple(_item(one, context) for one in singles)))
    return grids


def picked_grids(context: SectionContext, picks: Sequence[PhotoPick]) -> list[PhotoGrid]:
    """The photos that the office chose, in its order, with its captions and credits."""
    known = {row["id"]: row for row in context.rows(Query("photos"))}
    chosen = [{**known[one.id], "caption": one.caption, "credit": one.credit} for one in picks if one.id in known]
    # The grids show the newest first: turned round, the order is that of the office.
    return photo_grids(replace(context, tables={**context.tables, "photos": chosen[::-1]}))


def _item(row: Row, context: SectionContext) -> PhotoItem:
    caption = row["caption"] or row["project"]
    return PhotoItem(context.photo_path(row["sha256"]), caption, row["credit"], SIDES[row["side"]])


def uncredited(context: SectionContext) -> int:
    """How many photos of the period are left out because nobody is credited."""
    return sum(not row["credit"] for row in context.rows(Query("photos")))
