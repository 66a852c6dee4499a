"""Invented children for the benchmarks: readings every four hours, two drugs, one laboratory value."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from hlhdesk import clock
from hlhdesk.definitions import load
from hlhdesk.exchange import read_chart_file, write_chart_file
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import BodySize, Dose, Entry, Identity, Lab, Order, Temperature
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import Quantity
from hlhdesk.service import Desk, ImportBatch

READ_AT = (2, 6, 10, 14, 18, 22)
GIVEN_AT = (8, 20)
DRUGS = ("ruxolitinib", "methylprednisolone")
ZONE = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)


def quantity(text: str, unit: str) -> Quantity:
    """A value as typed."""
    return Quantity(Decimal(text), unit, text, unit)


@dataclass(frozen=True)
class Stay:
    """One child of ``days`` days, the last of which is yesterday."""

    days: int
    seed: int = 0

    @property
    def first(self) -> date:
        """The first day."""
        return clock.now().astimezone(ZONE).date() - self.days * ONE_DAY

    @property
    def end(self) -> Moment:
        """The last minute of yesterday."""
        return self.moment(self.days - 1, 23, 59)

    def moment(self, day: int, hour: int, minute: int = 0) -> Moment:
        """A moment of the stay; days count from 0."""
        civil = datetime.combine(self.first + day * ONE_DAY, time(hour, minute))
        return Moment.parse(civil.isoformat(timespec="minutes"), ZONE)

    def reading(self, day: int, hour: int, text: str, minute: int = 0) -> Temperature:
        """One temperature in the armpit."""
        at = self.moment(day, hour, minute)
        return Temperature(id=f"t{at.text}", at=at, value=quantity(text, "Cel"), site="axillary")

    def readings(self) -> Iterator[Temperature]:
        """Mostly normal; about every tenth day is febrile."""
        numbers = random.Random(self.seed)  # noqa: S311  invented temperatures, no secret
        for day in range(self.days):
            warm = 2.0 if numbers.random() < 0.1 else 0.0
            for hour in READ_AT:
                yield self.reading(day, hour, f"{numbers.gauss(36.8, 0.2) + warm:.1f}")

    def treatment(self) -> Iterator[Entry]:
        """Identity, weight, ruxolitinib, a steroid and each dose of them, ferritin every fifth day."""
        yield Identity(id="i", name=f"Invented {self.seed}", sex="female", birth_date=date(2019, 5, 1))
        yield BodySize(id="b", on=self.first, weight_kg=Decimal("18.5"), height_cm=Decimal(110))
        for drug in DRUGS:
            yield Order(
                id=f"o{drug}",
                drug=drug,
                dose_mg=Decimal("2.5"),
                times_per_day=len(GIVEN_AT),
                times=tuple(time(hour) for hour in GIVEN_AT),
                route="oral",
                starts_on=self.first,
            )
            for day in range(self.days):
                for hour in GIVEN_AT:
                    at = self.moment(day, hour)
                    yield Dose(id=f"d{drug}{at.text}", at=at, drug=drug, dose_mg=Decimal("2.5"), route="oral")
        for day in range(0, self.days, 5):
            ferritin = str(20000 // (day + 2) + 100)
            yield Lab(
                id=f"l{day}", at=self.moment(day, 9), analyte="ferritin", value=quantity(ferritin, "ng/mL")
            )

    def chart(self) -> PatientChart:
        """The whole chart."""
        return PatientChart(f"B{self.seed}", ZONE, (*self.treatment(), *self.readings()))


def database(path: Path, children: int, days: int) -> None:
    """A database with as many children, filled through the same door as any chart file."""
    for seed in range(children):
        file = write_chart_file([Stay(days, seed).chart()])
        file = _without_ids(file)
        batch, problems = read_chart_file(file, "invented.json", load(), ZONE, None)
        if batch is None:
            raise RuntimeError(f"the invented chart was refused: {problems[:3]}")
        with Desk.open(path, create=True, zone=ZONE.key) as desk:
            desk.execute(ImportBatch(batch))


def _without_ids(file: bytes) -> bytes:
    """The store gives ids of its own."""
    import json  # noqa: PLC0415  only here

    tree = json.loads(file)
    for patient in tree["patients"]:
        patient.pop("identities", None)
        for entries in patient.values():
            if isinstance(entries, list):
                for entry in entries:
                    if isinstance(entry, dict):
                        entry.pop("id", None)
    return json.dumps(tree).encode()
