"""Colours are data: every palette can say everything, and words can be read on their ground."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtGui import QColor

from hlhdesk.model.state import FeverState, Level
from ui.style import Palette, load_palette, symbols

PALETTES = ("light", "dark", "contrast")


def luminance(colour: QColor) -> float:
    """Relative luminance (WCAG 2.2)."""
    return (
        0.2126 * _linear(colour.redF()) + 0.7152 * _linear(colour.greenF()) + 0.0722 * _linear(colour.blueF())
    )


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def contrast(ink: QColor, ground: QColor) -> float:
    low, high = sorted((luminance(ink), luminance(ground)))
    return (high + 0.05) / (low + 0.05)


def test_all_palettes_have_the_same_names() -> None:
    names = [set(load_palette(name).values) for name in PALETTES]
    assert all(one == other for one, other in pairwise(names))


@pytest.mark.parametrize("name", PALETTES)
def test_every_state_and_level_has_words_that_can_be_read(name: str) -> None:
    palette = load_palette(name)
    states = [f"state.{state.value}" for state in FeverState] + ["state.cannot-judge", "state.not-observed"]
    for look in [*states, *(f"level.{level.value}" for level in Level)]:
        assert contrast(palette.colour(f"{look}.ink"), palette.colour(f"{look}.ground")) >= 4.5, look
    for text in ("ink", "muted", "accent", "error"):
        assert contrast(palette.colour(f"colour.{text}"), palette.colour("colour.surface")) >= 4.5, text


@pytest.mark.parametrize("name", PALETTES)
def test_no_state_is_green(name: str) -> None:
    """Green reads as safe."""
    palette = load_palette(name)
    for look in palette.values:
        if look.startswith("state."):
            hue = palette.colour(look).hue()
            saturation = palette.colour(look).saturation()
            assert saturation < 40 or not 80 <= hue <= 165, look


@pytest.mark.parametrize("name", PALETTES)
def test_the_style_sheet_asks_only_for_colours_that_there_are(name: str) -> None:
    assert "$" not in load_palette(name).style_sheet()


def test_text_grows_with_the_scale() -> None:
    normal, double = load_palette("light"), Palette("light", load_palette("light").values, 2.0)
    assert double.size("body") == 2 * normal.size("body")


def test_every_site_has_a_shape_of_its_own() -> None:
    shapes = [shape for site, shape in symbols().items() if site != "lab"]
    assert len(shapes) == len(set(shapes)) == 7
