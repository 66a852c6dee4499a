"""An invented child for the benchmarks: readings every four hours, two drugs, one laboratory value."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import BodySize, Entry, Identity, Lab, Order, Temperature
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import Quantity

CLOCKS = (2, 6, 10, 14, 18, 22)
FIRST = date(2024, 1, 1)
ZONE = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)


def moment(day: int, hour: int, minute: int = 0) -> Moment:
    """A moment of the invented stay."""
    civil = datetime.combine(FIRST + day * ONE_DAY, time(hour, minute))
    return Moment.parse(civil.isoformat(timespec="minutes"), ZONE)


def quantity(text: str, unit: str) -> Quantity:
    """A value as typed."""
    return Quantity(Decimal(text), unit, text, unit)


def reading(day: int, hour: int, text: str, minute: int = 0) -> Temperature:
    """One temperature in the armpit."""
    name = f"t{day:04}{hour:02}{minute:02}"
    return Temperature(id=name, at=moment(day, hour, minute), value=quantity(text, "Cel"), site="axillary")


def readings(days: int, seed: int = 0) -> Iterator[Temperature]:
    """Mostly normal; about every tenth day is febrile."""
    numbers = random.Random(seed)  # noqa: S311  invented temperatures, no secret
    for day in range(days):
        warm = 2.0 if numbers.random() < 0.1 else 0.0
        for hour in CLOCKS:
            yield reading(day, hour, f"{numbers.gauss(36.8, 0.3) + warm:.1f}")


def treatment(days: int) -> Iterator[Entry]:
    """Identity, weight, ruxolitinib in two steps, a steroid taper, ferritin every fifth day."""
    yield Identity(id="i", name="Invented", sex="female", birth_date=date(2019, 5, 1))
    yield BodySize(id="b", on=FIRST, weight_kg=Decimal("18.5"), height_cm=Decimal(110))
    drugs = (("ruxolitinib", "2.5", 0), ("ruxolitinib", "5", days // 3), ("methylprednisolone", "16", 0))
    for number, (drug, mg, start) in enumerate(drugs):
        yield Order(
            id=f"o{number}",
            drug=drug,
            dose_mg=Decimal(mg),
            times_per_day=2,
            times=(time(8), time(20)),
            route="oral",
            starts_on=FIRST + start * ONE_DAY,
        )
    for day in range(0, days, 5):
        ferritin = str(20000 // (day + 2) + 100)
        yield Lab(id=f"l{day}", at=moment(day, 8), analyte="ferritin", value=quantity(ferritin, "ng/mL"))


def chart(days: int, seed: int = 0) -> PatientChart:
    """The whole chart of ``days`` days."""
    return PatientChart(f"B{seed}", ZONE, (*treatment(days), *readings(days, seed)))
