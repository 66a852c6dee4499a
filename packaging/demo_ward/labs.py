"""Laboratory results: the values of Table 2 at their times, and all else moving between ill and well."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from demo_ward.dates import months_after
from demo_ward.entries import Chart, at
from demo_ward.figures import ANALYTES, TIMES, table_values
from demo_ward.follow_up import visits
from demo_ward.people import CMV, EBV, HBV, JIA, Child

ASSAY = "demo ELISA"
NK_ASSAY = "demo K562 lysis"
NK_LOW = "15.1"
TABLE_DAYS = {"before": 0, "1 week": 7, "1 month": 30}
TABLE_CLOCK = "06:30"
UNITS = {"wbc": "10*9/L", "fibrinogen": "g/L", "ferritin": "ng/mL", "sil2r": "U/mL"}
DECIMALS = {"wbc": 2, "fibrinogen": 2, "ferritin": 0, "sil2r": 0}
LIMITS = {"wbc": ("4.3", "14.2"), "fibrinogen": ("2", "4"), "ferritin": ("7", "140")}
ONE_MONTH = 30


@dataclass(frozen=True)
class Series:
    """An analyte that is not in Table 2: its value when ill and when well, and how fast it mends.

    ``half_days`` is how long half of the distance takes after day 0.
    """

    analyte: str
    unit: str
    ill: tuple[float, float]
    well: tuple[float, float]
    decimals: int
    half_days: float
    limits: tuple[str, str] | None = None
    detected_from: str | None = None


SERIES: tuple[Series, ...] = (
    Series("haemoglobin", "g/L", (66, 83), (118, 132), 0, 9, ("110", "149")),
    Series("platelets", "10*9/L", (22, 78), (230, 360), 0, 4.5, ("167", "453")),
    Series("triglyceride", "mmol/L", (3.2, 5.6), (0.7, 1.2), 2, 5, ("0.4", "1.7")),
    Series("crp", "mg/L", (38, 140), (0.3, 3.5), 1, 3, ("0", "8"), "0.5"),
    Series("esr", "mm/h", (18, 60), (3, 12), 0, 8),
    Series("alt", "U/L", (30, 140), (9, 28), 0, 5, ("7", "40")),
    Series("ast", "U/L", (45, 190), (18, 36), 0, 5, ("13", "40")),
    Series("bilirubin-total", "umol/L", (8, 24), (4, 11), 1, 6, ("2", "21")),
    Series("ldh", "U/L", (520, 1900), (190, 290), 0, 6, ("120", "300")),
    Series("albumin", "g/L", (24, 31), (38, 45), 1, 10, ("38", "54")),
    Series("creatinine", "umol/L", (19, 34), (19, 34), 0, 10, ("13", "33")),
    Series("d-dimer", "mg/L{FEU}", (1.6, 11), (0.1, 0.4), 2, 5, None, "0.2"),
    Series("cholesterol", "mmol/L", (2.6, 3.8), (3.1, 4.2), 2, 8, ("2.6", "5.2")),
)
SHORT = ("haemoglobin", "platelets", "crp", "alt", "ldh")
WITH_A_VISIT = (
    "haemoglobin",
    "platelets",
    "triglyceride",
    "crp",
    "esr",
    "alt",
    "ast",
    "creatinine",
    "cholesterol",
)
SHORT_VISITS = ("M2", "M9", "M18")
ILL_OF_ITS_OWN: dict[tuple[str, str], tuple[float, float]] = {
    ("R4", "alt"): (610, 660),
    ("R4", "ast"): (480, 540),
    ("R4", "bilirubin-total"): (148, 162),
    ("R5", "alt"): (390, 440),
    ("R5", "ast"): (310, 350),
    ("C4", "alt"): (370, 410),
    ("C4", "ast"): (420, 470),
    ("C4", "bilirubin-total"): (41, 48),
    ("C8", "haemoglobin"): (98, 106),  # the child of group C without cytopenia
    ("C8", "platelets"): (152, 190),
    ("C11", "triglyceride"): (1.5, 2.2),  # the child of group C with neither of the two
    **{(number, "crp"): (95, 190) for number in ("C1", "C2", "C4", "C6", "C7", "C8", "R3", "R10", "R11")},
}
VIRUS = {
    EBV: ("ebv-dna", "{copies}/mL", 5.6),
    CMV: ("cmv-dna", "{copies}/mL", 4.8),
    HBV: ("hbv-dna", "[IU]/mL", 7.1),
}
VIRUS_LIMIT = 500
AGAIN_ILL = {"crp": 0.85, "ldh": 0.5}  # how far back towards ill a relapse goes

cached_table = cache(table_values)


def chart_labs(child: Child, chart: Chart) -> None:
    """Add every result of one child."""
    for on, clock, kind in sorted(_samples(child)):
        _table_analytes(child, chart, on, clock, kind)
        _other_series(child, chart, on, clock, kind)
    _natural_killers(child, chart)
    _virus(child, chart)
    _special(child, chart)


def _samples(child: Child) -> Iterator[tuple[date, str, str]]:
    """When blood was taken: ``ill`` before day 0, the table's days, in the ward, on leaving, at visits."""
    days: dict[date, tuple[str, str]] = {}
    on = child.admitted
    while on < child.start - timedelta(days=2):
        days[on] = ("11:30" if on == child.admitted else TABLE_CLOCK, "ill")
        on += timedelta(days=9 if days and on > child.admitted else 2)
    for number in (3, 10, 14, 21):
        if child.day(number) < child.discharged:
            days[child.day(number)] = (TABLE_CLOCK, "ward")
    days[child.discharged - timedelta(days=1)] = (TABLE_CLOCK, "leaving")
    for visit in visits(child):
        days[visit.on] = ("09:00", "visit")
    for time, number in TABLE_DAYS.items():
        clock = TABLE_CLOCK if child.day(number) <= child.discharged else "09:00"
        days[child.day(number)] = (clock, time)
    for on, (clock, kind) in days.items():
        yield on, clock, kind


