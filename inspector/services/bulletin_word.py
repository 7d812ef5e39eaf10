"""简报 as a Word document: what the PDF prints, for those who go on writing in it.

Apart from `bulletins` because only the PDF has a place in the life of an issue: it is checked, issued and sealed by its
hash, while a document is a copy that anybody may change and that nothing answers for.
"""

from __future__ import annotations

from pathlib import Path

from inspector.bulletin.pen import Pen
from inspector.bulletin.report import WordReport
from inspector.bulletin.word.render import render_word
from inspector.services.bulletins import BulletinService


class BulletinWord:
    """Writes issues, in whatever state they are, as .docx."""

    def __init__(self, bulletins: BulletinService) -> None:
        self._bulletins = bulletins

    def write(self, reference: str, out: Path, *, pen: Pen | None = None) -> WordReport:
        """The issue (by id or period) as it stands, from the content that its PDF is printed from.

        Raises RuleError where it is not frozen, StorageError where the folder takes no file.
        """
        return render_word(self._bulletins.content_of(self._bulletins.show(reference)), out, pen=pen)
