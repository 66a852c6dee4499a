"""A window over a desk in memory, with its chart, and a watch over what tests leave behind."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hlhdesk.model.chart import PatientChart
from hlhdesk.wording import Catalogue
from tests.ui.fake_desk import FakeDesk
from tests.ui.wards import ward
from ui.app import application, build_window
from ui.bridge import WardDesk
from ui.window import MainWindow

CHART_MS = 20_000

OpenWindow = Callable[[WardDesk], MainWindow]


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture
def say() -> Catalogue:
    return Catalogue.load("en")


@pytest.fixture(autouse=True)
def plain_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system whose language is none of ours, whoever runs the suite."""
    monkeypatch.setattr("ui.remembered.system_languages", lambda: ["C"])


@pytest.fixture(autouse=True)
def closed_windows_go(qapp: QApplication) -> Iterator[None]:
    """A window that a test closed is deleted with it: closed, it would still hold its child's words."""
    yield
    for top in qapp.topLevelWidgets():
        if isinstance(top, MainWindow) and not top.isVisible():
            top.deleteLater()
    qapp.sendPostedEvents(None, 52)  # QEvent.DeferredDelete


@pytest.fixture
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """No window, timer thread or worker may outlive a test."""
    before = set(threading.enumerate())
    yield
    qapp.processEvents()
    qapp.sendPostedEvents(None, 52)  # QEvent.DeferredDelete: what was let go is gone now
    visible = [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    assert visible == []
    ours = {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}
    assert ours <= before  # a dummy is Python's note of a pool thread that logged, not a thread


@pytest.fixture
def open_window(qtbot: QtBot, nothing_left: None) -> Iterator[OpenWindow]:
    """Shows a window over a desk and waits for its first child and its chart."""
    windows: list[MainWindow] = []
    application()

    def show(desk: WardDesk) -> MainWindow:
        window = build_window(desk)
        windows.append(window)
        with qtbot.waitSignal(window.ready, timeout=CHART_MS):
            window.show()
        if desk.patients():
            qtbot.waitUntil(lambda: window.chart.holder.view is not None, timeout=CHART_MS)
        return window

    yield show
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(ward())


@pytest.fixture
def window(open_window: OpenWindow, desk: FakeDesk) -> MainWindow:
    """The full ward."""
    return open_window(desk)


@pytest.fixture
def window_of(open_window: OpenWindow) -> Callable[[Iterable[PatientChart]], MainWindow]:
    """A window over the given children."""
    return lambda charts: open_window(FakeDesk(charts))
