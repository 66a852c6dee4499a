"""Pictures as they come from a camera, and the small ones that are kept: upright, without a word of their own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter

from hlhdesk.model.message import Message

FORMATS = (b"jpeg", b"jpg", b"png", b"bmp")
LARGEST_FILE = 40_000_000
LARGEST_SIDE = 20_000
WORKING = QSize(1600, 1600)
SIDE = 256
QUALITY = 88


class NotAPicture(Exception):
    """A file that cannot be shown, and what is accepted."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.message = Message.of(f"photograph.{key}", **values)


def read_picture(path: Path) -> QImage:
    """The picture of a file, upright, no larger than is worked with. Raises NotAPicture."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_FILE:
            raise NotAPicture("not-readable", file=path.name)
    except OSError:
        raise NotAPicture("not-readable", file=path.name) from None
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)  # a camera writes how it was held
    if reader.format().data() not in FORMATS:
        raise NotAPicture("not-a-picture", file=path.name)
    size = reader.size()
    if max(size.width(), size.height()) > LARGEST_SIDE:
        raise NotAPicture("not-readable", file=path.name)
    if size.width() > WORKING.width() or size.height() > WORKING.height():
        reader.setScaledSize(size.scaled(WORKING, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise NotAPicture("not-readable", file=path.name)
    return image


def small(image: QImage, square: QRect) -> bytes:
    """The square of a picture as the JPEG that is kept: nothing of where and with what it was taken."""
    face = image.copy(square).scaled(
        SIDE, SIDE, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    bare = QImage(face.size(), QImage.Format.Format_RGB32)  # a new one has no texts of the old
    bare.fill(Qt.GlobalColor.white)
    painter = QPainter(bare)
    painter.drawImage(0, 0, face)
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"jpg")
    writer.setQuality(QUALITY)
    writer.write(bare)
    return bytes(buffer.data().data())
