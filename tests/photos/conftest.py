"""Pictures made on the spot: four coloured quadrants, so that every turn and mirror image shows."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from PIL import Image

from inspector.photos import PhotoStore, decode

pillow_heif.register_heif_opener()

QUADRANTS = ((220, 30, 30), (30, 200, 40), (40, 50, 220), (240, 230, 40))
"""Upper left, upper right, lower left, lower right of the upright picture."""

Saver = Callable[..., Path]


def quadrants(size: tuple[int, int] = (240, 160), mode: str = "RGB") -> Image.Image:
    tiny = Image.new("RGB", (2, 2))
    for number, colour in enumerate(QUADRANTS):
        tiny.putpixel((number % 2, number // 2), colour)
    return tiny.resize(size, Image.Resampling.NEAREST).convert(mode)


@pytest.fixture
def picture() -> Callable[..., Image.Image]:
    return quadrants


@pytest.fixture
def save(tmp_path: Path) -> Saver:
    """`save("a.jpg", size=…, mode=…, exif=…)` writes the quadrants and gives the path."""

    def saver(name: str, size: tuple[int, int] = (240, 160), mode: str = "RGB", **options: Any) -> Path:
        path = tmp_path / name
        quadrants(size, mode).save(path, **options)
        return path

    return saver


@pytest.fixture
def corners() -> Callable[[Path], list[tuple[int, ...]]]:
    """The quadrants' colours as they are found in a view, each as the nearest known colour."""

    def read(path: Path) -> list[tuple[int, ...]]:
        with Image.open(path) as opened:
            image = opened.convert("RGB")
        places = [
            (x, y) for y in (image.height // 4, image.height * 3 // 4) for x in (image.width // 4, image.width * 3 // 4)
        ]
        return [min(QUADRANTS, key=lambda known: _distance(known, image.getpixel(at))) for at in places]

    return read


def _distance(one: tuple[int, ...], other: Any) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


@pytest.fixture(scope="session")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PhotoStore]:
    """One worker for the tests that do not care what else is stored."""
    with PhotoStore(tmp_path_factory.mktemp("shared") / "photos") as store:
        yield store


@pytest.fixture
def prepared() -> Iterator[None]:
    """This process set up like the worker, for decoding without one."""
    before = Image.MAX_IMAGE_PIXELS
    with warnings.catch_warnings():
        decode.prepare()
        yield
    Image.MAX_IMAGE_PIXELS = before
