"""Values taken outside a confirm limit stay visible."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hlhdesk.model.entries import BodySize, Entry, Vital
from hlhdesk.model.state import Level
from hlhdesk.rules import derive
from hlhdesk.rules.unconfirmed import unconfirmed_findings
from hlhdesk.wording import Catalogue
from tests.rules.charts import (
    at,
    chart,
    d,
    definitions,
    dose,
    lab,
    last_minute,
    order,
    peak,
    quantity,
    reading,
)

KINDS: list[tuple[str, Entry]] = [
    ("reading", reading(2, "10:00", "34.8")),
    ("peak", peak(2, "34.8")),
    ("lab", lab(2, "10:00", "anc", "9", "10*9/L")),
    ("order", order("ruxolitinib", "3.75", 2, 2)),
    ("dose", dose(2, "10:00", "ruxolitinib", "20")),
    ("size", BodySize(id="s", on=d(2), weight_kg=quantity("15").number)),
    ("vital", Vital(id="v", at=at(2, "10:00"), vital="pulse", value=quantity("240", "/min"))),
]


@pytest.mark.parametrize(("name", "entry"), KINDS, ids=[name for name, _ in KINDS])
def test_each_kind_from_its_moment_on(name: str, entry: Entry) -> None:
    patient = chart(replace(entry, unconfirmed=True))
    (finding,) = unconfirmed_findings(patient, at(2, "10:00"))
    assert (finding.code, finding.level, finding.on) == ("entry.unconfirmed", Level.NOTICE, d(2)), name
    assert finding.evidence == (entry.id,)
    assert unconfirmed_findings(patient, last_minute(1)) == ()
    assert unconfirmed_findings(chart(entry), at(2, "10:00")) == ()


def test_they_are_counted_and_the_latest_is_dated() -> None:
    early, late = (replace(reading(day, "10:00", "34.8"), unconfirmed=True) for day in (1, 3))
    (finding,) = unconfirmed_findings(chart(late, early), last_minute(4))
    assert finding.evidence == (early.id, late.id)
    assert Catalogue.load("en").text(finding.text) == (
        "2 values outside their usual limits were taken without a question, the latest of 3 Mar 2026:"
        " confirm or correct them."
    )


def test_a_corrected_value_is_not_asked_for() -> None:
    wrong = replace(reading(1, "10:00", "34.8"), unconfirmed=True)
    right = replace(reading(1, "10:00", "36.8"), supersedes=wrong.id, change_reason="slip")
    assert unconfirmed_findings(chart(wrong, right), last_minute(1)) == ()


def test_a_value_of_this_minute_counts() -> None:
    value = replace(reading(1, "10:00", "34.8"), unconfirmed=True)
    assert unconfirmed_findings(chart(value), at(1, "09:59")) == ()
    assert len(unconfirmed_findings(chart(value), at(1, "10:00"))) == 1


def test_derive_says_it() -> None:
    value = replace(reading(1, "10:00", "34.8"), unconfirmed=True)
    codes = [finding.code for finding in derive(chart(value), definitions(), last_minute(1)).findings]
    assert codes.count("entry.unconfirmed") == 1