def _table_analytes(child: Child, chart: Chart, on: date, clock: str, kind: str) -> None:
    for analyte in ANALYTES:
        if analyte == "sil2r" and kind == "visit":
            continue
        if analyte == "sil2r" and kind == "ward" and (on - child.start).days != 14:
            continue
        value = _table_value(child, analyte, on, kind)
        low, high = LIMITS.get(analyte, (None, None))
        chart.add(
            "labs",
            at=at(on, clock),
            analyte=analyte,
            value=str(value),
            unit=UNITS[analyte],
            low=low,
            high=high,
            assay=ASSAY if analyte == "sil2r" else None,
        )
        if analyte == "wbc":
            _neutrophils(child, chart, on, clock, value)


def _table_value(child: Child, analyte: str, on: date, kind: str) -> Decimal:
    table = cached_table()
    step = Decimal(1).scaleb(-DECIMALS[analyte])
    if kind in TIMES:
        return table[child.id, analyte, kind].quantize(step)
    before, week, month = (float(table[child.id, analyte, time]) for time in TIMES)
    number = (on - child.start).days
    rng = child.rng(f"{analyte} {on}")
    if number < 0:
        value = _ill_before(child, analyte, before) * rng.uniform(0.93, 1.07)
    elif number <= TABLE_DAYS["1 week"]:
        value = _between(before, week, number / 7) * rng.uniform(0.95, 1.05)
    elif number < ONE_MONTH:
        value = _between(week, month, (number - 7) / 23) * rng.uniform(0.95, 1.05)
    else:
        value = _between(month, WELL[analyte], min(1.0, (number - ONE_MONTH) / 60)) * rng.uniform(0.9, 1.1)
    return _kept(child, analyte, Decimal(value)).quantize(step)


def _between(first: float, last: float, part: float) -> float:
    """A point between two levels on a logarithmic scale."""
    return math.exp(math.log(first) + (math.log(last) - math.log(first)) * part)


WELL = {"wbc": 7.4, "fibrinogen": 2.6, "ferritin": 62.0, "sil2r": 410.0}


