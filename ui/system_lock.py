"""Windows tells its programs when the session is locked (Win+L); then this one locks too.

Elsewhere Qt hears of no such thing: there the minutes without a touch lock the window.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

WINDOWS_MESSAGE = b"windows_generic_MSG"
WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, THIS_SESSION = 0x02B1, 0x7, 0


class SystemLock(QAbstractNativeEventFilter):
    """Calls ``lock`` when Windows locks the session; does nothing on other systems."""

    def __init__(self, app: QApplication, lock: Callable[[], None]) -> None:
        super().__init__()
        self._app, self._lock = app, lock
        self._ear: QWindow | None = None
        if sys.platform == "win32":
            self._listen()

    def nativeEventFilter(self, event_type: Any, message: Any) -> Any:  # noqa: N802  Qt's name
        """Called by Qt with every message of the system; takes none away."""
        if told_to_lock(bytes(event_type), int(message)):
            self._lock()
        return False, 0

    def stop(self) -> None:
        """Listen no more."""
        if self._ear is not None:
            self._app.removeNativeEventFilter(self)
            self._ear.destroy()
            self._ear = None

    def _listen(self) -> None:
        """A window that nobody sees is told; the real one comes and goes with each lock."""
        self._ear = QWindow()
        self._ear.create()
        self._app.installNativeEventFilter(self)
        library = ctypes.WinDLL("wtsapi32")  # type: ignore[attr-defined,unused-ignore]  # on Windows only
        library.WTSRegisterSessionNotification(wintypes.HWND(int(self._ear.winId())), THIS_SESSION)


def told_to_lock(event_type: bytes, address: int) -> bool:
    """Whether a message of Windows, at an address of this process, says that the session is locked."""
    if event_type != WINDOWS_MESSAGE or not address:
        return False
    message = wintypes.MSG.from_address(address)
    return message.message == WM_WTSSESSION_CHANGE and message.wParam == WTS_SESSION_LOCK
