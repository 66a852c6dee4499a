"""The log file: there, bounded, private, and without anything that was typed."""

from __future__ import annotations

import logging
import os
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui import log
from ui.window import MainWindow

CANARY = "38.7 of ZHAO An"


@pytest.fixture
def handler(tmp_path: Path) -> Iterator[logging.Handler]:
    made = log.write_log(tmp_path / "log")
    assert made is not None
    yield made
    logging.getLogger().removeHandler(made)
    made.close()


def test_warnings_are_written_with_their_place(tmp_path: Path, handler: logging.Handler) -> None:
    logging.getLogger("ui.summary").warning("told")
    logging.getLogger("hlhdesk.window").info("not told")
    text = (tmp_path / "log" / "hlhdesk.log").read_text(encoding="utf-8")
    assert text.endswith("WARNING ui.summary: told\n")
    assert "not told" not in text


def test_of_an_error_only_its_kind_and_place_are_written(tmp_path: Path, handler: logging.Handler) -> None:
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("ui").exception("while testing")
    text = (tmp_path / "log" / "hlhdesk.log").read_text(encoding="utf-8")
    assert "ValueError at test_of_an_error_only_its_kind_and_place_are_written (test_log.py:" in text
    assert CANARY not in text


def test_errors_of_threads_and_of_objects_taken_down_are_written_by_their_place(
    tmp_path: Path, handler: logging.Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)

    def work() -> None:
        raise ValueError(CANARY)

    class TakenDown:
        def __del__(self) -> None:
            raise KeyError(CANARY)

    log.catch_threads()
    thread = threading.Thread(target=work, name=CANARY)
    thread.start()
    thread.join()
    TakenDown()
    written = (tmp_path / "log" / log.FILE).read_text(encoding="utf-8")
    assert "in a thread: ValueError at work (test_log.py:" in written
    assert "not raised: KeyError at __del__ (test_log.py:" in written
    assert CANARY not in written


def test_the_file_does_not_grow_for_ever(
    tmp_path: Path, handler: logging.Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handler, "maxBytes", 2_000)
    for _ in range(200):
        logging.getLogger("ui").warning("a line of the log of some length")
    files = sorted((tmp_path / "log").iterdir())
    assert [file.name for file in files] == ["hlhdesk.log", *(f"hlhdesk.log.{n}" for n in (1, 2, 3))]
    assert all(file.stat().st_size <= 2_000 for file in files)


@pytest.mark.skipif(os.name != "posix", reason="the bits of POSIX")
def test_nobody_else_can_read_it(tmp_path: Path, handler: logging.Handler) -> None:
    assert stat.S_IMODE((tmp_path / "log" / "hlhdesk.log").stat().st_mode) == 0o600


def test_without_a_folder_the_program_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    before = list(logging.getLogger().handlers)
    assert log.write_log(tmp_path / "file" / "log") is None
    assert logging.getLogger().handlers == before


def test_the_help_menu_opens_the_folder_and_says_where_it_is(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("ui.window.log_folder", lambda: tmp_path)
    monkeypatch.setattr("ui.window.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile()))
    window.actions_by_name["log"].trigger()
    assert opened == [str(tmp_path)]
    assert str(tmp_path) in window.notice.text()
