"""The computer itself was locked (Win+L, the desktop's screen lock): then the program locks too.

Windows tells its programs by a message, a Linux desktop by a signal on the session's bus. Where neither comes the
minutes without a touch lock the window.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QObject, Slot
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

WINDOWS_MESSAGE = b"windows_generic_MSG"
WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, THIS_SESSION = 0x02B1, 0x7, 0
DESKTOPS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
)
"""Who says ``ActiveChanged(true)`` when the screen is locked."""


class SystemLock:
    """Calls ``lock`` when the computer is locked, until it is stopped."""

    def __init__(self, app: QApplication, lock: Callable[[], None]) -> None:
        self.ear: WindowsEar | DesktopEar | None = None
        if sys.platform == "win32":
            self.ear = WindowsEar(app, lock)
            self.ear.listen()
        elif sys.platform.startswith("linux"):
            self.ear = DesktopEar(lock)
            self.ear.listen()

    def stop(self) -> None:
        """Listen no more."""
        if self.ear is not None:
            self.ear.stop()
            self.ear = None


class DesktopEar(QObject):
    """Hears a Linux desktop lock its screen. The bus is one of the computer's own; nothing goes to a network."""

    def __init__(self, lock: Callable[[], None]) -> None:
        super().__init__()
        self._lock = lock
        self._bus: Any = None

    def listen(self) -> bool:
        """Ask to be told; False where there is no bus, or no part of Qt that speaks with it."""
        try:
            from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415  on Linux only
        except ImportError:
            return False
        self._bus = QDBusConnection.sessionBus()
        return all(
            self._bus.connect("", "", name, "ActiveChanged", self, SLOT("changed(bool)")) for name in DESKTOPS
        )

    @Slot(bool)
    def changed(self, active: bool) -> None:
        """The screen was locked, or unlocked."""
        if active:
            self._lock()

    def stop(self) -> None:
        """Ask to be told no more."""
        if self._bus is not None:
            for name in DESKTOPS:
                self._bus.disconnect("", "", name, "ActiveChanged", self, SLOT("changed(bool)"))
            self._bus = None


class WindowsEar(QAbstractNativeEventFilter):
    """Hears Windows lock the session, through a window that nobody sees: the real one goes with each lock."""

    def __init__(self, app: QApplication, lock: Callable[[], None]) -> None:
        super().__init__()
        self._app, self._lock = app, lock
        self._window: QWindow | None = None

    def listen(self) -> None:
        """Ask to be told."""
        self._window = QWindow()
        self._window.create()
        self._app.installNativeEventFilter(self)
        library = ctypes.WinDLL("wtsapi32")  # type: ignore[attr-defined,unused-ignore]  # on Windows only
        library.WTSRegisterSessionNotification(wintypes.HWND(int(self._window.winId())), THIS_SESSION)

    def nativeEventFilter(self, event_type: Any, message: Any) -> Any:  # noqa: N802  Qt's name
        """Called by Qt with every message of the system; takes none away."""
        if told_to_lock(bytes(event_type), int(message)):
            self._lock()
        return False, 0

    def stop(self) -> None:
        """Ask to be told no more."""
        if self._window is not None:
            self._app.removeNativeEventFilter(self)
            self._window.destroy()
            self._window = None


def told_to_lock(event_type: bytes, address: int) -> bool:
    """Whether a message of Windows, at an address of this process, says that the session is locked."""
    if event_type != WINDOWS_MESSAGE or not address:
        return False
    message = wintypes.MSG.from_address(address)
    return message.message == WM_WTSSESSION_CHANGE and message.wParam == WTS_SESSION_LOCK
