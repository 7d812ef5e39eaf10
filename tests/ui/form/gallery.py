"""Every kind of question and appearance in one form; tests look for cut texts, people look at the pictures.

Run by hand: `python -m tests.ui.form.gallery FOLDER` writes pictures of the gallery and of a shipped checklist.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from inspector.checklists.model import Form
from inspector.checklists.session import Session
from inspector.checklists.surroundings import Surroundings as Filling
from inspector.domain.geo import Position
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme, Workplace
from inspector.ui.widgets.form.editors import make_editor
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.rows import Evidence, ItemRow
from inspector.ui.widgets.form.sections import SectionReader
from inspector.ui.widgets.form.surroundings import Surroundings
from tests.checklists.kit import FixedClock, form
from tests.ui.form.filler import CHOICES, HEAD, VERDICTS, fill, photo, shipped
from tests.ui.kit import FakePrompts

LONG = (
    "基坑支护、临边防护、脚手架、模板支撑体系和起重机械的专项施工方案"
    "已经审批，需要论证的已组织专家论证并按论证意见修改完善"
)
ROWS = (
    ("select_one v", "judged", "临边防护栏杆连续，高度不低于 1.2 米，设挡脚板", "columns"),
    ("select_one s", "radio", "施工阶段", ""),
    ("select_one s", "cols", "施工阶段（columns）", "columns"),
    ("select_one s", "cols2", "施工阶段（columns-2）", "columns-2"),
    ("select_one g", "likert", "满意程度（likert）", "likert"),
    ("select_one s", "minimal", "施工阶段（minimal）", "minimal"),
    ("select_one s", "auto", "施工阶段（autocomplete）", "autocomplete"),
    ("select_one s or_other", "other", "施工阶段，可填其他", "columns"),
    ("select_multiple s", "many", "正在施工的部位", "columns"),
    ("rank g", "rank", "按重要程度排序", ""),
    ("text", "line", "文字", ""),
    ("text", "paragraph", "情况说明（multiline）", "multiline"),
    ("integer", "whole", "在场人数", ""),
    ("decimal", "part", "完成投资", ""),
    ("date", "day", "检查日期", ""),
    ("date", "month", "开工年月（month-year）", "month-year"),
    ("time", "clock", "检查时间", ""),
    ("dateTime", "moment", "检查日期和时间", ""),
    ("range", "slide", "形象进度", ""),
    ("acknowledge", "agree", "已向施工单位当面反馈", ""),
    ("note", "note", "以下各项由监理单位一并确认。", ""),
    ("calculate", "sum", "", ""),
    ("integer", "fixed", "合计（只读）", ""),
    ("image", "photos", "现场照片", ""),
    ("image", "sign", "签名", "signature"),
    ("image", "sketch", "示意图", "draw"),
    ("image", "marked", "照片标注", "annotate"),
    ("geopoint", "place", "位置", ""),
    ("geotrace", "trace", "围挡走向", ""),
    ("geoshape", "area", "用地范围", ""),
    ("audio", "sound", "录音", ""),
    ("file", "paper", "附件", ""),
    ("barcode", "code", "设备条码", ""),
    ("select_one v", "long", LONG, ""),
    ("select_one l", "longs", "选项很长的题", ""),
)
LISTS = (
    *VERDICTS,
    *(
        ("s", f"s{number}", text)
        for number, text in enumerate(("施工准备", "地基基础", "主体结构", "设备安装", "装饰装修", "收尾"))
    ),
    *(("g", f"g{number}", text) for number, text in enumerate(("很好", "较好", "一般", "较差"))),
    *(("l", f"l{number}", LONG) for number in range(2)),
)
ANSWERS = {
    "judged": "fail",
    "radio": "s2",
    "likert": "g1",
    "many": ["s1", "s2"],
    "rank": ["g2", "g0", "g1", "g3"],
    "line": "𡎚堎子村，㙍、䶮、𬭸",
    "whole": 1200,
    "part": "12.5",
    "day": "2026-03-02",
    "clock": "09:30",
    "slide": "65",
    "agree": True,
    "fixed": 42,
    "place": "40.6 120.35 0 5",
    "paper": "纪要.docx",
}


def gallery_form() -> Form:
    """One question of each."""
    return form(
        (
            (*HEAD, "required", "hint", "guidance_hint", "parameters", "read_only", "calculation", "单位"),
            *(_completed(one) for one in ROWS),
        ),
        (CHOICES, *LISTS),
    )


def _completed(row: tuple[str, ...]) -> tuple[str, ...]:
    name = row[1]
    parameters = "start=0 end=100 step=5" if name == "slide" else ""
    hint = "按实际情况填写" if name in {"radio", "line"} else ""
    unit = {"whole": "人", "part": "万元", "slide": "%"}.get(name, "")
    calculation = "1 + 1" if name == "sum" else ""
    required, fixed = "yes" if name == "judged" else "", "yes" if name == "fixed" else ""
    return (
        *row,
        required,
        hint,
        "JGJ 80-2016 第 4.1 条" if name == "judged" else "",
        parameters,
        fixed,
        calculation,
        unit,
    )


def surroundings(appearance: Appearance) -> Surroundings:
    """Where the gallery is shown."""
    return Surroundings(
        appearance, FakePrompts(), FixedClock(), place=Position(120.35, 40.6), author="巡查员甲", photos_beside=True
    )


def gallery_rows() -> tuple[ItemRow, ...]:
    """The rows of the gallery, answered."""
    session = Session(gallery_form(), dict(ANSWERS), Filling(clock=FixedClock()))
    evidence = {"photos": Evidence(photos=(photo(1), photo(2))), "marked": Evidence(photos=(photo(3),))}
    return SectionReader(session).read(evidence)[0].items


def editors(appearance: Appearance) -> Iterator[ItemEditor]:
    """An editor of each."""
    for row in gallery_rows():
        made = make_editor(row.question, row.entry, row.choices, surroundings(appearance), row.message)
        made.show_number(row.number)
        made.show_photos(row.evidence.photos)
        yield made


def gallery_page(appearance: Appearance, width: int = 760) -> QWidget:
    """All editors under each other, each in a card."""
    page = QWidget()
    page.setProperty("kind", "surface")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(page)
    for one in editors(appearance):
        card = QFrame()
        card.setProperty("card", "plain")
        inside = QVBoxLayout(card)
        inside.addWidget(one)
        column.addWidget(card)
    page.setFixedWidth(width)
    page.resize(width, column.totalHeightForWidth(width))
    return page


def shipped_page(appearance: Appearance) -> QWidget:
    """A section of the shipped safety checklist, one item unfit."""
    filler = fill(appearance, shipped("安全文明施工"), photos_beside=True)
    filler.section = 3
    filler.show()
    names = [one.question.name for one in filler.view.items]
    filler.session.answer(names[0], "pass")
    filler.session.answer(names[1], "fail")
    filler.session.answer(names[2], "na")
    where = filler.view.items[1].address
    filler.keep(
        where,
        note="核岛南侧基坑东边坡约 12 米临边无防护栏杆，仅拉警示带，已要求停止作业。",
        photos=(photo(1), photo(2)),
    )
    filler.view.offer_owners(("施工单位", "监理单位", "项目单位"))
    filler.view.go_to(where)
    return filler.view


def main(folder: Path) -> None:
    """Write the pictures of all themes."""
    application = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    appearance = Appearance(application, folder / "cache", Workplace.FIELD, Theme.LIGHT)
    for theme in Theme:
        appearance.choose(theme)
        page = gallery_page(appearance, 1018 if theme is Theme.LARGE else 760)
        page.show()
        application.processEvents()
        page.grab().save(str(folder / f"gallery-{theme.value}.png"))
        page.close()
        view = shipped_page(appearance)
        view.resize(1066 if theme is Theme.LARGE else 724, 620)
        application.processEvents()
        view.grab().save(str(folder / f"shipped-{theme.value}.png"))
        view.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
