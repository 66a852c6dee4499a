"""The log file, and what goes into it: Qt's own messages and what nobody caught, without any patient data."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from copy import copy
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = logging.getLogger("hlhdesk.window")
FILE, LARGEST, OLD_FILES = "hlhdesk.log", 500_000, 3
LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class _PlacesOnly(logging.Formatter):
    """Writes of an error its kind and place: its own words may hold what was typed."""

    def format(self, record: logging.LogRecord) -> str:
        own = copy(record)
        own.exc_text = None  # what another handler made of the error
        return super().format(own)

    def formatException(self, ei: object) -> str:  # noqa: N802  logging's name
        kind, _, where = ei if isinstance(ei, tuple) else (None, None, None)
        return places(kind, where)


class _OwnFile(RotatingFileHandler):
    """A file that only the person who runs the program can read."""

    def _open(self) -> TextIOWrapper:
        stream = super()._open()
        Path(self.baseFilename).chmod(0o600)
        return stream


def log_folder() -> Path:
    """Where the log lies: the user's folder for logs."""
    from platformdirs import user_log_path  # noqa: PLC0415  only where a log is written

    return user_log_path("hlhdesk", appauthor=False)


def write_log(folder: Path) -> logging.Handler | None:
    """From now on write warnings and worse to a file in ``folder``; None when that cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = _OwnFile(folder / FILE, maxBytes=LARGEST, backupCount=OLD_FILES, encoding="utf-8")
    except OSError as error:
        log.warning("no log file: %s", type(error).__name__)
        return None
    handler.setLevel(logging.WARNING)
    handler.setFormatter(_PlacesOnly(LINE))
    logging.getLogger().addHandler(handler)
    return handler


def catch_qt() -> None:
    """Send Qt's messages to the log instead of the terminal."""
    qInstallMessageHandler(_qt_said)


def catch_rest(tell: Callable[[str], None]) -> None:
    """Log what no code caught, and ``tell`` the person at the window: its kind and place, never its own words."""

    def caught(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
            return
        place = places(kind, where)
        log.error(place)
        tell(place)

    sys.excepthook = caught


def catch_threads() -> None:
    """Log what nobody caught in a thread or while an object was taken down, as ``catch_rest`` does: places only.

    Nobody is told at the window: these come in another thread, where no window may be touched.
    """

    def in_thread(told: threading.ExceptHookArgs) -> None:
        if told.exc_type is not SystemExit:
            log.error("in a thread: %s", places(told.exc_type, told.exc_traceback))

    def unraisable(told: sys.UnraisableHookArgs) -> None:
        log.error("not raised: %s", places(told.exc_type, told.exc_traceback))

    threading.excepthook = in_thread
    sys.unraisablehook = unraisable


def places(kind: type[BaseException] | None, where: TracebackType | None) -> str:
    """The kind of an error and the lines that it came through, the innermost first; never its own words."""
    frames = [
        f"{frame.name} ({Path(frame.filename).name}:{frame.lineno})" for frame in traceback.extract_tb(where)
    ]
    return f"{kind.__name__ if kind else 'unknown'} at {' < '.join(reversed(frames))}"


def _qt_said(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Into the log; before Qt ends the program it is also said where somebody may be looking."""
    log.log(LEVELS.get(kind, logging.WARNING), "%s: %s", context.category, text)
    if kind is QtMsgType.QtFatalMsg and sys.stderr is not None:
        sys.stderr.write(f"hlhdesk: {text}\n")
