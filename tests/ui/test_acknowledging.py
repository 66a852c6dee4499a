"""Taking note of a finding: by name, with a word, calmer from then on until its evidence changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hlhdesk.model.entries import Kind
from hlhdesk.service import Desk, RecordEntry, RecordTemperature
from hlhdesk.wording import Catalogue
from tests.service.desks import stop_the_clock
from tests.ui.care import ONE, room, signed_bridge, ward_desk, ward_of
from tests.ui.conftest import OpenWindow
from ui.acknowledge_dialog import AcknowledgeDialog
from ui.charting_as import ChartingAs, SignerKey
from ui.findings_banner import FindingsBanner, ordered

RELAPSE = "fever.relapse"
Ask = Callable[..., AcknowledgeDialog]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A child whose fever came back today."""
    stop_the_clock(monkeypatch)
    with ward_desk(tmp_path / "ward.db") as opened:
        opened.execute(RecordEntry(ONE, Kind.ADMISSION, {"admitted_on": "2018-03-05"}))
        for day, value in (("05", "39.4"), ("06", "36.9"), ("07", "36.8"), ("08", "36.8"), ("09", "38.9")):
            body = {"on": f"2018-03-{day}", "value": value, "unit": "Cel", "site": "axillary"}
            opened.execute(RecordEntry(ONE, Kind.DAILY_PEAK, body))
        yield opened


@pytest.fixture
def asked(desk: Desk, qtbot: QtBot) -> Iterator[Ask]:
    """Opens the dialog over the relapse for whoever signs."""
    parent = room()
    with signed_bridge(desk) as bridge:

        def ask(signer: str | None = "Nurse Lin") -> AcknowledgeDialog:
            finding = next(found for found in desk.state(ONE).findings if found.code == RELAPSE)
            bridge.sign_as(signer)
            dialog = AcknowledgeDialog(bridge, ward_of(bridge), ONE, finding, parent)
            dialog.open()
            dialog.activateWindow()
            qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
            return dialog

        yield ask
    parent.close()
    parent.deleteLater()


def test_a_name_and_a_word_are_kept(asked: Ask, desk: Desk, qtbot: QtBot) -> None:
    dialog = asked(None)
    assert "Fever relapse 1" in " ".join(
        label.text() for label in dialog.findChildren(type(dialog.answer.text))
    )
    QTest.keyClicks(dialog.name.line, "Dr Li")
    QTest.keyClick(dialog.name.line, Qt.Key.Key_Return)
    assert desk.acknowledgements(ONE) == (), "without a word nothing is noted"
    QTest.keyClick(dialog.why.line, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(dialog.why.line, Qt.Key.Key_Return)
    (noted,) = desk.acknowledgements(ONE)
    assert (noted.by, noted.words, noted.code) == ("Dr Li", "doctor informed", RELAPSE)
    assert dialog._bridge.signer == "Dr Li", "who gave a name is not asked again"
    assert dialog.isHidden()


def test_who_signed_is_not_asked(asked: Ask, desk: Desk, qtbot: QtBot) -> None:
    dialog = asked()
    assert not dialog.name.isEnabled()
    dialog.why.put("watching")
    dialog.submit()
    assert desk.acknowledgements(ONE)[0].by == "Nurse Lin"


def test_what_changed_meanwhile_is_refused_in_words(asked: Ask, desk: Desk, qtbot: QtBot) -> None:
    dialog = asked()
    desk.execute(RecordTemperature(ONE, "39.4", at="2018-03-09T14:00"))
    dialog.why.put("watching")
    dialog.submit()
    assert desk.acknowledgements(ONE) == ()
    assert not dialog.isHidden()
    assert dialog.answer.text.text().startswith("Not saved")


def test_the_banner_is_calmer_and_says_who(asked: Ask, desk: Desk, qtbot: QtBot) -> None:
    dialog = asked()
    dialog.why.put("doctor informed")
    dialog.submit()
    banner = FindingsBanner(Catalogue.load("en"))
    qtbot.addWidget(banner)
    banner.show_findings(desk.state(ONE).findings, desk.acknowledgements(ONE))
    banner.more.setChecked(True)
    row = next(row for row in banner.rows if row.finding.code == RELAPSE)
    assert row.property("noted") == "true"
    assert row.note.isHidden()
    assert "Noted by Nurse Lin, 20:30 on 9 Mar: doctor informed." in row.text.text()
    assert row.word.text() == "ALERT", "its level is still said"
    desk.execute(RecordTemperature(ONE, "39.4", at="2018-03-09T14:00"))
    banner.show_findings(desk.state(ONE).findings, desk.acknowledgements(ONE))
    row = next(row for row in banner.rows if row.finding.code == RELAPSE)
    assert row.property("noted") == "false"
    assert not row.note.isHidden()
    assert "what it rests on has changed since" in row.text.text()


def test_what_nobody_noted_stands_before_what_was_noted(asked: Ask, desk: Desk, qtbot: QtBot) -> None:
    dialog = asked()
    dialog.why.put("doctor informed")
    dialog.submit()
    desk.execute(RecordTemperature(ONE, "34.5", at="2018-03-09T02:00", confirmed=True))
    state = desk.state(ONE)
    loud = [
        noticed
        for noticed in ordered(state.findings, desk.acknowledgements(ONE))
        if noticed.noted or noticed.asks
    ]
    assert [noticed.finding.code for noticed in loud][:2] == ["temperature.low", RELAPSE]


def test_from_the_window(open_window: OpenWindow, desk: Desk) -> None:
    window = open_window(desk)
    window.bridge.open_child(ONE)
    window.care.note_first()
    dialog = window.care.dialog
    assert isinstance(dialog, AcknowledgeDialog)
    dialog.name.put("Dr Li")
    dialog.why.put("doctor informed")
    dialog.submit()
    assert window.findings.rows[0].finding.code == RELAPSE
    assert "Noted by Dr Li" in window.findings.rows[0].text.text()
    assert window.signer.text() == "Charting as Dr Li"
    while window.findings.first_to_note() is not None:
        window.care.note_first()
        other = window.care.dialog
        assert isinstance(other, AcknowledgeDialog)
        other.why.put("watching")
        other.submit()
    window.care.note_first()
    assert "No finding of this child waits" in window.notice.text()


def test_charting_as_somebody_and_as_nobody(desk: Desk, qtbot: QtBot) -> None:
    with signed_bridge(desk) as bridge:
        bridge.sign_as(None)
        bridge.keep_draft(ONE, "temperature", "39.", "39.")
        key = SignerKey(bridge)
        parent = room()
        qtbot.addWidget(key)
        qtbot.addWidget(parent)
        assert key.text() == "No name given"
        for typed, name, said in (
            ("Nurse Lin", "Nurse Lin", "Charting as Nurse Lin"),
            ("", None, "No name given"),
        ):
            dialog = ChartingAs(bridge, parent)
            dialog.open()
            dialog.line.selectAll()
            dialog.line.del_()
            QTest.keyClicks(dialog.line, typed)
            QTest.keyClick(dialog.line, Qt.Key.Key_Return)
            assert (bridge.signer, key.text()) == (name, said)
            if name:
                assert bridge.drafts.words(name) == {ONE: "39."}, "what was half-typed before is theirs"
