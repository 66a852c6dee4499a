"""A child's photograph in the window: chosen and cut by keys, shown wherever something is saved, taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from hlhdesk import clock
from hlhdesk.service import Desk, Photograph
from tests.service.desks import NOW, stop_the_clock
from tests.store.stores import tamper
from tests.ui.care import ONE, TWO, room, signed_bridge, ward_desk, ward_of
from tests.ui.conftest import OpenWindow
from ui.acts.dialog import ActDialog
from ui.acts.listed import ACTS
from ui.photograph.dialog import PhotographDialog
from ui.photograph.face import photograph_of

Ask = Callable[[], PhotographDialog]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    stop_the_clock(monkeypatch)
    with ward_desk(tmp_path / "ward.db") as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A wide picture of one colour."""
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 150, 100))
    path = tmp_path / "face.jpg"
    assert image.save(str(path))
    return path


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    made = room()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def ask(desk: Desk, parent: QWidget, qtbot: QtBot) -> Iterator[Ask]:
    with signed_bridge(desk) as bridge:

        def opened() -> PhotographDialog:
            dialog = PhotographDialog(bridge, ward_of(bridge), ONE, parent)
            dialog.open()
            dialog.activateWindow()
            qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
            return dialog

        yield opened


def stored(desk: Desk) -> Photograph:
    found = desk.photograph(ONE)
    assert found is not None
    return found


def store(ask: Ask, file: Path) -> None:
    dialog = ask()
    dialog.load(file)
    QTest.keyClicks(dialog.agreed.line, "her mother")
    QTest.keyClick(dialog.agreed.line, Qt.Key.Key_Return)
    assert dialog.isHidden()


