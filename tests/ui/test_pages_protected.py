"""In a protected database a page carries the name of whoever signed in, and leaves only by who may sign it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hlhdesk.service import Desk, Role
from tests.service.desks import desk_with
from tests.service.people.wards import OTHER_PASSWORD, desk_of, with_child, with_user
from tests.service.people.wards import ward as protected_ward
from tests.ui.conftest import OpenWindow
from tests.ui.fake_desk import FakeDesk
from tests.ui.test_preview import MADE_MS, chosen, opened, text_of
from tests.ui.wards import ward
from ui.pages import DISCHARGE, FAMILY, Choice

NURSE, DOCTOR, FORGED = "Nina Nurse", "Doro Doctor", "Forged Name"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "ward.db"
    protected_ward(made)
    with_child(made)
    with_user(made, NURSE, Role.NURSE)
    with_user(made, DOCTOR, Role.DOCTOR)
    return made


@contextmanager
def signed(path: Path, name: str) -> Iterator[Desk]:
    with desk_of(path, name, OTHER_PASSWORD) as desk:
        yield desk


def told(desk: Desk) -> list[tuple[str, str | None]]:
    return [(page.kind, page.by) for page in desk.printed_pages()]


def test_a_doctor_signs_in_their_own_name(
    path: Path, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    with signed(path, DOCTOR) as desk:
        window = open_window(desk)
        window.bridge.sign_as(DOCTOR)
        preview = opened(window, qtbot)
        assert (preview.choice.by.text(), preview.choice.by.isEnabled()) == (DOCTOR, False)
        preview.choice.by.setText(FORGED)
        chosen(preview, Choice(DISCHARGE), qtbot)
        text = text_of(preview.pdf)
        assert DOCTOR in text
        assert FORGED not in text
        file = tmp_path / "summary.pdf"
        preview.ask_file = lambda *_: str(file)
        with qtbot.waitSignal(window.printing.office.said):
            preview.save()
        assert file.is_file()
        assert told(desk) == [("discharge", DOCTOR)]
        window.close()


def test_a_nurse_saves_no_page_that_a_doctor_signs(
    path: Path, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    with signed(path, NURSE) as desk:
        window = open_window(desk)
        window.bridge.sign_as(NURSE)
        preview = opened(window, qtbot)
        file = tmp_path / "summary.pdf"
        preview.ask_file = lambda *_: str(file)
        with qtbot.waitSignal(window.printing.office.said) as said:
            preview.save()
        assert said.args is not None
        assert said.args[1], "it failed"
        assert not file.exists(), "refused before it leaves, not after"
        assert told(desk) == []
        chosen(preview, Choice(FAMILY), qtbot)
        with qtbot.waitSignal(window.printing.office.said):
            preview.save()
        assert file.is_file()
        assert told(desk) == [("family", NURSE)]
        window.close()


@pytest.mark.parametrize(("name", "written"), [(NURSE, 0), (DOCTOR, 1)])
def test_a_batch_asks_too(
    path: Path, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, name: str, written: int
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    with signed(path, name) as desk:
        window = open_window(desk)
        window.bridge.sign_as(name)
        window.actions_by_name["pages-of-several"].trigger()
        dialog = window.printing.batch
        assert dialog is not None
        dialog.tick(lambda _: True)
        dialog.ask_folder = lambda *_: str(folder)
        with qtbot.waitSignal(dialog.batch.ended, timeout=MADE_MS):
            dialog.start()
        assert len(list(folder.glob("*.pdf"))) == written
        assert (dialog.batch.written, dialog.batch.failed) == (written, 1 - written)
        assert len(told(desk)) == written
        window.close()


def test_in_an_open_database_the_name_that_charts_is_offered(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(FakeDesk(ward()))
    window.bridge.sign_as("Dr Li")
    preview = opened(window, qtbot)
    assert (preview.choice.by.text(), preview.choice.by.isEnabled()) == ("Dr Li", True)
    preview.choice.by.clear()
    QTest.keyClicks(preview.choice.by, "Dr Wu")
    qtbot.waitUntil(lambda: bool(preview.pdf), timeout=MADE_MS)
    assert "Dr Wu" in text_of(preview.pdf)


def test_no_page_takes_the_place_of_the_database(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """Not even of one that is called like a page: any other name gets the ending of one."""
    path = tmp_path / "ward.pdf"
    with desk_with(path, "P1") as desk:
        window = open_window(desk)
        preview = opened(window, qtbot)
        preview.ask_file = lambda *_: str(path)
        with qtbot.waitSignal(window.printing.office.said) as said:
            preview.save()
        assert said.args is not None
        assert "this is the database" in said.args[0]
        assert told(desk) == []
        window.close()
    with Desk.open(path, readonly=True) as again:
        assert again.patients() == ("P1",)
