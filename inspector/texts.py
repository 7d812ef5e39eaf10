"""The sentences that a user reads, by key, from the gettext catalogues under `resources/i18n/`.

One catalogue per package (`storage.po`, `sheets.po`, …) and language; the keys stand in the code, the
sentences in the catalogues. How to add one: ARCHITECTURE.md, "How to add a message".
"""

from __future__ import annotations

import gettext
import os
from functools import lru_cache
from typing import Any

from inspector import paths
from inspector.domain.errors import InspectorError

CATALOGUES = (
    "domain",
    "storage",
    "photos",
    "exchange",
    "sheets",
    "bulletin",
    "checklists",
    "services",
    "cli",
    "fields",
    "ui",
    "ui_today",
    "ui_projects",
    "ui_map",
    "ui_visit",
    "ui_photos",
    "ui_problems",
    "ui_handover",
    "ui_cockpit",
    "ui_merge",
    "ui_register",
    "ui_lamps",
    "ui_bulletin",
)
LANGUAGES = ("zh_CN", "en")


def language() -> str:
    """The language in use: `INSPECTOR_LANG` if it names a shipped one, else Chinese."""
    asked = os.environ.get("INSPECTOR_LANG", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


@lru_cache
def _catalogue(name: str, lang: str) -> gettext.NullTranslations:
    return gettext.translation(name, localedir=paths.resources("i18n"), languages=[lang], fallback=True)


def sentence(key: str, /, **details: Any) -> str:  # noqa: ANN401 - filled into the sentence
    """The sentence of `key` (`package.message`) with `{name}` places filled; an unknown key shows itself.

    A detail `kind`, and `field` beside it, that names a kind of record and its field is told by its label.
    """
    found = _catalogue(key.partition(".")[0], language()).gettext(key)
    if found == key:
        return str(InspectorError(key, **details))
    return found.format_map(_Details({name: _shown(value) for name, value in _labelled(details).items()}))


def label(kind: str, *names: str) -> str:
    """What people call a kind of record, a field of it (`label(kind, field)`) or a choice (`…, field, value)`).

    The last name itself where no entity declares such a thing.
    """
    key = ".".join(("fields", kind, *names))
    found = _catalogue("fields", language()).gettext(key)
    return (kind, *names)[-1] if found == key else found


def _labelled(details: dict[str, Any]) -> dict[str, Any]:
    kind, field = details.get("kind"), details.get("field")
    if not isinstance(kind, str):
        return details
    told = {"field": label(kind, field)} if isinstance(field, str) and field else {}
    return details | told | {"kind": label(kind)}


class _Details(dict[str, str]):
    """A message must never fail for want of a detail: the place then shows its name."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


def explain(error: InspectorError) -> str:
    """What an expected refusal tells its user."""
    return sentence(error.key, **error.details)


def _shown(value: Any) -> str:  # noqa: ANN401 - any detail
    if isinstance(value, (list, tuple)):
        return "、".join(str(one) for one in value)
    return str(value)
