from __future__ import annotations

import pytest

from inspector.photos.kinds import kind_of


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe1....", "JPEG"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"II*\x00....", "TIFF"),
        (b"MM\x00*....", "TIFF"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WEBP"),
        (b"\x00\x00\x00\x18ftypheic....", "HEIF"),
        (b"\x00\x00\x00\x18ftypmif1....", "HEIF"),
        (b"\x00\x00\x00\x18ftypisom....", None),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", None),
        (b"GIF89a", None),
        (b"%PDF-1.7", None),
        (b"", None),
    ],
)
def test_the_first_bytes_tell_the_format(head: bytes, kind: str | None) -> None:
    assert kind_of(head) == kind
