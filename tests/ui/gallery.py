"""Every shared widget on one page, as components.png has them; tests look for cut texts, people look at the picture.

Run by hand: `python -m tests.ui.gallery FOLDER` writes one picture per theme.
"""

from __future__ import annotations

import sys
from datetime import time
from pathlib import Path

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from inspector.domain.lamps import Lamp, LampColour, LampState
from inspector.domain.reasons import reason
from inspector.ui.prompts import Notice
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme, Workplace, tokens_of
from inspector.ui.widgets.answer_button import AnswerButton, AnswerMark
from inspector.ui.widgets.badge import Badge, BadgeTone, tier_badge
from inspector.ui.widgets.bars import Bar
from inspector.ui.widgets.buttons import Button, ButtonKind, icon_button, with_key
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.chip import Chip
from inspector.ui.widgets.empty_state import EmptyState
from inspector.ui.widgets.error_panel import ErrorPanel
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.figure_link import FigureLink
from inspector.ui.widgets.flow import FlowLayout
from inspector.ui.widgets.inputs import Combo, DateField, WholeNumberBox
from inspector.ui.widgets.lamp import LampLabel, LampSign, paint_sign, sign_of
from inspector.ui.widgets.paragraph import Paragraph
from inspector.ui.widgets.plain import plain_label, rule
from inspector.ui.widgets.progress_strip import ProgressStrip
from inspector.ui.widgets.save_chip import SaveChip
from inspector.ui.widgets.toast import ToastStrip
from inspector.ui.widgets.typed_text import TypedText


def lamps() -> tuple[Lamp, ...]:
    """One lamp of each look."""

    def lamp(colour: LampColour, state: LampState, left: int | None = None) -> Lamp:
        return Lamp(colour, state, reason("domain.lamp_pending"), days_left=left)

    none, busy = LampColour.NONE, LampState.IN_PROGRESS
    return (
        lamp(LampColour.GREEN, LampState.FINISHED, 3),
        lamp(LampColour.YELLOW, busy, 2),
        lamp(LampColour.RED, busy, -2),
        lamp(LampColour.RED, LampState.LATE, -4),
        lamp(none, busy, 12),
        lamp(none, LampState.STOPPED, 5),
        lamp(none, LampState.PENDING),
        lamp(none, LampState.NOT_APPLICABLE),
    )


class LampRow(QWidget):
    """The signs of all lamps in the cells of one row, in the colours of a theme of its own."""

    def __init__(self, theme: Theme, signs: tuple[LampSign, ...]) -> None:
        super().__init__()
        self._tokens = tokens_of(theme, Workplace.OFFICE)
        self._signs = signs
        self.setMinimumHeight(40)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        tokens, width = self._tokens, self.width() / len(self._signs)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        for column, sign in enumerate(self._signs):
            cell = QRectF(column * width + 1, 1, width - 8, self.height() - 2)
            if sign.tint:
                painter.fillRect(cell, QColor(tokens.colour(sign.tint)))
            paint_sign(painter, cell.adjusted(8, 0, 0, 0), sign, tokens, 13)
        painter.end()


