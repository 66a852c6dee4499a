"""A night's work by keyboard alone: a round of twelve, a correction, doses, a pasted panel; the database holds just that.

Real key events in a real window over a real database. The count of keys per temperature is printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from hlhdesk.model.entries import Entry, Kind
from hlhdesk.service import Desk, RecordEntry
from hlhdesk.wording import Catalogue
from hlhdesk.wording.entry_words import entry_words
from tests.ui.conftest import OpenWindow
from tests.ui.round_ward import BEDS, child, round_ward
from ui.window import MainWindow

ENTER, TAB, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NURSE = "Nurse Lin"
VALUES = ("38.2", "36.9", "37.0", "39.4", "36.8", "37.1", "36.6", "37.9", "38.5", "36.7", "37.2", "36.5")
ORDER: dict[str, object] = {
    "drug": "ruxolitinib", "dose_mg": "2.5", "times_per_day": 1, "times": ["14:00"],
    "route": "oral", "starts_on": "2018-03-08",
}  # fmt: skip
PANEL = "WBC\t4.1\t10*9/L\nANC\t1.9\t10*9/L\nFerritin\t828.1\tng/mL\n"


class Keys:
    """A person at the keyboard: every key goes where the cursor stands, and is counted."""

    def __init__(self) -> None:
        self.count = 0

    @staticmethod
    def focus() -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def write(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(self.focus(), letter)
            self.count += 1

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus(), key, modifiers)
        self.count += 1

    def to(self, kind: type[QWidget], key: Qt.Key, most: int = 40) -> None:
        """Press a key until the cursor stands in a widget of a kind."""
        for _ in range(most):
            if isinstance(self.focus(), kind):
                return
            self.press(key)
        raise AssertionError(f"{kind.__name__} is not reached by keys")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with round_ward(tmp_path / "ward.db") as opened:
        for bed in (2, 5):
            opened.execute(RecordEntry(child(bed), Kind.ORDER, ORDER))
        yield opened


@pytest.fixture
def window(open_window: OpenWindow, desk: Desk) -> MainWindow:
    window = open_window(desk)
    window.bridge.sign_as(NURSE)
    return window


def charted(desk: Desk, before: frozenset[str]) -> Counter[tuple[str, str]]:
    """Everything that is new in the database, as (child, words)."""
    say = Catalogue.load("en")
    found: Counter[tuple[str, str]] = Counter()
    for patient_id in desk.patients():
        for entry in desk.chart(patient_id).entries:
            if entry.id not in before:
                found[patient_id, told(entry, say)] += 1
                assert entry.recorded_by == NURSE
    return found


def told(entry: Entry, say: Catalogue) -> str:
    at = getattr(entry, "at", None)
    words = f"{say.text(entry_words(entry))} {at.shown[-5:] if at is not None else ''}".strip()
    return f"{words}, corrected: {entry.change_reason}" if entry.supersedes else words


def everything(desk: Desk) -> frozenset[str]:
    return frozenset(entry.id for patient_id in desk.patients() for entry in desk.chart(patient_id).entries)


def a_round(keys: Keys) -> Counter[tuple[str, str]]:
    """Twelve temperatures; the keys of each are its digits plus Enter."""
    keys.press(Qt.Key.Key_F6)
    opening = keys.count
    for value in VALUES:
        keys.write(value)
        keys.press(ENTER)
    typed = keys.count - opening
    print(f"round: {typed} keys for {len(VALUES)} temperatures, {typed / len(VALUES):.2f} each")
    assert typed == sum(map(len, VALUES)) + len(VALUES), "the digits plus Enter"
    keys.press(ESCAPE)
    return Counter(
        (child(bed), f"{value} °C axillary 14:00") for bed, value in zip(BEDS, VALUES, strict=True)
    )


def a_correction(keys: Keys, window: MainWindow, qtbot: QtBot) -> Counter[tuple[str, str]]:
    """The reading that was saved last was 36.4."""
    keys.press(Qt.Key.Key_Z, CONTROL)
    dialog = window.care.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    keys.press(Qt.Key.Key_A, CONTROL)
    keys.write("36.4")
    keys.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    keys.press(ENTER)
    window.activateWindow()  # what a window manager does when a dialog closes
    qtbot.waitUntil(window.isActiveWindow)
    return Counter([(child(12), "36.4 °C axillary 14:00, corrected: typing slip")])


def two_doses(keys: Keys) -> Counter[tuple[str, str]]:
    """What is due on the ward: one given, one refused."""
    keys.press(Qt.Key.Key_F3, SHIFT)
    keys.press(Qt.Key.Key_G)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_R)
    keys.write("asleep")
    keys.press(ENTER)
    keys.press(ESCAPE)
    given, refused = "ruxolitinib 2.5 mg given 14:05", "ruxolitinib 2.5 mg refused (asleep) 14:00"
    return Counter([(child(2), given), (child(5), refused)])


def a_pasted_panel(keys: Keys) -> Counter[tuple[str, str]]:
    """Three results for the child in bed 4, found by its number."""
    keys.press(Qt.Key.Key_F, CONTROL)
    keys.write(child(4))
    keys.press(ENTER)
    keys.press(Qt.Key.Key_F4)
    QApplication.clipboard().setText(PANEL)
    keys.to(QTabBar, Qt.Key.Key_Backtab)
    keys.press(Qt.Key.Key_Right)
    keys.to(QPlainTextEdit, TAB)
    keys.press(Qt.Key.Key_V, CONTROL)
    keys.to(QPushButton, TAB)
    keys.press(Qt.Key.Key_Space)
    results = ("White cells 4.1 ×10⁹/L", "Neutrophils 1.9 ×10⁹/L", "Ferritin 828.1 ng/mL")
    return Counter((child(4), f"{result} 14:05") for result in results)


def test_a_night_by_keyboard(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    before, keys = everything(desk), Keys()
    expected = a_round(keys)
    expected += a_correction(keys, window, qtbot)
    expected += two_doses(keys)
    expected += a_pasted_panel(keys)
    print(f"the whole script: {keys.count} keys")
    assert charted(desk, before) == expected
    with Desk.open(desk.path, readonly=True) as other:
        assert charted(other, before) == expected, "and it is on the disk"
        assert other.verify() == ()
