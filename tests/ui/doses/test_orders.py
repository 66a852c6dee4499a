"""Orders by keyboard over a real database: told while they are typed, saved whole, stopped with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from hlhdesk.model.entries import Kind
from hlhdesk.service import Desk, RecordEntry
from tests.ui.conftest import OpenWindow
from tests.ui.round_ward import child, round_ward
from ui.doses.clocks import typed_clocks
from ui.doses.tab import DosesTab
from ui.window import MainWindow

ENTER, TAB, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
ONE = child(1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with round_ward(tmp_path / "ward.db", (1, 2), now="2018-03-09T08:20") as opened:
        size = {"on": "2018-03-07", "weight_kg": "20", "height_cm": "110"}
        opened.execute(RecordEntry(ONE, Kind.BODY_SIZE, size))
        yield opened


@pytest.fixture
def window(open_window: OpenWindow, desk: Desk) -> MainWindow:
    window = open_window(desk)
    window.bridge.open_child(ONE)
    return window


@pytest.fixture
def tab(window: MainWindow) -> DosesTab:
    QTest.keyClick(window, Qt.Key.Key_F3)
    found = window.tabs.view("doses")
    assert isinstance(found, DosesTab)
    return found


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def types(text: str, *keys: Qt.Key) -> None:
    QTest.keyClicks(focus(), text)
    for key in keys:
        QTest.keyClick(focus(), key)


def orders(desk: Desk) -> list[str]:
    return [
        f"{order.drug} {order.dose_mg}×{order.times_per_day} {order.starts_on:%d}–{order.ends_on or ''}"
        f" {' '.join(f'{clock:%H:%M}' for clock in order.times)}".strip()
        for order in desk.chart(ONE).orders
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("8 20", ["08:00", "20:00"]),
        ("0800, 2000", ["08:00", "20:00"]),
        ("8:30；20.30", ["08:30", "20:30"]),
        ("６ １４ ２２", ["06:00", "14:00", "22:00"]),
        ("morning", ["morning"]),
        ("", []),
    ],
)
def test_clock_times_as_they_are_typed(typed: str, read: list[str]) -> None:
    assert typed_clocks(typed) == read


def test_an_order_is_told_while_it_is_typed(tab: DosesTab, desk: Desk) -> None:
    tab.open("new")
    preview = tab.order.preview
    types("", TAB)
    types("2.5", TAB)
    assert preview.isHidden(), "half an order means nothing yet"
    types("2", TAB)
    rule = "Ruxolitinib 2.5 mg twice daily agrees with the weight rule: 2.5 mg twice daily at 20 kg (7 Mar 2018)."
    assert rule in preview.told
    assert "2.5 mg is ½ tablet of 5 mg." in preview.told
    assert "NOTICE: Without clock times this order can never be due." in preview.told
    types("8 20")
    assert "NOTICE: Without clock times this order can never be due." not in preview.told
    types("", ENTER)
    assert orders(desk) == ["ruxolitinib 2.5×2 09– 08:00 20:00"]
    assert tab.order.answer.text.text().startswith("✓ ordered ruxolitinib 2.5 mg")
    assert preview.isHidden()


def test_what_would_be_refused_or_asked_is_said_before_enter(tab: DosesTab, desk: Desk) -> None:
    tab.open("new")
    types("", TAB)
    types("30", TAB)
    types("2")
    assert any(
        line.startswith("WOULD BE REFUSED: Ruxolitinib 30 mg in one dose") for line in tab.order.preview.told
    )
    tab.order.fields["dose_mg"].put("3.75")
    tab.order.tell()
    asked = [line for line in tab.order.preview.told if line.startswith("WILL ASK")]
    assert len(asked) == 1
    assert "not the dose of the weight rule" in asked[0]
    assert sum("not the dose of the weight rule" in line for line in tab.order.preview.told) == 1
    tab.order.fields["reason"].setFocus()
    types("as R3 in the paper")
    assert not any(line.startswith("WILL ASK") for line in tab.order.preview.told)
    types("", ENTER)
    assert orders(desk) == ["ruxolitinib 3.75×2 09–"]


def test_a_steroid_is_told_as_methylprednisolone(tab: DosesTab) -> None:
    tab.open("new")
    tab.order.fields["drug"].put("prednisone")
    tab.order.fields["dose_mg"].setFocus()
    types("10", TAB)
    types("2")
    told = "Methylprednisolone-equivalent 16 mg a day, 0.8 mg/kg a day at 20 kg (7 Mar 2018)."
    assert told in tab.order.preview.told


def plan(tab: DosesTab, *steps: tuple[str, str, str, str]) -> None:
    """Types a taper plan of methylprednisolone by Tab."""
    tab.open("taper")
    tab.taper.fields["drug"].put("methylprednisolone")
    tab.taper.fields["0.dose_mg"].setFocus()
    for step in steps:
        for text in step:
            types(text, TAB)


def test_a_taper_plan_is_a_table_and_a_curve_before_it_is_saved(tab: DosesTab, desk: Desk) -> None:
    plan(tab, ("16", "2", "8 20", "7"), ("12", "", "", "7"), ("8", "1", "8", "5"))
    preview = tab.taper.preview
    assert preview.cells == [
        ["9 Mar", "15 Mar", "16 mg × 2 (08:00, 20:00)", "32", "32", "1.6"],
        ["16 Mar", "22 Mar", "12 mg × 2 (08:00, 20:00)", "24", "24", "1.2"],
        ["23 Mar", "27 Mar", "8 mg × 1 (08:00)", "8", "8", "0.4"],
    ]
    assert preview.told[0] == (
        "methylPREDNISolone 16 mg twice daily from 9 Mar, 12 mg twice daily from 16 Mar, 8 mg once daily from 23 Mar;"
        " last day 27 Mar 2018."
    )
    types("", ENTER)
    assert orders(desk) == [
        "methylprednisolone 16×2 09–2018-03-15 08:00 20:00",
        "methylprednisolone 12×2 16–2018-03-22 08:00 20:00",
        "methylprednisolone 8×1 23–2018-03-27 08:00",
    ]


def test_the_last_step_may_be_without_an_end_and_no_other(tab: DosesTab, desk: Desk) -> None:
    plan(tab, ("16", "1", "8", ""), ("8", "1", "8", ""))
    types("", ENTER)
    assert orders(desk) == []
    assert tab.taper.fields["0.days"].line.property("wrong") == "true"
    types("7", ENTER)
    assert orders(desk) == ["methylprednisolone 16×1 09–2018-03-15 08:00", "methylprednisolone 8×1 16– 08:00"]


def test_one_wrong_step_keeps_the_whole_plan_out(tab: DosesTab, desk: Desk) -> None:
    plan(tab, ("16", "1", "8", "7"), ("8x", "1", "8", "7"))
    types("", ENTER)
    assert orders(desk) == []
    assert tab.taper.fields["1.dose_mg"].line.property("wrong") == "true"
    assert tab.taper.fields["0.dose_mg"].value() == "16", "nothing typed is lost"


def test_days_that_are_none_are_refused(tab: DosesTab, desk: Desk) -> None:
    plan(tab, ("16", "1", "8", "a week"))
    types("", ENTER)
    assert orders(desk) == []
    assert "not a number of days" in tab.taper.answer.text.text()


def test_an_order_is_stopped_with_a_reason(tab: DosesTab, desk: Desk) -> None:
    body = {
        "drug": "ruxolitinib", "dose_mg": "2.5", "times_per_day": 2, "route": "oral", "starts_on": "2018-03-05",
    }  # fmt: skip
    desk.execute(RecordEntry(ONE, Kind.ORDER, body))
    tab.open("orders")
    assert focus() is tab.orders.rows[0]
    types("", Qt.Key.Key_S)
    types("", TAB)
    types("", ENTER)
    assert orders(desk) == ["ruxolitinib 2.5×2 05–"], "no reason, no stop"
    types("ANC 0.4", ENTER)
    assert orders(desk) == ["ruxolitinib 2.5×2 05–2018-03-09"]
    (stopped,) = desk.chart(ONE).orders
    assert stopped.change_reason == "ANC 0.4"
    assert [row.what.text() for row in tab.orders.rows] == [
        "ordered ruxolitinib 2.5 mg 2 times a day, oral, 5 Mar 2018 to 9 Mar 2018"
    ]


def test_a_key_offers_an_order_for_correction(window: MainWindow, tab: DosesTab, desk: Desk) -> None:
    window.bridge.correction_asked.disconnect()
    picked: list[object] = []
    window.bridge.correction_asked.connect(picked.append)
    body = {
        "drug": "entecavir",
        "dose_mg": "0.5",
        "times_per_day": 1,
        "route": "oral",
        "starts_on": "2018-03-05",
    }
    saved = desk.execute(RecordEntry(ONE, Kind.ORDER, body))
    tab.open("orders")
    types("", Qt.Key.Key_C)
    assert picked == [saved.entry]


def test_half_a_plan_stays_with_its_child(window: MainWindow, tab: DosesTab) -> None:
    plan(tab, ("16", "1", "8", "7"))
    bridge = window.bridge
    bridge.open_child(child(2))
    assert tab.taper.fields["0.dose_mg"].value() is None
    assert tab.taper.preview.isHidden()
    bridge.open_child(ONE)
    assert tab.taper.fields["0.dose_mg"].value() == "16"


def test_escape_goes_back_to_what_is_due(tab: DosesTab) -> None:
    tab.open("new")
    types("", TAB)
    types("2.5", ESCAPE)
    assert tab.order.fields["dose_mg"].value() is None, "first the words"
    types("", ESCAPE)
    assert tab.ways.currentIndex() == 0, "then the part"
