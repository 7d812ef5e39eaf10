"""However a photo was cut, in whatever order and however often its pieces come: the same bytes."""

from __future__ import annotations

import hashlib
import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.photos import PhotoStore
from inspector.photos.parts import Part, covering, kept

RAW = hashlib.shake_256(b"a photo").digest(3000)
NAME = hashlib.sha256(RAW).hexdigest()
PATH = Path("nowhere")


@st.composite
def cuts(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Pieces (begin, end) that cover all, with others that overlap and repeat, shuffled."""
    places = sorted({0, len(RAW), *draw(st.lists(st.integers(1, len(RAW) - 1), max_size=6))})
    whole = list(pairwise(places))
    pairs = st.tuples(st.integers(0, len(RAW) - 1), st.integers(1, len(RAW)))
    others = [(begin, end) for begin, end in draw(st.lists(pairs, max_size=4)) if begin < end]
    again = draw(st.lists(st.sampled_from(whole), max_size=3))
    return draw(st.permutations(whole + others + again))


@settings(max_examples=60, deadline=None)
@given(pieces=cuts(), packages=st.integers(1, 4))
def test_any_cut_in_any_order_gives_the_same_bytes(pieces: list[tuple[int, int]], packages: int) -> None:
    with tempfile.TemporaryDirectory() as folder, PhotoStore(Path(folder) / "photos") as store:
        completed: list[str] = []
        for first in range(packages):
            with store.receiving() as incoming:
                for begin, end in pieces[first::packages]:
                    incoming.part(NAME, begin, len(RAW), end - begin, [RAW[begin:end]])
                received = incoming.publish()
            completed += received.completed
        assert completed == [NAME]
        left = [path for path in Path(folder).rglob("*") if path.is_file()]
        assert left == [store.original(NAME)]
        assert left[0].read_bytes() == RAW


@settings(max_examples=200, deadline=None)
@given(
    spans=st.lists(st.tuples(st.integers(0, 12), st.integers(1, 5)), max_size=8),
    total=st.integers(1, 12),
)
def test_what_is_chosen_covers_all_or_there_is_a_hole(spans: list[tuple[int, int]], total: int) -> None:
    parts = [Part(offset, min(size, total - offset), total, "", PATH) for offset, size in spans if offset < total]
    held = {at for part in parts for at in range(part.offset, part.end)}
    chosen = covering(parts, total)
    assert bool(chosen) == (held == set(range(total)))
    assert all(one.offset < other.offset <= one.end < other.end for one, other in pairwise(chosen))


def test_only_files_named_as_parts_are_parts(tmp_path: Path) -> None:
    assert kept(tmp_path / "nowhere") == []
    part = Part(5, 10, 100, "0123456789abcdef", tmp_path / "5-10-100-0123456789abcdef")
    for name in (part.name, "5-10-100-0123456789abcdef.1f.tmp", "Thumbs.db", "-5-10-100-0123456789abcdef"):
        (tmp_path / name).write_bytes(b"")
    assert kept(tmp_path) == [part]
