"""A bulletin of about 200 pages, 200 photos and 50 tables: ours beside stock reportlab on the same content.

    python benchmarks/bench_bulletin.py [--rounds 3]

Each contender runs in a process of its own; the time counts from the composed content to the file on disk,
the parsing of fonts included, the making of the content and of the photos not. Target (docs: performance): at most
1.3 × stock reportlab, at most 150 MB resident, the file within 8% of the photos' bytes plus fonts.
The peer sets ragged lines with forbidden line starts and makes no PDF/A; ours does all that in the same time.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

from PIL import Image as Picture
from reportlab import rl_config
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, Image, PageTemplate
from reportlab.platypus import Paragraph as StockParagraph
from reportlab.platypus import Table as StockTable

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from inspector.bulletin.content import (  # noqa: E402 - the path comes first
    Align,
    Block,
    BulletinContent,
    Column,
    Heading,
    Masthead,
    Paragraph,
    PhotoGrid,
    PhotoItem,
    Table,
    Tail,
)
from inspector.bulletin.fonts import FontSet  # noqa: E402
from inspector.bulletin.render import render  # noqa: E402

SENTENCE = (
    "截至6月初，全市已开复工重点项目329个，总投资1611.89亿元，年度计划投资201.38亿元。其中，新开工项目117个，"
    "总投资140.16亿元；复工项目212个，总投资1471.73亿元。开复工率、续建项目复工率、新项目开工率分别为65.8%、91.4%、43.7%。"
)
PHOTOS, ROWS, TEXT_PER_PHOTO_ROW = 200, 12, 3
CONTENDERS = ("ours", "stock")
LEVELS = {1: "Hei", 2: "Kai"}


def draw_photos(folder: Path) -> list[Path]:
    """Photos of print size (1200 × 900, about 100 KB each), no two alike."""

    chance = random.Random(7)  # noqa: S311 - the same pictures in every run
    grain = Picture.effect_noise((1200, 900), 18).convert("RGB")
    paths = []
    for number in range(PHOTOS):
        path = folder / f"{number:03}.jpg"
        tone = Picture.new("RGB", grain.size, tuple(chance.randrange(256) for _ in range(3)))
        Picture.blend(tone, grain, 0.3).save(path, "JPEG", quality=70, comment=str(number).encode())
        paths.append(path)
    return paths


def table(number: int) -> Table:
    columns = (
        Column("序号", Align.CENTRE),
        Column("项目名称"),
        Column("总投资", unit="亿元", decimals=2),
        Column("完成", unit="亿元", decimals=2),
    )
    rows = tuple((at, f"重点项目{number}之{at}建设工程", Decimal(at) * 3, Decimal(at)) for at in range(1, ROWS + 1))
    return Table(f"重点项目清单{number}", columns, rows, total="合计", sum_columns=(2, 3))


def make_content(photos: list[Path]) -> BulletinContent:
    blocks: list[Block] = []
    for number in range(PHOTOS // 2):
        blocks.append(Heading(1 if number % 5 == 0 else 2, "项目推进情况"))
        blocks += [Paragraph(SENTENCE * 2 + f"第{number}号{at}。") for at in range(TEXT_PER_PHOTO_ROW)]
        pair = photos[2 * number : 2 * number + 2]
        blocks.append(PhotoGrid("现场照片", tuple(PhotoItem(path, "建设现场", "宣传部") for path in pair)))
        if number % 2:
            blocks.append(table(number))
    head = Masthead("项目为王工作简报", 11, "市项目发展服务中心", date(2022, 6, 10))
    return BulletinContent(head, "全市重点项目推进情况", tuple(blocks), tail=Tail("市委", "市政府", "各县区", 50))


def run_ours(content: BulletinContent, out: Path) -> int:

    return render(content, out, FontSet.bundled()).pages


def run_stock(content: BulletinContent, out: Path) -> int:
    """The same blocks with reportlab's own Paragraph, Table and Image on the same page."""

    rl_config.useA85 = 0
    for face in ("Fang", "Hei", "Kai", "Title"):
        pdfmetrics.registerFont(TTFont(face, str(ROOT / f"resources/fonts/Inspector{face}.ttf")))
    body = ParagraphStyle("b", fontName="Fang", fontSize=16, leading=28.99, firstLineIndent=32, wordWrap="CJK")
    heads = {level: ParagraphStyle("h", parent=body, fontName=face, keepWithNext=1) for level, face in LEVELS.items()}
    caption = ParagraphStyle("t", parent=body, fontName="Hei", fontSize=14, alignment=1)
    title = ParagraphStyle("n", parent=body, fontName="Title", fontSize=22, alignment=1)
    cell = ParagraphStyle("c", parent=body, fontSize=12, leading=17, firstLineIndent=0)
    story = [StockParagraph(content.masthead.name, title), StockParagraph(content.title, title)]
    for block in content.blocks:
        if isinstance(block, (Heading, Paragraph)):
            story.append(StockParagraph(block.text, heads[block.level] if isinstance(block, Heading) else body))
        elif isinstance(block, PhotoGrid):
            story += [stock_photos(block, cell), StockParagraph(block.title, caption)]
        elif isinstance(block, Table):
            story += [StockParagraph(block.title, caption), stock_table(block, cell)]
    document = BaseDocTemplate(str(out), pagesize=(595.28, 841.89))
    document.addPageTemplates([PageTemplate("p", [Frame(79.4, 99.2, 442.2, 637.8, 0, 0, 0, 0)])])
    document.build(story)
    return int(document.page)


