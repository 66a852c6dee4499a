"""Reading pages back: their text, their fonts."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pypdfium2

SPACES = re.compile(r"\s+")


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, runs of white space as one space."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [SPACES.sub(" ", page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def whole_text(pdf: bytes) -> str:
    return " ".join(page_texts(pdf))


def without_spaces(text: str) -> str:
    """For words that a line break may have cut."""
    return SPACES.sub("", text)


def fonts(pdf: bytes) -> list[dict[str, Any]]:
    """Every font that a page can choose: its name and whether its outlines are inside."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            {
                "name": str(item.BaseFont),
                "embedded": all("/FontFile2" in part.FontDescriptor for part in item.DescendantFonts),
                "unicode": "/ToUnicode" in item,
            }
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == pikepdf.Name.Type0
        ]
