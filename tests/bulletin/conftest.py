"""A rich issue made from the published figures of June 2022, photos drawn for the tests, and PDF measuring."""

from __future__ import annotations

import ctypes
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from PIL import Image, ImageDraw

from inspector.bulletin.content import (
    Align,
    Annex,
    Bar,
    BarChart,
    Block,
    BulletinContent,
    Column,
    Heading,
    LampCell,
    LampColour,
    LampMatrix,
    LampRow,
    Masthead,
    Paragraph,
    PhotoGrid,
    PhotoItem,
    ProgressChart,
    Segment,
    Table,
    Tail,
)
from inspector.bulletin.fonts import FontSet
from inspector.bulletin.render import render
from inspector.bulletin.report import RenderReport

OVERALL = (
    "2022年，葫芦岛市计划实施500万元以上重点项目500个，总投资2619.8亿元，年度计划投资325.1亿元。截至6月初，"
    "全市已开复工重点项目329个，总投资1611.89亿元，年度计划投资201.38亿元。其中，新开工项目117个，总投资"
    "140.16亿元，年度计划投资50.80亿元；复工项目212个，总投资1471.73亿元，年度计划投资150.58亿元。开复工率、"
    "续建项目复工率、新项目开工率分别为65.8%、91.4%、43.7%。"
)
SITES = (
    "徐大堡核电4号机组核岛浇灌第一罐混凝土；葫芦岛连石化工有限责任公司年产3.5万吨苯二胺项目日前顺利通过竣工"
    "联合验收，具备投料试车条件；辽宁先达农化三期工程建设紧锣密鼓，东部垃圾焚烧发电综合处理厂工程主体设备全部"
    "安装到位；绥中四方台、下骆驼、西沟3个风电项目建设接近尾声。"
)
STEWARDS = (
    "全市研究起草《葫芦岛市2022年市领导包保重点项目工作方案》，以项目建设为统领，以解决问题为导向，以领导包保为"
    "保障，围绕73个有重大牵动性的重点项目建立市领导包保项目清单，全力以赴推进重点项目建设。"
)
APPROVAL = (
    "创新“拿地即开工”审批模式，新建社会投资一般工业类建设项目相关审批时限由原来的85个工作日缩短至45个工作日，"
    "落实企业投资项目帮办代办、承诺制、容缺受理，强化要素保障。"
)

OVERVIEW = Table(
    title="全市重点项目开复工情况",
    columns=(
        Column("类别"),
        Column("项目", unit="个"),
        Column("总投资", unit="亿元"),
        Column("年度计划投资", unit="亿元"),
    ),
    rows=(
        ("新开工项目", 117, Decimal("140.16"), Decimal("50.80")),
        ("复工项目", 212, Decimal("1471.73"), Decimal("150.58")),
    ),
    total="合计",
    sum_columns=(1, 2, 3),
    note="开复工率329÷500为65.8%。",
)
FAMILY = ProgressChart(
    "续建项目复工与新项目开工",
    (
        Segment("续建项目复工率", Decimal(212), Decimal(232), "212/232，91.4%"),
        Segment("新项目开工率", Decimal(117), Decimal(268), "117/268，43.7%"),
    ),
)
RATES = BarChart(
    "开复工率",
    (
        Bar("全市开复工率", Decimal("65.8"), "65.8%（329/500）"),
        Bar("续建项目复工率", Decimal("91.4"), "91.4%（212/232）"),
        Bar("新项目开工率", Decimal("43.7"), "43.7%（117/268）"),
    ),
    unit="%",
    maximum=Decimal(100),
    line=Decimal("43.8"),
    line_label="时间进度43.8%",
)
INVESTMENT = BarChart(
    "总投资与年度计划投资",
    (
        Bar("新开工项目", Decimal("140.16"), "140.16", Decimal("50.80")),
        Bar("复工项目", Decimal("1471.73"), "1471.73", Decimal("150.58")),
    ),
    unit="亿元",
    first_label="总投资",
    second_label="年度计划投资",
)
STEPS = ("立项", "用地预审", "规划许可", "环评", "能评", "施工图", "施工许可")


