from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.bars import Bar
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.chip import Chip
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.flow import FlowLayout
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.key_cap import KeyCap
from inspector.ui.widgets.paragraph import Paragraph
from inspector.ui.widgets.plain import plain_label, restyle, rule
from inspector.ui.widgets.row_list import RowList
from inspector.ui.widgets.two_line_row import TwoLineDelegate, TwoLineRow

pytestmark = pytest.mark.usefixtures("appearance")
NAME = "葫芦岛连石化工有限责任公司年产3.5万吨苯二胺项目"


def shown(qtbot: QtBot, widget: QWidget, width: int, height: int = 60) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    qtbot.waitExposed(widget)


def test_a_long_name_ends_in_dots_and_is_told_whole(qtbot: QtBot) -> None:
    label = ElidedLabel(NAME)
    shown(qtbot, label, 120)
    assert label.text() != NAME
    assert label.text().endswith("…")
    assert label.toolTip() == label.full_text == label.accessibleName() == NAME
    label.resize(label.sizeHint().width(), 30)
    assert label.text() == NAME
    assert label.toolTip() == ""


def test_a_name_like_markup_is_told_to_the_letter(appearance: Appearance, qtbot: QtBot) -> None:
    named = '<b>滨海</b><img src="x.png"> 二期 & 配套'
    label = ElidedLabel(named)
    shown(qtbot, label, 40)
    rows: RowList[TwoLineRow] = RowList("项目", TwoLineDelegate(appearance))
    shown(qtbot, rows, 300)
    rows.show_rows([TwoLineRow("1", named)], marks_first=True)
    for tip in (label.toolTip(), rows.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)):
        read = QTextDocument()
        read.setHtml(tip)
        assert read.toPlainText() == named
        assert "<img" not in tip
    assert rows.model().index(0, 0).data() == named


def test_a_short_name_stays_whole_in_a_row(qtbot: QtBot) -> None:
    host = QWidget()
    row = QHBoxLayout(host)
    label = ElidedLabel("兴城市", "title")
    row.addWidget(label)
    row.addStretch(1)
    shown(qtbot, host, 500)
    assert label.text() == "兴城市"
    label.set_text(NAME)
    qtbot.waitUntil(lambda: label.text() == NAME)


def test_larger_letters_are_cut_anew(appearance: Appearance, qtbot: QtBot) -> None:
    label = ElidedLabel(NAME)
    shown(qtbot, label, 10)
    label.resize(label.sizeHint().width(), 30)
    assert label.text() == NAME
    appearance.choose(Theme.LARGE)
    qtbot.waitUntil(lambda: label.text().endswith("…"))


def test_a_dot_in_the_middle_keeps_the_end(qtbot: QtBot) -> None:
    label = ElidedLabel(NAME, mode=Qt.TextElideMode.ElideMiddle)
    shown(qtbot, label, 160)
    assert label.text().endswith("项目")


def test_a_card_has_a_title_row(qtbot: QtBot) -> None:
    card = Card("待巡查", "6 个")
    button = QPushButton("看路线")
    card.add_at_title(button)
    card.body.addWidget(rule(upright=True))
    shown(qtbot, card, 400)
    assert button.x() > card.note.x() > card.title.x()
    assert card.accessibleName() == "待巡查"
    bare = Card(kind="well")
    shown(qtbot, bare, 100)
    assert bare.property("card") == "well"


def test_chips_flow_into_lines(qtbot: QtBot) -> None:
    host = QWidget()
    flow = FlowLayout(host)
    chips = [Chip(name, 10) for name in ("全部", "葫芦岛", "抚顺", "丹东")]
    for chip in chips:
        flow.addWidget(chip)
    shown(qtbot, host, 600)
    assert len({chip.y() for chip in chips}) == 1
    assert flow.heightForWidth(600) == chips[0].height()
    host.resize(chips[1].width() + 10, 300)
    qtbot.waitUntil(lambda: len({chip.y() for chip in chips}) >= 3)
    rooms = [chip.geometry() for chip in chips]
    assert not any(one.intersects(other) for at, one in enumerate(rooms) for other in rooms[:at])
    assert flow.minimumSize().width() <= host.width()
    assert flow.itemAt(4) is None
    assert flow.takeAt(4) is None


