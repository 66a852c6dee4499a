"""The laboratory tab over a real database: typed with keys, pasted with a preview, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from hlhdesk.service import AdmitPatient, Desk
from hlhdesk.wording import Catalogue
from tests.service.desks import IDENTITY, ZONE, stop_the_clock
from ui.bridge import Bridge
from ui.labs.tab import LabsTab

ONE, TWO = "EX-1", "EX-2"
TABLE = (
    "检验项目\t结果\t单位\t参考范围\n"
    "铁蛋白\t828.1 ↑\tng/mL\t7-140\n"
    "WBC\t4.1\t10^9/L\t4-10\n"
    "Feritin\t828\tng/mL\t\n"
    "CRP\t8\tstones\t0-5\n"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    stop_the_clock(monkeypatch)
    with Desk.open(tmp_path / "ward.db", create=True, zone=ZONE) as opened:
        for patient_id in (ONE, TWO):
            opened.execute(AdmitPatient(patient_id, IDENTITY))
        yield opened


@pytest.fixture
def bridge(desk: Desk) -> Iterator[Bridge]:
    made = Bridge(desk, Catalogue.load("en"))
    yield made
    made.stop()


@pytest.fixture
def tab(bridge: Bridge, desk: Desk, qtbot: QtBot) -> LabsTab:
    made = LabsTab(bridge)
    qtbot.addWidget(made)
    made.show_child(desk.chart(ONE), desk.state(ONE))
    made.show()
    made.begin()
    return made


def keys(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def results(desk: Desk, patient_id: str = ONE) -> list[tuple[str, str, str]]:
    return [(lab.analyte, lab.value.text, lab.value.unit) for lab in desk.chart(patient_id).labs]


def test_a_blood_count_by_keys(tab: LabsTab, desk: Desk) -> None:
    for text in ("4.1", "2.0", "92", "101"):
        keys(text)
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)  # on the button that saves
    assert results(desk) == [
        ("wbc", "4.1", "10*9/L"),
        ("anc", "2.0", "10*9/L"),
        ("haemoglobin", "92", "g/L"),
        ("platelets", "101", "10*9/L"),
    ]
    assert tab.form.answer.text.text() == "✓ 4 results saved for Example Three"
    assert QApplication.focusWidget() is tab.form.lines["wbc"].value


def test_a_wrong_result_stands_at_its_row_and_nothing_is_saved(tab: LabsTab, desk: Desk) -> None:
    keys("4.1")
    press(Qt.Key.Key_Down)
    keys("2..0")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert results(desk) == []
    assert tab.form.lines["anc"].value.property("wrong") == "true"
    assert tab.form.lines["wbc"].value.property("wrong") != "true"
    assert tab.form.answer.text.text().startswith("Not saved: Neutrophils: ")
    assert QApplication.focusWidget() is tab.form.lines["anc"].value
    assert tab.form.lines["wbc"].value.text() == "4.1"


def test_more_neutrophils_than_white_cells_are_asked_about_once(tab: LabsTab, desk: Desk) -> None:
    keys("4.1")
    press(Qt.Key.Key_Return)
    keys("9.9")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert results(desk) == []
    assert not tab.form.answer.confirm.isHidden()
    press(Qt.Key.Key_Return)
    assert len(results(desk)) == 2


def test_a_time_that_cannot_be_read_stands_at_the_time(tab: LabsTab, desk: Desk) -> None:
    keys("4.1")
    tab.form.at.setFocus()
    keys("late")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert results(desk) == []
    assert tab.form.at.line.property("wrong") == "true"


def test_what_was_measured_last_is_said_with_its_unit(tab: LabsTab, desk: Desk) -> None:
    line = tab.form.lines["haemoglobin"]
    line.value.setText("9.2")
    line.unit.setCurrentIndex(line.unit.findData("g/dL"))
    tab.form.submit()
    tab.show_child(desk.chart(ONE), desk.state(ONE))
    assert line.last.text() == "last 9.2 g/dL, 20:30 on 9 Mar"
    assert line.unit.currentData() == "g/dL"


def test_half_typed_results_stay_with_their_child(tab: LabsTab, desk: Desk, bridge: Bridge) -> None:
    keys("4.1")
    tab.show_child(desk.chart(TWO), desk.state(TWO))
    assert tab.form.lines["wbc"].value.text() == ""
    assert bridge.drafts.words(None) == {ONE: "1 result"}
    tab.show_child(desk.chart(ONE), desk.state(ONE))
    assert tab.form.lines["wbc"].value.text() == "4.1"


def test_fasting_belongs_to_triglyceride(tab: LabsTab, desk: Desk) -> None:
    tab.form.panel.put("chemistry")
    tab.form.panel.changed.emit()
    tab.form.lines["triglyceride"].value.setText("3.1")
    tab.form.lines["alt"].value.setText("40")
    tab.form.fasting.put(True)
    tab.form.submit()
    assert {lab.analyte: lab.fasting for lab in desk.chart(ONE).labs} == {"alt": None, "triglyceride": True}


def test_a_panel_that_is_pasted(tab: LabsTab, desk: Desk) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setText(TABLE)
    QTest.keyClick(tab, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QAbstractItemModelTester(
        tab.paste.model, QAbstractItemModelTester.FailureReportingMode.Warning, tab.paste.model
    )
    said = [tab.paste.model.index(row, 2).data() for row in range(4)]
    assert said[:2] == ["in order", "in order"]
    assert "is not the name of an analyte" in said[2]
    assert "stones" in said[3]
    assert tab.paste.save.text() == "Save 2 results"
    tab.paste.save.click()
    assert results(desk) == [("ferritin", "828.1", "ng/mL"), ("wbc", "4.1", "10*9/L")]
    assert [str(lab.high) for lab in desk.chart(ONE).labs] == ["140", "10"]
    left = tab.paste.box.toPlainText()
    assert "Feritin" in left
    assert "stones" in left
    assert "铁蛋白" not in left
    assert tab.paste.answer.text.text() == "✓ 2 results saved for Example Three"


@pytest.mark.parametrize("text", ["Ferritin\t1820\tug/L", "Ferritin 1820 ug/L\nHb 101 g/L\n"])
def test_a_table_pasted_where_a_result_is_typed_goes_into_the_box(tab: LabsTab, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert tab.ways.currentIndex() == 1
    assert tab.paste.box.toPlainText() == text


def test_a_single_cell_is_pasted_where_it_is_typed(tab: LabsTab) -> None:
    QGuiApplication.clipboard().setText("3.1\r\n")
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    QTest.keyClick(focus, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert tab.ways.currentIndex() == 0
    assert focus.text().strip() == "3.1"


def test_a_question_of_a_pasted_panel_is_asked_before_it_is_saved(tab: LabsTab, desk: Desk) -> None:
    tab.paste.box.setPlainText("WBC\t4.1\t10*9/L\nANC\t9.9\t10*9/L")
    tab.paste.save.click()
    assert results(desk) == []
    assert not tab.paste.answer.confirm.isHidden()
    tab.paste.answer.confirm.click()
    assert len(results(desk)) == 2


def test_what_was_pasted_for_one_child_never_stays_for_another(tab: LabsTab, desk: Desk) -> None:
    tab.paste.box.setPlainText("WBC\t4.1\t10*9/L")
    tab.show_child(desk.chart(TWO), desk.state(TWO))
    assert tab.paste.box.toPlainText() == ""
    assert not tab.paste.save.isEnabled()
    tab.show_child(desk.chart(ONE), desk.state(ONE))
    assert tab.paste.box.toPlainText() == "WBC\t4.1\t10*9/L", "it waited for its child"
    tab.show_nobody()
    tab.paste.box.setPlainText("WBC\t4.1\t10*9/L")
    assert not tab.paste.save.isEnabled()


def test_a_pasted_panel_is_saved_by_keys(tab: LabsTab, desk: Desk) -> None:
    tab.ways.setCurrentIndex(1)
    tab.paste.box.setPlainText("Platelets\t86\t×10⁹/L")
    tab.paste.box.setFocus()
    press(Qt.Key.Key_Return)
    assert results(desk) == [], "in the box Enter is a new line"
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(results(desk)) == 1
