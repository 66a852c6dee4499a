"""What the window remembers from one start to the next: how it looks, never whom it showed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path

from PySide6.QtCore import QByteArray, QLocale, QSettings, QStandardPaths

LANGUAGES = ("en", "zh")
PALETTES = ("light", "dark", "contrast")
SORTS = ("urgency", "bed")
SMALLEST, LARGEST = 0.8, 2.0


@dataclass(frozen=True)
class Look:
    """How a window looks. ``geometry`` and ``split`` are Qt's own bytes; empty means as it comes."""

    palette: str = "light"
    scale: float = 1.0
    sort: str = "urgency"
    geometry: bytes = b""
    split: bytes = b""


@dataclass(frozen=True)
class Remembered:
    """The settings file of this user on this machine."""

    path: Path = field(default_factory=lambda: _config_folder() / "hlhdesk" / "window.ini")

    def language(self) -> str | None:
        """The language that was chosen last; before any was, the system's, or None where it is none of ours."""
        found = str(self._settings().value("language", "", type=str))
        return found if found in LANGUAGES else first_of(system_languages())

    def remember_language(self, language: str) -> None:
        """Start in this language from now on."""
        self._settings().setValue("language", language)

    def updated(self, version: str) -> bool:
        """True once after another version was installed over the one that was last started here."""
        settings = self._settings()
        before = str(settings.value("version", "", type=str))
        if before != version:
            settings.setValue("version", version)
        return before not in ("", version)

    def look(self) -> Look:
        """How the window looked last; whatever the file holds, something that can be shown."""
        found = self._settings()
        return Look(
            palette=_one_of(found, "palette", PALETTES),
            scale=min(max(_number(found, "scale"), SMALLEST), LARGEST),
            sort=_one_of(found, "sort", SORTS),
            geometry=_bytes(found, "geometry"),
            split=_bytes(found, "split"),
        )

    def remember(self, look: Look) -> None:
        """Look like this at the next start."""
        settings = self._settings()
        settings.setValue("palette", look.palette)
        settings.setValue("scale", str(look.scale))
        settings.setValue("sort", look.sort)
        settings.setValue("geometry", QByteArray(look.geometry))
        settings.setValue("split", QByteArray(look.split))

    def _settings(self) -> QSettings:
        return QSettings(str(self.path), QSettings.Format.IniFormat)


def _config_folder() -> Path:
    """Where programs keep the settings of a user, by Qt: the first window does not wait for another library."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation))


def system_languages() -> list[str]:
    """What the system's user reads, as tags such as ``zh-Hans-CN``, the best first."""
    return QLocale.system().uiLanguages()


def first_of(tags: Sequence[str]) -> str | None:
    """The first of our languages among the tags of a system, or None."""
    return next((tag[:2] for tag in tags if tag.partition("-")[0] in LANGUAGES), None)


def _one_of(settings: QSettings, key: str, names: tuple[str, ...]) -> str:
    found = str(settings.value(key, "", type=str))
    return found if found in names else names[0]


def _number(settings: QSettings, key: str) -> float:
    try:
        found = float(str(settings.value(key, "1", type=str)))
    except ValueError:
        return 1.0
    return found if isfinite(found) else 1.0


def _bytes(settings: QSettings, key: str) -> bytes:
    found = settings.value(key)
    return bytes(found.data()) if isinstance(found, QByteArray) else b""
