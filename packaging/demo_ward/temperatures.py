"""Readings of every inpatient day such that the day comes out as its course says."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from demo_ward.course import ABSENT, Day, Watch, course
from demo_ward.entries import Chart, amount, at, plus, rounded
from demo_ward.people import Child

EVERY_FOUR = ("02:00", "06:00", "10:00", "14:00", "18:00", "22:00")
EVERY_SIX = ("00:00", "06:00", "12:00", "18:00")
PARACETAMOL_FROM = Decimal("38.5")
COOLED_FROM = Decimal("39.2")
PARACETAMOL_PER_KG = 15
HIGHEST_OF_ANOTHER_SITE = Decimal("37.2")
TENTH = Decimal("0.1")

# Days written out reading by reading: around the demo's present, and one thermometer in °F.
WRITTEN: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("R10", "2018-08-22"): (("02:00", "38.1"), ("06:00", "37.9"), ("10:00", "38.2"), ("14:00", "38.6"),
                            ("18:00", "38.0"), ("22:00", "37.7")),
    ("R11", "2018-08-24"): (("02:00", "38.0"), ("06:00", "38.2"), ("10:00", "38.5"), ("14:00", "38.3"),
                            ("18:00", "37.9"), ("22:00", "37.8")),
    ("C7", "2018-08-24"): (("02:00", "38.1"), ("06:00", "38.4"), ("10:00", "38.9"), ("14:00", "38.3"),
                           ("18:00", "38.7"), ("22:00", "38.0")),
    ("C8", "2018-08-24"): (("02:00", "36.9"), ("06:00", "37.1"), ("10:00", "38.2"), ("14:00", "37.9"),
                           ("18:00", "38.8"), ("22:00", "38.4")),
    ("C11", "2018-08-24"): (("02:00", "36.7"), ("06:00", "36.8"), ("10:00", "37.1"), ("14:00", "37.2"),
                            ("18:00", "37.0"), ("22:00", "36.8")),
}  # fmt: skip
NOT_READ = {("R7", "2018-08-24"): ("00:00", "06:00", "12:00")}
FAHRENHEIT = ("C9", "2018-06-14", "102.2")
WARD_PEAKS = {("C3", "2018-02-17"), ("C3", "2018-02-18"), ("R4", "2018-02-03")}


def chart_temperatures(child: Child, chart: Chart) -> None:
    """Add readings, daily peaks, days without a reading, and the paracetamol given for them."""
    rng = child.rng("readings")
    last_dose: list[str] = []
    for day in course(child):
        if day.watch is Watch.HOME:
            _peak(chart, day, "family")
        elif (child.id, day.on.isoformat()) in WARD_PEAKS:
            _peak(chart, day, "ward")
        elif day.watch is Watch.MASKED:
            _masked(child, chart, day, rng)
        else:
            _day(child, chart, day, rng, last_dose)
    for (number, treatment_day), reason in ABSENT.items():
        if number == child.id:
            chart.add("not_measured", on=child.day(treatment_day), reason=reason)


def _peak(chart: Chart, day: Day, source: str) -> None:
    chart.add("daily_peaks", on=day.on, value=str(day.peak), unit="Cel", site="axillary", source=source)


def _reading(  # noqa: PLR0913  the fields of a reading
    chart: Chart, on: date, clock: str, value: Decimal, *, site: str = "axillary", cooled: bool = False
) -> None:
    chart.add(
        "temperatures",
        at=at(on, clock),
        value=str(value),
        unit="Cel",
        site=site,
        after_cooling=cooled or None,
    )


def _masked(child: Child, chart: Chart, day: Day, rng: random.Random) -> None:
    """Paracetamol every six hours: every reading lies under it, so the day cannot be called normal."""
    for clock in ("01:30", "07:30", "13:30", "19:30"):
        _paracetamol(child, chart, day.on, clock)
    readings = dict.fromkeys(("06:00", "10:00", "14:00", "18:00", "22:00"), day.peak)
    for clock in readings:
        drop = TENTH * rng.randint(0, 5) if clock != "18:00" else Decimal(0)
        _reading(chart, day.on, clock, day.peak - drop)


def _day(child: Child, chart: Chart, day: Day, rng: random.Random, last_dose: list[str]) -> None:
    key = (child.id, day.on.isoformat())
    written = WRITTEN.get(key)
    pairs = [(clock, Decimal(value)) for clock, value in written] if written else _pairs(child, day, rng)
    for clock, value in pairs:
        if clock in NOT_READ.get(key, ()) or (day.watch is Watch.ABSENT and key not in NOT_READ):
            continue
        if key == FAHRENHEIT[:2] and value == day.peak:
            chart.add(
                "temperatures", at=at(day.on, clock), value=FAHRENHEIT[2], unit="[degF]", site="axillary"
            )
            continue
        _reading(chart, day.on, clock, value, site=_site(child, value, clock, rng))
        _treat(child, chart, day, clock, value, rng, last_dose)


def _pairs(child: Child, day: Day, rng: random.Random) -> list[tuple[str, Decimal]]:
    """The day's readings: one is the peak, in the afternoon or evening rather than in the night."""
    slots = list(EVERY_SIX if child.every_hours == 6 else EVERY_FOUR)
    if day.on == child.admitted:
        slots = [slot for slot in slots if slot >= "10:00"]
    if day.on == child.discharged:
        slots = [slot for slot in slots if slot <= "10:00"]
    elif not day.febrile and slots[0] == "02:00" and rng.random() < 0.45:
        slots.remove("02:00")
    best = [slot for slot in slots if "14:00" <= slot <= "18:00"] or slots
    top = rng.choice(best)
    spread = 12 if day.febrile else 6
    pairs = []
    for slot in slots:
        value = day.peak
        if slot != top:
            value = max(day.peak - TENTH * rng.randint(1, spread), Decimal("36.2"))
        pairs.append((slot, value))
    return pairs


def _site(child: Child, value: Decimal, clock: str, rng: random.Random) -> str:
    """Nearly always the armpit; a few readings by ear, and by mouth in children of five and more."""
    if value > HIGHEST_OF_ANOTHER_SITE or rng.random() > 0.06:
        return "axillary"
    return "oral" if Decimal(child.age) >= 5 and clock > "06:00" else "tympanic"


def _treat(  # noqa: PLR0913, PLR0917  what is decided at one reading
    child: Child, chart: Chart, day: Day, clock: str, value: Decimal, rng: random.Random, last_dose: list[str]
) -> None:
    """Paracetamol for a high fever, at most every six hours; physical cooling and a second reading."""
    if value >= PARACETAMOL_FROM and "ibuprofen" not in (child.allergies or ()):
        now = at(day.on, clock)
        if not last_dose or now[:10] != last_dose[-1][:10] or int(clock[:2]) - int(last_dose[-1][11:13]) >= 6:
            crossing = last_dose and clock < "06:00" and last_dose[-1][11:13] >= "22"
            if not crossing:
                _paracetamol(child, chart, day.on, plus(clock, 5))
                last_dose.append(now)
    if value >= COOLED_FROM and clock < "22:00" and rng.random() < 0.6:
        _reading(chart, day.on, plus(clock, 30), value - TENTH * rng.randint(5, 9), cooled=True)


def _paracetamol(child: Child, chart: Chart, on: date, clock: str) -> None:
    mg = rounded(Decimal(child.weight) * PARACETAMOL_PER_KG, "10")
    chart.add("doses", at=at(on, clock), drug="paracetamol", dose_mg=amount(mg), route="oral")
