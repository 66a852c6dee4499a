"""Day 0 of treatment (clinical specification §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hlhdesk.model.entries import Anchor, Entry
from hlhdesk.rules.treatment_day import treatment_day, treatment_start
from tests.rules.charts import at, chart, d, dose, last_minute, order

RUX = "ruxolitinib"
ANCHOR = Anchor(id="a1", kind="treatment-start", on=d(2))


@pytest.mark.parametrize(
    ("case", "entries", "start"),
    [
        ("nothing", [], None),
        ("first dose given", [dose(6, "08:00", RUX, "5"), dose(5, "20:00", RUX, "5")], 5),
        ("dose before order", [order(RUX, "5", 2, 3), dose(5, "08:00", RUX, "5")], 5),
        ("withheld dose", [order(RUX, "5", 2, 3), dose(4, "08:00", RUX, "5", status="withheld")], 3),
        ("orders only", [order(RUX, "5", 2, 4), order(RUX, "2.5", 2, 3)], 3),
        ("order that starts today", [order(RUX, "5", 2, 8)], 8),
        ("order of tomorrow", [order(RUX, "5", 2, 9)], None),
        ("dose given later", [dose(9, "08:00", RUX, "5")], None),
        ("another drug", [dose(5, "08:00", "etoposide", "50"), order("etoposide", "5", 2, 3)], None),
        ("anchor chosen by name", [ANCHOR, dose(5, "08:00", RUX, "5")], 2),
        ("another anchor", [replace(ANCHOR, kind="follow-up"), dose(5, "08:00", RUX, "5")], 5),
        ("anchor of today", [replace(ANCHOR, on=d(8))], 8),
        ("anchor of tomorrow", [replace(ANCHOR, on=d(9))], None),
    ],
)
def test_day_0(case: str, entries: list[Entry], start: int | None) -> None:
    expected = None if start is None else d(start)
    assert treatment_start(chart(entries), at(8, "12:00")) == expected, case
    assert treatment_day(chart(entries), at(8, "12:00")) == (None if start is None else 8 - start), case


def test_the_anchor_chosen_last_holds() -> None:
    first = replace(ANCHOR, id="z", recorded_at=datetime(2026, 3, 5, tzinfo=UTC), on=d(4))
    second = replace(ANCHOR, id="y", recorded_at=datetime(2026, 3, 6, tzinfo=UTC), on=d(3))
    imported = replace(ANCHOR, id="zz", on=d(5))
    assert treatment_start(chart(second, first, imported), last_minute(9)) == d(3)
    assert treatment_start(chart(imported, replace(imported, id="a", on=d(6))), last_minute(9)) == d(6)


def test_the_day_after_day_0_is_day_1() -> None:
    patient = chart(dose(5, "23:59", RUX, "5"))
    assert treatment_day(patient, at(5, "23:59")) == 0
    assert treatment_day(patient, at(6, "00:00")) == 1
