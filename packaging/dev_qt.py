"""Qt's system libraries: found missing by loading Qt, brought by the system's own packages."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

from dev_environment import Environment, Stopped, bring, step

# What PySide6-Essentials needs from a bare Debian or Ubuntu, without a screen and with one.
WITHOUT_SCREEN = (
    "libegl1",
    "libgl1",
    "libxkbcommon0",
    "libdbus-1-3",
    "libfontconfig1",
    "libfreetype6",
    "libglib2.0-0",
)
FOR_SCREEN = (
    "libxcb-cursor0",
    "libxkbcommon-x11-0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-util1",
    "libxcb-xkb1",
)
# What WeasyPrint, a rival in the benchmarks, draws text with.
FOR_WEASYPRINT = ("libpango-1.0-0", "libpangoft2-1.0-0")

_OPEN_QT = "from PySide6 import QtWidgets; QtWidgets.QApplication(['probe'])"
_LOAD_XCB = (
    "import ctypes, pathlib, PySide6; from PySide6 import QtGui;"
    "ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / 'Qt/plugins/platforms/libqxcb.so'))"
)


def has_screen(variables: Mapping[str, str] | None = None, platform: str = sys.platform) -> bool:
    """True when a window could be shown: Windows and macOS have one, others name theirs."""
    if platform in {"win32", "darwin"}:
        return True
    variables = os.environ if variables is None else variables
    return bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


def offscreen() -> dict[str, str]:
    """The environment in which Qt draws into memory."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def bring_libraries(environment: Environment, *, screen: bool) -> None:
    """Make Qt load; installs its system libraries where this process may. Raises Stopped."""
    if not sys.platform.startswith("linux"):
        return
    if _complaint(environment, _OPEN_QT):
        bring([*WITHOUT_SCREEN, *(FOR_SCREEN if screen else ())], "Qt's system libraries")
    if screen and _complaint(environment, _LOAD_XCB):
        bring(FOR_SCREEN, "Qt's libraries for the screen")
    complaint = _complaint(environment, _OPEN_QT)
    if complaint:
        raise Stopped(f"Qt still does not start:\n{complaint}")


def bring_pango(environment: Environment) -> None:
    """Make WeasyPrint load where this process may install; the benchmark says when its row is left out."""
    if not sys.platform.startswith("linux") or not _complaint(environment, "import weasyprint"):
        return
    try:
        bring(FOR_WEASYPRINT, "Pango for WeasyPrint")
    except Stopped as missing:
        step(str(missing))


def window_opens(environment: Environment) -> bool:
    """True when Qt reaches the screen that the environment names (a stale DISPLAY does not count)."""
    probe = [str(environment.python), "-c", _OPEN_QT]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def _complaint(environment: Environment, program: str) -> str:
    probe = [str(environment.python), "-c", program]
    done = subprocess.run(probe, env=offscreen(), capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stderr.strip() or f"exit code {done.returncode}"
