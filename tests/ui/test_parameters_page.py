"""The parameters page over a real database, by keys: change, save, refuse, approve; the window says so at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from hlhdesk.service import AdmitPatient, Desk
from hlhdesk.wording import Catalogue
from tests.service.desks import IDENTITY, ZONE, stop_the_clock
from tests.ui.conftest import OpenWindow
from ui.bridge import Bridge
from ui.parameters_model import VALUE
from ui.parameters_page import ParametersPage


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    stop_the_clock(monkeypatch)
    with Desk.open(tmp_path / "ward.db", create=True, zone=ZONE) as opened:
        opened.execute(AdmitPatient("EX-1", IDENTITY))
        yield opened


@pytest.fixture
def bridge(desk: Desk) -> Iterator[Bridge]:
    made = Bridge(desk, Catalogue.load("en"))
    made.sign_as("Dr Wu")
    yield made
    made.stop()


@pytest.fixture
def page(bridge: Bridge, qtbot: QtBot) -> ParametersPage:
    made = ParametersPage(bridge)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.refresh()
    made.show()
    made.begin()
    return made


def typed(page: ParametersPage, key: str, text: str) -> None:
    """Type a value where the parameter stands in the table."""
    row = page.model.row_of(key)
    assert row is not None
    index = page.shown.mapFromSource(page.model.index(row, VALUE))
    page.table.setCurrentIndex(index)
    page.table.edit(index)
    editor = page.table.viewport().findChildren(QLineEdit)[-1]
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # Qt takes the text over a moment after the key


def shown(page: ParametersPage, key: str) -> list[str]:
    row = page.model.row_of(key)
    assert row is not None
    return [page.model.index(row, column).data() for column in range(5)]


def test_each_parameter_says_what_it_decides_and_where_it_is_from(page: ParametersPage, desk: Desk) -> None:
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Warning, page.model)
    assert page.model.rowCount() == len(desk.definitions.parameters) > 60
    assert shown(page, "fever.normal_days") == [
        "So many normal days in a run are a normalisation.",
        "2 d",
        "2 d",
        "a whole number from 1 to 14 d",
        "this project’s own choice",
    ]  # fmt: skip
    assert (
        page.status.text()
        == "Parameters not yet approved by the ward. Shipped set 2026.1, the ward’s own version —."
    )


def test_a_typed_value_is_in_force_when_it_is_saved_and_not_before(page: ParametersPage, desk: Desk) -> None:
    typed(page, "fever.normal_days", "3")
    assert desk.definitions.fever.normal_days == 2
    assert shown(page, "fever.normal_days")[1] == "3 (not saved; in force 2)"
    page.save.click()
    assert desk.definitions.fever.normal_days == 3
    assert shown(page, "fever.normal_days")[1] == "3 d"
    assert page.answer.text.text() == "✓ 1 change is in force, not yet approved."
    assert desk._store.lines("parameters-set")[0].recorded_by == "Dr Wu"
    assert not page.save.isEnabled()


def test_a_wrong_value_is_refused_where_it_stands(page: ParametersPage, desk: Desk) -> None:
    typed(page, "fever.normal_days", "0")
    typed(page, "temperature.confirm", "35.5 - 40.5")
    page.save.click()
    assert desk.definitions.ward_version is None
    assert "a whole number from 1 to 14" in page.answer.text.text()
    at = page.shown.mapToSource(page.table.currentIndex())
    assert page.model.parameters[at.row()].key == "fever.normal_days"
    typed(page, "fever.normal_days", "3")
    page.save.click()
    assert str(desk.definitions.temperature.confirm.high) == "40.5"


def test_undo_forgets_what_was_typed(page: ParametersPage, desk: Desk) -> None:
    typed(page, "fever.normal_days", "3")
    page.undo.click()
    assert shown(page, "fever.normal_days")[1] == "2 d"
    assert not page.save.isEnabled()


def test_typing_the_value_in_force_is_no_change(page: ParametersPage) -> None:
    typed(page, "fever.normal_days", "3")
    typed(page, "fever.normal_days", "2")
    assert page.model.typed == {}


def test_an_approval_has_a_name_and_a_day(page: ParametersPage, desk: Desk) -> None:
    page.approve.click()
    assert not desk.definitions.approved_by_ward
    assert page.by.line.property("wrong") == "true"
    QTest.keyClicks(page.by.line, "Dr Li Mei")
    QTest.keyClicks(page.on.line, "-1")
    page.approve.click()
    assert desk.definitions.approved_by_ward
    assert page.status.text().startswith("Approved by Dr Li Mei on 8 Mar 2018.")


def test_changes_are_saved_before_anything_is_approved(page: ParametersPage, desk: Desk) -> None:
    typed(page, "fever.normal_days", "3")
    QTest.keyClicks(page.by.line, "Dr Li")
    page.approve.click()
    assert not desk.definitions.approved_by_ward
    assert "save or undo" in page.answer.text.text()


def test_the_search_finds_by_meaning_and_source(page: ParametersPage) -> None:
    page.search.setText("axillary")
    assert page.shown.rowCount() == 1
    page.search.setText("Chi 2021")
    assert page.shown.rowCount() >= 1


def test_the_window_stops_saying_not_approved(open_window: OpenWindow, desk: Desk) -> None:
    window = open_window(desk)
    assert not window.not_approved.isHidden()
    window.right.open("parameters")
    page = window.right.page("parameters")
    assert isinstance(page, ParametersPage)
    QTest.keyClicks(page.by.line, "Dr Li")
    page.approve.click()
    assert window.not_approved.isHidden()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.right.currentWidget() is window.right.child
