"""What a correction will change, in a sentence, while it is typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hlhdesk.model.entries import Kind
from hlhdesk.service import Desk, RecordEntry
from tests.service.desks import stop_the_clock
from tests.ui.care import ONE, room, signed_bridge, ward_desk, ward_of
from ui.correction_dialog import CorrectionDialog


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Fever, normal for three days, and 38.9 today."""
    stop_the_clock(monkeypatch)
    with ward_desk(tmp_path / "ward.db") as opened:
        for day, value in (("05", "39.4"), ("06", "36.9"), ("07", "36.8"), ("08", "36.8"), ("09", "38.9")):
            body = {"on": f"2018-03-{day}", "value": value, "unit": "Cel", "site": "axillary"}
            opened.execute(RecordEntry(ONE, Kind.DAILY_PEAK, body))
        yield opened


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("36.9", "By it goes: Fever relapse 1, confirmed."),
        ("38.2", "By it goes: Fever relapse 1, confirmed. By it comes: Fever relapse 1, provisional."),
        ("39.0", "No finding comes or goes by it."),
        ("38.9", ""),
        ("47.2", ""),
        ("38..2", ""),
    ],
)
def test_it_is_said(desk: Desk, qtbot: QtBot, typed: str, said: str) -> None:
    parent = room()
    with signed_bridge(desk) as bridge:
        wrong = desk.chart(ONE).daily_peaks[-1]
        dialog = CorrectionDialog(bridge, ward_of(bridge), ONE, wrong, parent)
        dialog.form.fields["value"].put(typed)
        dialog.foresee()
        assert dialog.follows.text() == said
        dialog.reject()
    parent.close()
    parent.deleteLater()
