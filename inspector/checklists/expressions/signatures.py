"""The functions of ODK XPath: how many arguments of which kind each takes, and what it gives.

Only these names may be called. They are the functions that JavaRosa evaluates itself, less those that need a phone
(docs/checklists.md names them). Here stands what can be known without evaluating; `functions` does the work.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum


class Kind(Enum):
    """What an argument is taken as, and what a function gives. NODES is a path or reference to fields."""

    ANY = "any"
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    MOMENT = "moment"
    NODES = "nodes"


@dataclass(frozen=True)
class Signature:
    """`most` None: any number, the last kind repeats. `step`: arguments beyond `least` come in groups of so many."""

    gives: Kind
    takes: tuple[Kind, ...] = ()
    least: int = 0
    most: int | None = 0
    step: int = 1

    def kind(self, position: int) -> Kind:
        """What the argument at `position` (from 0) is taken as."""
        return self.takes[min(position, len(self.takes) - 1)] if self.takes else Kind.ANY

    def wanted(self) -> str:
        """How many arguments may stand there, in figures: 2, 1–2, ≥ 1, 3/5/7."""
        if self.most is None:
            return f"≥ {self.least}"
        if self.step > 1:
            return "/".join(map(str, range(self.least, self.most + 1, self.step)))
        return str(self.least) if self.least == self.most else f"{self.least}–{self.most}"

    def accepts(self, count: int) -> bool:
        """Whether so many arguments can stand there."""
        return (
            count >= self.least and (self.most is None or count <= self.most) and (count - self.least) % self.step == 0
        )


_LETTERS = {
    "a": Kind.ANY,
    "t": Kind.TEXT,
    "n": Kind.NUMBER,
    "b": Kind.BOOLEAN,
    "m": Kind.MOMENT,
    "s": Kind.NODES,
}


def _signature(written: str) -> Signature:
    """`tt?>b`: two texts, the second may be missing, give a boolean; `*` after the last: any number more."""
    takes, _, gives = written.partition(">")
    letters = takes.replace("?", "").replace("*", "")
    kinds = tuple(_LETTERS[letter] for letter in letters)
    most = None if takes.endswith("*") else len(kinds)
    least = len(letters) - takes.count("?") - takes.count("*")
    return Signature(_LETTERS[gives], kinds, least, most)


_WRITTEN = {
    "true": ">b",
    "false": ">b",
    "boolean": "a>b",
    "not": "b>b",
    "boolean-from-string": "t>b",
    "if": "baa>a",
    "coalesce": "aa>a",
    "once": "a>a",
    "depend": "aa*>a",
    "number": "a>n",
    "int": "n>n",
    "round": "nn?>n",
    "abs": "n>n",
    "pow": "nn>n",
    "exp": "n>n",
    "exp10": "n>n",
    "log": "n>n",
    "log10": "n>n",
    "sqrt": "n>n",
    "sin": "n>n",
    "cos": "n>n",
    "tan": "n>n",
    "asin": "n>n",
    "acos": "n>n",
    "atan": "n>n",
    "atan2": "nn>n",
    "pi": ">n",
    "random": ">n",
    "string": "a>t",
    "concat": "a*>t",
    "join": "ta*>t",
    "substr": "tnn?>t",
    "substring-before": "tt>t",
    "substring-after": "tt>t",
    "contains": "tt>b",
    "starts-with": "tt>b",
    "ends-with": "tt>b",
    "translate": "ttt>t",
    "normalize-space": "t?>t",
    "string-length": "t?>n",
    "regex": "tt>b",
    "digest": "ttt?>t",
    "base64-decode": "t>t",
    "uuid": "n?>t",
    "selected": "tt>b",
    "is-selected": "tt>b",
    "selected-at": "tn>t",
    "count-selected": "t>n",
    "jr:choice-name": "tt>t",
    "checklist": "nna*>b",
    "today": ">m",
    "now": ">m",
    "date": "m>m",
    "date-time": "m>m",
    "decimal-date-time": "m>n",
    "decimal-time": "m>n",
    "format-date": "mt>t",
    "format-date-time": "mt>t",
    "position": "s?>n",
    "count": "s>n",
    "count-non-empty": "s>n",
    "sum": "s>n",
    "max": "a*>n",
    "min": "a*>n",
    "randomize": "sa?>s",
    "instance": "t>s",
    "current": ">s",
    "pulldata": "tttt>t",
    "area": "s>n",
    "enclosed-area": "s>n",
    "distance": "aa*>n",
    "geofence": "ts>b",
}

SIGNATURES = {name: _signature(written) for name, written in _WRITTEN.items()} | {
    "indexed-repeat": Signature(Kind.NODES, (Kind.NODES, *(Kind.NODES, Kind.ANY) * 5), 3, 11, 2),
    "weighted-checklist": Signature(Kind.BOOLEAN, (Kind.NUMBER, Kind.NUMBER, Kind.ANY), 2, None, 2),
}
"""By name."""

_FALSE_FRIENDS = frozenset(
    {"substring", "last", "name", "floor", "ceiling", "id", "lang", "property", "version", "in", "sqr", "ifs", "sumif"}
    | {"countif", "count-if", "sum-if", "min-if", "max-if", "join-if", "roundup", "rounddown"}
)
"""Functions of other engines and of Excel; the names that look like them here mean something else."""
_MEANT = {
    "length": "string-length",
    "len": "string-length",
    "iif": "if",
    "choice-name": "jr:choice-name",
    "concatenate": "concat",
    "ln": "log",
    "power": "pow",
}
_CLOSE = 0.75


def nearest(name: str) -> str | None:
    """The function that a misspelled name means, None where that is not certain."""
    lower = name.lower().replace("_", "-")
    if lower in SIGNATURES:
        return lower
    if lower in _FALSE_FRIENDS:
        return None
    close = get_close_matches(lower, SIGNATURES, n=1, cutoff=_CLOSE)
    return _MEANT.get(lower) or (close[0] if close else None)
