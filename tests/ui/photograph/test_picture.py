"""What is kept of a picture: upright, cut to the face, small, and without a word of where it was taken."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage

from hlhdesk.service.photographs import LARGEST
from ui.photograph.picture import SIDE, WORKING, NotAPicture, read_picture, small

RED, BLUE = QColor("red"), QColor("blue")


def picture(width: int = 400, height: int = 300) -> QImage:
    """Red on the left, blue on the right."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(RED)
    for x in range(width // 2, width):
        for y in range(height):
            image.setPixelColor(x, y, BLUE)
    return image


def held_sideways(jpeg: bytes) -> bytes:
    """With the note of a camera that was turned by a quarter (Exif orientation 6), and a place."""
    tiff = b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, 6, 0, 0)
    exif = b"Exif\x00\x00" + tiff + b"GPS 52.5200 13.4050"
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def near(found: QColor, wanted: QColor) -> bool:
    channels = (QColor.red, QColor.green, QColor.blue)
    return all(abs(channel(found) - channel(wanted)) < 60 for channel in channels)


@pytest.mark.parametrize("suffix", ["jpg", "png", "bmp"])
def test_the_usual_files_are_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"face.{suffix}"
    assert picture().save(str(path))
    assert read_picture(path).size() == picture().size()


def test_by_what_it_holds_and_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "face.jpg"
    assert picture().save(str(tmp_path / "face.png"))
    (tmp_path / "face.png").rename(path)
    assert read_picture(path).width() == 400


def test_a_large_picture_is_read_small(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    assert picture(4000, 1000).save(str(path))
    read = read_picture(path)
    assert (read.width(), read.height()) == (WORKING.width(), WORKING.width() // 4)


def test_a_camera_that_was_turned(tmp_path: Path) -> None:
    path = tmp_path / "face.jpg"
    assert picture().save(str(path))
    path.write_bytes(held_sideways(path.read_bytes()))
    read = read_picture(path)
    assert (read.width(), read.height()) == (300, 400)
    assert near(read.pixelColor(150, 50), RED)
    kept = small(read, QRect(0, 0, 300, 300))
    for word in (b"Exif", b"GPS", b"52.52"):
        assert word not in kept


def test_the_square_and_nothing_else_is_kept(tmp_path: Path) -> None:
    image = picture()
    image.setText("Place", "ward 7")
    kept = small(image, QRect(0, 50, 200, 200))
    shown = QImage.fromData(kept)
    assert (shown.width(), shown.height()) == (SIDE, SIDE)
    assert all(near(shown.pixelColor(x, 128), RED) for x in (5, 128, 250))
    assert near(QImage.fromData(small(image, QRect(200, 50, 200, 200))).pixelColor(128, 128), BLUE)
    assert b"ward 7" not in kept
    assert len(kept) < LARGEST


def test_the_busiest_picture_still_fits() -> None:
    noise = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    for x in range(SIDE):
        for y in range(SIDE):
            noise.setPixel(x, y, (x * 7919 + y * 104729) * 2654435761 % 2**24)
    assert len(small(noise, noise.rect())) < LARGEST


def test_what_was_transparent_is_white() -> None:
    clear = QImage(100, 100, QImage.Format.Format_ARGB32)
    clear.fill(Qt.GlobalColor.transparent)
    assert near(QImage.fromData(small(clear, clear.rect())).pixelColor(50, 50), QColor("white"))


def words_file(path: Path) -> None:
    path.write_text("no picture")


def nothing(path: Path) -> None:
    path.write_bytes(b"")


def half(path: Path) -> None:
    picture().save(str(path), "PNG")  # type: ignore[call-overload]
    path.write_bytes(path.read_bytes()[:40])


def folder(path: Path) -> None:
    path.mkdir()


def another_format(path: Path) -> None:
    path.write_bytes(
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
    )


def bomb(path: Path) -> None:
    """A header that promises a picture of many gigabytes."""
    picture(4, 4).save(str(path), "BMP")  # type: ignore[call-overload]
    data = bytearray(path.read_bytes())
    struct.pack_into("<ii", data, 18, 60_000, 60_000)
    path.write_bytes(bytes(data))


@pytest.mark.parametrize(
    "make", [words_file, nothing, half, folder, another_format, bomb, lambda _path: None]
)
def test_what_is_no_picture_is_said(tmp_path: Path, make: object) -> None:
    path = tmp_path / "face.jpg"
    assert callable(make)
    make(path)
    with pytest.raises(NotAPicture) as wrong:
        read_picture(path)
    assert dict(wrong.value.message.values)["file"] == "face.jpg"
