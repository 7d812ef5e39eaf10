"""The names that members of a package may have, and no others: a closed grammar of lower-case ASCII.

Stands apart because it is the whole defence against `../`, `CON`, backslashes, drive letters and twins that
differ in case or Unicode form only: none of them can be said in it. No member is ever unpacked under its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
ROSTER = "roster.json"
NOTICE = "请升级.txt"

_SHA = "[0-9a-f]{64}"
_NUMBER = "0|[1-9][0-9]{0,14}"
_OPERATIONS = re.compile("ops-[0-9]{4,6}[.]ndjson")
_TRIMMED = re.compile("trimmed-[0-9]{4,6}[.]ndjson")
_WHOLE = re.compile(f"blobs/({_SHA})")
_PART = re.compile(f"blobs/({_SHA})[.]({_NUMBER})-({_NUMBER})")
_PRINT = re.compile(f"prints/({_SHA})[.]jpg")


@dataclass(frozen=True, slots=True)
class PhotoMember:
    """A photo in a package: `size` bytes from `offset` on of an original of `total` bytes, or a whole print copy.

    `sha256` is always that of the whole original, by which photo records name it.
    """

    name: str
    sha256: str
    size: int
    offset: int
    total: int
    print_copy: bool

    @property
    def whole(self) -> bool:
        """Whether this is all of an original."""
        return not self.print_copy and self.size == self.total


def operations(number: int) -> str:
    """The member that holds the n-th run of operations, counted over all volumes."""
    return f"ops-{number:04}.ndjson"


def trimmed(number: int) -> str:
    """The member that holds the n-th run of trimmed dots."""
    return f"trimmed-{number:04}.ndjson"


def whole_photo(sha256: str) -> str:
    """A whole original."""
    return f"blobs/{sha256}"


def photo_part(sha256: str, offset: int, total: int) -> str:
    """The bytes from `offset` on of an original of `total` bytes."""
    return f"blobs/{sha256}.{offset}-{total}"


def print_copy(sha256: str) -> str:
    """The print-size copy of an original."""
    return f"prints/{sha256}.jpg"


def is_known(name: str) -> bool:
    """Whether a member may be called that."""
    if name in {MANIFEST, SIGNATURE, ROSTER, NOTICE}:
        return True
    return any(form.fullmatch(name) for form in (_OPERATIONS, _TRIMMED, _WHOLE, _PART, _PRINT))


def is_operations(name: str) -> bool:
    """Whether a member holds operations."""
    return _OPERATIONS.fullmatch(name) is not None


def is_trimmed(name: str) -> bool:
    """Whether a member holds trimmed dots."""
    return _TRIMMED.fullmatch(name) is not None


def photo_member(name: str, size: int) -> PhotoMember | None:
    """What a member of that name and size holds of a photo; None for other members and for impossible parts."""
    if found := _WHOLE.fullmatch(name):
        return PhotoMember(name, found[1], size, 0, size, print_copy=False)
    if found := _PRINT.fullmatch(name):
        return PhotoMember(name, found[1], size, 0, size, print_copy=True)
    if found := _PART.fullmatch(name):
        offset, total = int(found[2]), int(found[3])
        if 0 < size < total and offset + size <= total:
            return PhotoMember(name, found[1], size, offset, total, print_copy=False)
    return None


def is_photo(name: str) -> bool:
    """Whether a member is named as a photo."""
    return name.startswith(("blobs/", "prints/"))
