"""The HLH-2004 tab: what the rules say, the items beside each other, and days gone by."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from hlhdesk.model.entries import Diagnosis
from hlhdesk.wording import Catalogue
from tests.ui.fake_desk import FakeDesk
from tests.ui.wards import TODAY, entry_id, ward, with_entries
from ui.bridge import Bridge
from ui.hlh_tab import HlhTab, judged_days
from ui.text_table import TextTable


def shown(desk: FakeDesk, patient_id: str, qtbot: QtBot, language: str = "en") -> HlhTab:
    bridge = Bridge(desk, Catalogue.load(language))
    tab = HlhTab(bridge)
    bridge.setParent(tab)
    qtbot.addWidget(tab)
    tab.show_child(desk.chart(patient_id), desk.state(patient_id))
    qtbot.waitUntil(lambda: not tab._slices.isActive(), timeout=20_000)
    return tab


def column(table: TextTable, at: int) -> list[str]:
    return [row[at] for row in table.words.rows]


@pytest.mark.parametrize("patient_id", [chart.patient_id for chart in ward()])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_child_in_both_languages(qtbot: QtBot, patient_id: str, language: str) -> None:
    desk = FakeDesk(ward())
    tab, say = shown(desk, patient_id, qtbot, language), Catalogue.load(language)
    state = desk.state(patient_id)
    assert column(tab.items, 0) == [say.term("hlh-item", item.name) for item in state.hlh2004.items]
    for item, said, why in zip(state.hlh2004.items, column(tab.items, 1), column(tab.items, 2), strict=True):
        assert said.endswith(say.term("item-state", item.state.value))
        assert why == say.text(item.reason)
    assert len(tab.reactivation.words.rows) == len(state.reactivation)


def test_now_and_at_diagnosis_stand_beside_each_other(qtbot: QtBot) -> None:
    chart = ward()[0]
    diagnosis = Diagnosis(id=entry_id(), on=date(2018, 2, 20), text="secondary HLH")
    desk = FakeDesk([with_entries(chart, diagnosis)])
    tab = shown(desk, chart.patient_id, qtbot)
    assert len(tab.items.words.heads) == 5
    assert tab.then.text().startswith("HLH-2004 at diagnosis (6 Feb 2018 to 6 Mar 2018)")
    over = tab.over_time.words
    assert list(over.heads) == ["Item", "20 Feb", "23 Feb", "2 Mar", "9 Mar"]
    assert over.rows[-1][0] == "Met"
    assert over.rows[-1][-1] == f"{desk.state(chart.patient_id).hlh2004.count} of 8"


def test_what_is_not_assessed_is_counted_as_possible(qtbot: QtBot) -> None:
    desk = FakeDesk(ward())
    for patient_id in desk.patients():
        state = desk.state(patient_id).hlh2004
        tab = shown(desk, patient_id, qtbot)
        unknown = sum(item.state.value == "not-assessed" for item in state.items)
        span = f"That is {state.count} to {state.count + unknown} of 8."
        assert (span in tab.now.text()) == bool(unknown)


def test_nobody_leaves_nothing(qtbot: QtBot) -> None:
    desk = FakeDesk(ward())
    tab = shown(desk, desk.patients()[0], qtbot)
    tab.show_nobody()
    assert tab.now.text() == tab.then.text() == ""
    assert [table.words.rows for table in (tab.items, tab.over_time, tab.reactivation)] == [(), (), ()]


@pytest.mark.parametrize(
    ("diagnosed", "days"),
    [
        ([], [TODAY]),
        ([date(2018, 3, 9)], [TODAY]),
        ([date(2018, 3, 1)], [date(2018, 3, 1), date(2018, 3, 2), TODAY]),
        ([date(2018, 3, 2)], [date(2018, 3, 2), TODAY]),
        ([date(2019, 1, 1)], [TODAY]),
    ],
)
def test_the_days_that_are_judged(diagnosed: list[date], days: list[date]) -> None:
    chart = ward()[0]
    others = [entry for entry in chart.entries if not isinstance(entry, Diagnosis)]
    found = [Diagnosis(id=entry_id(), on=on, text="HLH") for on in diagnosed]
    bare = type(chart)(chart.patient_id, chart.zone, (*others, *found))
    assert judged_days(bare, TODAY) == days


def test_years_are_judged_at_ten_weeks_and_the_diagnosis() -> None:
    chart = ward()[0]
    bare = type(chart)(chart.patient_id, chart.zone, (Diagnosis(id="d", on=date(2015, 3, 1), text="HLH"),))
    days = judged_days(bare, TODAY)
    assert len(days) == 11
    assert (days[0], days[-1]) == (date(2015, 3, 1), TODAY)


def test_a_table_is_copied_for_a_spreadsheet(qtbot: QtBot) -> None:
    table = TextTable("table")
    qtbot.addWidget(table)
    table.show_rows(("a", "b"), (("1", "2"), ("3", "4")))
    assert table.copied() == "a\tb\n1\t2\n3\t4"
    table.selectRow(1)
    assert table.copied() == "a\tb\n3\t4"
