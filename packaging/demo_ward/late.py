"""Fever long after discharge: arthritis in one child of group R and three of group C (§3.9).

Charted as outpatient readings: at home by the family, then in the day ward, where two whole days are
observed so that the temperature can be called normal again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from demo_ward.entries import INVENTED, Chart, amount, at, rounded
from demo_ward.people import Child
from demo_ward.treatment import Planned

ONE_DAY = timedelta(days=1)
DAY_WARD = ("08:00", "12:00", "16:00", "20:00")
WELL_AGAIN = ("36.5", "36.8", "36.9", "36.7")


@dataclass(frozen=True)
class Late:
    """When fever and swollen joints came, which joints, and when tocilizumab was given."""

    on: date
    joints: str
    tocilizumab: tuple[date, ...]
    new_diagnosis: bool


LATE: dict[str, Late] = {
    "R10": Late(
        date(2018, 12, 16),
        "both knees and the left wrist",
        (date(2018, 12, 19), date(2019, 1, 2), date(2019, 1, 16)),
        True,
    ),
    "C1": Late(
        date(2018, 3, 27), "right knee and both ankles", (date(2018, 3, 29), date(2018, 4, 12)), False
    ),
    "C2": Late(date(2018, 6, 19), "both wrists", (date(2018, 6, 21), date(2018, 7, 5)), False),
    "C4": Late(date(2018, 10, 21), "left knee", (date(2018, 10, 23), date(2018, 11, 6)), False),
}


def late_orders(child: Child) -> list[Planned]:
    """Tocilizumab, each dose an order of one day, by vein: 12 mg/kg under 30 kg."""
    late = LATE.get(child.id)
    if late is None:
        return []
    mg = rounded(Decimal(child.weight) * 12, "5")
    reason = "systemic juvenile idiopathic arthritis: fever with joint swelling and pain"
    return [Planned("tocilizumab", mg, ("10:00",), "iv", on, on, reason) for on in late.tocilizumab]


def chart_late(child: Child, chart: Chart) -> None:
    """Add the days of the late fever, its samples and its treatment."""
    late = LATE.get(child.id)
    if late is None:
        return
    treated = late.tocilizumab[0]
    _family(chart, late.on, "38.7")
    _family(chart, late.on + ONE_DAY, "39.1")
    readings = (("08:30", "38.9"), ("12:00", "38.4"), ("16:00", "37.8"))
    if late.on + 2 * ONE_DAY < treated:
        _family(chart, late.on + 2 * ONE_DAY, "39.0")
    for clock, value in readings:
        _reading(chart, treated, clock, value)
    _family(chart, treated + ONE_DAY, "37.4")
    for number in (2, 3):
        for clock, value in zip(DAY_WARD, WELL_AGAIN, strict=True):
            _reading(chart, treated + number * ONE_DAY, clock, value)
    _samples(chart, treated)
    _story(chart, late, treated)
    mg = rounded(Decimal(child.weight) * 12, "5")
    for on in late.tocilizumab:
        chart.add("doses", at=at(on, "10:00"), drug="tocilizumab", dose_mg=amount(mg), route="iv")
        if on != treated:
            _reading(chart, on, "09:30", "36.6")


def _family(chart: Chart, on: date, value: str) -> None:
    chart.add("daily_peaks", on=on, value=value, unit="Cel", site="axillary", source="family")


def _reading(chart: Chart, on: date, clock: str, value: str) -> None:
    chart.add("temperatures", at=at(on, clock), value=value, unit="Cel", site="axillary")


def _samples(chart: Chart, on: date) -> None:
    before = (("crp", "96", "mg/L"), ("esr", "74", "mm/h"), ("ferritin", "412", "ng/mL"), ("wbc", "16.8", "10*9/L"),
              ("platelets", "468", "10*9/L"), ("haemoglobin", "108", "g/L"), ("anc", "12.1", "10*9/L"))  # fmt: skip
    after = (("crp", "2.1", "mg/L"), ("esr", "12", "mm/h"), ("ferritin", "88", "ng/mL"))
    for day, results in ((on, before), (on + 14 * ONE_DAY, after)):
        for analyte, value, unit in results:
            chart.add("labs", at=at(day, "08:45"), analyte=analyte, value=value, unit=unit)


def _story(chart: Chart, late: Late, treated: date) -> None:
    if late.new_diagnosis:
        chart.add("diagnoses", on=treated, text="juvenile idiopathic arthritis (systemic type)")
        since = "after ruxolitinib was stopped"
    else:
        since = "after the steroid was reduced"
    text = f"Fever again {since}, with swelling and pain of {late.joints}; tocilizumab."
    chart.add(
        "visits",
        on=treated,
        visit="unscheduled",
        outcome="joint swelling and pain, fever",
        note=f"{text} {INVENTED}",
    )
    chart.add("notes", at=at(treated, "11:00"), text=f"{text} {INVENTED}")
    better = treated + 14 * ONE_DAY
    chart.add(
        "notes",
        at=at(better, "11:00"),
        text=f"Improved on tocilizumab: no fever, joints not swollen. {INVENTED}",
    )
