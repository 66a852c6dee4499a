"""The program around its window: another language while it runs, and what is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.conftest import CHART_MS
from tests.ui.fake_desk import FakeDesk
from tests.ui.wards import ward
from ui.app import Program, application
from ui.remembered import Look, Remembered
from ui.window import MainWindow


@pytest.fixture
def remembered(tmp_path: Path) -> Remembered:
    return Remembered(tmp_path / "window.ini")


@pytest.fixture
def program(qtbot: QtBot, nothing_left: None, remembered: Remembered) -> Iterator[Program]:
    application()
    made = Program(FakeDesk(ward()), remembered, "en")
    with qtbot.waitSignal(made.window.ready, timeout=CHART_MS):
        made.show()
    yield made
    made.window.close()
    made.window.deleteLater()  # a window that is closed still holds its words
    made.stop()


def stands(window: MainWindow, qtbot: QtBot) -> None:
    """The child is on screen with its chart."""
    qtbot.waitUntil(lambda: window.chart.holder.view is not None, timeout=CHART_MS)


def words(window: MainWindow) -> str:
    return " ".join(label.text() for label in window.findChildren(QLabel))


def test_another_language_keeps_the_child_the_look_and_what_is_half_typed(
    program: Program, remembered: Remembered, qtbot: QtBot
) -> None:
    english = program.window
    english.use_palette("dark", 1.3)
    english.board.step(2)
    child = english.bridge.child
    QTest.keyClicks(english.entry.value, "39.")
    english.bridge.sign_as("Nurse Lin")
    QTest.keyClicks(english.entry.value, "4")
    program.speak("zh")
    chinese = program.window
    stands(program.window, qtbot)
    assert program.window is not english
    assert chinese.bridge.child == child
    assert (chinese.look().palette, chinese.look().scale) == ("dark", 1.3)
    assert chinese.bridge.signer == "Nurse Lin"
    assert chinese.bridge.drafts.words("Nurse Lin") == {child: "39.4"}
    assert "参数尚未经病区确认" in words(chinese)
    assert remembered.language() == "zh"


def test_qts_own_buttons_speak_the_language(program: Program, qtbot: QtBot) -> None:
    def cancel() -> str:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(box)
        return box.buttons()[0].text()

    assert "Cancel" in cancel()
    program.speak("zh")
    stands(program.window, qtbot)
    assert "取消" in cancel()
    program.speak("en")
    stands(program.window, qtbot)
    assert "Cancel" in cancel()


def test_the_menu_asks_for_a_language(program: Program, qtbot: QtBot) -> None:
    program.window.actions_by_name["zh"].trigger()
    stands(program.window, qtbot)
    assert program.window.bridge.say.language == "zh"


def test_the_window_remembers_how_it_looked(program: Program, remembered: Remembered, qtbot: QtBot) -> None:
    program.window.use_palette("contrast", 1.5)
    program.window.board.sort_by("bed")
    program.window.close()
    look = remembered.look()
    assert (look.palette, look.scale, look.sort) == ("contrast", 1.5, "bed")
    assert look.geometry
    again = Program(FakeDesk(ward()), remembered)
    with qtbot.waitSignal(again.window.ready, timeout=CHART_MS):
        again.show()
    assert again.window.look().palette == "contrast"
    assert again.window.board.sort.currentData() == "bed"
    again.window.close()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("palette", "mauve"),
        ("scale", "nan"),
        ("scale", "huge"),
        ("scale", "-4"),
        ("sort", ""),
        ("geometry", "no bytes"),
        ("language", "tlh"),
    ],
)
def test_a_damaged_settings_file_opens_a_window_all_the_same(
    remembered: Remembered, key: str, value: str
) -> None:
    QSettings(str(remembered.path), QSettings.Format.IniFormat).setValue(key, value)
    look = remembered.look()
    assert look.palette == "light"
    assert 0.8 <= look.scale <= 2.0
    assert look.sort == "urgency"
    assert look.geometry == b""
    assert remembered.language() is None


def test_what_was_never_remembered_is_as_it_comes(remembered: Remembered) -> None:
    assert remembered.look() == Look()
    assert remembered.language() is None


@pytest.mark.parametrize(
    ("tags", "language"),
    [
        (["zh-Hans-CN", "zh-CN", "zh"], "zh"),
        (["en-Latn-US", "en"], "en"),
        (["de-DE", "de", "zh-CN"], "zh"),
        (["zha-CN", "de"], None),
        ([], None),
    ],
)
def test_the_first_start_speaks_the_systems_language(
    remembered: Remembered, monkeypatch: pytest.MonkeyPatch, tags: list[str], language: str | None
) -> None:
    monkeypatch.setattr("ui.remembered.system_languages", lambda: tags)
    assert remembered.language() == language
    remembered.remember_language("en")
    assert remembered.language() == "en", "what was chosen counts more"


def test_no_name_is_remembered(program: Program, remembered: Remembered) -> None:
    QTest.keyClick(program.window.board.cards, Qt.Key.Key_Down)
    program.window.close()
    written = remembered.path.read_text(encoding="utf-8", errors="replace")
    names = [chart.identity.name for chart in ward() if chart.identity.name]
    assert names
    assert not [name for name in names if name in written]
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
