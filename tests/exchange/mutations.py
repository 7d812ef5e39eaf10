"""Thousands of damaged and forged packages: each is refused with a sentence, or gives exactly what was written.

`python -m tests.exchange.mutations --mutations 5000 --rezipped 200 --seed 1` prints one line and ends with 1 when
anything crashed, came through changed, or was refused without a sentence. Mutations change the bytes of a file:
bits flipped, ends cut off, spans put in, taken out or copied from elsewhere, end records altered. Re-zipped ones have
members altered, added or removed and are zipped again with correct checksums under the old signature.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from babel.messages.pofile import read_po

from inspector import paths
from inspector.domain.errors import InspectorError
from inspector.exchange import names
from inspector.exchange.manifest import PackageKind
from inspector.exchange.writing import Contents
from inspector.texts import LANGUAGES
from tests.exchange.kit import (
    IDENTITY,
    RECIPIENT,
    Content,
    content_of,
    head,
    members,
    operations,
    photo,
    small_package,
    trimmed,
    write,
    zipped,
)

END_BYTES = 22
FAULTS = ("crashes", "changed content accepted", "without a sentence")

Mutation = Callable[[bytearray, random.Random], bytearray]


def flip_bits(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice((1, 1, 1, 2, 8))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data


def cut_off(data: bytearray, chance: random.Random) -> bytearray:
    return data[: chance.randrange(len(data))]


def put_in(data: bytearray, chance: random.Random) -> bytearray:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.randbytes(chance.randint(1, 40)) + data[place:]


def take_out(data: bytearray, chance: random.Random) -> bytearray:
    place = chance.randrange(len(data))
    return data[:place] + data[place + chance.randint(1, 200) :]


def copy_span(data: bytearray, chance: random.Random) -> bytearray:
    """Bytes from one place over those of another: members spliced into each other."""
    source, target, size = chance.randrange(len(data)), chance.randrange(len(data)), chance.randint(1, 600)
    span = data[source : source + size]
    return data[:target] + span + data[target + len(span) :]


def change_end(data: bytearray, chance: random.Random) -> bytearray:
    """A field of the end record: counts, size and place of the directory, comment."""
    place = len(data) - END_BYTES + chance.randrange(4, END_BYTES)
    data[place] = chance.choice((0, 1, 0x7F, 0xFF, chance.randrange(256)))
    return data


MUTATIONS: tuple[Mutation, ...] = (flip_bits, flip_bits, cut_off, put_in, take_out, copy_span, change_end)


def altered(content: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """Members changed as somebody would who can zip but not sign."""
    name = chance.choice([one for one in content if one != names.SIGNATURE])
    other = chance.choice([one for one in content if one != name])
    data = bytearray(content[name])
    ways: tuple[Callable[[], dict[str, bytes]], ...] = (
        lambda: content | {name: bytes(flip_bits(data, chance))},
        lambda: content | {name: bytes(data[: len(data) // 2])},
        lambda: {one: value for one, value in content.items() if one != name},
        lambda: content | {name: content[other], other: content[name]},
        lambda: content | {f"blobs/{chance.randbytes(32).hex()}": b"more"},
        lambda: content | {f"ops-{chance.randint(2, 9999):04}.ndjson": content["ops-0001.ndjson"]},
    )
    return chance.choice(ways)()


class Judge:
    """Opens a file as the program would and counts what became of it."""

    def __init__(self, staging: Path) -> None:
        self._staging = staging
        self.counts: Counter[str] = Counter()
        self.keys: Counter[str] = Counter()
        self.found: list[str] = []
        self._known = [sentences(language) for language in LANGUAGES]

    def judge(self, named: str, path: Path, expected: Content) -> None:
        verdict = self._verdict(path, expected)
        self.counts[verdict] += 1
        if verdict in FAULTS:
            self.found.append(f"{named}: {verdict}")

    def _verdict(self, path: Path, expected: Content) -> str:
        try:
            return "identical" if content_of(path, self._staging) == expected else "changed content accepted"
        except InspectorError as error:
            self.keys[error.key] += 1
            return "refused" if all(error.key in known for known in self._known) else "without a sentence"
        except Exception:  # noqa: BLE001 - a crash is what is looked for
            return "crashes"


def sentences(language: str) -> set[str]:
    """The keys that have a sentence."""
    found: set[str] = set()
    for catalogue in ("exchange", "domain"):
        with paths.resources("i18n", language, "LC_MESSAGES", f"{catalogue}.po").open("rb") as file:
            found |= {str(one.id) for one in read_po(file) if one.id and one.string}
    return found


def samples(folder: Path) -> list[Path]:
    """A plain result, an encrypted result and a snapshot."""
    plain = small_package(folder / "plain")
    made = [plain]
    for name, contents, wanted in (
        ("sealed", Contents(operations(10), [photo(folder, 2000)]), {"recipients": [RECIPIENT]}),
        (
            "snapshot",
            Contents(operations(10), trimmed=trimmed(10)),
            {"head": head(kind=PackageKind.SNAPSHOT, to=None)},
        ),
    ):
        (one,) = write(folder / name, contents, **wanted)
        made.append(one.path)
    return made


def run(mutations: int, rezipped: int, seed: int) -> Judge:
    """Mutate and judge; the same seed mutates the same way."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, nothing secret
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        judge = Judge(folder / "staging")
        made = [(path, path.read_bytes(), content_of(path, folder / "staging", IDENTITY)) for path in samples(folder)]
        target = folder / "mutated.xmw"
        for number in range(mutations):
            path, data, expected = made[number % len(made)]
            mutation = chance.choice(MUTATIONS)
            target.write_bytes(mutation(bytearray(data), chance))
            judge.judge(f"{number} {mutation.__name__} {path.parent.name}", target, expected)
        for number in range(rezipped):
            path, _, expected = made[0]
            zipped(target, altered(members(path), chance))
            judge.judge(f"re-zipped {number}", target, expected)
    return judge


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutations", type=int, default=5000)
    parser.add_argument("--rezipped", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    judge = run(asked.mutations, asked.rezipped, asked.seed)
    told = ", ".join(f"{judge.counts[what]} {what}" for what in ("refused", "identical", *FAULTS))
    summary = f"{asked.mutations} mutations + {asked.rezipped} re-zipped, seed {asked.seed}: {told}"
    sys.stdout.write("\n".join([*judge.found, summary]) + "\n")
    sys.exit(1 if judge.found else 0)


if __name__ == "__main__":
    main()
