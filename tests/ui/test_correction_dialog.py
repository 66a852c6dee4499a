"""The correction dialog by keys: corrected, taken back, moved; refused without a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hlhdesk.model.entries import Entry, Kind
from hlhdesk.service import Desk, RecordEntry, RecordTemperature, RetractEntry
from tests.service.desks import stop_the_clock, values
from tests.ui.care import ONE, TWO, room, signed_bridge, ward_desk, ward_of
from ui.bridge import Bridge
from ui.correction_dialog import CorrectionDialog

Open = Callable[[Entry], CorrectionDialog]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    stop_the_clock(monkeypatch)
    with ward_desk(tmp_path / "ward.db") as opened:
        yield opened


@pytest.fixture
def bridge(desk: Desk) -> Iterator[Bridge]:
    with signed_bridge(desk) as made:
        yield made


@pytest.fixture
def opened(bridge: Bridge, qtbot: QtBot) -> Iterator[Open]:
    parents: list[QWidget] = []
    dialogs: list[CorrectionDialog] = []

    def show(entry: Entry) -> CorrectionDialog:
        parents.append(room())
        dialog = CorrectionDialog(bridge, ward_of(bridge), ONE, entry, parents[-1])
        dialogs.append(dialog)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    yield show
    for dialog in dialogs:
        if shiboken6.isValid(dialog):
            dialog.reject()
    for parent in parents:
        parent.close()
        parent.deleteLater()


@pytest.fixture
def reading(desk: Desk) -> Entry:
    return desk.execute(RecordTemperature(ONE, "39.4", at="2018-03-09T14:00")).entry


@pytest.fixture
def noticed(bridge: Bridge) -> list[str]:
    told: list[str] = []
    bridge.noticed.connect(told.append)
    return told


def types(dialog: CorrectionDialog, name: str, text: str) -> None:
    line = dialog.form.fields[name].line
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, text)


def enter(dialog: CorrectionDialog, name: str = "value") -> None:
    QTest.keyClick(dialog.form.fields[name].line, Qt.Key.Key_Return)


def test_the_right_value_and_a_reason_correct_it(
    opened: Open, reading: Entry, desk: Desk, noticed: list[str]
) -> None:
    dialog = opened(reading)
    assert "Example Three" in dialog.identity.name.text()
    types(dialog, "value", "38.4")
    types(dialog, "change_reason", "read wrongly")
    enter(dialog, "change_reason")
    assert values(desk, ONE) == ["38.4"]
    (new,) = desk.chart(ONE).temperatures
    assert (new.supersedes, new.change_reason, new.recorded_by) == (reading.id, "read wrongly", "Nurse Lin")
    assert new.at.text == "2018-03-09T14:00", "what nobody touched stays"
    assert noticed == ["Corrected for Example Three: 39.4 °C axillary → 38.4 °C axillary"]
    assert dialog.isHidden()


def test_a_common_reason_is_one_key(opened: Open, reading: Entry, desk: Desk) -> None:
    dialog = opened(reading)
    types(dialog, "value", "38.4")
    QTest.keyClick(dialog.form.reason.line, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    enter(dialog, "change_reason")
    assert desk.chart(ONE).temperatures[0].change_reason == "typing slip"


def test_without_a_reason_nothing_is_corrected(opened: Open, reading: Entry, desk: Desk) -> None:
    dialog = opened(reading)
    types(dialog, "value", "38.4")
    enter(dialog)
    dialog.retract.click()
    assert values(desk, ONE) == ["39.4"]
    assert dialog.form.reason.line.property("wrong") == "true"
    assert "needs its reason" in dialog.form.answer.text.text()


def test_what_is_as_it_was_is_no_correction(opened: Open, reading: Entry, desk: Desk) -> None:
    dialog = opened(reading)
    types(dialog, "change_reason", "why not")
    head = desk.head()
    enter(dialog, "change_reason")
    assert desk.head() == head
    assert "nothing was changed" in dialog.form.answer.text.text()


def test_a_refused_value_stays_at_its_field(opened: Open, reading: Entry, desk: Desk) -> None:
    dialog = opened(reading)
    types(dialog, "change_reason", "slip")
    types(dialog, "value", "47.2")
    enter(dialog)
    assert values(desk, ONE) == ["39.4"]
    assert dialog.form.fields["value"].line.property("wrong") == "true"
    assert not dialog.isHidden()


def test_a_question_is_asked_once(opened: Open, reading: Entry, desk: Desk) -> None:
    dialog = opened(reading)
    types(dialog, "change_reason", "slip")
    types(dialog, "value", "41.4")
    enter(dialog)
    assert values(desk, ONE) == ["39.4"]
    enter(dialog)
    assert values(desk, ONE) == ["41.4"]


def test_taken_back_and_charted_again(opened: Open, reading: Entry, desk: Desk, noticed: list[str]) -> None:
    dialog = opened(reading)
    types(dialog, "change_reason", "thermometer broken")
    dialog.retract.click()
    assert values(desk, ONE) == []
    assert noticed == ["Taken back for Example Three: 39.4 °C axillary"]
    gone = desk.chart(ONE).entries[-1]
    assert gone.retracted
    again = opened(gone)
    assert again.retract.isHidden()
    types(again, "change_reason", "it was right")
    enter(again)
    assert values(desk, ONE) == ["39.4"]


def test_the_wrong_child_by_keys(opened: Open, reading: Entry, desk: Desk, noticed: list[str]) -> None:
    dialog = opened(reading)
    QTest.keyClick(dialog.form.reason.line, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    search = dialog.panel.choice.search
    QTest.keyClicks(search, TWO)
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert "Somebody Else" in dialog.panel.identity.name.text()
    assert "Somebody Else" in dialog.panel.save.accessibleName()
    QTest.keyClick(dialog.panel.save, Qt.Key.Key_Return)
    assert (values(desk, ONE), values(desk, TWO)) == ([], ["39.4"])
    assert desk.chart(TWO).temperatures[0].recorded_by == "Nurse Lin"
    assert noticed == ["Moved from Example Three to Somebody Else: 39.4 °C axillary"]


def test_a_move_needs_the_other_child_and_a_reason(opened: Open, reading: Entry, desk: Desk) -> None:
    dialog = opened(reading)
    dialog.to_other.click()
    head = desk.head()
    dialog.panel.submit()
    dialog.panel.choose(TWO)
    dialog.form.reason.put("")
    dialog.panel.submit()
    assert desk.head() == head
    assert "needs its reason" in dialog.form.answer.text.text()
    assert not dialog.isHidden()


def test_who_the_child_is_can_be_corrected_but_not_taken_back(opened: Open, desk: Desk) -> None:
    dialog = opened(desk.chart(ONE).identity)
    assert (dialog.retract.isHidden(), dialog.to_other.isHidden()) == (True, True)
    types(dialog, "bed", "14")
    types(dialog, "change_reason", "moved")
    enter(dialog, "bed")
    assert desk.chart(ONE).identity.bed == "14"
    assert desk.chart(ONE).identity.name == "Example Three"


def test_escape_takes_back_what_was_typed_then_closes(opened: Open, reading: Entry, bridge: Bridge) -> None:
    dialog = opened(reading)
    types(dialog, "value", "38")
    line = dialog.form.fields["value"].line
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert dialog.form.fields["value"].value() == "39.4"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert dialog.isHidden()
    assert bridge.drafts.words("Nurse Lin") == {}


def test_a_half_typed_correction_is_offered_again(opened: Open, reading: Entry, bridge: Bridge) -> None:
    dialog = opened(reading)
    types(dialog, "value", "38.4")
    dialog.reject()
    assert bridge.drafts.words("Nurse Lin") == {ONE: "a correction"}
    assert opened(reading).form.fields["value"].value() == "38.4"


def test_the_banner_follows_who_the_child_is(opened: Open, reading: Entry, desk: Desk) -> None:
    dialog = opened(reading)
    desk.execute(RecordEntry(ONE, Kind.BODY_SIZE, {"on": "2018-03-09", "weight_kg": "15.2"}))
    assert dialog.identity.weight.text() == "15.2 kg"


def test_what_somebody_else_corrected_meanwhile_is_refused_in_words(
    opened: Open, reading: Entry, desk: Desk
) -> None:
    dialog = opened(reading)
    desk.execute(RetractEntry(reading.id, "slip"))
    types(dialog, "change_reason", "slip")
    types(dialog, "value", "38.4")
    enter(dialog)
    assert "was corrected already" in dialog.form.answer.text.text()
    assert not dialog.isHidden()


def test_whoever_types_another_name_means_another_child(opened: Open, reading: Entry, desk: Desk) -> None:
    dialog = opened(reading)
    dialog.to_other.click()
    dialog.panel.choose(TWO)
    head = desk.head()
    QTest.keyClicks(dialog.panel.choice.search, "no such bed")
    assert dialog.panel.target is None
    assert dialog.panel.identity.isHidden()
    dialog.panel.submit()
    QTest.keyClick(dialog.panel.choice.search, Qt.Key.Key_Return)
    assert desk.head() == head
