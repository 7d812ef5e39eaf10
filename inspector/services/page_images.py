"""Pages of a finished PDF as pictures, and where its bookmarks lead: what a preview shows.

Apart from the studio because it looks at bytes alone, from any thread: the library behind it takes one caller at a
time, so all of its calls stand behind one lock.
"""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2

from inspector.bulletin.pdfium import PDFIUM


@dataclass(frozen=True)
class PageImage:
    """Page `page` (from 0) of `pages`: `pixels` are rows of `stride` bytes, each pixel blue, green, red, unused."""

    page: int
    pages: int
    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True)
class Bookmark:
    """A title of the outline and its page, from 0."""

    title: str
    page: int


def draw_page(pdf: bytes, page: int, width: int, height: int) -> PageImage:
    """The page (from 0; the last one where there are fewer) as large as fits into `width` × `height` pixels."""
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        pages = len(document)
        at = min(page, pages - 1)
        found = document[at]
        across, down = found.get_size()
        bitmap = found.render(scale=max(0.1, min(width / across, height / down)), rev_byteorder=False, prefer_bgrx=True)
        made = PageImage(at, pages, bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        bitmap.close()
        return made


def bookmarks(pdf: bytes) -> tuple[Bookmark, ...]:
    """The outline in its order; an entry that leads nowhere is left out."""
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        found = ((one.get_title(), one.get_dest()) for one in document.get_toc())
        return tuple(Bookmark(title, dest.get_index()) for title, dest in found if dest is not None)


def page_with(pdf: bytes, text: str, first: int) -> int | None:
    """The page, from `first` on, on which `text` stands or begins; spaces and line ends count for nothing."""
    wanted = "".join(text.split())
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        for number in range(first, len(document)):
            page = document[number]
            words = page.get_textpage()
            found = wanted in "".join(words.get_text_range().split())
            words.close()
            if found:
                return number
    return None
