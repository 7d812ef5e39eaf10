"""Reading back what an import has written, before it is committed (reliability.md: "read back and re-hash")."""

from __future__ import annotations

from inspector.domain.intervals import Have
from inspector.storage.transaction import Transaction
from inspector.storage.trimmed_log import count_between


def read_back(tx: Transaction, sequences: Have) -> bool:
    """Whether every operation of these numbers is kept here, or was trimmed.

    Raises StorageError for one whose content no longer matches the hash beside it.
    """
    return all(
        sum(1 for _ in tx.log.between(replica, first, last)) + count_between(tx.log, replica, first, last)
        == last - first + 1
        for replica, intervals in sequences.items()
        for first, last in intervals
    )
