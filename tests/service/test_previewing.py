"""A preview tells what saving would, and writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from hlhdesk.model.entries import Kind
from hlhdesk.service import Desk, NeedsConfirmation, RecordEntries, RecordEntry
from tests.service.desks import desk_with, stop_the_clock

RUX: dict[str, object] = {
    "drug": "ruxolitinib", "dose_mg": "2.5", "times_per_day": 2, "times": ["08:00", "20:00"],
    "route": "oral", "starts_on": "2018-03-09",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch)


def asked(desk: Desk, *bodies: dict[str, object]) -> list[tuple[str, str]]:
    return [(problem.field, problem.message.key) for problem in desk.preview_orders("EX-3", bodies).problems]


def test_it_asks_what_saving_would_ask_and_writes_nothing(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "EX-3") as desk:
        desk.execute(RecordEntry("EX-3", Kind.BODY_SIZE, {"on": "2018-03-09", "weight_kg": "15.2"}))
        head = desk.head()
        off = {**RUX, "dose_mg": "3.75"}
        assert asked(desk, RUX) == []
        assert asked(desk, off) == [("0.reason", "ruxolitinib.off-band")]
        assert asked(desk, {**off, "reason": "as in the paper"}) == []
        assert asked(desk, {**RUX, "dose_mg": "30"})[0] == ("0.dose_mg", "ruxolitinib.over-single")
        assert desk.head() == head
        assert desk.chart("EX-3").orders == ()
        with pytest.raises(NeedsConfirmation):
            desk.execute(RecordEntry("EX-3", Kind.ORDER, off))


def test_each_order_of_a_plan_sees_those_before_it(tmp_path: Path) -> None:
    step = {"drug": "ruxolitinib", "times_per_day": 2, "route": "oral"}
    plan = (
        {**step, "dose_mg": "5", "starts_on": "2018-03-09"},
        {**step, "dose_mg": "2.5", "starts_on": "2018-03-16"},
    )
    with desk_with(tmp_path / "ward.db", "EX-3") as desk:
        preview = desk.preview_orders("EX-3", plan)
        assert [(found.field, found.message.key) for found in preview.problems] == [
            ("1.dose_mg", "ruxolitinib.ask-order-step")
        ]
        assert [str(found.last) for found in preview.orders] == ["2018-03-15", "None"]
        with pytest.raises(NeedsConfirmation) as questions:
            desk.execute(RecordEntries("EX-3", tuple((Kind.ORDER, body) for body in plan)))
        assert [problem.field for problem in questions.value.problems] == ["1.dose_mg"]
        assert desk.chart("EX-3").orders == (), "all or none"


def test_what_cannot_be_read_is_told_at_its_place(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "EX-3") as desk:
        preview = desk.preview_orders("EX-3", [{**RUX, "dose_mg": "two"}])
        assert [problem.field for problem in preview.problems] == ["0.dose_mg"]
        assert preview.orders == ()


def test_a_note_is_not_said_twice(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "EX-3") as desk:
        desk.execute(RecordEntry("EX-3", Kind.BODY_SIZE, {"on": "2018-03-09", "weight_kg": "15.2"}))
        preview = desk.preview_orders("EX-3", [{**RUX, "dose_mg": "3.75"}])
        told = [problem.message for problem in preview.problems] + [note.text for note in preview.notes]
        assert len(told) == len(set(told))