def test_a_hidden_or_removed_chip_leaves_no_gap(qtbot: QtBot) -> None:
    host = QWidget()
    flow = FlowLayout(host)
    first, second = Chip("全部"), Chip("红")
    flow.addWidget(first)
    flow.addWidget(second)
    shown(qtbot, host, 400)
    first.hide()
    qtbot.waitUntil(lambda: second.x() == 0)
    flow.removeWidget(first)
    assert flow.count() == 1
    assert flow.expandingDirections() == Qt.Orientation(0)
    first.deleteLater()


def test_a_paragraph_grows_with_its_lines(appearance: Appearance, qtbot: QtBot) -> None:
    paragraph = Paragraph(appearance, NAME * 3)
    shown(qtbot, paragraph, 300)
    narrow, wide = paragraph.heightForWidth(200), paragraph.heightForWidth(800)
    assert narrow > wide > 0
    assert paragraph.accessibleName() == NAME * 3
    paragraph.show_text("短")
    assert paragraph.heightForWidth(200) < wide
    assert paragraph.heightForWidth(200) >= 1.6 * appearance.tokens.body


def test_a_paragraph_shows_markup_as_it_is(appearance: Appearance, qtbot: QtBot) -> None:
    paragraph, plain = Paragraph(appearance, "<h1>大</h1>"), Paragraph(appearance, "四个大字好吗")
    for one in (paragraph, plain):
        shown(qtbot, one, 300)
    assert paragraph.heightForWidth(300) == plain.heightForWidth(300)


def test_a_paragraph_is_written_in_the_ink_of_the_theme(appearance: Appearance, qtbot: QtBot) -> None:
    host = QWidget()
    host.setProperty("kind", "surface")
    down = QVBoxLayout(host)
    down.addWidget(Paragraph(appearance, "■■■■", tone="red"))
    appearance.choose(Theme.DARK)
    shown(qtbot, host, 300, 80)
    image = host.grab().toImage()
    red = QColor(appearance.tokens.red)
    assert any(image.pixelColor(x, y) == red for x in range(60) for y in range(image.height()))


def test_a_bar_is_as_long_as_its_share(appearance: Appearance, qtbot: QtBot) -> None:
    bar = Bar(appearance, "开复工率", 10)
    shown(qtbot, bar, 100, 10)
    bar.show_share(0.25, mark=0.6)
    image = bar.grab().toImage()
    tokens = appearance.tokens
    colours = [image.pixelColor(x, 5).name().upper() for x in range(100)]
    assert colours.count(tokens.bar) == 25
    assert colours.count(tokens.ink) == 2
    assert bar.accessibleName() == "开复工率 25%"


def test_a_bar_never_leaves_its_track(appearance: Appearance, qtbot: QtBot) -> None:
    bar = Bar(appearance, "投资完成率", 10)
    shown(qtbot, bar, 100, 10)
    for share, filled in ((1.4, 100), (-0.2, 0)):
        bar.show_share(share)
        image = bar.grab().toImage()
        assert [image.pixelColor(x, 5).name().upper() for x in range(100)].count(appearance.tokens.bar) == filled


def test_icons_beside_words_follow_the_theme(appearance: Appearance, qtbot: QtBot) -> None:
    label = IconLabel(appearance, "warning", "amber")
    shown(qtbot, label, 16, 16)
    light = label.grab().toImage()
    label.show_icon("check", "green")
    assert label.grab().toImage() != light
    appearance.choose(Theme.LARGE)
    assert label.sizeHint().width() == appearance.tokens.icon_small


def test_labels_take_roles_and_tones(appearance: Appearance, qtbot: QtBot) -> None:
    label = plain_label("驾驶舱", "title", "ink3")
    shown(qtbot, label, 100)
    assert label.font().pixelSize() == appearance.tokens.title
    assert label.palette().windowText().color().name() == appearance.tokens.ink3.lower()
    restyle(label, tone="red")
    assert label.palette().windowText().color().name() == appearance.tokens.red.lower()
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_key_cap_is_as_wide_as_its_key(qtbot: QtBot) -> None:
    small, wide = KeyCap("1"), KeyCap("Ctrl+Enter")
    for one in (small, wide):
        shown(qtbot, one, 10)
    assert wide.sizeHint().width() > small.sizeHint().width()
    assert isinstance(small, QLabel)
