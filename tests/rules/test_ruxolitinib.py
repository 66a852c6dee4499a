"""Checks of the ruxolitinib dose (clinical specification §3)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Entry, Order
from hlhdesk.model.state import DoseDay, DoseSource, Finding, RuxolitinibState
from hlhdesk.rules.ruxolitinib import ruxolitinib_state
from hlhdesk.rules.ruxolitinib_limits import is_large_step, step_ratios
from hlhdesk.rules.tablets import Tablets, tablets
from hlhdesk.rules.withdrawal import watch_until
from tests.rules.charts import at, chart, d, definitions, dose, last_minute, order
from tests.rules.treatment_charts import beside, codes, one, size, stay, text_of

RUX = "ruxolitinib"
LOW = order(RUX, "2.5", 2, 1)
HIGH = order(RUX, "5", 2, 1)
OFF_RULE = replace(order(RUX, "3.75", 2, 1), reason="fever relapse on 2.5 mg twice daily")


def state_of(patient: PatientChart, until: int = 1) -> RuxolitinibState:
    state = ruxolitinib_state(patient, definitions(), last_minute(until))
    assert state is not None
    return state


def check(code: str, *rows: Entry | list[Entry], until: int = 1) -> Finding | None:
    """The only check of that code."""
    return one(state_of(chart(*rows), until).checks, f"ruxolitinib.{code}")


def level(code: str, *rows: Entry | list[Entry], until: int = 1) -> str | None:
    found = check(code, *rows, until=until)
    return None if found is None else found.level.value


# The state


def test_never_ordered_or_given_is_no_state() -> None:
    assert ruxolitinib_state(chart(order("etoposide", "50", 1, 1)), definitions(), last_minute(1)) is None
    assert ruxolitinib_state(chart(order(RUX, "5", 2, 2)), definitions(), last_minute(1)) is None


def test_the_state_of_the_day() -> None:
    state = state_of(chart(order(RUX, "2.5", 2, 1), order(RUX, "3.75", 2, 5)), 5)
    assert state.today == DoseDay(d(5), Fraction("7.5"), Fraction("7.5"), DoseSource.ORDERED)
    assert [str(day.mg) for day in state.days] == ["5", "5", "5", "5", "15/2"]
    assert [one_.dose_mg for one_ in state.orders] == [Decimal("3.75")]
    assert state.stopped_on is None


def test_stopped_on_is_the_first_day_without_it() -> None:
    patient = chart(order(RUX, "2.5", 2, 1, 3))
    assert state_of(patient, 3).stopped_on is None
    assert state_of(patient, 4).stopped_on == d(4)
    assert state_of(patient, 9).stopped_on == d(4)
    again = chart(order(RUX, "2.5", 2, 1, 3), order(RUX, "2.5", 2, 6))
    assert state_of(again, 5).stopped_on == d(4)
    assert state_of(again, 6).stopped_on is None
    assert state_of(chart(dose(1, "08:00", RUX, "5")), 3).stopped_on is None


# Weight band


@pytest.mark.parametrize(
    ("kg", "entry", "expected"),
    [
        ("15.2", LOW, "ok"),
        ("15.2", OFF_RULE, "notice"),
        ("15.2", HIGH, "notice"),
        ("25.0", LOW, "ok"),
        ("25", HIGH, "notice"),
        ("25.1", LOW, "notice"),
        ("25.1", HIGH, "ok"),
        ("25.1", order(RUX, "5.0", 2, 1), "ok"),
        ("15.2", order(RUX, "2.5", 1, 1), "notice"),
        ("15.2", order(RUX, "2.5", 3, 1), "notice"),
        ("15.2", order(RUX, "5", 1, 1), "notice"),
    ],
)
def test_weight_band(kg: str, entry: Order, expected: str) -> None:
    assert level("weight-band", entry, size(1, kg)) == expected


def test_two_orders_together_are_off_the_rule() -> None:
    extra = order(RUX, "2.5", 2, 1, additional=True)
    assert level("weight-band", LOW, extra, size(1, "15.2")) == "notice"


def test_weight_band_in_words() -> None:
    weighed = size(1, "15.20")
    found = check("weight-band", OFF_RULE, weighed)
    assert text_of(found) == (
        "Ruxolitinib 3.75 mg twice daily is not the dose of the weight rule:"
        " 2.5 mg twice daily at 15.2 kg (1 Mar 2026)."
    )
    assert beside(found) == [
        "Reason charted: fever relapse on 2.5 mg twice daily.",
        "Rule ruxolitinib v1.",
        "Parameters not yet approved by the ward.",
    ]
    assert found is not None
    assert (found.evidence, found.on) == ((OFF_RULE.id, weighed.id), d(1))
    found = check("weight-band", LOW, size(1, "15.2"))
    assert text_of(found) == (
        "Ruxolitinib 2.5 mg twice daily agrees with the weight rule: 2.5 mg twice daily at 15.2 kg (1 Mar 2026)."
    )
    assert beside(found) == ["Rule ruxolitinib v1.", "Parameters not yet approved by the ward."]


@pytest.mark.parametrize(("mg", "expected"), [("2.5", "ok"), ("5", "notice")])
def test_without_orders_the_dose_given_last_is_checked(mg: str, expected: str) -> None:
    given_last = replace(dose(1, "20:00", RUX, mg), reason="as at home")
    rows = [dose(1, "08:00", RUX, "2.5"), given_last, size(1, "15.2")]
    found = check("weight-band", *rows)
    assert found is not None
    assert found.level.value == expected
    assert f"Ruxolitinib {mg} mg given at 20:00 on 1 Mar 2026" in text_of(found)
    assert beside(found)[0] == "Reason charted: as at home."
    assert found.evidence == (given_last.id, rows[2].id)


def test_a_dose_without_reason_has_none_beside_it() -> None:
    assert (
        beside(check("weight-band", dose(1, "20:00", RUX, "5"), size(1, "15.2")))[0] == "Rule ruxolitinib v1."
    )


@pytest.mark.parametrize(
    ("kg", "said"), [("24.9", None), ("25.0", "notice"), ("25", "notice"), ("25.1", None)]
)
def test_at_the_limit_of_weight_the_other_series_is_named(kg: str, said: str | None) -> None:
    assert level("weight-limit", LOW, size(1, kg)) == said


def test_at_the_limit_of_weight_in_words() -> None:
    weighed = size(1, "25.0")
    found = check("weight-limit", LOW, weighed)
    assert found is not None
    assert found.evidence == (weighed.id,)
    assert text_of(found) == (
        "Weight 25 kg (1 Mar 2026): the rule gives 2.5 mg per dose up to 25 kg."
        " A paediatric series of chronic GVHD gives 5 mg from 25 kg on."
    )


def test_without_weight_nothing_is_said_about_it_but_that() -> None:
    checks = state_of(chart(LOW)).checks
    assert codes(checks) == [("weight.missing", "warn")]


def test_a_stale_weight_is_said_while_in_force() -> None:
    patient = chart(order(RUX, "2.5", 2, 1, 9), size(1, "15.2", "98"), stay(1))
    assert one(state_of(patient, 9).checks, "weight.stale") is not None
    assert codes(state_of(patient, 10).checks) == [("ruxolitinib.withdrawal", "notice")]


# Limits


@pytest.mark.parametrize(
    ("case", "entries", "expected"),
    [
        ("25 mg", [order(RUX, "25", 1, 1)], []),
        ("above", [order(RUX, "25.05", 1, 1)], ["alert"]),
        ("50 mg a day", [order(RUX, "25", 2, 1)], []),
        ("above a day", [order(RUX, "16.7", 3, 1)], ["alert"]),
        ("both", [order(RUX, "30", 2, 1)], ["alert", "alert"]),
        ("two orders", [order(RUX, "25", 2, 1), order(RUX, "0.05", 1, 1, additional=True)], ["alert"]),
        ("given", [LOW, dose(1, "08:00", RUX, "25.05")], ["alert"]),
        ("given in all", [LOW, *(dose(1, f"0{n}:00", RUX, "17") for n in range(3))], ["alert"]),
        ("withheld", [LOW, dose(1, "08:00", RUX, "30", status="withheld")], []),
        ("yesterday", [LOW, dose(0, "23:00", RUX, "30")], []),
    ],
)
def test_dose_limit(case: str, entries: list[Entry], expected: list[str]) -> None:
    checks = state_of(chart(entries)).checks
    found = [finding for finding in checks if finding.code == "ruxolitinib.dose-limit"]
    assert [finding.level.value for finding in found] == expected, case


def test_dose_limit_in_words() -> None:
    given_today = dose(1, "08:00", RUX, "5")
    ordered = order(RUX, "30", 2, 1)
    found = [
        finding
        for finding in state_of(chart(ordered, given_today)).checks
        if finding.code.endswith("dose-limit")
    ]
    assert [text_of(finding) for finding in found] == [
        "Ruxolitinib 30 mg in one dose, above 25 mg.",
        "Ruxolitinib 60 mg a day, above 50 mg.",
    ]
    assert {finding.evidence for finding in found} == {(ordered.id, given_today.id)}
    assert {finding.on for finding in found} == {d(1)}


# 60 kg and 60 cm are exactly 1 m²


@pytest.mark.parametrize(
    ("mg", "expected"), [("5", "ok"), ("5.05", "notice"), ("7.5", "notice"), ("7.55", "alert")]
)
def test_body_surface(mg: str, expected: str) -> None:
    assert level("body-surface", order(RUX, mg, 2, 1), size(1, "60", "60")) == expected


def test_body_surface_in_words() -> None:
    weighed = size(1, "15.2", "98")
    ordered = order(RUX, "2.5", 2, 1)
    found = check("body-surface", ordered, weighed)
    assert text_of(found) == (
        "Ruxolitinib 5 mg a day is 7.77 mg/m² (limit 10 mg/m²; body surface 0.6433 m² by Mosteller"
        " from 98 cm and 15.2 kg on 1 Mar 2026)."
    )
    assert found is not None
    assert (found.evidence, found.on) == ((ordered.id, weighed.id), d(1))
    later = size(2, "15.4")
    found = check("body-surface", order(RUX, "3.75", 2, 1), weighed, later, until=2)
    assert text_of(found) == (
        "Ruxolitinib 7.5 mg a day is 11.58 mg/m², above 10 mg/m² (body surface 0.6475 m² by Mosteller"
        " from 98 cm and 15.4 kg on 2 Mar 2026)."
    )
    assert found is not None
    assert found.evidence[1:] == (later.id, weighed.id)
    assert "above 15 mg/m²" in text_of(check("body-surface", order(RUX, "7.5", 2, 1), weighed))


def test_without_height_the_dose_per_m2_is_unknown_and_said_so() -> None:
    found = check("body-surface", LOW, size(1, "15.2"))
    assert (text_of(found), level("body-surface", LOW, size(1, "15.2"))) == (
        "No height charted: the ruxolitinib dose per m² cannot be checked.",
        "notice",
    )
    assert found is not None
    assert found.on == d(1)


def test_without_a_dose_today_there_is_nothing_per_m2() -> None:
    rows = chart(dose(1, "20:00", RUX, "5"), size(1, "60", "60"))
    state = ruxolitinib_state(rows, definitions(), at(2, "06:00"))
    assert state is not None
    assert one(state.checks, "ruxolitinib.body-surface") is None
    assert one(state.checks, "ruxolitinib.weight-band") is not None


# Interactions


@pytest.mark.parametrize(
    ("drug", "kind"),
    [
        ("voriconazole", "a strong CYP3A4 inhibitor"),
        ("itraconazole", "a strong CYP3A4 inhibitor"),
        ("posaconazole", "a strong CYP3A4 inhibitor"),
        ("clarithromycin", "a strong CYP3A4 inhibitor"),
        ("fluconazole", "an inhibitor of CYP3A4 and CYP2C9"),
        ("rifampicin", "an inducer"),
        ("phenytoin", "an inducer"),
        ("carbamazepine", "an inducer"),
    ],
)
def test_interaction(drug: str, kind: str) -> None:
    other = order(drug, "50", 1, 1)
    found = check("interaction", LOW, other)
    assert found is not None
    assert (found.level.value, found.evidence, found.on) == ("notice", (other.id,), d(1))
    assert kind in text_of(found)


def test_interaction_of_a_drug_that_is_only_charted_as_given() -> None:
    charted = dose(1, "08:00", "fluconazole", "50")
    found = check("interaction", LOW, charted)
    assert found is not None
    assert found.evidence == (charted.id,)


def test_no_interaction_without_both_in_force() -> None:
    over = order("fluconazole", "50", 1, 1, 1)
    assert check("interaction", LOW, over, until=2) is None
    assert check("interaction", LOW, order("micafungin", "50", 1, 1)) is None
    stopped = order(RUX, "2.5", 2, 1, 1)
    assert check("interaction", stopped, order("fluconazole", "50", 1, 1), until=2) is None


# Large steps


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (("2.5", 2), ("3.75", 2), None),
        (("2.5", 2), ("4.95", 2), None),
        (("2.5", 2), ("5", 2), "notice"),
        (("2.5", 2), ("2.5", 4), "notice"),
        (("5", 2), ("2.55", 2), None),
        (("5", 2), ("2.5", 2), "notice"),
        (("5", 2), ("5", 1), "notice"),
        (("2.5", 4), ("5", 2), "notice"),
        (("2.5", 2), ("24.95", 2), "notice"),
        (("2.5", 2), ("25", 2), "alert"),
    ],
)
def test_dose_change(before: tuple[str, int], after: tuple[str, int], expected: str | None) -> None:
    rows = [order(RUX, *before, 1), order(RUX, *after, 3)]
    assert level("dose-change", *rows, until=3) == expected


@pytest.mark.parametrize(("until", "expected"), [(2, None), (3, "notice"), (6, "notice"), (7, None)])
def test_a_dose_change_is_said_for_three_days(until: int, expected: str | None) -> None:
    assert level("dose-change", order(RUX, "2.5", 2, 1), order(RUX, "5", 2, 3), until=until) == expected


def test_dose_change_in_words() -> None:
    old, new = order(RUX, "2.5", 2, 1), order(RUX, "5", 2, 3)
    found = check("dose-change", old, new, until=4)
    assert text_of(found) == (
        "Ruxolitinib changed in a large step on 3 Mar 2026: 2.5 mg twice daily to 5 mg twice daily."
    )
    assert found is not None
    assert (found.evidence, found.on) == ((old.id, new.id), d(3))


def test_a_start_is_no_step() -> None:
    assert check("dose-change", HIGH) is None
    assert step_ratios([], [HIGH]) == ()
    assert step_ratios([HIGH], []) == ()
    assert step_ratios([LOW], [HIGH]) == (Fraction(2), Fraction(2))
    assert not is_large_step(definitions().ruxolitinib, ())


def test_steps_are_told_by_the_largest_dose_and_the_total() -> None:
    extra = order(RUX, "10", 1, 1, additional=True)
    assert step_ratios([LOW], [LOW, extra]) == (Fraction(4), Fraction(3))
    assert step_ratios([LOW, extra], [LOW]) == (Fraction(1, 4), Fraction(1, 3))


# Withdrawal


@pytest.mark.parametrize(("until", "expected"), [(3, None), (4, "notice"), (25, "notice"), (26, None)])
def test_a_stop_opens_a_watch_of_21_days(until: int, expected: str | None) -> None:
    assert level("withdrawal", order(RUX, "5", 2, 1, 3), until=until) == expected


@pytest.mark.parametrize(("until", "expected"), [(3, None), (4, "notice"), (25, "notice"), (26, None)])
def test_a_reduction_as_well(until: int, expected: str | None) -> None:
    assert level("withdrawal", order(RUX, "5", 2, 1), order(RUX, "3.75", 2, 4), until=until) == expected


@pytest.mark.parametrize(("mg", "expected"), [("2.5", "notice"), ("5", None), ("10", None)])
def test_the_watch_ends_when_the_dose_is_back(mg: str, expected: str | None) -> None:
    assert level("withdrawal", order(RUX, "5", 2, 1, 3), order(RUX, mg, 2, 6), until=6) == expected


def test_an_increase_is_no_withdrawal() -> None:
    assert check("withdrawal", order(RUX, "2.5", 2, 1), order(RUX, "5", 2, 4), until=4) is None


def test_withdrawal_in_words() -> None:
    old = order(RUX, "5", 2, 1, 3)
    found = check("withdrawal", old, until=5)
    assert text_of(found) == (
        "Ruxolitinib stopped, 4 Mar 2026 the first day without it (5 mg twice daily before):"
        " watch for discontinuation syndrome until 25 Mar 2026."
    )
    assert found is not None
    assert (found.evidence, found.on) == ((old.id,), d(4))
    new = order(RUX, "2.5", 2, 4)
    found = check("withdrawal", old, new, until=5)
    assert text_of(found) == (
        "Ruxolitinib reduced on 4 Mar 2026 (5 mg twice daily before):"
        " watch for discontinuation syndrome until 25 Mar 2026."
    )
    assert found is not None
    assert found.evidence == (old.id, new.id)
    assert watch_until(definitions(), d(4)) == d(25)
    assert beside(found)[0] == "Rule ruxolitinib v1."


def test_of_two_reductions_the_latest_is_watched() -> None:
    rows = [order(RUX, "10", 2, 1), order(RUX, "5", 2, 4), order(RUX, "2.5", 2, 8)]
    found = check("withdrawal", *rows, until=9)
    assert found is not None
    assert found.on == d(8)


# Uncharted doses


def timed(entry: Order, *clocks: str) -> Order:
    return replace(entry, times=tuple(at(1, clock).civil.time() for clock in clocks))


def test_uncharted_days_of_the_stay_are_said() -> None:
    rows = [stay(2), LOW, dose(4, "08:00", RUX, "2.5"), dose(4, "20:00", RUX, "2.5")]
    found = one(state_of(chart(rows), 6).checks, "dose.not-recorded")
    assert text_of(found) == "ruxolitinib: ordered, and no dose charted on 2 Mar to 3 Mar 2026, 5 Mar 2026."
    assert found is not None
    assert (found.level.value, found.on) == ("notice", d(5))
    assert beside(found)[0] == "Rule ruxolitinib v1."


def test_partly_charted_days_of_the_stay_are_said() -> None:
    rows = [stay(1), LOW, dose(1, "08:00", RUX, "2.5"), dose(2, "08:00", RUX, "2.5", status="refused")]
    found = one(state_of(chart(rows), 3).checks, "dose.partial")
    assert text_of(found) == (
        "ruxolitinib: fewer doses charted than ordered: 2.5 mg given of 5 mg on 1 Mar 2026,"
        " 0 mg given of 5 mg on 2 Mar 2026."
    )
    assert found is not None
    assert (found.level.value, found.on) == ("notice", d(2))
    assert beside(found)[0] == "Rule ruxolitinib v1."
    assert one(state_of(chart(rows), 1).checks, "dose.partial") is None


def test_outside_a_stay_nothing_is_missed() -> None:
    rows = [stay(1, 3), LOW, dose(1, "08:00", RUX, "2.5")]
    assert one(state_of(chart(rows), 3).checks, "dose.not-recorded") is not None
    assert one(state_of(chart(rows), 3).checks, "dose.partial") is not None
    assert one(state_of(chart(rows), 4).checks, "dose.not-recorded") is None
    assert one(state_of(chart(rows), 4).checks, "dose.partial") is None
    again = chart(*rows, stay(5))
    assert one(state_of(again, 6).checks, "dose.partial") is None
    assert text_of(one(state_of(again, 6).checks, "dose.not-recorded")).endswith("on 5 Mar 2026.")


@pytest.mark.parametrize(
    ("clock", "charted", "missing"),
    [
        ("08:00", [], None),
        ("08:01", [], "08:00"),
        ("08:01", ["08:00"], None),
        ("20:01", ["08:00"], "20:00"),
        ("20:01", [], "08:00, 20:00"),
        ("20:01", ["08:00", "20:00"], None),
    ],
)
def test_a_dose_is_due_by_its_clock_time(clock: str, charted: list[str], missing: str | None) -> None:
    ordered = timed(LOW, "20:00", "08:00")
    rows = chart(stay(1), ordered, [dose(1, when, RUX, "2.5") for when in charted])
    state = ruxolitinib_state(rows, definitions(), at(1, clock))
    assert state is not None
    found = one(state.checks, "dose.not-recorded")
    if missing is None:
        assert found is None
    else:
        assert text_of(found) == f"ruxolitinib: no dose charted today for {missing}."
        assert found is not None
        assert (found.evidence, found.on, found.level.value) == ((ordered.id,), d(1), "notice")
        assert beside(found)[0] == "Rule ruxolitinib v1."


def test_without_clock_times_nothing_is_due() -> None:
    state = ruxolitinib_state(chart(stay(1), LOW), definitions(), at(1, "23:59"))
    assert state is not None
    assert one(state.checks, "dose.not-recorded") is None


# Tablets


@pytest.mark.parametrize(
    ("mg", "count", "strength"),
    [
        ("5", "1", "5"),
        ("2.5", "1/2", "5"),
        ("3.75", "1/4", "15"),
        ("7.5", "1/2", "15"),
        ("10", "1", "10"),
        ("15", "1", "15"),
        ("25", "5", "5"),
        ("40", "2", "20"),
        ("1.25", "1/4", "5"),
        ("12.5", "5/2", "5"),
    ],
)
def test_doses_in_tablets(mg: str, count: str, strength: str) -> None:
    found = tablets(Decimal(mg), definitions().ruxolitinib.tablet_strengths_mg)
    assert found == Tablets(Fraction(count), Decimal(strength))


def test_doses_in_the_only_strength_at_hand() -> None:
    assert tablets(Decimal("3.75"), [Decimal(5)]) == Tablets(Fraction(3, 4), Decimal(5))
    assert tablets(Decimal("3.75"), []) is None


@pytest.mark.parametrize("mg", ["3.8", "0.05", "1"])
def test_doses_that_no_quarter_gives(mg: str) -> None:
    assert tablets(Decimal(mg), definitions().ruxolitinib.tablet_strengths_mg) is None


@given(
    st.permutations(
        [
            order(RUX, "2.5", 2, 1),
            order(RUX, "5", 2, 3),
            order(RUX, "2.5", 2, 6, 8),
            dose(2, "08:00", RUX, "2.5"),
            dose(6, "08:00", RUX, "30"),
            order("fluconazole", "50", 1, 1),
            size(1, "25", "110"),
            stay(2),
        ]
    ),
    st.integers(1, 12),
)
def test_the_order_of_rows_does_not_matter(rows: list[Entry], until: int) -> None:
    ordered = chart(sorted(rows, key=lambda row: row.id))
    assert state_of(chart(rows), until) == state_of(ordered, until)


def test_every_check_names_its_rule_and_its_day() -> None:
    interacting = [order(name, "50", 1, 1) for name in ("voriconazole", "fluconazole", "rifampicin")]
    charts = [
        chart(order(RUX, "2.5", 2, 1), order(RUX, "30", 2, 3), interacting, size(1, "25", "110"), stay(1)),
        chart(
            order(RUX, "5", 2, 1), order(RUX, "2.5", 2, 3), size(1, "25"), stay(1), dose(2, "08:00", RUX, "5")
        ),
        chart(dose(3, "08:00", RUX, "5"), size(-40, "20", "100")),
        chart(order(RUX, "5", 2, 1)),
    ]
    found = [finding for patient in charts for finding in state_of(patient, 3).checks]
    assert {finding.code for finding in found} == {
        "ruxolitinib.weight-band",
        "ruxolitinib.weight-limit",
        "ruxolitinib.body-surface",
        "ruxolitinib.dose-limit",
        "ruxolitinib.dose-change",
        "ruxolitinib.interaction",
        "ruxolitinib.withdrawal",
        "weight.stale",
        "weight.missing",
        "dose.not-recorded",
        "dose.partial",
    }
    for finding in found:
        assert beside(finding)[-2:] == ["Rule ruxolitinib v1.", "Parameters not yet approved by the ward."]
        assert finding.on in {d(1), d(2), d(3)}
        assert text_of(finding)
