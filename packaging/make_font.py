"""Make the fonts of the pages: ``python packaging/make_font.py``.

reportlab embeds TrueType outlines only, and Noto Sans SC is drawn in cubic curves. This script
takes the Chinese from Noto and Latin, Greek and Cyrillic with all their accents from Source Sans
(from which Noto's own few Latin letters were drawn), converts the curves, and writes two fonts with
names of their own: two fonts with one name in a process silently swap glyphs, and the licence asks
for it. ``resources/fonts/README.md`` says from which packages they were made.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.bezierTools import cubicPointAtT
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.filterPen import FilterPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

OUT = Path(__file__).resolve().parent.parent / "resources" / "fonts"
FAMILY = "HLHdesk Sans SC"
VERSION = "1.0"
UNITS = 200
MAX_ERROR = 0.9  # units that a curve may be off: a twelfth of a point in a title
STRAIGHT = 1.0  # units: a curve that stays so near to its chord is a line, as the ends of most strokes are
LATIN_FIGURE = 0.555  # of the em: the width of Noto's own figures, to which Source Sans is scaled
SOURCES = {
    "chinese": ("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"),
    "chinese-bold": ("cvttf_NotoSansCJK_Bold", "NotoSansCJKtc-Bold.otf"),
    "latin": ("fontpkg_source_sans_3", "files/SourceSans3[wght].ttf"),
}
COPYRIGHT = (
    "Chinese: © 2014-2021 Adobe (Noto Sans SC). Latin, Greek, Cyrillic: © 2010-2020 Adobe. "
    "Modified: subset, merged, converted to quadratic curves, renamed."
)
LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."

# Characters that have no shape: text copied from a page still holds them.
INVISIBLE = (0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
# Latin, Greek and Cyrillic, punctuation, currency, arrows and mathematics come from Source Sans.
WESTERN = (range(0x0020, 0x0530), range(0x1E00, 0x2000), range(0x2000, 0x2460), range(0x25A0, 0x2800))
FULL_WIDTH = {0x2103, 0x2109, *range(0x2160, 0x2180)}  # a Chinese page sets these as one square


@dataclass
class Drawing:
    """Glyphs collected for one font: outlines and advances by name, and the character map."""

    glyphs: dict[str, Any] = field(default_factory=dict)
    widths: dict[str, int] = field(default_factory=dict)
    characters: dict[int, str] = field(default_factory=dict)

    def add(self, code: int, name: str, font: TTFont, glyph: str, scale: float) -> None:
        """Take ``glyph`` of ``font`` for the character ``code``; a glyph of two characters is drawn once."""
        self.characters[code] = name
        if name in self.glyphs:
            return
        glyphs = font.getGlyphSet()
        pen = TTGlyphPen(None)
        cubic = "CFF " in font
        target = _Straightened(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True)) if cubic else pen
        glyphs[glyph].draw(_Decomposed(target, glyphs, scale))
        self.glyphs[name] = pen.glyph(dropImpliedOnCurves=True, round=round)
        self.widths[name] = round(glyphs[glyph].width * scale)

    def add_invisible(self, codes: Iterable[int]) -> None:
        """Empty glyphs without width."""
        self.glyphs["invisible"] = TTGlyphPen(None).glyph()
        self.widths["invisible"] = 0
        self.characters.update(dict.fromkeys(codes, "invisible"))


class _Decomposed(TransformPen):  # type: ignore[misc]
    """Scales and draws composite glyphs as outlines."""

    def __init__(self, pen: Any, glyphs: Any, scale: float) -> None:
        super().__init__(pen, (scale, 0, 0, scale, 0, 0))
        self._glyphs = glyphs
        self._scale = scale

    def addComponent(self, glyphName: str, transformation: Any) -> None:  # noqa: N802, N803
        self._glyphs[glyphName].draw(TransformPen(self, transformation))


class _Straightened(FilterPen):  # type: ignore[misc]
    """Draws nearly straight curves as lines: a quarter of all curves, and a sixth of what a glyph weighs."""

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        """A line to the end where it is straight enough."""
        start, end = complex(*self.current_pt), complex(*points[-1])
        chord = end - start
        places = (complex(*cubicPointAtT(self.current_pt, *points, part / 8)) for part in range(1, 8))
        away = max(abs(((place - start) * chord.conjugate()).imag) for place in places)
        if chord and away <= STRAIGHT * abs(chord):
            self.lineTo(points[-1])
        else:
            super().curveTo(*points)


def chinese() -> Iterator[int]:
    """For the regular: GBK, CJK Extension A, the whole first block and rarer characters of names."""
    yield from _of_codec("gbk")
    yield from range(0x3400, 0x4DC0)
    yield from range(0x4E00, 0xA000)
    yield from range(0x20000, 0x32000)


def chinese_bold() -> Iterator[int]:
    """For the bold: GB 2312 and every simplified character that a dictionary of today has."""
    yield from _of_codec("gb2312")
    yield from map(ord, import_module("zhon.cedict").simplified)


def _of_codec(codec: str) -> Iterator[int]:
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                yield ord(bytes((lead, trail)).decode(codec))
            except (UnicodeDecodeError, TypeError):
                continue


def western() -> Iterator[int]:
    """The characters that come from Source Sans where it has them."""
    for block in WESTERN:
        yield from (code for code in block if code not in FULL_WIDTH)


def simplified(font: TTFont) -> dict[str, str]:
    """Which glyphs a pan-Chinese font replaces for mainland China (feature ``locl``, language ZHS)."""
    if "GSUB" not in font:
        return {}
    table = font["GSUB"].table
    swaps: dict[str, str] = {}
    for script in table.ScriptList.ScriptRecord:
        for language in script.Script.LangSysRecord:
            if language.LangSysTag.strip() != "ZHS" or script.ScriptTag != "hani":
                continue
            for index in language.LangSys.FeatureIndex:
                record = table.FeatureList.FeatureRecord[index]
                if record.FeatureTag != "locl":
                    continue
                for lookup in record.Feature.LookupListIndex:
                    for subtable in table.LookupList.Lookup[lookup].SubTable:
                        swaps.update(getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {}))
    return swaps


def collect(cjk: TTFont, latin: TTFont, characters: Iterable[int]) -> Drawing:
    """All glyphs of one font."""
    drawing = Drawing()
    latin_map, cjk_map, swaps = latin.getBestCmap(), cjk.getBestCmap(), simplified(cjk)
    scale = LATIN_FIGURE * UNITS / latin["hmtx"][latin_map[ord("0")]][0]
    square = UNITS / cjk["head"].unitsPerEm
    drawing.add(0, ".notdef", cjk, ".notdef", square)
    del drawing.characters[0]
    for code in western():
        if code in latin_map:
            drawing.add(code, f"w.{latin_map[code]}", latin, latin_map[code], scale)
    drawing.add_invisible(INVISIBLE)
    for code in sorted({*characters, *western()} - drawing.characters.keys()):
        if code in cjk_map and code > 0x1F:
            glyph = swaps.get(cjk_map[code], cjk_map[code])
            drawing.add(code, f"c.{glyph}", cjk, glyph, square)
    return drawing


def build(drawing: Drawing, style: str, source: TTFont) -> FontBuilder:
    """A TrueType font with its own names and Noto's vertical metrics."""
    builder = FontBuilder(UNITS, isTTF=True)
    builder.setupGlyphOrder(list(drawing.glyphs))
    builder.setupCharacterMap(drawing.characters)
    builder.setupGlyf(drawing.glyphs)
    bounds = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {name: (width, getattr(bounds[name], "xMin", 0)) for name, width in drawing.widths.items()}
    )
    square = UNITS / source["head"].unitsPerEm
    builder.setupHorizontalHeader(
        ascent=round(source["hhea"].ascent * square), descent=round(source["hhea"].descent * square)
    )
    ps_name = f"{FAMILY.replace(' ', '')}-{style}"
    builder.setupNameTable(
        {
            "copyright": COPYRIGHT,
            "familyName": FAMILY,
            "styleName": style,
            "uniqueFontIdentifier": f"{VERSION};{ps_name}",
            "fullName": f"{FAMILY} {style}",
            "psName": ps_name,
            "version": f"Version {VERSION}",
            "licenseDescription": LICENCE,
            "licenseInfoURL": "http://scripts.sil.org/OFL",
        }
    )
    bold = style == "Bold"
    heights = {
        "sTypoAscender": 0.88,
        "sTypoDescender": -0.12,
        "usWinAscent": 1.16,
        "usWinDescent": 0.288,
        "sCapHeight": 0.733,
        "sxHeight": 0.543,
    }
    builder.setupOS2(
        **{name: round(share * UNITS) for name, share in heights.items()},
        usWeightClass=700 if bold else 400, fsSelection=0x20 if bold else 0x40, fsType=0,
    )  # fmt: skip
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].macStyle = 1 if bold else 0
    builder.font["head"].created = builder.font["head"].modified = 0  # the same input makes the same bytes
    builder.font.recalcTimestamp = False
    return builder


def main() -> None:
    """Read the three source fonts out of their packages, write the two of the program."""
    parser = argparse.ArgumentParser(description="Make the two fonts of the pages.")
    for option, (package, name) in SOURCES.items():
        parser.add_argument(f"--{option}", type=Path, help=f"{name} (default: from the package {package})")
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    for style, option, weight in (("Regular", "chinese", 380), ("Bold", "chinese-bold", 660)):
        latin = instantiateVariableFont(TTFont(_source(arguments, "latin")), {"wght": weight})
        cjk = TTFont(_source(arguments, option))
        characters = chinese() if style == "Regular" else chinese_bold()
        builder = build(collect(cjk, latin, characters), style, cjk)
        target = arguments.out / f"{FAMILY.replace(' ', '')}-{style}.ttf"
        builder.save(target)
        print(
            f"{target.name}: {target.stat().st_size:,} bytes, {len(builder.font.getBestCmap()):,} characters"
        )


def _source(arguments: argparse.Namespace, option: str) -> Path:
    given: Path | None = getattr(arguments, option.replace("-", "_"))
    package, name = SOURCES[option]
    return given or Path(str(files(package).joinpath(name)))


if __name__ == "__main__":
    main()
