#!/usr/bin/env python3
"""Make the pictures of ``resources/icons/hlhdesk.svg`` that systems ask for: a PNG for windows, an ICO for Windows.

Run by hand when the drawing changes: ``.venv/bin/python packaging/make_icons.py``.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parent.parent
SVG = ROOT / "resources" / "icons" / "hlhdesk.svg"
PNG = ROOT / "resources" / "icons" / "hlhdesk.png"
ICO = ROOT / "packaging" / "icons" / "hlhdesk.ico"
SIZES = (16, 24, 32, 48, 64, 128, 256)


def drawn(size: int) -> Image.Image:
    """The drawing at one size."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(SVG)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    return Image.open(io.BytesIO(bytes(data.data())))


def main() -> None:
    """Write both files."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    pictures = [drawn(size) for size in SIZES]
    pictures[-1].save(PNG, optimize=True)
    ICO.parent.mkdir(exist_ok=True)
    pictures[-1].save(ICO, sizes=[(size, size) for size in SIZES], append_images=pictures[:-1])
    application.quit()


if __name__ == "__main__":
    main()
