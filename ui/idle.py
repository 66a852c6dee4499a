"""Nobody has touched the keys or the mouse for a while, or the system put the program aside."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

TOUCHES = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class IdleWatch(QObject):
    """``idle`` comes once when the time is over; any touch begins it anew."""

    idle = Signal()

    def __init__(self, app: QApplication, minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.timer = QTimer(self, singleShot=True, interval=minutes * 60_000)
        self.timer.timeout.connect(self.idle)
        app.installEventFilter(self)
        app.applicationStateChanged.connect(self._state)
        self._app = app
        self.timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802  Qt's
        if event.type() in TOUCHES:
            self.timer.start()
        return False

    def stop(self) -> None:
        """Watch no more."""
        self.timer.stop()
        self._app.removeEventFilter(self)
        self._app.applicationStateChanged.disconnect(self._state)

    def _state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationSuspended:
            self.idle.emit()