class Gallery(QWidget):
    """The page."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.appearance = appearance
        self.setProperty("kind", "canvas")
        page = QGridLayout(self)
        page.setContentsMargins(24, 16, 24, 16)
        page.setSpacing(12)
        page.addWidget(plain_label("组件", "title"), 0, 0)
        page.addWidget(self._lamps(), 1, 0, 1, 6)
        page.addWidget(self._buttons(), 2, 0, 1, 3)
        page.addWidget(self._answers(), 2, 3, 1, 3)
        page.addWidget(self._empty(), 3, 0, 1, 2)
        page.addWidget(self._work(), 3, 2, 1, 2)
        page.addWidget(self._errors(), 3, 4, 1, 2)
        for column in range(6):
            page.setColumnStretch(column, 1)

    def fit(self) -> None:
        """As wide as a small laptop, as high as it needs to be."""
        self.ensurePolished()
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(QSize(1366, max(864, layout.totalHeightForWidth(1366))))

    def _lamps(self) -> QWidget:
        card = Card("灯：颜色 + 形状 + 字 + 天数")
        signs = tuple(sign_of(one) for one in lamps())
        for theme in Theme:
            card.body.addWidget(LampRow(theme, signs))
        row = QHBoxLayout()
        for sign in signs:
            row.addWidget(LampLabel(self.appearance, sign, asks=sign is signs[2]))
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _buttons(self) -> QWidget:
        look = self.appearance
        card = Card("按钮和输入")
        row = FlowLayout()
        kinds = (("主要", ButtonKind.PRIMARY), ("次要", ButtonKind.SECONDARY), ("文字按钮", ButtonKind.TEXT))
        for text, kind in (*kinds, ("删除", ButtonKind.DANGER)):
            row.addWidget(Button(look, text, kind))
        off = Button(look, "不可用")
        off.setEnabled(False)
        row.addWidget(off)
        row.addWidget(with_key(Button(look, "导出", icon_name="export"), "Ctrl+E"))
        row.addWidget(icon_button(look, "undo", "撤销", "Ctrl+Z"))
        card.body.addLayout(row)
        card.body.addLayout(self._filters())
        card.body.addLayout(self._fields())
        return card

    def _filters(self) -> FlowLayout:
        row = FlowLayout()
        chip = Chip("全部", 42)
        chip.setChecked(True)
        region = Combo("地区")
        region.addItems(["全部地区", "绥中县"])
        for one in (chip, Chip("红", 4), region, DateField(self.appearance, "期限"), WholeNumberBox("人数")):
            row.addWidget(one)
        return row

    def _fields(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Field(self.appearance, "项目名称", QLineEdit("徐大堡核电4号机组")))
        wrong = Field(self.appearance, "总投资（万元）", QLineEdit("499.99"), note="由台账带出")
        wrong.show_error("低于 500 万元门槛，没有入库。改数，或选“例外”并写原因。")
        row.addWidget(wrong)
        return row

    def _answers(self) -> QWidget:
        look = self.appearance
        card = Card("作答键")
        for checked in (True, False):
            row = QHBoxLayout()
            words = (("合格", AnswerMark.GOOD), ("不合格", AnswerMark.BAD), ("不适用", AnswerMark.NEITHER))
            for number, (text, mark) in enumerate(words, 1):
                answer = AnswerButton(look, text, mark, str(number))
                answer.setChecked(checked)
                row.addWidget(answer)
            card.body.addLayout(row)
        card.body.addWidget(plain_label("保存状态", "section"))
        chips = FlowLayout()
        good, quiet, bad = (SaveChip(look) for _ in range(3))
        good.saved(time(10, 32))
        bad.failed("磁盘已满")
        for one in (good, quiet, bad, Badge("冲突 1", BadgeTone.AMBER), tier_badge(real=True), tier_badge(real=False)):
            chips.addWidget(one)
        card.body.addLayout(chips)
        card.body.addWidget(FigureLink(look, "329 / 500 个"))
        bar = Bar(look, "开复工率", 16)
        bar.show_share(0.658, mark=0.417)
        card.body.addWidget(bar)
        return card

    def _empty(self) -> QWidget:
        card = Card()
        text = "把巡查员交回的文件拖到这里，可一次多个。"
        card.body.addWidget(EmptyState(self.appearance, "package", "还没有巡查包", text, ("添加巡查包", "plus")))
        return card

    def _work(self) -> QWidget:
        card = Card("长任务")
        strip = ProgressStrip(self.appearance, "正在导入台账.xlsx", "取消则一行也不写入。")
        strip.show_progress(310, 500, 4)
        card.body.addWidget(strip)
        card.body.addWidget(rule())
        card.body.addWidget(
            Paragraph(self.appearance, "徐大堡核电4号机组核岛浇灌第一罐混凝土；省产业技术研究院项目通过验收。")
        )
        card.body.addWidget(TypedText("情况说明", "核岛南侧基坑东边坡约 12 米临边无防护栏杆。"))
        return card

    def _errors(self) -> QWidget:
        card = Card("出错时说三件事")
        notice = Notice(
            "巡查-04 没有导入",
            happened="照片 IMG_0312.jpg 与清单不符",
            kept="本库没有变化",
            advice="请巡查-04 重新导出一份",
            details="sha256",
        )
        card.body.addWidget(ErrorPanel(self.appearance, notice))
        card.body.addStretch(1)
        host = QWidget()
        host.setMinimumHeight(80)
        toast = ToastStrip(host, self.appearance)
        toast.show_text("高处作业 4 项已记为合格")
        card.body.addWidget(host)
        return card


def main(folder: Path) -> None:
    """Write a picture per theme."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    appearance = Appearance(application, folder / "cache", Workplace.OFFICE, Theme.LIGHT)
    gallery = Gallery(appearance)
    for theme in Theme:
        appearance.choose(theme)
        gallery.fit()
        gallery.show()
        application.processEvents()
        gallery.grab().save(str(folder / f"gallery-{theme}.png"))
    gallery.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
