"""The history of a child, of one entry and of the ward, as people read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hlhdesk.service import (
    AcknowledgeFinding,
    CorrectEntry,
    Desk,
    HistoryLine,
    PrintedPage,
    RecordTemperature,
    RetractEntry,
    back_up,
    drill,
    of_entry,
)
from hlhdesk.store import Store
from hlhdesk.wording import Catalogue
from tests.service.desks import READING, desk_with, moment, stop_the_clock


@pytest.fixture(autouse=True)
def at_half_past_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch)


def words(lines: tuple[HistoryLine, ...], language: str = "en") -> list[str]:
    say = Catalogue.load(language)
    return [say.text(line.said) for line in lines]


def actions(lines: tuple[HistoryLine, ...]) -> list[str]:
    return [line.action for line in lines]


def test_who_when_what_old_and_new_and_why(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3", "R4") as desk:
        first = desk.execute(RecordTemperature("R3", "39.4", at="2018-03-09T14:00", by="Wu")).entry.id
        second = desk.execute(CorrectEntry(first, {**READING, "value": "38.4"}, "slip", by="Li")).entry.id
        gone = desk.execute(RetractEntry(second, "wrong child", by="Li")).entry.id
        desk.execute(RecordTemperature("R3", "37.0", at="2018-03-09T18:00"))
        lines = desk.history("R3")
        assert actions(lines) == ["charted", "charted", "corrected", "retracted", "charted"]
        _, charted, corrected, retracted, other = lines
        assert words((charted,)) == ["39.4 °C axillary"]
        assert (charted.by, charted.at.shown, charted.happened) == (
            "Wu",
            "2018-03-09T20:30",
            moment("2018-03-09T14:00", desk),
        )
        assert (charted.superseded_by, corrected.superseded_by, retracted.superseded_by) == (
            second,
            gone,
            None,
        )
        assert (corrected.by, corrected.reason) == ("Li", "slip")
        assert corrected.change is not None
        assert "39.4 → 38.4" in Catalogue.load("en").text(corrected.change)
        assert {line.root for line in (charted, corrected, retracted)} == {first}
        for entry_id in (first, second, gone):
            assert of_entry(lines, entry_id) == (charted, corrected, retracted)
        assert other.root not in (first, None)
        assert of_entry(lines, "unknown") == ()
        assert actions(desk.history("R4")) == ["charted"]
        with pytest.raises(LookupError):
            desk.history("R9")


def test_what_is_added_says_the_same_as_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with desk_with(path, "R3", "R4") as desk:
        first = desk.execute(RecordTemperature("R3", "39.4", at="2018-03-09T14:00")).entry.id
        assert desk.history("R3")[-1].superseded_by is None
        desk.execute(CorrectEntry(first, {**READING, "value": "38.4"}, "slip"))
        desk.execute(RecordTemperature("R3", "41.6", at="2018-03-09T15:00", confirmed=True))
        grown = desk.history("R3")
        assert len(desk.history("R4")) == 1
        assert desk.history("R3") == grown
        desk.set_setting("zone", "Europe/Berlin")
        assert [line.seq for line in desk.history("R3")] == [line.seq for line in grown]
        assert desk.history("R3")[0].at.shown == "2018-03-09T13:30", "in the zone of the ward as it is now"
        desk.set_setting("zone", "Asia/Shanghai")
    with Desk.open(path, readonly=True) as again:
        assert again.history("R3") == grown


def test_confirmations_acknowledgements_and_prints_stand_in_it(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        entry = desk.execute(RecordTemperature("R3", "41.6", at="2018-03-09T14:00", confirmed=True)).entry.id
        finding = next(one for one in desk.state("R3").findings if entry in one.evidence)
        desk.execute(AcknowledgeFinding("R3", finding.code, finding.on, finding.evidence, "seen", "Li"))
        now = desk.now()
        desk.record_page(PrintedPage("follow-up", "R3", "en", desk.head(), "0" * 64, now, now, "M1", "Li"))
        lines = desk.history("R3")
        assert actions(lines)[2:] == ["confirmed", "finding-acknowledged", "page-printed"]
        assert words(lines)[2] == "asked about value and confirmed"
        assert words(lines)[3].endswith(": seen")
        assert words(lines)[4].startswith("follow-up summary M1 printed")
        assert actions(of_entry(lines, entry)) == ["charted", "confirmed", "finding-acknowledged"]


def test_the_ward_s_history(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with desk_with(path, "R3") as desk:
        desk.set_setting("ward_name", "3B", by="Li")
        desk.set_setting("ward_name", "3C")
    back_up(path, by="Li")
    drill(path)
    with Store.open(path) as store, store.write() as transaction:
        transaction.note("something-new", detail={"of": "a later program"})
    with Desk.open(path, readonly=True) as desk:
        lines = desk.ward_history()
        said = words(lines)
    assert actions(lines) == [
        "created",
        "setting",
        "setting",
        "setting",
        "backup-made",
        "restore-drill",
        "something-new",
    ]
    assert said[2:4] == ["setting name of the ward: nothing → 3B", "setting name of the ward: 3B → 3C"]
    assert said[4].startswith("verified backup ward.db.")
    assert said[5].endswith(": whole")
    assert said[6] == "something-new"
    assert all(line.patient_id is None for line in lines)
    assert words(lines, "zh")[3] == "设置病区名称：3B → 3C"
