"""What is half-typed ends with the program: it is said once, with whose it is, before the window goes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest

from tests.ui.fake_desk import FakeDesk
from ui.round.page import RoundPage
from ui.window import MainWindow


def half_typed(window: MainWindow, value: str = "38.4") -> str:
    window.entry.value.setFocus()
    QTest.keyClicks(window.entry.value, value)
    assert window.bridge.child is not None
    return window.bridge.child


def test_nothing_half_typed_ends_at_once(window: MainWindow) -> None:
    window.quit()
    assert not window.isVisible()


def test_what_is_half_typed_is_said_once(window: MainWindow, desk: FakeDesk) -> None:
    child = half_typed(window)
    window.actions_by_name["quit"].trigger()
    assert window.isVisible()
    said = window.notice.text()
    assert "38.4" in said
    assert str(desk.chart(child).identity.name) in said
    assert window.bridge.child == child
    assert window.bridge.drafts.words(None) == {child: "38.4"}, "it is offered where it was typed"
    window.quit()
    assert not window.isVisible(), "whoever asks again means it"


def test_a_row_of_the_round_counts_too(window: MainWindow) -> None:
    window.right.open("round")
    page = window.right.page("round")
    assert isinstance(page, RoundPage)
    row = next(iter(page.rows.values()))
    QTest.keyClicks(row.cells.value, "37")
    window.quit()
    assert window.isVisible()
    assert "37" in window.notice.text()


def test_the_windows_own_button_asks_too(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    half_typed(window)
    monkeypatch.setattr(QCloseEvent, "spontaneous", lambda _: True)
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()
    assert "38.4" in window.notice.text()
