"""What a correction will change is foreseen without writing, and it comes true."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hlhdesk.model.entries import Kind
from hlhdesk.service import CorrectEntry, Desk, RecordEntry, RetractEntry
from tests.service.desks import desk_with, stop_the_clock

CHILD = "R1"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Fever, normal for three days, and 38.9 today."""
    stop_the_clock(monkeypatch)
    with desk_with(tmp_path / "ward.db", CHILD) as opened:
        for day, value in (("05", "39.4"), ("06", "36.9"), ("07", "36.8"), ("08", "36.8"), ("09", "38.9")):
            opened.execute(RecordEntry(CHILD, Kind.DAILY_PEAK, peak(day, value)))
        yield opened


def peak(day: str, value: str) -> dict[str, object]:
    return {"on": f"2018-03-{day}", "value": value, "unit": "Cel", "site": "axillary"}


@pytest.mark.parametrize("value", ["36.9", "38.2", "39.0"])
def test_it_comes_true(desk: Desk, value: str) -> None:
    wrong, head = desk.chart(CHILD).daily_peaks[-1], desk.head()
    before = desk.state(CHILD).findings
    foreseen = desk.foreseen(CHILD, wrong, peak("09", value))
    assert foreseen is not None
    assert desk.head() == head, "nothing is written"
    assert desk.state(CHILD).findings == before
    desk.execute(CorrectEntry(wrong.id, peak("09", value), "slip"))
    assert [found.text for found in desk.state(CHILD).findings] == [found.text for found in foreseen]


def test_without_the_entry(desk: Desk) -> None:
    wrong = desk.chart(CHILD).daily_peaks[-1]
    foreseen = desk.foreseen(CHILD, wrong, None)
    assert foreseen is not None
    assert "fever.relapse" not in {finding.code for finding in foreseen}
    desk.execute(RetractEntry(wrong.id, "slip"))
    assert desk.state(CHILD).findings == foreseen


def test_what_would_be_refused_foresees_nothing(desk: Desk) -> None:
    wrong = desk.chart(CHILD).daily_peaks[-1]
    assert desk.foreseen(CHILD, wrong, peak("09", "47.2")) is None
    assert desk.foreseen(CHILD, wrong, {"on": "2018-03-09"}) is None
