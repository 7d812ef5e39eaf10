"""What each merge brought, as it was told when it was done: for its report at any later time.

Kept with the merge in one transaction. Derived later it would not be the same: names have changed, the files that were
refused left no trace, and what decisions of the merge settled is no conflict any more.
"""

from __future__ import annotations

from inspector.domain.record import Json
from inspector.storage.local_records import LocalKind, keep, kept_at
from inspector.storage.reader import Reader
from inspector.storage.transaction import Transaction


def keep_merge_record(tx: Transaction, content: Json) -> None:
    """Keep what the merge of this transaction brought."""
    keep(tx, LocalKind.MERGE, str(tx.change_id), content)


def merge_record(reader: Reader, change_id: int) -> Json | None:
    """What a merge brought; None for one that was done before such was kept."""
    found: Json | None = kept_at(reader, LocalKind.MERGE, str(change_id))
    return found
