#!/usr/bin/env python3
"""Take the pictures of the guide from the running program: ``.venv/bin/python packaging/make_pictures.py``.

The demo ward is built anew, the window is opened without a screen, and each view is drawn into a PNG under
``docs/pictures``. Whoever changes a view takes its picture again.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hlhdesk.cli import main as hlhdesk  # noqa: E402  after the path
from hlhdesk.service import Desk  # noqa: E402
from ui.app import application, build_window  # noqa: E402
from ui.remembered import Look  # noqa: E402
from ui.window import MainWindow  # noqa: E402

OUT = ROOT / "docs" / "pictures"
SIZE = (1366, 768)
SETTLE_MS = 1200
COLOURS = 128
RELAPSE = "C7"


def tab(name: str) -> Callable[[MainWindow], None]:
    """Bring a tab of the child to the front."""
    return lambda window: window.open_tab(name)


def page(name: str) -> Callable[[MainWindow], None]:
    """Bring a page of the ward to the front."""
    return lambda window: window.right.open(name)


def line(name: str) -> Callable[[MainWindow], None]:
    """Put a line to type in at the foot."""
    return lambda window: window.open_line(name)


VIEWS: dict[str, Callable[[MainWindow], None]] = {
    "window": tab("chart"),
    "flowsheet": tab("flowsheet"),
    "doses": tab("doses"),
    "labs": tab("labs"),
    "hlh-2004": tab("hlh"),
    "follow-up": tab("follow-up"),
    "round": page("round"),
    "ward-follow-up": page("overdue"),
    "parameters": page("parameters"),
    "vital-signs": line("vitals"),
}
CHINESE = ("window", "round")


def wait(milliseconds: int) -> None:
    """Let the window draw."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def opened(desk: Desk, language: str, look: Look | None = None) -> MainWindow:
    """The window with the child of the pictures on screen."""
    window = build_window(desk, language)
    window.resize(*SIZE)
    window.show()
    loop = QEventLoop()
    window.chart.holder.view_made.connect(loop.quit)
    loop.exec()
    if look is not None:
        window.use_palette(look.palette, look.scale)
    window.bridge.open_child(RELAPSE)
    wait(SETTLE_MS)
    return window


def take(window: MainWindow, name: str, show: Callable[[MainWindow], None]) -> None:
    """Show a view and write its picture, in few colours so that it stays small."""
    show(window)
    wait(SETTLE_MS)
    target = OUT / f"{name}.png"
    window.grab().save(str(target))
    Image.open(target).convert("RGB").quantize(COLOURS).save(target, optimize=True)
    sys.stdout.write(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1024} kB\n")


def main() -> int:
    """Take all pictures, or those that are named."""
    parser = argparse.ArgumentParser(description="Take the pictures of the guide.")
    parser.add_argument("names", nargs="*", help=f"some of: {', '.join(VIEWS)}")
    names = parser.parse_args().names or list(VIEWS)
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.hlhdesk"
        hlhdesk(["demo", "--db", str(path), "--headless", "--out", folder])
        application()
        with Desk.open(path) as desk:
            for language, wanted in (("en", names), ("zh", [name for name in names if name in CHINESE])):
                if not wanted:
                    continue
                window = opened(desk, language)
                for name in wanted:
                    take(window, name if language == "en" else f"{name}-{language}", VIEWS[name])
                    window.right.show_child()
                window.close()
            if "window" in names:
                dark = opened(desk, "en", Look(palette="dark"))
                take(dark, "window-dark", VIEWS["window"])
                dark.close()
    QApplication.processEvents()
    return 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