def lamp_matrix(count: int) -> LampMatrix:
    cells = (
        LampCell(LampColour.GREEN, "", finished=True),
        LampCell(LampColour.RED, "逾4", finished=True),
        LampCell(LampColour.RED, "超12"),
        LampCell(LampColour.YELLOW, "剩3"),
        LampCell(LampColour.OPEN, "剩30"),
        LampCell(LampColour.STOPPED),
        LampCell(LampColour.PENDING),
        LampCell(LampColour.NOT_APPLICABLE),
        LampCell(LampColour.YELLOW, "今天"),
    )
    names = ("徐大堡核电4号机组", "年产3.5万吨苯二胺项目", "东部垃圾焚烧发电综合处理厂工程", "绥中四方台风电项目")
    rows = tuple(
        LampRow(names[at % len(names)], tuple(cells[(at + step) % len(cells)] for step in range(len(STEPS))))
        for at in range(count)
    )
    return LampMatrix("重点项目审批亮灯", STEPS, rows)


def ledger(count: int, *, title: str = "重点项目清单") -> Table:
    rows = tuple(
        (number, f"重点项目{number}号工程", "精细化工" if number % 3 else "装备制造", Decimal(number) * Decimal("1.25"))
        for number in range(1, count + 1)
    )
    columns = (
        Column("序号", Align.CENTRE, width=0.1),
        Column("项目名称"),
        Column("领域", Align.CENTRE),
        Column("总投资", unit="亿元", decimals=2),
    )
    return Table(title, columns, rows, total="合计", sum_columns=(3,))


