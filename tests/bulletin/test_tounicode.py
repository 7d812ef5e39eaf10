from __future__ import annotations

import re

from inspector.bulletin.tounicode import to_unicode


def test_characters_outside_the_bmp_are_written_as_surrogates() -> None:
    assert b"<0001> <9879>\n<0002> <D870DDF9>" in to_unicode(["\0", "项", "𬇹"])


def test_blocks_hold_at_most_100_entries() -> None:
    written = to_unicode(["\0", *(chr(0x4E00 + at) for at in range(250))]).decode()
    assert re.findall(r"(\d+) beginbfchar", written) == ["100", "100", "50"]
    assert written.count("endbfchar") == 3
