"""Pictures of a finished PDF, for screen and printer: the only user of the library that reads PDFs.

That library must not be entered from two threads at once, not even with two documents: the process
would end. So every use is here, behind one lock, and everything that it made is closed inside.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from PySide6.QtGui import QImage

MOST_PIXELS = 40_000_000
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its size in points of 1/72 inch, and its text in reading order."""

    width: float
    height: float
    text: str


def leaves(pdf: bytes) -> tuple[Leaf, ...]:
    """The pages of a document."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415  read with the first picture

    with _one_at_a_time:
        document = PdfDocument(pdf)
        try:
            found = []
            for page in document:
                text = page.get_textpage()
                width, height = page.get_size()
                found.append(Leaf(width, height, text.get_text_bounded()))
                text.close()
                page.close()
            return tuple(found)
        finally:
            document.close()


def picture(pdf: bytes, number: int, scale: float) -> QImage:
    """Page ``number`` (from 0) at ``scale`` pixels a point, less where that were more than a picture can be."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415  read with the first picture

    with _one_at_a_time:
        document = PdfDocument(pdf)
        try:
            page = document[number]
            width, height = page.get_size()
            scale = min(scale, (MOST_PIXELS / (width * height)) ** 0.5)
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True, maybe_alpha=False)
            shown = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGBX8888,
            ).copy()  # the bytes go with this function
            bitmap.close()
            page.close()
            return shown
        finally:
            document.close()
