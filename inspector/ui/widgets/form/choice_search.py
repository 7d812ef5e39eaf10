"""Finding a choice in a long list by what is typed: in its label, its name, or by the initials of its pinyin."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from inspector.checklists.model import Choice
from inspector.ui.widgets.form.surroundings import Surroundings


def matching(choices: Sequence[Choice], typed: str, around: Surroundings) -> list[Choice]:
    """The choices that the typed text finds: those that begin with it first, then those that have it in them."""
    wanted = _plain(typed)
    if not wanted:
        return list(choices)
    ranked = [(_rank(one, wanted, around), one) for one in choices]
    return [one for rank, one in sorted(ranked, key=lambda pair: pair[0]) if rank < _NOT_FOUND]


_BEGINS, _HOLDS, _NOT_FOUND = range(3)


def _rank(choice: Choice, wanted: str, around: Surroundings) -> int:
    label = around.choice(choice)
    texts = (_plain(label), _plain(choice.name), around.initials(label))
    if any(one.startswith(wanted) for one in texts):
        return _BEGINS
    return _HOLDS if any(wanted in one for one in texts) else _NOT_FOUND


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
