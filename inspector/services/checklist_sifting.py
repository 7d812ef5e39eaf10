"""Which answers from outside a form can take: each of the right kind and to something that is asked.

It stands before the session, which refuses at the first wrong answer: whoever wrote a file is told all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inspector.checklists.addresses import key_of
from inspector.checklists.answers import to_atom
from inspector.checklists.model import Form, Item, text_in
from inspector.checklists.schema import Schema, Spot
from inspector.domain.errors import InspectorError
from inspector.domain.reasons import Reason, reason


def unreadable(form: Form, answers: Mapping[str, Any]) -> tuple[Reason, ...]:
    """Everything in `answers` (without photos) that a session of `form` would refuse, in the order given."""
    return tuple(_Sieve(form, Schema(form)).refused(None, answers, ""))


def photos_of_nothing(form: Form, photos: object) -> Iterator[Reason]:
    """The places of photos that name nothing in `form`; whether the others are there, a session tells."""
    known = Schema(form).by_name
    for where in photos if isinstance(photos, Mapping) else ():
        if str(where).rpartition("/")[2].partition("[")[0] not in known:
            yield reason("checklists.no_such_item", where=where)


@dataclass(frozen=True)
class _Sieve:
    form: Form
    schema: Schema

    def refused(self, repeat: Spot | None, answers: Mapping[str, Any], before: str) -> Iterator[Reason]:
        """What is wrong in one object of answers: that of the form, or of one instance of `repeat`."""
        asked = {key_of(self.schema, one): one for one in self.schema.spots if _holder(one) is repeat and _is_kept(one)}
        strange = [before + name for name in answers if name not in asked]
        if strange:
            yield reason("services.answers_not_asked", names=strange)
        for name, answer in answers.items():
            if name in asked:
                yield from self._of(asked[name], answer, before + name)

    def _of(self, spot: Spot, answer: object, where: str) -> Iterator[Reason]:
        if spot.question is not None:
            try:
                to_atom(spot.question, answer)  # type: ignore[arg-type] # whatever it is, it is judged there
            except InspectorError as error:
                yield Reason(error.key, {**error.details, "name": self._label(spot.question)})
        elif isinstance(answer, Sequence) and all(isinstance(one, Mapping) for one in answer):
            for number, one in enumerate(answer, start=1):
                yield from self.refused(spot, one, f"{where}[{number}]/")
        else:
            yield reason("checklists.answer_no_instances", name=where)

    def _label(self, item: Item) -> str:
        return text_in(item.wording.label, "", self.form.default_language) or item.name


def _holder(spot: Spot) -> Spot | None:
    """The innermost repeat around an item: its answers stand in that one's instances."""
    return spot.repeats[-1] if spot.repeats else None


def _is_kept(spot: Spot) -> bool:
    return spot.question is not None or spot.is_repeat