def test_chosen_cut_and_stored_by_keys(
    ask: Ask, desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.photograph.dialog.file_to_open", lambda *_: str(file))
    dialog = ask()
    assert QApplication.focusWidget() is dialog.choose
    QTest.keyClick(dialog.choose, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is dialog.crop
    assert dialog.crop.square.getRect() == (100, 0, 400, 400), "the largest square in the middle"
    for _ in range(3):
        QTest.keyClick(dialog.crop, Qt.Key.Key_Plus)
    side = dialog.crop.square.width()
    assert 290 < side < 310
    left = dialog.crop.square.left()
    QTest.keyClick(dialog.crop, Qt.Key.Key_Left)
    assert dialog.crop.square.left() < left
    QTest.keyClick(dialog.crop, Qt.Key.Key_Return)
    assert dialog.answer.text.text().startswith("Not saved"), "nobody agreed yet"
    assert QApplication.focusWidget() is dialog.agreed.line
    QTest.keyClicks(dialog.agreed.line, "her mother")
    QTest.keyClick(dialog.agreed.line, Qt.Key.Key_Return)
    found = stored(desk)
    assert (found.agreed, found.taken_on.isoformat(), found.by) == ("her mother", "2018-03-09", "Nurse Lin")
    assert QImage.fromData(found.picture).width() == 256


def test_the_frame_stays_within_the_picture(ask: Ask, file: Path) -> None:
    dialog = ask()
    dialog.load(file)
    for key in (
        Qt.Key.Key_Left,
        Qt.Key.Key_Up,
        Qt.Key.Key_Minus,
        Qt.Key.Key_Right,
        Qt.Key.Key_Down,
        Qt.Key.Key_Plus,
    ):
        for _ in range(60):
            QTest.keyClick(dialog.crop, key)
            assert dialog.crop.image.rect().contains(dialog.crop.square)
    assert dialog.crop.square.width() == 32


def test_the_mouse_moves_the_frame(ask: Ask, file: Path) -> None:
    crop = (dialog := ask()).crop
    dialog.load(file)
    left = crop.square.left()
    QTest.mousePress(crop, Qt.MouseButton.LeftButton, pos=QPoint(150, 150))
    QTest.mouseMove(crop, QPoint(170, 150))
    assert crop.square.left() == left + 40, "as far as the mouse, in the picture's own pixels"
    QTest.mouseRelease(crop, Qt.MouseButton.LeftButton, pos=QPoint(170, 150))


def test_dropped(ask: Ask, file: Path) -> None:
    dialog = ask()
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        dropped,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dialog.dropEvent(event)
    assert dialog.crop.image.width() == 600


def test_pasted(ask: Ask, file: Path) -> None:
    dialog = ask()
    QApplication.clipboard().setText("no picture")
    dialog.crop.setFocus()
    QTest.keyClick(dialog.crop, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "clipboard" in dialog.answer.text.text()
    QApplication.clipboard().setImage(QImage(str(file)))
    QTest.keyClick(dialog.crop, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog.crop.image.width() == 600
    QApplication.clipboard().clear()


def test_what_is_missing_is_said_and_nothing_is_stored(
    ask: Ask, desk: Desk, file: Path, tmp_path: Path
) -> None:
    dialog = ask()
    dialog.submit()
    assert "choose a picture" in dialog.answer.text.text()
    (tmp_path / "words.jpg").write_text("no picture")
    dialog.load(tmp_path / "words.jpg")
    assert "JPEG, PNG or BMP" in dialog.answer.text.text()
    dialog.load(file)
    dialog.agreed.put("her mother")
    dialog.taken.put("sometime")
    dialog.submit()
    assert "sometime" in dialog.answer.text.text()
    dialog.taken.put("+1")
    dialog.submit()
    assert "from the child" in dialog.answer.text.text()
    assert desk.photograph(ONE) is None


def test_taken_away_with_a_reason(ask: Ask, desk: Desk, file: Path) -> None:
    store(ask, file)
    dialog = ask()
    assert dialog.remove.isVisible()
    dialog.submit()
    assert "choose a picture" in dialog.answer.text.text(), "the old one is not stored again"
    QTest.keyClick(dialog.remove, Qt.Key.Key_Return)
    assert desk.photograph(ONE) is not None, "not without a reason"
    QTest.keyClick(dialog, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(dialog.why.line, Qt.Key.Key_Return)
    assert desk.photograph(ONE) is None
    assert desk.history(ONE)[-1].action == "photograph-removed"
    assert not ask().remove.isVisible()


def test_every_dialog_that_saves_shows_the_face(ask: Ask, desk: Desk, file: Path, parent: QWidget) -> None:
    store(ask, file)
    with signed_bridge(desk) as bridge:
        shown = {
            child: ActDialog(bridge, ward_of(bridge), child, ACTS["size"], parent).identity.face
            for child in (ONE, TWO)
        }
    assert shown[ONE].shows_picture
    assert (shown[TWO].shows_picture, shown[TWO].text()) == (False, "SE")


def test_the_window_shows_it_at_once_and_no_other_child_under_it(
    open_window: OpenWindow, desk: Desk, file: Path
) -> None:
    window = open_window(desk)
    window.bridge.open_child(ONE)
    face = window.identity.face
    assert (face.shows_picture, face.text()) == (False, "ET")
    desk.take_photograph(Photograph(ONE, file.read_bytes(), clock.now().date(), "her mother"))
    assert face.shows_picture
    assert face.toolTip() == "Photograph of 9 Mar 2018"
    assert "Photograph of 9 Mar 2018" in window.identity.accessibleDescription()
    window.bridge.open_child(TWO)
    assert (face.shows_picture, face.text(), face.toolTip()) == (False, "SE", "")
    window.bridge.open_child(ONE)
    before = face.height()
    window.resize_text(10)
    assert face.height() > before, "it grows with the text"


@pytest.mark.parametrize(("days", "said"), [(28, False), (29, True)])
def test_an_old_photograph_says_so(
    open_window: OpenWindow, desk: Desk, file: Path, days: int, said: bool
) -> None:
    taken = NOW.date() - timedelta(days=days)
    desk.take_photograph(Photograph(ONE, file.read_bytes(), taken, "her mother"))
    window = open_window(desk)
    window.bridge.open_child(ONE)
    assert window.identity.old_face.isVisible() is said
    assert (f"{days} days old" in window.identity.old_face.text()) is said


def test_a_damaged_photograph_hides_no_chart(open_window: OpenWindow, desk: Desk, file: Path) -> None:
    desk.take_photograph(Photograph(ONE, file.read_bytes(), NOW.date(), "her mother"))
    tamper(desk.path, "UPDATE photograph SET picture = x'ffd8ffd9'")
    assert photograph_of(desk, ONE) is None
    window = open_window(desk)
    window.bridge.open_child(ONE)
    assert window.identity.isVisible()
    assert not window.identity.face.shows_picture
    assert [fault.message.key for fault in desk.verify()] == ["store.fault.photograph"]


def test_an_open_database_says_what_it_is(ask: Ask, desk: Desk) -> None:
    said = [label.text() for label in ask().findChildren(QLabel) if label.isVisible()]
    assert any("not encrypted" in text for text in said)
