"""Palettes and the style sheet, read from ``resources/style``: colours are data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import Template

from PySide6.QtGui import QColor, QFont, QPalette

from resources import early_text

OWN_FAMILY = "HLHdesk Sans SC"
RARE_FAMILY = "HLHdesk Rare SC"
"""The regular face once more, for what the bold one lacks: in one family Qt does not look in the other weight."""
SIZES = ("small", "body", "strong", "value", "name", "entry")
ROLES = {
    QPalette.ColorRole.Window: "colour.window",
    QPalette.ColorRole.WindowText: "colour.ink",
    QPalette.ColorRole.Base: "colour.surface",
    QPalette.ColorRole.AlternateBase: "colour.sunken",
    QPalette.ColorRole.Text: "colour.ink",
    QPalette.ColorRole.Button: "colour.surface",
    QPalette.ColorRole.ButtonText: "colour.ink",
    QPalette.ColorRole.PlaceholderText: "colour.muted",
    QPalette.ColorRole.Highlight: "colour.accent",
    QPalette.ColorRole.HighlightedText: "colour.accent-ink",
}


@dataclass(frozen=True)
class Palette:
    """One palette: colours and pixel sizes by dotted name; ``scale`` is the text size in force (1 = 100 %)."""

    name: str
    values: Mapping[str, str]
    scale: float = 1.0

    def colour(self, name: str) -> QColor:
        """``colour("chart.temperature")``. Raises KeyError for a name that the palette lacks."""
        return QColor(self.values[name])

    def size(self, name: str) -> int:
        """A text size in pixels at the scale in force."""
        return round(int(self.values[f"size.{name}"]) * self.scale)

    def font(self, size: str = "body", *, bold: bool = False) -> QFont:
        """The interface font at one of the palette's sizes."""
        font = self.base_font()
        font.setPixelSize(self.size(size))
        font.setBold(bold)
        return font

    def for_qt(self) -> QPalette:
        """The same colours for what the style sheet does not reach."""
        colours = QPalette()
        for role, name in ROLES.items():
            colours.setColor(role, self.colour(name))
        return colours

    def base_font(self) -> QFont:
        """The interface font: the program's own where it is loaded, else the system's."""
        font = QFont()
        font.setFamilies([OWN_FAMILY, RARE_FAMILY, *font.families()])
        return font

    def style_sheet(self) -> str:
        """The window's style sheet in this palette. Raises KeyError for an unknown name in it."""
        names = {name.replace(".", "_").replace("-", "_"): value for name, value in self.values.items()}
        for name in SIZES:
            names[f"size_{name}"] = str(self.size(name))
        return Template(_read("window.qss")).substitute(names)


@lru_cache
def load_palette(name: str = "light", scale: float = 1.0) -> Palette:
    """Read ``resources/style/NAME.toml``; raises FileNotFoundError for an unknown palette."""
    tree = tomllib.loads(_read(f"{name}.toml"))
    values: dict[str, str] = {}
    for group, entries in tree.items():
        if isinstance(entries, dict):
            for key, value in entries.items():
                values |= _pair(f"{group}.{key}", value)
    return Palette(str(tree["name"]), values, scale)


@lru_cache
def symbols() -> Mapping[str, str]:
    """The shape that stands for each measuring site."""
    return {site: str(shape) for site, shape in tomllib.loads(_read("symbols.toml")).items()}


def _pair(key: str, value: object) -> dict[str, str]:
    """A state or level has two colours: of its words and of the ground below them."""
    if isinstance(value, list):
        ink, ground = value
        return {f"{key}.ink": str(ink), f"{key}.ground": str(ground)}
    return {key: str(value)}


def _read(name: str) -> str:
    return early_text("style", name)
