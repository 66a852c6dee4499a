"""Beside the chart no title and no unit is cut, whatever is measured and however low its panel is."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from hlhdesk.definitions import load
from hlhdesk.wording import Catalogue
from ui.chart.axes import LEFT, SCALE_ROOM, fitted
from ui.fonts import load_own_font
from ui.style import load_palette

ROOM = LEFT - SCALE_ROOM
READABLE = 9


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_title_fits_and_can_be_read(qapp: QApplication, language: str, scale: float) -> None:
    assert load_own_font()
    say, palette = Catalogue.load(language), load_palette("light", scale)
    titles = [say.term("analyte", analyte) for analyte in load().analytes]
    titles += [say(f"charting.panel.{name}") for name in ("temperature", "ruxolitinib", "steroid")]
    assert len(titles) > 20
    for title in titles:
        for size in ("small", "body"):
            font = fitted(palette.font(size, bold=True), title, ROOM * scale)
            assert QFontMetricsF(font).horizontalAdvance(title) <= ROOM * scale, title
            assert font.pixelSize() >= READABLE * scale, title


def test_a_title_that_fits_keeps_its_size(qapp: QApplication) -> None:
    font = load_palette().font("body", bold=True)
    assert fitted(font, "Ferritin", ROOM) is font
