"""Qt's own messages, and what nobody caught, go to the log: without any patient data."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = logging.getLogger("hlhdesk.window")
LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def catch_qt() -> None:
    """Send Qt's messages to the log instead of the terminal."""
    qInstallMessageHandler(_qt_said)


def catch_rest(tell: Callable[[], None]) -> None:
    """Log what no code caught, by its kind and place only, and ``tell`` the person at the window."""

    def caught(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
            return
        places = [
            f"{frame.name} ({frame.filename.rpartition('/')[2]}:{frame.lineno})"
            for frame in traceback.extract_tb(where)
        ]
        log.error("%s at %s", kind.__name__, " < ".join(reversed(places)))
        tell()

    sys.excepthook = caught


def _qt_said(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    log.log(LEVELS.get(kind, logging.WARNING), "%s: %s", context.category, text)