def stock_photos(grid: PhotoGrid, cell: object) -> object:

    pictures = [Image(str(item.path), 215, 161, lazy=2) for item in grid.photos]
    captions = [StockParagraph(f"{item.caption} 供图：{item.credit}", cell) for item in grid.photos]
    return StockTable([pictures, captions], colWidths=[221, 221])


def stock_table(block: Table, cell: object) -> object:

    rows = [[column.header for column in block.columns], *block.rows]
    cells = [[StockParagraph(str(value), cell) for value in row] for row in rows]
    return StockTable(
        cells, colWidths=[60, 180, 101, 101], repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")]
    )


def measure(contender: str, folder: Path) -> None:
    """One run in this process; the result goes to standard output as JSON."""
    content = make_content(sorted(folder.glob("*.jpg")))
    out = folder / f"{contender}.pdf"
    began = time.perf_counter()
    pages = run_ours(content, out) if contender == "ours" else run_stock(content, out)
    seconds = time.perf_counter() - began
    print(json.dumps({"pages": pages, "seconds": seconds, "bytes": out.stat().st_size, "peak": peak_megabytes()}))


def peak_megabytes() -> float:
    """The largest resident size of this process; 0 where the system does not tell."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run_apart(contender: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--contender", contender, "--folder", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def compare(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        photos = sum(path.stat().st_size for path in draw_photos(folder))
        runs = [{one: run_apart(one, folder) for one in CONTENDERS} for _ in range(rounds)]
    best = {one: min((run[one] for run in runs), key=lambda run: run["seconds"]) for one in CONTENDERS}
    print(f"photos {photos / 1e6:.1f} MB")
    print(f"{'':8}{'pages':>7}{'seconds':>9}{'peak MB':>9}{'file MB':>9}{'over photos':>13}")
    for one, run in best.items():
        size, over = run["bytes"] / 1e6, run["bytes"] / photos - 1
        print(f"{one:8}{run['pages']:7}{run['seconds']:9.2f}{run['peak']:9.0f}{size:9.1f}{over:13.1%}")
    print(f"ratio   {best['ours']['seconds'] / best['stock']['seconds']:.2f} × stock reportlab (target 1.30)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--contender", choices=CONTENDERS)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.contender:
        measure(asked.contender, asked.folder)
    else:
        compare(asked.rounds)


if __name__ == "__main__":
    main()
