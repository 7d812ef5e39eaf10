"""What the editors of a form are given from outside: looks, questions to the user, clock, language, the place.

Apart from the screen's `Context`, because a form is also shown where nothing may be read or written: in the preview of
a checklist that is about to be imported.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtGui import QPixmap

from inspector.checklists.model import Choice, Question, Texts, text_in
from inspector.domain.geo import Position
from inspector.domain.ids import Clock, local_time
from inspector.ui.prompts import Prompts
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Tokens


@dataclass(frozen=True)
class Surroundings:
    """`language` and `default_language` are the form's; `place` is the project's, in WGS-84; `author` signs.

    `initials` gives the pinyin initials of a text, by which long lists are searched. With `photos_beside` the screen
    itself shows the photos of the current item in large mode, where one item fills the form.
    """

    appearance: Appearance
    prompts: Prompts
    clock: Clock
    language: str = ""
    default_language: str = ""
    place: Position | None = None
    author: str = ""
    photos_beside: bool = False
    initials: Callable[[str], str] = field(default=str.lower)

    @property
    def tokens(self) -> Tokens:
        """Colours and sizes now."""
        return self.appearance.tokens

    def now(self) -> datetime:
        """The time, in China."""
        return local_time(self.clock)

    def text(self, texts: Texts) -> str:
        """A text in the language that is shown."""
        return text_in(texts, self.language, self.default_language)

    def choice(self, choice: Choice) -> str:
        """What a choice is called, its name where it has no label."""
        return self.text(choice.label) or choice.name

    def unit(self, question: Question) -> str:
        """The unit behind a number: a column 单位 that other programs read over."""
        return next((text for header, text in question.extra.items() if header in {"单位", "计量单位", "unit"}), "")


@dataclass(frozen=True, eq=False)
class Photo:
    """A photo of an item as it is shown: its id, a thumbnail, and what stands under it.

    `whole` gives the picture in its full size, where somebody draws on it.
    """

    id: str
    picture: QPixmap
    caption: str = ""
    whole: Callable[[], QPixmap] | None = None
