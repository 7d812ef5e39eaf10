"""What is stored are the bytes given, or nothing: under mutation of the photo and under kill -9."""

from __future__ import annotations

import hashlib
import io
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from inspector.domain.errors import FormatError
from inspector.photos import PhotoStore

REPOSITORY = Path(__file__).resolve().parents[2]


def camera_jpeg() -> bytes:
    tags = Image.Exif()
    tags[Base.Make] = "Maker"
    tags[Base.Orientation] = 6
    tags.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = "2022:06:10 09:30:05"
    tags.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (40.0, 42.0, 39.0)})
    out = io.BytesIO()
    Image.effect_mandelbrot((160, 120), (-2, -1.2, 1, 1.2), 40).save(out, "JPEG", exif=tags)
    return out.getvalue()


GOOD = camera_jpeg()
mutations = st.lists(
    st.tuples(
        st.integers(0, len(GOOD) - 1), st.sampled_from(["flip", "cut", "drop", "double", "set"]), st.integers(0, 255)
    ),
    min_size=1,
    max_size=4,
)


def mutate(raw: bytes, steps: list[tuple[int, str, int]]) -> bytes:
    for at, how, value in steps:
        part = raw[at : at + 1 + value]
        raw = {
            "flip": raw[:at] + bytes(one ^ (1 << value % 8) for one in raw[at : at + 1]) + raw[at + 1 :],
            "cut": raw[: at + 1],
            "drop": raw[:at] + raw[at + 1 + value :],
            "double": raw[:at] + part + raw[at:],
            "set": raw[:at] + bytes([value]) + raw[at + 1 :],
        }[how]
    return raw


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=mutations)
def test_a_mutated_photo_is_stored_as_given_or_not_at_all(
    shared_store: PhotoStore, tmp_path: Path, steps: list[tuple[int, str, int]]
) -> None:
    check_mutated(shared_store, tmp_path / "mutated.jpg", mutate(GOOD, steps))


@pytest.mark.nightly
def test_five_thousand_mutated_photos(shared_store: PhotoStore, tmp_path: Path) -> None:
    dice = random.Random(5000)  # noqa: S311 - repeatable
    hows = ["flip", "cut", "drop", "double", "set"]
    for _ in range(5000):
        steps = [(dice.randrange(len(GOOD)), dice.choice(hows), dice.randrange(256)) for _ in range(dice.randint(1, 4))]
        check_mutated(shared_store, tmp_path / "mutated.jpg", mutate(GOOD, steps))


def check_mutated(photos: PhotoStore, source: Path, raw: bytes) -> None:
    source.write_bytes(raw)
    name = hashlib.sha256(raw).hexdigest()
    try:
        assert photos.attach(source).sha256 == name
    except FormatError:
        assert not photos.intact(name)
    else:
        assert photos.original(name).read_bytes() == raw
        with Image.open(photos.print_copy(name)) as view:
            view.load()
    assert photos.sweep() == 0


ATTACH = """
import sys
from pathlib import Path
from inspector.photos import PhotoStore
if __name__ == "__main__":
    with PhotoStore(Path(sys.argv[1])) as photos:
        for source in sorted(Path(sys.argv[2]).iterdir()):
            print(photos.attach(source).sha256, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_after_a_kill_every_final_name_holds_a_whole_photo(tmp_path: Path) -> None:
    sources, root = tmp_path / "sources", tmp_path / "photos"
    sources.mkdir()
    for number in range(40):
        Image.effect_noise((300, 200), 10 + number).save(sources / f"{number:02}.jpg")
    for patience in (1, 3, 7, 12, 21):
        kill_after(patience, root, sources)
        with PhotoStore(root) as photos:
            photos.sweep()
            stored = [path for path in (root / "originals").rglob("*") if path.is_file()]
            assert len(stored) >= patience
            assert all(photos.intact(path.name) for path in stored)


def kill_after(patience: int, root: Path, sources: Path) -> None:
    """Kill the program once it has said `patience` times that a photo is stored; those must be there."""
    command = [sys.executable, "-c", ATTACH, str(root), str(sources)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        said = [program.stdout.readline().strip() for _ in range(patience)]
        program.kill()
    with PhotoStore(root) as photos:
        assert all(photos.intact(name) for name in said)
