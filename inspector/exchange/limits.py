"""The caps that no honest package comes near and no hostile one gets past (reliability.md, "Zip").

Stands apart so that the writer keeps to the same figures as the reader: where a workspace has more, the writer
makes another volume. Together they hold every input below 300 MB of memory and 10 s to be refused.
"""

from __future__ import annotations

KIB = 1 << 10
MIB = 1 << 20

MEMBERS = 30_000
"""Members of a volume."""

LINE_MEMBERS = 4_000
"""Members that are unpacked to files of their own when a package is opened; honest lines need some 250."""

DIRECTORY_BYTES = MEMBERS * 256
"""Bytes of the central directory: no name of the grammar needs more than this a member, extra fields included."""

MANIFEST_BYTES = 8 * MIB
ROSTER_BYTES = 1 * MIB
UNPACKED_BYTES = 512 * MIB
"""All lines of a volume, unpacked."""

RATIO = 400
"""Unpacked over packed bytes; lines that repeat themselves reach about 100, a bomb 1,000."""

RATIO_COUNTS_FROM = 4 * MIB
"""Below this a member may be packed as well as it likes."""

LINE_BYTES = 16 * MIB
"""One operation. A character beyond the BMP makes Python keep all others in 4 bytes: 16 MiB become 64."""

LINES = 500_000
"""Operations of a volume."""

JSON_DEPTH = 64
JSON_MARKS = 1_000_000
"""Brackets, commas and colons of one JSON text, each of which may become a Python object."""

SEALED_HEADER_BYTES = 64 * KIB
"""The header of an encrypted file: some 100 bytes for each device that can open it."""

BLOCK = MIB
"""Bytes read at once."""
