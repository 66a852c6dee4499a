"""Weight and body surface in force (clinical specification §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hlhdesk.model.definitions import Approval
from hlhdesk.rules.body import body_surface, bsa, weight_checks, weight_in_force
from tests.rules.charts import chart, d, definitions
from tests.rules.treatment_charts import beside, codes, size, stay, text_of


@pytest.mark.parametrize(
    ("cm", "kg", "m2"),
    [
        ("110", "18.5", "0.7518"),
        ("75", "9.5", "0.4449"),
        ("98", "15.2", "0.6433"),
        ("60", "60", "1.0000"),
        ("0.01", "0.9", "0.0016"),  # exactly 0.00158…
        ("36", "0.00010025", "0.0010"),  # √(36 · 0.00010025 / 3600) = 0.00100125
    ],
)
def test_mosteller(cm: str, kg: str, m2: str) -> None:
    assert str(bsa(Decimal(cm), Decimal(kg))) == m2


@given(st.decimals("20", "230", places=1), st.decimals("0.3", "300", places=2))
def test_mosteller_is_within_half_a_step_of_the_exact_root(cm: Decimal, kg: Decimal) -> None:
    shown, half = Fraction(bsa(cm, kg)), Fraction(1, 20000)
    exact = Fraction(cm) * Fraction(kg) / 3600
    assert (shown - half) ** 2 <= exact <= (shown + half) ** 2


def test_the_latest_weight_up_to_the_day_is_in_force() -> None:
    patient = chart(size(3, "16"), size(1, "15"), size(5, "17"))
    assert weight_in_force(patient, d(0)) is None
    for day, kg in ((1, "15"), (2, "15"), (3, "16"), (4, "16"), (5, "17"), (90, "17")):
        found = weight_in_force(patient, d(day))
        assert found is not None
        assert str(found.weight_kg) == kg


def test_of_two_weights_of_one_day_the_later_recorded_is_in_force() -> None:
    early = replace(size(1, "15"), id="b", recorded_at=datetime(2026, 3, 1, 8, 0, tzinfo=UTC))
    late = replace(size(1, "16"), id="a", recorded_at=datetime(2026, 3, 1, 9, 0, tzinfo=UTC))
    assert weight_in_force(chart(late, early), d(1)) == late
    assert weight_in_force(chart(early, late, replace(late, id="c", recorded_at=None)), d(1)) == late
    first, second = replace(early, id="a", recorded_at=None), replace(early, id="b", recorded_at=None)
    assert weight_in_force(chart(second, first), d(1)) == second


def test_body_surface_takes_the_latest_height_and_the_latest_weight() -> None:
    tall, heavy = size(1, "15.2", "98"), size(8, "18.5")
    surface = body_surface(chart(tall, heavy), d(8))
    assert surface is not None
    assert surface.m2 == bsa(Decimal(98), Decimal("18.5"))
    assert (surface.weight, surface.height, surface.height_cm) == (heavy, tall, Decimal(98))


def test_body_surface_needs_both() -> None:
    assert body_surface(chart(size(1, "15")), d(1)) is None
    assert body_surface(chart(), d(1)) is None
    assert body_surface(chart(size(2, "15", "98")), d(1)) is None


@pytest.mark.parametrize(
    ("case", "days_old", "in_ward", "expected"),
    [
        ("in the ward, 7 days", 7, True, []),
        ("in the ward, 8 days", 8, True, [("weight.stale", "notice")]),
        ("at home, 8 days", 8, False, []),
        ("at home, 30 days", 30, False, []),
        ("at home, 31 days", 31, False, [("weight.stale", "notice")]),
    ],
)
def test_a_weight_grows_stale(
    case: str, days_old: int, in_ward: bool, expected: list[tuple[str, str]]
) -> None:
    patient = chart(size(1, "15.2"), [stay(1)] if in_ward else [])
    assert codes(weight_checks(patient, definitions(), d(1 + days_old))) == expected, case


def test_a_stale_weight_says_how_old_it_is() -> None:
    weighed = size(1, "15.20")
    (finding,) = weight_checks(chart(weighed, stay(1)), definitions(), d(10))
    assert text_of(finding) == (
        "Weight 15.2 kg is 9 days old (1 Mar 2026); in the ward it should not be older than 7 days."
    )
    assert (finding.evidence, finding.on) == ((weighed.id,), d(10))
    assert beside(finding) == ["Rule ruxolitinib v1.", "Parameters not yet approved by the ward."]
    (finding,) = weight_checks(chart(weighed), definitions(), d(41))
    assert text_of(finding) == (
        "Weight 15.2 kg is 40 days old (1 Mar 2026); between visits it should not be older than 30 days."
    )


def test_a_ward_that_approved_its_parameters_is_not_reminded() -> None:
    approved = replace(definitions(), approval=Approval("Dr Example", d(1)))
    (finding,) = weight_checks(chart(), approved, d(1))
    assert beside(finding) == ["Rule ruxolitinib v1."]


def test_a_missing_weight_is_said() -> None:
    (finding,) = weight_checks(chart(size(2, "15")), definitions(), d(1))
    assert codes([finding]) == [("weight.missing", "warn")]
    assert text_of(finding) == "No weight charted: doses by weight or body surface cannot be checked."
    assert finding.on == d(1)