def draw_photo(path: Path, seed: int, size: tuple[int, int] = (1200, 900)) -> Path:
    """A building site in a few strokes, with grain, so that the JPEG is as heavy as a photo."""
    chance = random.Random(seed)  # noqa: S311 - a drawing
    width, height = size
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, height * 2 // 3, width, height), fill=(150, 120, 90))
    for _ in range(6):
        left, top = chance.randrange(width), chance.randrange(height // 3, height * 2 // 3)
        box = (left, top, left + width // 8, height * 4 // 5)
        pen.rectangle(box, fill=tuple(chance.randrange(90, 220) for _ in range(3)), outline=(40, 40, 40), width=4)
    grain = Image.effect_noise(size, 24).convert("RGB")
    Image.blend(image, grain, 0.18).save(path, "JPEG", quality=82)
    return path


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    folder = tmp_path_factory.mktemp("photos")
    sizes = ((1200, 900), (1200, 900), (900, 1200), (1600, 900))
    return tuple(draw_photo(folder / f"p{at}.jpg", at, size) for at, size in enumerate(sizes))


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    return FontSet.bundled()


def inspection(photos: tuple[Path, ...]) -> PhotoGrid:
    credit = "葫芦岛市委宣传部"
    items = (
        PhotoItem(photos[0], "临边防护缺失", credit, "整改前"),
        PhotoItem(photos[1], "临边防护已按要求设置", credit, "整改后"),
        PhotoItem(photos[2], "南票光伏新能源项目支架安装", "供图：葫芦岛市委宣传部"),
        PhotoItem(photos[3].with_name("缺失.jpg"), "建设中的山海天项目", credit),
    )
    return PhotoGrid("现场巡查与整改", items)


@pytest.fixture(scope="session")
def rich(photos: tuple[Path, ...]) -> BulletinContent:
    blocks: tuple[Block, ...] = (
        Heading(1, "总体情况"),
        Paragraph(OVERALL),
        OVERVIEW,
        Paragraph(SITES),
        FAMILY,
        RATES,
        Heading(1, "现场巡查"),
        Heading(2, "巡查与整改"),
        Paragraph(SITES + STEWARDS),
        inspection(photos),
        Heading(2, "问题清单与销号"),
        Heading(3, "在办问题"),
        Paragraph(STEWARDS),
        Heading(4, "逾期问题"),
        Paragraph(APPROVAL),
        Heading(1, "审批亮灯"),
        Paragraph(APPROVAL),
        lamp_matrix(14),
        Heading(1, "投资完成与比对"),
        INVESTMENT,
        Paragraph(OVERALL),
        Heading(1, "下步工作"),
        Paragraph(STEWARDS * 2),
        Paragraph(APPROVAL * 2),
    )
    return BulletinContent(
        masthead=Masthead(
            name="项目为王工作简报",
            issue_number=11,
            organization="葫芦岛市项目发展服务中心",
            issued_on=date(2022, 6, 10),
            total_number=35,
            secrecy="内部资料",
            number="编号：000011",
        ),
        title="全市开复工重点项目329个开复工率达到65.8%",
        blocks=blocks,
        annexes=(Annex("2022年葫芦岛市重点项目清单", (Paragraph(APPROVAL), ledger(60))),),
        tail=Tail(
            report_to="市委、市人大常委会、市政府、市政协有关领导",
            send_to="各县（市）区人民政府，各开发区、园区管委会，市直有关部门",
            issue_to="各重点项目单位",
            copies=120,
        ),
        mark="合成数据",
        keywords=("重点项目", "简报"),
    )


@pytest.fixture(scope="session")
def plain(rich: BulletinContent) -> BulletinContent:
    """The same masthead with one paragraph."""
    return replace(rich, blocks=(Paragraph(OVERALL),), annexes=(), tail=None, mark="")


Printer = Callable[[BulletinContent], "Printed"]


@dataclass(frozen=True)
class Glyph:
    """A printed character: its ink box and the origin (x, baseline) in points from the page's lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    baseline: float
    size: float
    font: str


@dataclass(frozen=True)
class Shape:
    """A drawn object: kind, box and colours (R, G, B in 0–1; None when not filled or stroked)."""

    kind: int
    box: tuple[float, float, float, float]
    fill: tuple[float, float, float]
    stroke: tuple[float, float, float]


@dataclass(frozen=True)
class Printed:
    """A finished bulletin to be measured."""

    report: RenderReport

    @contextmanager
    def page(self, number: int) -> Iterator[pdfium.PdfPage]:
        document = pdfium.PdfDocument(self.report.path)
        try:
            yield document[number - 1]
        finally:
            document.close()

    def text(self, number: int) -> str:
        with self.page(number) as page:
            return str(page.get_textpage().get_text_range()).replace("\r\n", "\n")

    def texts(self) -> list[str]:
        return [self.text(number) for number in range(1, self.report.pages + 1)]

    def glyphs(self, number: int) -> list[Glyph]:
        """The characters with ink, in the order of the text."""
        with self.page(number) as page:
            text = page.get_textpage()
            every = (_glyph(text, at) for at in range(text.count_chars()))
            return [glyph for glyph in every if glyph.text.strip()]

    def lines(self, number: int) -> dict[float, list[Glyph]]:
        """The glyphs by baseline (rounded to 1/10 pt), from the top, each line from the left."""
        found: dict[float, list[Glyph]] = {}
        for glyph in self.glyphs(number):
            found.setdefault(round(glyph.baseline, 1), []).append(glyph)
        return {at: sorted(found[at], key=lambda one: one.x) for at in sorted(found, reverse=True)}

    def shapes(self, number: int) -> list[Shape]:
        with self.page(number) as page:
            return [_shape(one) for one in page.get_objects()]

    def find(self, number: int, text: str) -> list[Glyph]:
        """The glyphs of the first place where `text` stands on the page."""
        glyphs = self.glyphs(number)
        at = "".join(one.text for one in glyphs).index("".join(text.split()))
        return glyphs[at : at + len("".join(text.split()))]


def _glyph(text: pdfium.PdfTextPage, at: int) -> Glyph:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium_c.FPDFText_GetCharOrigin(text.raw, at, x, y)
    name = ctypes.create_string_buffer(128)
    pdfium_c.FPDFText_GetFontInfo(text.raw, at, name, 128, None)
    size = pdfium_c.FPDFText_GetFontSize(text.raw, at)
    font = name.value.decode("latin-1").partition("+")[2]
    left, bottom, right, top = text.get_charbox(at)
    return Glyph(text.get_text_range(at, 1), left, bottom, right, top, x.value, y.value, size, font)


def _shape(one: pdfium.PdfObject) -> Shape:
    return Shape(
        one.type,
        one.get_bounds(),
        _colour(one, pdfium_c.FPDFPageObj_GetFillColor),
        _colour(one, pdfium_c.FPDFPageObj_GetStrokeColor),
    )


def _colour(one: pdfium.PdfObject, ask: Callable[..., int]) -> tuple[float, float, float]:
    parts = [ctypes.c_uint(0) for _ in range(4)]
    ask(one.raw, *parts)
    return (parts[0].value / 255, parts[1].value / 255, parts[2].value / 255)


@pytest.fixture
def printer(tmp_path: Path, fonts: FontSet) -> Printer:
    def printed(content: BulletinContent) -> Printed:
        return Printed(render(content, tmp_path / "bulletin.pdf", fonts))

    return printed


@pytest.fixture(scope="session")
def issue(rich: BulletinContent, fonts: FontSet, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The rich issue, printed once for all that measure it."""
    return Printed(render(rich, tmp_path_factory.mktemp("issue") / "bulletin.pdf", fonts))