def _ill_before(child: Child, analyte: str, before: float) -> float:
    """The level before day 0. sCD25 at diagnosis lies above its level on day 0 where it was high (§7)."""
    if analyte == "sil2r" and child.scd25_high:
        return max(before * 1.5, 3100.0)
    return before * {"ferritin": 1.15, "fibrinogen": 1.02}.get(analyte, 1.0)


def _kept(child: Child, analyte: str, value: Decimal) -> Decimal:
    """Keep an item of HLH-2004 that was not met from being met by variation."""
    if analyte == "sil2r" and not child.scd25_high:
        return min(value, Decimal(2290))
    if analyte == "fibrinogen" and child.id == "C11":
        return max(value, Decimal("1.62"))
    return value


def _neutrophils(child: Child, chart: Chart, on: date, clock: str, wbc: Decimal) -> None:
    """A part of the white cells: low when ill, never below 1.5 from a month on."""
    number = (on - child.start).days
    rng = child.rng(f"anc {on}")
    share = 0.26 + 0.3 * min(1.0, max(0.0, number / 14))
    value = float(wbc) * share * rng.uniform(0.85, 1.1)
    if child.id == "C8":
        value = max(value, 2.1)
    if number >= ONE_MONTH:
        value = max(value, min(1.6, float(wbc) * 0.6))
    text = str(Decimal(value).quantize(Decimal("0.01")))
    chart.add("labs", at=at(on, clock), analyte="anc", value=text, unit="10*9/L", low="1.5", high="8.5")


def _other_series(child: Child, chart: Chart, on: date, clock: str, kind: str) -> None:
    number = (on - child.start).days
    for series in SERIES:
        if series.analyte not in _panel(child, on, kind):
            continue
        value = _moving(child, series, on)
        fasting = True if series.analyte == "triglyceride" else None
        _result(child, chart, series, at(on, clock), value, fasting=fasting)
        if series.analyte == "bilirubin-total" and child.id in {"R4", "C4"} and number < ONE_MONTH:
            text = f"{value * 0.72:.1f}"
            chart.add("labs", at=at(on, clock), analyte="bilirubin-direct", value=text, unit="umol/L")


def _panel(child: Child, on: date, kind: str) -> tuple[str, ...]:
    """What is measured beside the analytes of Table 2."""
    short = {visit.on for visit in visits(child) if visit.name in SHORT_VISITS}
    if (kind == "visit" and on in short) or (kind == "ward" and (on - child.start).days != 14):
        return SHORT
    return WITH_A_VISIT if kind == "visit" else tuple(series.analyte for series in SERIES)


def _moving(child: Child, series: Series, on: date) -> float:
    """From ill to well by halves after day 0; the liver of R4 and R5 mends on ruxolitinib only."""
    base = child.rng(f"level {series.analyte}")
    ill = base.uniform(*ILL_OF_ITS_OWN.get((child.id, series.analyte), series.ill))
    well = base.uniform(*series.well)
    number = (on - child.start).days
    rest = 0.5 ** (max(0, number) / series.half_days)
    relapse = child.relapse_on
    if relapse is not None and relapse <= number <= relapse + 3:
        rest = max(rest, AGAIN_ILL.get(series.analyte, 0.0))
    noise = child.rng(f"{series.analyte} {on}").uniform(0.94, 1.06)
    return math.exp(math.log(well) + (math.log(ill) - math.log(well)) * rest) * noise


def _result(  # noqa: PLR0913  the fields of a result
    child: Child, chart: Chart, series: Series, when: str, value: float, *, fasting: bool | None = None
) -> None:
    if child.id == "C11" and series.analyte == "triglyceride":
        value = min(value, 2.6)
    text = f"{value:.{series.decimals}f}"
    if series.detected_from is not None and Decimal(text) < Decimal(series.detected_from):
        text = f"<{series.detected_from}"
    low, high = series.limits or (None, None)
    chart.add(
        "labs",
        at=when,
        analyte=series.analyte,
        value=text,
        unit=series.unit,
        low=low,
        high=high,
        fasting=fasting,
    )


