"""A newer program: a device of the house that writes what this version does not know, and laptops that pass it on.

Its operations name fields, kinds and choices of a later version. They come in packages that a trusted device
signed, and this version has to keep them, hand them on unchanged and work on beside them.
"""

from __future__ import annotations

import json
from enum import IntEnum
from pathlib import Path

from inspector import __version__
from inspector.domain.intervals import merged
from inspector.domain.operation import COUNTER_BITS, WHOLE, WIRE_VERSION, Operation
from inspector.domain.project import Project
from inspector.exchange.manifest import ChainHead, Manifest, PackageKind, PhotoChoice, Sender
from inspector.exchange.writing import Contents, WrittenPackage, write_packages
from inspector.services.packages.device_keys import device_keys
from inspector.storage import chain
from inspector.storage.merge import have
from inspector.storage.sent_table import sent
from tests.exchange_laws.oracle import ROW, Dot, by_row, vector
from tests.exchange_laws.world import Replica

NAME = "0190a5c8-0000-7000-8000-00000000beef:1"
KIND, FIELD, STAGE = 9_000, 900, 18


class Novelty(IntEnum):
    """What this version does not know."""

    FIELD = 0
    KIND = 1
    CHOICE = 2
    RECORD = 3


class NewerProgram:
    """Writes on what it has seen at a replica, always on top of its own earlier work."""

    def __init__(self) -> None:
        self.made: dict[Dot, Operation] = {}

    def write(self, beside: Replica, novelty: Novelty, value: int) -> None:
        """One operation of a kind that this version does not know, on a row that `beside` shows."""
        shown = [one.id for one in beside.workspace.reader.all(Project, order=("name", "id"))]
        row = shown[value % len(shown)] if shown else ""
        if novelty is Novelty.KIND:
            self._add(beside, (KIND, f"new-{value % 2}"), WHOLE, {"1": value})
        elif novelty is Novelty.RECORD or not row:
            content = {"1": f"新项目{value}", str(FIELD): value, str(STAGE): "orbit"}
            self._add(beside, (Project.NUMBER, f"0190a5c8-0000-7000-8000-{len(self.made):012}"), WHOLE, content)
        elif novelty is Novelty.FIELD:
            self._add(beside, (Project.NUMBER, row), FIELD, value)
        else:
            self._add(beside, (Project.NUMBER, row), STAGE, f"orbit-{value % 2}")

    def _add(self, beside: Replica, key: tuple[int, str], field: int, value: object) -> None:
        past = by_row(beside.known | self.made).get(key, [])
        base: object = vector(past, str(field))
        if field == WHOLE:
            cells = {cell for one in past if one.field == WHOLE for cell in json.loads(one.base)}
            base = {cell: vector(past, cell) for cell in {ROW, *cells}} if past else {}
        seq = len(self.made) + 1
        hlc = (beside.clock.now << COUNTER_BITS) + seq
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self.made[NAME, seq] = Operation(NAME, seq, *key, field, text, hlc, json.dumps(base, sort_keys=True))

    def packed(self, signer: Replica, folder: Path) -> WrittenPackage:
        """Everything that the newer program wrote, in a package that this device signed."""
        head = _head(signer)
        key = device_keys(signer.workspace).signing
        (made,) = write_packages(folder, lambda *_: "newer.xmw", head, Contents(self.made.values()), key)
        return made


def _head(signer: Replica) -> Manifest:
    workspace, keys = signer.workspace, device_keys(signer.workspace)
    info, before = workspace.info, sent(workspace.reader)
    sender = Sender(
        replica=signer.name,
        device_name=info.device_name,
        role=info.role.value,
        city=info.city,
        tier=info.tier.value,
        key=keys.signing.public,
        recipient=keys.recipient,
    )
    return Manifest(
        kind=PackageKind.TASK,
        number=max((one.number for one in before), default=0) + 1,
        set_id=f"newer-{len(before)}",
        volume=1,
        volumes=1,
        made_at="2022-06-10T10:00:00+08:00",
        sender=sender,
        to=None,
        have={name: merged(intervals) for name, intervals in have(workspace.reader).items()},
        sequences={},
        photos=PhotoChoice.NONE,
        wants=(),
        chain=ChainHead(*chain.head(workspace.reader.connection)),
        heard=None,
        previous=None,
        program=__version__,
        wire=WIRE_VERSION,
    )
