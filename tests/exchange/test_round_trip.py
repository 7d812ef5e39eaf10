"""What was put in comes out: every operation byte for byte, every photo, over any volumes in any order."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.errors import StorageError
from inspector.domain.operation import DELETE, WHOLE, Operation
from inspector.exchange.manifest import PackageKind
from inspector.exchange.reading import open_package
from inspector.exchange.writing import Contents, PhotoFile
from tests.exchange.kit import (
    HERE,
    IDENTITY,
    RECIPIENT,
    THERE,
    content_of,
    head,
    operation,
    originals,
    photo,
    trimmed,
    write,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NUMBERS = st.integers(-(2**63), 2**63) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
LOOKS: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [{"separators": (",", ":")}, {"ensure_ascii": True}, {"indent": 1}]
)
"""Also texts that this program would write otherwise: what a newer one wrote has to pass unchanged."""


@st.composite
def any_operation(draw: st.DrawFn, seq: int, replica: str) -> Operation:
    field = draw(st.sampled_from([WHOLE, DELETE, 1, 7, 2**31 - 1]))
    look: dict[str, Any] = {"ensure_ascii": False} | draw(LOOKS)
    whole = st.dictionaries(st.integers(1, 999).map(str), VALUES, max_size=4)
    value = draw({WHOLE: whole, DELETE: st.none()}.get(field, VALUES))
    vector = draw(
        st.dictionaries(st.sampled_from([f"{THERE[:-1]}{epoch}" for epoch in (4, 5, 60)]), st.integers(1, 2**39))
    )
    base = {"*": vector, "4": {}} if field in {WHOLE, DELETE} else vector
    return Operation(
        replica=replica,
        seq=seq,
        kind=draw(st.integers(1, 2**31 - 1)),
        row=draw(TEXTS.filter(bool)),
        field=field,
        value=json.dumps(value, **look),
        hlc=draw(st.integers(0, 2**63 - 1)),
        base=json.dumps(base, **look),
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Operation]:
    dots = st.tuples(st.sampled_from([HERE, THERE]), st.integers(1, 2**40 - 1))
    chosen = draw(st.lists(dots, unique=True, max_size=12))
    return [draw(any_operation(seq, replica)) for replica, seq in chosen]


@settings(max_examples=60, deadline=None)
@given(histories())
def test_every_operation_survives_byte_for_byte(history: list[Operation]) -> None:
    with tempfile.TemporaryDirectory() as place:
        (made,) = write(Path(place), Contents(history))
        with open_package(made.path, Path(place) / "staging") as package:
            assert list(package.operations()) == history
            assert [one.hash() for one in package.operations()] == [one.hash() for one in history]


@settings(max_examples=25, deadline=None)
@given(
    count=st.integers(0, 120),
    sizes=st.lists(st.integers(1, 60_000), max_size=4),
    room=st.integers(14_000, 60_000),
    sealed=st.booleans(),
    seed=st.integers(0, 99),
)
def test_volumes_in_any_order_are_everything(count: int, sizes: list[int], room: int, sealed: bool, seed: int) -> None:  # noqa: FBT001
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        given_photos = [photo(folder, size, seed) for size in dict.fromkeys(sizes)]
        history = [operation(seq) for seq in range(1, count + 1)]
        contents = Contents(history, given_photos, roster=b"{}")
        made = write(folder, contents, max_size=room, recipients=[RECIPIENT] if sealed else [])
        assert all(one.path.stat().st_size == one.size <= room and one.sealed == sealed for one in made)
        assert [one.manifest.volume for one in made] == list(range(1, len(made) + 1))
        assert {one.manifest.volumes for one in made} == {len(made)}
        shuffled = random.Random(seed).sample([one.path for one in made], len(made))  # noqa: S311
        alone = [content_of(path, folder / "staging") for path in shuffled]
        assert sorted((one for each in alone for one in each.operations), key=lambda one: one.seq) == history
        assert all(each.roster == b"{}" for each in alone)
        assert originals(shuffled, folder / "staging") == _bytes(given_photos)


def test_a_lost_volume_takes_only_its_own_content_away(tmp_path: Path) -> None:
    history = [operation(seq, value=f'"{random.Random(seq).randbytes(300).hex()}"') for seq in range(1, 201)]  # noqa: S311
    made = write(tmp_path, Contents(history), max_size=40_000)
    assert len(made) > 2
    left = [one for number, one in enumerate(made) if number != 1]
    came = [one for each in left for one in content_of(each.path, tmp_path / "staging").operations]
    lost = {seq for first, last in made[1].manifest.sequences[HERE] for seq in range(first, last + 1)}
    assert {one.seq for one in history} - {one.seq for one in came} == lost


def test_a_snapshot_carries_trimmed_dots_and_nothing_else_may(tmp_path: Path) -> None:
    contents = Contents([operation()], trimmed=trimmed(30))
    (made,) = write(tmp_path, contents, head=head(kind=PackageKind.SNAPSHOT, to=None))
    assert list(content_of(made.path, tmp_path / "staging").trimmed) == trimmed(30)
    with pytest.raises(StorageError) as told:
        write(tmp_path, contents)
    assert told.value.key == "exchange.read_back_failed"


def test_an_encrypted_package_says_the_same_as_a_plain_one(tmp_path: Path) -> None:
    contents = Contents([operation()], [photo(tmp_path, 5000)])
    (plain,) = write(tmp_path, contents)
    (sealed,) = write(tmp_path, contents, recipients=[RECIPIENT])
    assert content_of(plain.path, tmp_path / "staging") == content_of(sealed.path, tmp_path / "staging", IDENTITY)
    assert plain.path.read_bytes() not in sealed.path.read_bytes()


def test_prints_and_originals_of_one_photo_travel_together(tmp_path: Path) -> None:
    original = photo(tmp_path, 4000)
    copy = PhotoFile(original.sha256, photo(tmp_path, 700).path, 700, print_copy=True)
    (made,) = write(tmp_path, Contents([], [original, copy, original]))
    with open_package(made.path, tmp_path / "staging") as package:
        assert package.photos
        assert [(one.sha256, one.size, one.print_copy) for one in package.photos] == [
            (original.sha256, 4000, False),
            (original.sha256, 700, True),
        ]


def _bytes(photos: Sequence[PhotoFile]) -> dict[str, bytes]:
    return {one.sha256: one.path.read_bytes() for one in photos}
