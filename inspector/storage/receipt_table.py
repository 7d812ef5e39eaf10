"""Receipts: which packages were taken in, when, by which step, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from inspector.domain.record import Json
from inspector.storage.local_records import LocalKind, keep, kept, kept_at
from inspector.storage.reader import Reader
from inspector.storage.transaction import Transaction


@dataclass(frozen=True)
class Receipt:
    """A package taken in, by its name (the SHA-256 of its manifest).

    `made_at` is the sender's clock as he wrote it, `received_at` ours in Unix milliseconds, `change_id` the step
    that brought its operations (0 when it brought none), `previous` the package before it of the same sender.
    """

    package: str
    sender: str
    device_name: str
    kind: str
    number: int
    set_id: str
    volume: int
    volumes: int
    made_at: str
    received_at: int
    change_id: int
    file_name: str
    report: Json
    previous: str | None


def receipts(reader: Reader) -> tuple[Receipt, ...]:
    """Every receipt, the newest first."""
    found = map(_receipt, kept(reader, LocalKind.RECEIPT))
    return tuple(sorted(found, key=lambda one: (one.received_at, one.number, one.volume), reverse=True))


def receipt(reader: Reader, package: str) -> Receipt | None:
    """The receipt of one package."""
    found = kept_at(reader, LocalKind.RECEIPT, package)
    return None if found is None else _receipt(found)


def keep_receipt(tx: Transaction, receipt: Receipt) -> None:
    """Keep a receipt, in the transaction that takes the package in."""
    keep(tx, LocalKind.RECEIPT, receipt.package, {**vars(receipt), "report": dict(receipt.report)})


def _receipt(content: Any) -> Receipt:  # noqa: ANN401 - plain JSON
    return Receipt(**content)
