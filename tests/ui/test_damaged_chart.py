"""One child's chart is damaged in the file: that child is not shown, every other is charted as before."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hlhdesk.model.entries import Kind
from hlhdesk.service import AdmitPatient, Desk, RecordEntry, RecordTemperature
from tests.ui.conftest import OpenWindow
from ui.window import MainWindow

HURT, WELL = "EX-1", "EX-2"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Two children with two readings each."""
    path = tmp_path / "ward.hlhdesk"
    with Desk.open(path, create=True, zone="Asia/Shanghai") as desk:
        desk.set_setting("demo", "yes")
        desk.set_setting("demo_now", "2018-03-09T14:05")
        for child, bed in ((HURT, "4"), (WELL, "5")):
            body = {"name": f"Child {bed}", "sex": "male", "birth_date": "2014-11-20", "bed": bed}
            desk.execute(AdmitPatient(child, body))
            desk.execute(RecordEntry(child, Kind.ADMISSION, {"admitted_on": "2018-03-05"}))
            for hour, value in (("06", "39.1"), ("10", f"39.{bed}")):
                desk.execute(RecordTemperature(child, value, at=f"2018-03-09T{hour}:00"))
    return path


def flip_a_byte(path: Path) -> None:
    """The last digit of one value, where it lies in its page."""
    whole = path.read_bytes()
    assert whole.count(b'"value":"39.4"') == 1
    path.write_bytes(whole.replace(b'"value":"39.4"', b'"value":"39.0"'))


def change_a_row(path: Path) -> None:
    """By somebody who knows SQL and dropped the triggers."""
    with closing(sqlite3.connect(path)) as connection, connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(
            "UPDATE entry SET body = replace(body, '39.4', '36.4') WHERE patient_id = ?", (HURT,)
        )
        for _, text in triggers:
            connection.execute(text)


def remove_a_row(path: Path) -> None:
    """A reading that is simply gone."""
    with closing(sqlite3.connect(path)) as connection, connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("DELETE FROM entry WHERE body LIKE '%39.4%'")
        for _, text in triggers:
            connection.execute(text)


def type_in(window: MainWindow, value: str) -> None:
    QTest.keyClicks(window.entry.value, value)
    QTest.keyClick(window.entry.value, Qt.Key.Key_Return)


@pytest.mark.parametrize("hurt", [flip_a_byte, change_a_row, remove_a_row])
def test_the_damaged_chart_is_said_and_not_shown_and_the_others_are_charted(
    open_window: OpenWindow, database: Path, hurt: object
) -> None:
    assert callable(hurt)
    hurt(database)
    with Desk.open(database) as desk:
        window = open_window(desk)
        damaged, well = window.board.model.shown_cards()
        assert damaged.patient_id == HURT
        assert [badge.text for badge in damaged.badges] == ["CHART DAMAGED"]
        assert damaged.peak == "—"
        assert window.bridge.child == HURT
        assert not window.identity.isVisible()
        assert not window.findings.isVisible()
        assert not window.print_button.isEnabled()
        assert not window.entry.value.isEnabled()
        assert window.chart.holder.currentWidget() is not window.chart.holder.view

        assert [badge.text for badge in well.badges] == ["Fever"]
        window.bridge.open_child(WELL)
        assert window.identity.name.text() == "Child 5"
        type_in(window, "38.6")
        assert "saved for Child 5" in window.entry.answer.text()
        assert [entry.value.text for entry in desk.chart(WELL).temperatures] == ["39.1", "39.5", "38.6"]
        window.bridge.open_child(HURT)
        assert not window.identity.isVisible()
        assert not window.entry.value.isEnabled()
