"""Pages that leave the window are history, whoever reads it: the next printing says what was corrected since."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hlhdesk.service import AdmitPatient, CorrectEntry, Desk, RecordTemperature
from tests.ui.conftest import OpenWindow
from tests.ui.test_preview import opened, text_of

CHILD = "EX-1"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.open(tmp_path / "ward.hlhdesk", create=True, zone="Asia/Shanghai") as made:
        made.set_setting("demo", "yes")
        made.set_setting("demo_now", "2018-03-09T14:05")
        body = {"name": "Example One", "sex": "female", "birth_date": "2014-11-20", "bed": "4"}
        made.execute(AdmitPatient(CHILD, body))
        made.execute(RecordTemperature(CHILD, "39.4", at="2018-03-09T08:00"))
        yield made


def test_a_saved_page_is_kept_and_the_next_one_says_what_was_corrected(
    open_window: OpenWindow, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(desk)
    preview = opened(window, qtbot)
    preview.ask_file = lambda *_: str(tmp_path / "summary")
    with qtbot.waitSignal(window.printing.office.said):
        preview.save()
    pdf = (tmp_path / "summary.pdf").read_bytes()
    (page,) = desk.printed_pages()
    assert (page.kind, page.patient_id, page.language) == ("discharge", CHILD, "en")
    assert page.sha256 == sha256(pdf).hexdigest()
    assert page.head[:4] in text_of(pdf)

    reading = desk.chart(CHILD).temperatures[0]
    body = {"at": "2018-03-09T08:00", "value": "36.4", "unit": "Cel", "site": "axillary"}
    with qtbot.waitSignal(preview.shown, timeout=30_000):
        desk.execute(CorrectEntry(reading.id, body, "misread"))
    again = text_of(preview.pdf)
    assert page.head[:4] in again, "the printing that it takes the place of"
    assert "misread" in again
