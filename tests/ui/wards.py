"""Invented children for the window's tests, built from model values: no file, no database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import (
    Admission,
    BodySize,
    DailyPeak,
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

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2018, 3, 9)
NOW = Moment.of(datetime(2018, 3, 9, 14, 5), ZONE)
ROUND = (2, 6, 10, 14, 18, 22)
_ids = count(1)


def entry_id() -> str:
    """A fresh id."""
    return f"00000000-0000-7000-8000-{next(_ids):012d}"


def at(day: date, clock: str) -> Moment:
    """A civil time of the ward."""
    return Moment.of(datetime.combine(day, time.fromisoformat(clock)), ZONE)


def celsius(text: str) -> Quantity:
    """A temperature as typed."""
    return Quantity(Decimal(text), "Cel", text, "Cel")


def reading(day: date, clock: str, text: str, site: str = "axillary", *, cooled: bool = False) -> Temperature:
    """One reading."""
    return Temperature(id=entry_id(), at=at(day, clock), value=celsius(text), site=site, after_cooling=cooled)


def identity(
    name: str | None, bed: str | None, born: date = date(2013, 1, 3), sex: str = "female", **more: object
) -> Identity:
    """Who the child is."""
    return Identity(id=entry_id(), name=name, sex=sex, birth_date=born, bed=bed, **more)  # type: ignore[arg-type]


def rounds(day: date, highest: str, *, until: int = 23, site: str = "axillary") -> list[Entry]:
    """Six readings of a day, the highest at 14:00, the others up to one degree lower."""
    top = Decimal(highest)
    lower = {2: "0.6", 6: "0.9", 10: "0.3", 14: "0", 18: "0.4", 22: "0.7"}
    return [
        reading(day, f"{hour:02d}:00", str(max(top - Decimal(lower[hour]), Decimal("36.2"))), site)
        for hour in ROUND
        if hour <= until
    ]


def stay(name: str | None, number: str, bed: str | None, tops: Sequence[str], **more: object) -> PatientChart:
    """A child on the ward whose last day is today, with the daily highest readings ``tops``."""
    first = TODAY - timedelta(days=len(tops) - 1)
    entries: list[Entry] = [
        identity(name, bed, **more),  # type: ignore[arg-type]
        Admission(id=entry_id(), admitted_on=first),
    ]
    for offset, top in enumerate(tops):
        day = first + timedelta(days=offset)
        if top:
            entries += rounds(day, top, until=13 if day == TODAY else 23)
    return PatientChart(number, ZONE, tuple(entries))


def with_entries(chart: PatientChart, *entries: Entry) -> PatientChart:
    """The same child with more entries."""
    return PatientChart(chart.patient_id, chart.zone, (*chart.entries, *entries))


def treated(chart: PatientChart, day_zero: date, kg: str = "15.2") -> PatientChart:
    """With ruxolitinib from ``day_zero``, a falling steroid, ferritin and a weight."""
    entries: list[Entry] = [
        BodySize(
            id=entry_id(), on=day_zero - timedelta(days=4), weight_kg=Decimal(kg), height_cm=Decimal(102)
        ),
        Diagnosis(id=entry_id(), on=day_zero - timedelta(days=3), text="Secondary HLH", trigger="EBV"),
        Order(
            id=entry_id(),
            drug="ruxolitinib",
            dose_mg=Decimal("2.5"),
            times_per_day=2,
            route="oral",
            starts_on=day_zero,
        ),
    ]
    for offset, mg in enumerate(("90", "60", "30", "30", "16", "16", "15", "15", "15", "15")):
        day = day_zero - timedelta(days=4) + timedelta(days=offset)
        if day <= TODAY:
            entries.append(
                Dose(
                    id=entry_id(),
                    at=at(day, "08:00"),
                    drug="methylprednisolone",
                    dose_mg=Decimal(mg),
                    route="iv",
                )
            )
        if day >= day_zero and day <= TODAY:
            entries.append(
                Dose(
                    id=entry_id(),
                    at=at(day, "08:00"),
                    drug="ruxolitinib",
                    dose_mg=Decimal("2.5"),
                    route="oral",
                )
            )
            if day < TODAY:
                entries.append(
                    Dose(
                        id=entry_id(),
                        at=at(day, "20:00"),
                        drug="ruxolitinib",
                        dose_mg=Decimal("2.5"),
                        route="oral",
                    )
                )
    for offset, text in ((-8, "16500"), (-5, "40000"), (-3, "21000"), (-1, "9800"), (1, "2400"), (3, "900")):
        sign = Comparator.GREATER if text == "40000" else Comparator.EQUAL
        value = Quantity(Decimal(text), "ng/mL", text, "ng/mL", sign)
        entries.append(
            Lab(
                id=entry_id(),
                at=at(day_zero + timedelta(days=offset), "08:00"),
                analyte="ferritin",
                value=value,
            )
        )
    return with_entries(chart, *entries)


def zhao() -> PatientChart:
    """A relapse today, three days after normalising; a day on leave; a reading after cooling."""
    zero = TODAY - timedelta(days=4)
    tops = ["39.4", "39.9", "39.6", "40.2", "", "39.7", "39.1", "38.8", "37.2", "37.0", "37.1", "38.9"]
    chart = treated(stay("ZHAO An 赵安", "1803-0412", "12", tops, allergies=("penicillin",)), zero)
    leave = TODAY - timedelta(days=7)
    return with_entries(
        chart,
        NotMeasured(id=entry_id(), on=leave, reason="on leave"),
        reading(TODAY - timedelta(days=8), "15:00", "39.0", cooled=True),
        reading(TODAY, "12:30", "38.9"),
        reading(TODAY, "14:02", "38.9"),
    )


def ward() -> list[PatientChart]:
    """A ward of children in every state."""
    return [
        zhao(),
        treated(
            stay("LI Jiaxin", "1803-0101", "7", ["39.0", "39.6"], born=date(2015, 2, 1)),
            TODAY - timedelta(days=1),
        ),
        stay("WANG 玥", "1803-0102", "3", ["39.2", "38.4", "37.0", ""], born=date(2012, 2, 1), sex="male"),
        stay("CHEN Rui", "1803-0103", "15", ["39.2", "38.4", "37.3"], born=date(2016, 3, 1), allergies=()),
        stay(
            "SUN Yi",
            "1803-0104",
            "9",
            ["39.5", "38.7", "37.0", "36.9", "36.8", "36.8"],
            born=date(2014, 1, 1),
        ),
        stay("GUO Han", "1803-0105", "11", ["38.6", "37.0", "36.8", "36.7", "36.6"], born=date(2017, 1, 9)),
        stay("HE Zimo", "1803-0106", "2", ["37.8", "37.2"], born=date(2018, 2, 20)),
        stay("DENG Lan", "1803-0107", None, ["39.2", "", "", "38.8"], born=date(2009, 2, 20)),
        discharged(),
    ]


def discharged() -> PatientChart:
    """Home for some weeks."""
    entries: list[Entry] = [
        identity("XU Ming", None, date(2011, 5, 5), "male"),
        Admission(id=entry_id(), admitted_on=date(2018, 1, 2), discharged_on=date(2018, 1, 31)),
        DailyPeak(id=entry_id(), on=date(2018, 1, 3), value=celsius("39.1"), site="axillary"),
        *(entry for n in range(4) for entry in rounds(date(2018, 1, 4) + timedelta(days=n), "36.9")),
    ]
    return PatientChart("1801-0007", ZONE, tuple(entries))


def ugly() -> PatientChart:
    """Sixty characters of name, no weight, one reading."""
    name = "ABDURRAHMAN-OGLU Maximiliana Konstantina Wilhelmina 欧阳娜娜六十字"
    chart = stay(
        name,
        "EX-2018-0000000417-B",
        "12b",
        [""],
        allergies=("penicillin", "cow's milk", "latex", "contrast medium"),
    )
    return with_entries(chart, reading(TODAY, "13:10", "38.4", "tympanic"))
