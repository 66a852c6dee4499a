"""A chart: what is valid now, and what was corrected away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import ENTRY_TYPES, KIND_OF, DailyPeak, Entry, Identity, Kind
from tests.rules.charts import chart, peak


def of(*entries: Entry) -> PatientChart:
    return PatientChart("P", ZoneInfo("UTC"), entries)


def test_a_corrected_entry_is_not_valid() -> None:
    wrong = peak(1, "39.0")
    right = replace(peak(1, "36.9"), supersedes=wrong.id, change_reason="slip")
    assert of(wrong, right).daily_peaks == (right,)
    assert of(right, wrong).entries == (right, wrong)


def test_a_retracted_entry_leaves_nothing() -> None:
    wrong = peak(1, "39.0")
    assert of(wrong, replace(wrong, id="r", supersedes=wrong.id, retracted=True)).daily_peaks == ()


def test_a_correction_can_be_corrected() -> None:
    first = peak(1, "39.0")
    second = replace(peak(1, "38.0"), supersedes=first.id)
    third = replace(peak(1, "37.0"), supersedes=second.id)
    assert of(third, first, second).daily_peaks == (third,)


def test_entries_without_id_are_all_valid() -> None:
    assert len(of(replace(peak(1, "39.0"), id=""), replace(peak(2, "38.0"), id="")).valid(DailyPeak)) == 2


def test_the_identity_recorded_last_is_in_force() -> None:
    old = Identity(
        id="b",
        name="Old",
        sex="female",
        birth_date=date(2020, 1, 1),
        recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    new = replace(old, id="a", name="New", recorded_at=datetime(2026, 1, 2, tzinfo=UTC))
    assert of(new, old).identity.name == "New"
    assert chart().identity.name == "Spec"


def test_a_chart_without_identity_is_said() -> None:
    with pytest.raises(LookupError, match="chart P has no identity"):
        _ = of().identity


def test_every_kind_has_its_type() -> None:
    assert set(ENTRY_TYPES) == set(Kind)
    assert {KIND_OF[kind] for kind in ENTRY_TYPES.values()} == set(Kind)