def _natural_killers(child: Child, chart: Chart) -> None:
    """Once before the diagnosis, then at three and six months; the laboratory's own lower limit."""
    rng = child.rng("nk")
    first = rng.uniform(5.0, 13.5) if child.nk_low else rng.uniform(17.0, 26.0)
    days = [(child.diagnosed - timedelta(days=1), "07:00", first)]
    days += [
        (visit.on, "09:00", rng.uniform(17.5, 27.0)) for visit in visits(child) if visit.name in {"M3", "M6"}
    ]
    for on, clock, value in days:
        chart.add(
            "labs",
            at=at(on, clock),
            analyte="nk-activity",
            value=f"{value:.1f}",
            unit="%",
            low=NK_LOW,
            assay=NK_ASSAY,
        )
    for visit in visits(child):
        if visit.name in {"M3", "M12"}:
            value = rng.uniform(240, 560)
            chart.add(
                "labs",
                at=at(visit.on, "09:00"),
                analyte="sil2r",
                value=f"{value:.0f}",
                unit="U/mL",
                assay=ASSAY,
            )


def _virus(child: Child, chart: Chart) -> None:
    """§3.6: the copy numbers decreased; HBV-DNA became undetectable (§4)."""
    if child.underlying not in VIRUS:
        return
    analyte, unit, power = VIRUS[child.underlying]
    rng = child.rng("virus")
    power += rng.uniform(-0.4, 0.4)
    days = [(child.diagnosed - timedelta(days=1), "07:00")]
    days += [(child.day(number), TABLE_CLOCK) for number in (7, 14) if child.day(number) < child.discharged]
    days += [(visit.on, "09:00") for visit in visits(child) if visit.name in {"M1", "M3", "M6"}]
    for step, (on, clock) in enumerate(days):
        level = 10 ** (power - 0.95 * step)
        text = f"{level:.0f}" if level >= VIRUS_LIMIT else f"<{VIRUS_LIMIT}"
        if step == len(days) - 1:
            text = "not detected"
        chart.add("labs", at=at(on, clock), analyte=analyte, value=text, unit=unit)


def _special(child: Child, chart: Chart) -> None:
    """Results of their own: censored, in another unit, of another assay, around a late fever."""
    for when, analyte, value, unit, more in SPECIAL.get(child.id, ()):
        chart.add("labs", at=when, analyte=analyte, value=value, unit=unit, **more)
    if child.underlying == JIA and child.group == "C":
        on = months_after(child.discharged, 1)
        chart.add("labs", at=at(on, "15:00"), analyte="il6", value="4.1", unit="pg/mL")


Special = tuple[str, str, str, str, Mapping[str, object]]
SPECIAL: dict[str, tuple[Special, ...]] = {
    "R1": (
        ("2017-11-11T16:00", "ferritin", ">40000", "ng/mL", {}),
        ("2017-11-11T16:00", "ifn-gamma", "1840", "pg/mL", {}),
        ("2017-11-11T16:00", "il6", "62.5", "pg/mL", {}),
    ),
    "R3": (
        ("2018-03-09T16:00", "ifn-gamma", "640", "pg/mL", {}),
        ("2018-03-16T16:00", "crp", "4.4", "mg/dL", {}),
        ("2018-03-19T16:00", "il18", ">12000", "pg/mL", {"assay": "demo bead array"}),
    ),
    "R5": (("2018-06-20T16:00", "wbc", "1.92", "K/uL", {}),),
    "R7": (
        ("2018-08-22T16:00", "sil2r", "3120", "pg/mL", {"assay": "demo bead array"}),
        ("2018-07-19T16:00", "glucose", "72", "mg/dL", {}),
    ),
    "R11": (("2018-08-20T16:00", "sil2r", "18700", "pg/mL", {"assay": "demo bead array"}),),
    "C7": (("2018-08-23T19:00", "crp", "88", "mg/L", {}),),
    "C10": (
        ("2018-08-24T06:30", "anc", "0.62", "10*9/L", {}),
        ("2018-08-24T06:30", "wbc", "1.9", "10*9/L", {}),
    ),
}
