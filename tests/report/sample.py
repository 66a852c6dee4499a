"""An invented child for the pages: a stay of 34 days with one relapse, all kinds of entries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from itertools import count
from zoneinfo import ZoneInfo

from hlhdesk.definitions import load
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import (
    Admission,
    AdverseEvent,
    BodySize,
    ClinicalFinding,
    Diagnosis,
    Dose,
    Entry,
    Identity,
    Lab,
    NotMeasured,
    Order,
    Temperature,
)
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import Comparator, Quantity
from hlhdesk.model.state import PatientState
from hlhdesk.report import PageProvenance
from hlhdesk.rules import derive

ZONE = ZoneInfo("Asia/Shanghai")
ADMITTED, DISCHARGED = date(2018, 2, 24), date(2018, 3, 29)
PEAKS = [
    "39.4",
    "39.9",
    "39.6",
    "40.2",
    "-",
    "39.7",
    "39.1",
    "38.8",
    "39.0",
    "38.4",
    "37.2",
    "37.0",
    "37.1",
    "38.9",
    "38.6",
    "37.6",
    "37.0",
    "36.9",
    "36.9",
    "36.8",
    "37.0",
    "36.8",
    "36.9",
    "36.9",
    "37.0",
    "37.0",
    "36.8",
    "36.9",
    "37.0",
    "36.8",
    "36.9",
    "36.8",
    "36.9",
    "36.7",
]
DAILY_FALL = ("0.9", "0.6", "0.4", "0", "0.3", "0.5")
CLOCKS = ("02:00", "06:00", "10:00", "14:02", "18:00", "21:55")
DAY = timedelta(days=1)


@cache
def definitions() -> Definitions:
    return load()


def at(text: str) -> Moment:
    return Moment.parse(text, ZONE)


def quantity(text: str, unit: str) -> Quantity:
    sign = next((sign for sign in (Comparator.GREATER, Comparator.LESS) if text.startswith(sign)), None)
    number = Decimal(text.lstrip("<>"))
    return Quantity(number, unit, text, unit, sign or Comparator.EQUAL)


class Builder:
    """Numbers its entries."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def id(self) -> str:
        return f"s{next(self._numbers):06d}"

    def temperatures(self) -> Iterator[Entry]:
        for number, peak in enumerate(PEAKS):
            on = ADMITTED + number * DAY
            if peak == "-":
                yield NotMeasured(id=self.id(), on=on, reason="on leave")
                continue
            for clock, fall in zip(CLOCKS, DAILY_FALL, strict=True):
                value = max(Decimal(peak) - Decimal(fall), Decimal("36.3"))
                yield self.reading(f"{on}T{clock}", str(value))
        yield self.reading("2018-02-27T14:40", "39.0", after_cooling=True)

    def reading(self, when: str, value: str, *, after_cooling: bool = False) -> Temperature:
        return Temperature(
            id=self.id(),
            at=at(when),
            value=quantity(value, "Cel"),
            site="axillary",
            after_cooling=after_cooling,
        )

    def lab(self, when: str, analyte: str, value: str, unit: str, low: str = "", high: str = "") -> Lab:
        return Lab(
            id=self.id(),
            at=at(when),
            analyte=analyte,
            value=quantity(value, unit),
            low=Decimal(low) if low else None,
            high=Decimal(high) if high else None,
            assay="ELISA" if analyte == "sil2r" else None,
            fasting=True if analyte == "triglyceride" else None,
        )

    def labs(self) -> Iterator[Entry]:
        table = {
            "wbc": ("10*9/L", "4.0", "12.0", "2.55", "5.45", "5.9"),
            "anc": ("10*9/L", "1.5", "8.5", "0.71", "2.30", "2.8"),
            "haemoglobin": ("g/L", "105", "140", "78", "92", "108"),
            "platelets": ("10*9/L", "150", "450", "41", "150", "231"),
            "fibrinogen": ("g/L", "2.00", "4.00", "0.90", "1.65", "2.20"),
            "ferritin": ("ug/L", "7", "140", ">40000", "828.1", "178.9"),
            "sil2r": ("U/mL", "", "710", "9381", "2540", "494"),
            "alt": ("U/L", "9", "25", "212", "96", "38"),
            "crp": ("mg/L", "", "8", "64.5", "12", "<0.5"),
        }
        days = ("2018-03-04T08:00", "2018-03-12T07:30", "2018-03-28T08:10")
        for analyte, (unit, low, high, *values) in table.items():
            for when, value in zip(days, values, strict=True):
                yield self.lab(when, analyte, value, unit, low, high)
        yield self.lab("2018-02-26T08:00", "ferritin", "17090", "ug/L", "7", "140")
        yield self.lab("2018-03-08T08:00", "ferritin", "9800", "ug/L", "7", "140")
        yield self.lab("2018-03-18T08:00", "ferritin", "410", "ug/L", "7", "140")
        yield self.lab("2018-02-26T08:00", "triglyceride", "3.4", "mmol/L")

    def order(
        self,
        drug: str,
        mg: str,
        times: tuple[str, ...],
        first: str,
        last: str | None = None,
        route: str = "oral",
        reason: str | None = None,
    ) -> Order:
        return Order(
            id=self.id(),
            drug=drug,
            dose_mg=Decimal(mg),
            times_per_day=len(times),
            times=tuple(time.fromisoformat(clock) for clock in times),
            route=route,
            starts_on=date.fromisoformat(first),
            ends_on=date.fromisoformat(last) if last else None,
            reason=reason,
        )

    def orders(self) -> Iterator[Order]:
        twice, once = ("08:00", "20:00"), ("08:00",)
        yield self.order("ruxolitinib", "2.5", twice, "2018-03-05")
        yield self.order("ruxolitinib", "3.75", twice, "2018-03-10", reason="relapse on 2.5 mg")
        yield self.order("methylprednisolone", "228", once, "2018-02-26", "2018-02-28", "iv")
        yield self.order("methylprednisolone", "15", twice, "2018-03-01", "2018-03-04")
        yield self.order("methylprednisolone", "10", twice, "2018-03-05", "2018-03-11")
        yield self.order("methylprednisolone", "16", once, "2018-03-12", "2018-03-20")
        yield self.order("methylprednisolone", "8", once, "2018-03-21")
        yield self.order("ganciclovir", "75", twice, "2018-02-26", "2018-03-20", "iv")

    def doses(self, orders: list[Order]) -> Iterator[Entry]:
        for order in orders:
            newer = [
                o.starts_on - DAY
                for o in orders
                if (o.drug, o.route) == (order.drug, order.route) and o.starts_on > order.starts_on
            ]
            last = min([DISCHARGED, *newer, *([order.ends_on] if order.ends_on else [])])
            for number in range((last - order.starts_on).days + 1):
                on = order.starts_on + number * DAY
                for clock in order.times:
                    skipped = on == date(2018, 3, 15) and order.drug == "methylprednisolone"
                    if on < DISCHARGED or clock < time(9):
                        yield Dose(
                            id=self.id(),
                            at=Moment.of(datetime.combine(on, clock), ZONE),
                            drug=order.drug,
                            dose_mg=order.dose_mg,
                            route=order.route,
                            status="withheld" if skipped else "given",
                            reason="vomiting" if skipped else None,
                        )

    def others(self, name: str | None) -> Iterator[Entry]:
        yield Identity(
            id=self.id(),
            name=name,
            sex="female",
            birth_date=date(2013, 1, 3),
            bed="12",
            allergies=("penicillin",),
        )
        yield Admission(id=self.id(), admitted_on=ADMITTED, discharged_on=DISCHARGED)
        yield Diagnosis(
            id=self.id(),
            on=date(2018, 2, 26),
            text="Secondary haemophagocytic lymphohistiocytosis",
            trigger="Epstein-Barr virus",
        )
        yield BodySize(id=self.id(), on=date(2018, 2, 24), weight_kg=Decimal("15.2"), height_cm=Decimal(98))
        yield BodySize(id=self.id(), on=date(2018, 3, 28), weight_kg=Decimal("15.6"))
        yield ClinicalFinding(
            id=self.id(),
            on=date(2018, 2, 26),
            finding="splenomegaly",
            present=True,
            detail="3 cm below the costal margin",
        )
        yield ClinicalFinding(
            id=self.id(),
            on=date(2018, 2, 27),
            finding="haemophagocytosis",
            present=False,
            detail="bone marrow",
        )
        for item, answer in (("headache", "no"), ("nausea", "no"), ("vomiting", "yes"), ("infection", "no")):
            yield AdverseEvent(id=self.id(), on=date(2018, 3, 28), item=item, answer=answer)


def sample_chart(name: str | None = "ZHAO An 赵安") -> PatientChart:
    builder = Builder()
    orders = list(builder.orders())
    entries = (
        *builder.others(name),
        *builder.temperatures(),
        *builder.labs(),
        *orders,
        *builder.doses(orders),
    )
    return PatientChart("1803-0412", ZONE, entries)


AS_OF = "2018-03-29T10:12"


def state_of(chart: PatientChart, as_of: str = AS_OF) -> PatientState:
    return derive(chart, definitions(), at(as_of))


def provenance(**changes: object) -> PageProvenance:
    values: dict[str, object] = {
        "printed_at": at(AS_OF),
        "printed_by": "Dr Wu Min",
        "program_version": "0.1.0",
        "definitions_version": "2026.1",
        "history_head": "7f3a91c20b6e4d5f8a1b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdef",
        "demo": True,
        "approved": False,
        "ward_name": "Children's Hospital · Ward 3B",
    }
    return PageProvenance(**{**values, **changes})  # type: ignore[arg-type]
