"""What a PDF holds of a font: the outlines in use, their widths, and the way from its codes back to text.

Instead of reportlab's own subsets, which hold 255 characters each: a Chinese page changed between two of them in the
middle of most sentences, and every part carried tables that a PDF never reads. Here a font is one part, and each
character has a code of two bytes, the number of its glyph (ISO 32000-1, 9.7.4: ``Identity-H``, ``CIDFontType2``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import accumulate, groupby
from struct import pack
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFStream, PDFZCompress
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, TTFontMaker

BLANK, GAP = " ", "\xa0"
SQUARE = 1000  # the width of a Chinese character, in thousandths of the em
PAGE = 256  # codes that share their first byte
SHORT_OFFSETS = 0x1FFFF  # bytes of outlines that a short index reaches
ESCAPED = {byte: f"\\{byte:03o}" for byte in (*b"\\()\r", *range(0x18, 0x20), *range(0x80, 0x100))}
"""Bytes that a string cannot hold as they are, or that reportlab encodes as something else."""
MAPPING = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{ranges}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def literal(codes: bytes) -> str:
    """Bytes as they stand between the parentheses of a PDF's string, in ASCII."""
    return codes.decode("latin-1").translate(ESCAPED)


class Subset:
    """The characters of one font that one document uses, numbered in the order of their first use."""

    namePrefix, internalName = "F", None  # noqa: N815  reportlab's names

    def __init__(self) -> None:
        self.numbers: dict[int, int] = {}
        self.subsets = (self.numbers,)

    def code(self, character: str) -> bytes:
        """The code of a character: the number of its glyph; 0 is the missing one. A gap of a number is a blank."""
        place = ord(BLANK if character == GAP else character)
        return self.numbers.setdefault(place, len(self.numbers) + 1).to_bytes(2, "big")


def add_font(doc: Any, internal_name: str, face: Any, characters: Sequence[int]) -> None:
    """Write the objects of a font for its characters, numbered from 1."""
    name = f"/{_tag(characters)}+{face.name.decode()}"
    descendant = PDFDictionary(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": name,
            "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
            "CIDToGIDMap": "/Identity",
            "FontDescriptor": _descriptor(doc, name, face, _outlines(face, characters)),
            "DW": SQUARE,
            "W": f"[{' '.join(_widths([face.getCharWidth(code) for code in characters]))}]",
        }
    )
    font = PDFDictionary(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": name,
            "Encoding": "/Identity-H",
            "DescendantFonts": f"[{doc.Reference(descendant).format(doc).decode()}]",
            "ToUnicode": doc.Reference(_compressed(_to_unicode(characters).encode())),
        }
    )
    doc.idToObject["BasicFonts"].dict[internal_name] = doc.Reference(font)


def _tag(characters: Sequence[int]) -> str:
    """Six letters that tell one subset from another."""
    digest = sha256(repr(characters).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _compressed(content: bytes) -> PDFStream:
    return PDFStream(content=content, filters=[PDFZCompress])


def _descriptor(doc: Any, name: str, face: Any, outlines: bytes) -> Any:
    file = _compressed(outlines)
    file.dictionary["Length1"] = len(outlines)
    return doc.Reference(
        PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": name,
                "Flags": face.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC,
                "FontBBox": f"[{' '.join(f'{side:g}' for side in face.bbox)}]",
                "ItalicAngle": face.italicAngle,
                "Ascent": face.ascent,
                "Descent": face.descent,
                "CapHeight": face.capHeight,
                "StemV": face.stemV,
                "FontFile2": doc.Reference(file),
            }
        )
    )


def _widths(widths: Sequence[int]) -> Iterator[str]:
    """The widths that are not a square's: the number of the first of a row, then the row."""
    for usual, row in groupby(enumerate(widths, start=1), lambda item: item[1] == SQUARE):
        if not usual:
            numbers, values = zip(*row, strict=True)
            yield f"{numbers[0]} [{' '.join(f'{width:g}' for width in values)}]"


def _to_unicode(characters: Sequence[int]) -> str:
    """The character of each number, in UTF-16: one row for all numbers that share a first byte."""
    texts = ["<FFFD>", *(f"<{chr(code).encode('utf-16-be').hex().upper()}>" for code in characters)]
    starts = range(0, len(texts), PAGE)
    rows = [
        f"<{start:04X}> <{min(start + PAGE, len(texts)) - 1:04X}> [{' '.join(texts[start : start + PAGE])}]"
        for start in starts
    ]
    return MAPPING.format(ranges="\n".join((f"{len(rows)} beginbfrange", *rows, "endbfrange")))


def _outlines(face: Any, characters: Sequence[int]) -> bytes:
    """A TrueType font of the missing glyph and those of the characters, with the tables that a PDF reads."""
    glyphs = [0, *(face.charToGlyph[code] for code in characters)]
    source, places = face.get_table("glyf"), face.glyphPos
    outlines = [_even(bytes(source[places[glyph] : places[glyph + 1]])) for glyph in glyphs]
    offsets = [0, *accumulate(map(len, outlines))]
    short = offsets[-1] <= SHORT_OFFSETS
    widths = [face.defaultWidth, *map(face.getCharWidth, characters)]
    metrics = [
        (round(width * face.unitsPerEm / SQUARE), face.hmetrics[glyph][1])
        for width, glyph in zip(widths, glyphs, strict=True)
    ]
    made = TTFontMaker()
    made.add("glyf", b"".join(outlines))
    made.add("loca", b"".join(pack(">H", n >> 1) if short else pack(">L", n) for n in offsets))
    made.add("hmtx", b"".join(pack(">HH", *both) for both in metrics))
    made.add("head", _with(face.get_table("head"), 50, 0 if short else 1))
    made.add("hhea", _with(face.get_table("hhea"), 34, len(glyphs)))
    made.add("maxp", _with(face.get_table("maxp"), 4, len(glyphs)))
    return bytes(made.makeStream())


def _even(outline: bytes) -> bytes:
    """An outline of an even length, as a short index wants it."""
    return outline + b"\0" * (len(outline) % 2)


def _with(table: bytes, place: int, value: int) -> bytes:
    """The table with another unsigned number of two bytes at a place."""
    return table[:place] + pack(">H", value) + table[place + 2 :]
