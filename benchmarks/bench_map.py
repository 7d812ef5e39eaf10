"""The map at 100,000 projects: reading the points, putting them in order, and the frames of a pan at every zoom level.

    python benchmarks/bench_map.py --points 100000

Frames are drawn by the widget itself into an image, as large as on a laptop of 1366 × 768; one is late from 16 ms
on (performance.md). Peer: the same points drawn one by one at the zoom level that shows them all.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import sqlite3
import statistics
import tempfile
import time
from array import array
from collections.abc import Callable
from contextlib import closing
from math import cos, pi, sin
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from benchmarks.event_loop import one_pass
from inspector.app import open_services
from inspector.domain.mercator import to_world
from inspector.domain.outlines import Outline
from inspector.domain.project_query import ProjectQuery
from inspector.services.boundaries import MOST_KEPT_POINTS
from inspector.services.workspaces import create_workspace
from inspector.storage.mbtiles import Mbtiles
from inspector.storage.workspace import WorkplaceRole
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme, Workplace
from inspector.ui.widgets.map.clusters import Clusters, Mark, Places
from inspector.ui.widgets.map.ground import OutlineLayer, TileLayer
from inspector.ui.widgets.map.map_view import MapView
from inspector.ui.widgets.map.marks import MarkPainter
from inspector.ui.widgets.map.viewport import Viewport

SIZE = QSize(934, 664)
"""The map beside its side, below the header and above the status bar of a window of 1366 × 768."""

FRAMES = 60


def timed(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def scattered(count: int) -> Places:
    """Half of the projects in towns, half anywhere in a city of 100 km."""
    draw = random.Random(1)  # noqa: S311 - a drawing
    towns = [(120.84 + draw.uniform(-0.5, 0.5), 40.71 + draw.uniform(-0.4, 0.4)) for _ in range(12)]
    xs, ys, lamps = array("d"), array("d"), bytearray()
    for at in range(count):
        town = draw.choice(towns)
        spread = 0.02 if at % 2 else 0.5
        x, y = to_world(town[0] + draw.gauss(0, spread), town[1] + draw.gauss(0, spread))
        xs.append(x)
        ys.append(y)
        lamps.append(draw.choice((0, 1, 2, 3, 3, 3)))
    return Places(xs, ys, bytes(lamps))


def coast() -> OutlineLayer:
    """Eight areas with as many points as a layer may have, wandering as coasts do."""
    draw = random.Random(2)  # noqa: S311 - a drawing
    areas = []
    for at in range(8):
        ring, radius = [], 0.15
        for step in range(MOST_KEPT_POINTS // 8):
            radius = min(max(radius + draw.gauss(0, 0.000_6), 0.05), 0.3)
            turn = 2 * pi * step / (MOST_KEPT_POINTS // 8)
            ring.append((120.2 + at % 4 * 0.4 + radius * cos(turn), 40.5 + at // 4 * 0.4 + radius * sin(turn)))
        areas.append(Outline(f"区{at}", ((*ring, ring[0]),)))
    return OutlineLayer(areas)


def tiles(path: Path) -> Mbtiles:
    """A map file of the city down to level 13."""
    made = io.BytesIO()
    Image.effect_noise((256, 256), 40).convert("RGB").save(made, "PNG")
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE metadata (name text, value text)")
        db.execute("CREATE TABLE tiles (zoom_level int, tile_column int, tile_row int, tile_data blob)")
        db.execute("CREATE UNIQUE INDEX at ON tiles (zoom_level, tile_column, tile_row)")
        for zoom in range(8, 14):
            x, y = (int(one * 2**zoom) for one in to_world(120.84, 40.71))
            reach = min(2 ** (zoom - 7), 24)
            db.executemany(
                "INSERT INTO tiles VALUES (?, ?, ?, ?)",
                (
                    (zoom, column, 2**zoom - 1 - row, made.getvalue())
                    for column in range(x - reach, x + reach)
                    for row in range(y - reach, y + reach)
                ),
            )
    return Mbtiles.open(path)


def frames(view: MapView, zoom: float) -> list[float]:
    """Milliseconds of each frame of a pan across the city."""
    x, y = to_world(120.84, 40.71)
    image = QImage(SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    view.look_at(Viewport(x, y, zoom, SIZE.width(), SIZE.height()))
    view.render(image)
    taken = []
    for at in range(FRAMES):

        def frame(at: int = at) -> None:
            view.look_at(view.view.panned(24 if at // 10 % 2 else -24, 7))
            view.render(image)
            one_pass()  # what the threads have loaded is taken in between two frames

        taken.append(timed(frame) * 1_000)
    return taken


def told(name: str, taken: list[float]) -> None:
    p95 = sorted(taken)[int(len(taken) * 0.95)]
    print(f"{name:<34} median {statistics.median(taken):6.1f}  p95 {p95:6.1f}  worst {max(taken):6.1f} ms")


def naive(places: Places, view: MapView) -> float:
    """Milliseconds of one frame without clusters."""
    painter_of, image = MarkPainter(view._appearance.tokens, 1.0), QImage(SIZE, QImage.Format.Format_ARGB32)  # noqa: SLF001

    def draw() -> None:
        painter = QPainter(image)
        for x, y, lamp in zip(places.xs, places.ys, places.lamps, strict=True):
            counts = tuple(int(one == lamp) for one in range(4))
            mark = Mark(0, x, y, counts, 0)  # type: ignore[arg-type]
            painter_of.paint(painter, QPointF(*view.view.to_screen(x, y)), mark, 9.0, chosen=False)
        painter.end()

    return timed(draw) * 1_000


def reading(folder: Path, count: int) -> None:
    """From the database to points, the first time and again."""
    path = folder / "ws"
    create_workspace(path, role=WorkplaceRole.OFFICE, device_name="bench", city="huludao").close()
    with open_services(path) as services:
        services.examples.synthesize(count, 1)
        first = timed(lambda: services.map_points.points(ProjectQuery()))
        again = [timed(lambda: services.map_points.points(ProjectQuery())) * 1_000 for _ in range(3)]
        found = [timed(lambda: services.map_points.points(ProjectQuery(text="绥中"))) * 1_000 for _ in range(3)]
    print(
        f"points of {count:,}: first {first:.2f} s with all lamps, again {min(again):.0f} ms, 绥中 {min(found):.0f} ms"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--points", type=int, default=100_000)
    asked.add_argument("--read", action="store_true", help="also read as many projects from a synthetic workspace")
    given = asked.parse_args()
    application = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        appearance = Appearance(application, folder / "cache", Workplace.FIELD, Theme.LIGHT)
        view = MapView(appearance)
        view.resize(SIZE)
        places = scattered(given.points)
        made: list[Clusters] = []
        print(f"order of {given.points:,} places: {timed(lambda: made.append(Clusters(places))):.2f} s")
        view.show_places(made[0], [f"项目 {at}" for at in range(given.points)], lambda _mark: ())
        for zoom in (6, 9, 11, 13, 15, 17):
            taken = frames(view, zoom)
            told(f"paper, zoom {zoom}, {len(view.scene.marks(view.view))} marks", taken)
        print(f"without clusters: {naive(places, view):.0f} ms a frame")
        view.show_outlines([coast()], "审图号：GS(2022)1号")
        for zoom in (7, 9, 12):
            told(f"boundaries of {MOST_KEPT_POINTS:,}, zoom {zoom}", frames(view, zoom))
        with closing(tiles(folder / "a.mbtiles")) as source:
            view.show_outlines([], "")
            view.show_tiles([(TileLayer("a", (8, 13)), source)])
            for zoom in (9, 11, 13):
                told(f"tiles while loading, zoom {zoom}", frames(view, zoom))
            view.stop()
        view.close()
        if given.read:
            reading(folder, given.points)


if __name__ == "__main__":
    main()
