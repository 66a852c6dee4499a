"""Short words for building charts in tests. Days are counted from 1 March 2026 ("d1")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import count
from zoneinfo import ZoneInfo

from hlhdesk.definitions import load
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import DailyPeak, Dose, Entry, Identity, Lab, Order, Temperature
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import Comparator, Quantity

UTC_WARD = ZoneInfo("UTC")
FIRST = date(2026, 3, 1)
Q4H = ("02:00", "06:00", "10:00", "14:00", "18:00", "22:00")
Q8H = ("06:00", "14:00", "22:00")
_numbers = count(1)


@cache
def definitions() -> Definitions:
    return load()


def new_id() -> str:
    return f"e{next(_numbers):06d}"


def d(number: int) -> date:
    """Day ``number`` of a worked case."""
    return FIRST + timedelta(days=number - 1)


def at(day: int, clock: str, zone: ZoneInfo = UTC_WARD) -> Moment:
    return Moment.parse(f"{d(day).isoformat()}T{clock}", zone)


def last_minute(day: int, zone: ZoneInfo = UTC_WARD) -> Moment:
    return at(day, "23:59", zone)


def quantity(text: str, unit: str = "Cel") -> Quantity:
    comparator = Comparator.EQUAL
    number = text
    for sign in ("<=", ">=", "<", ">"):
        if text.startswith(sign):
            comparator, number = Comparator(sign), text.removeprefix(sign)
            break
    return Quantity(Decimal(number), unit, text, unit, comparator)


def reading(
    day: int,
    clock: str,
    value: str,
    *,
    site: str = "axillary",
    unit: str = "Cel",
    after_cooling: bool = False,
    zone: ZoneInfo = UTC_WARD,
) -> Temperature:
    return Temperature(
        id=new_id(),
        at=at(day, clock, zone),
        value=quantity(value, unit),
        site=site,
        after_cooling=after_cooling,
    )


def readings(
    day: int, values: str | Sequence[str], clocks: Sequence[str] = Q4H, site: str = "axillary"
) -> list[Temperature]:
    """One value for every clock time, or one each."""
    each = [values] * len(clocks) if isinstance(values, str) else values
    return [reading(day, clock, value, site=site) for clock, value in zip(clocks, each, strict=True)]


def q4h(days: int | Iterable[int], value: str, site: str = "axillary") -> list[Temperature]:
    """Six readings a day at 02 06 10 14 18 22."""
    numbers = [days] if isinstance(days, int) else days
    return [entry for number in numbers for entry in readings(number, value, Q4H, site)]


def peak(
    day: int, value: str, *, source: str = "ward", site: str = "axillary", unit: str = "Cel"
) -> DailyPeak:
    return DailyPeak(id=new_id(), on=d(day), value=quantity(value, unit), site=site, source=source)


def peaks(values: dict[int, str]) -> list[DailyPeak]:
    return [peak(day, value) for day, value in values.items()]


def dose(
    day: int, clock: str, drug: str, mg: str = "100", *, status: str = "given", route: str = "oral"
) -> Dose:
    return Dose(id=new_id(), at=at(day, clock), drug=drug, dose_mg=Decimal(mg), route=route, status=status)


def order(
    drug: str,
    mg: str,
    times: int,
    first: int,
    last: int | None = None,
    *,
    route: str = "oral",
    additional: bool = False,
) -> Order:
    return Order(
        id=new_id(),
        drug=drug,
        dose_mg=Decimal(mg),
        times_per_day=times,
        route=route,
        starts_on=d(first),
        ends_on=None if last is None else d(last),
        additional=additional,
    )


def lab(day: int, clock: str, analyte: str, value: str, unit: str) -> Lab:
    return Lab(id=new_id(), at=at(day, clock), analyte=analyte, value=quantity(value, unit))


def chart(
    *groups: Entry | Iterable[Entry], zone: ZoneInfo = UTC_WARD, born: date = date(2021, 6, 15)
) -> PatientChart:
    """A chart of a girl born in June 2021 with these entries."""
    identity = Identity(id="identity", name="Spec", sex="female", birth_date=born)
    return PatientChart("SPEC", zone, (identity, *_flat(groups)))


def _flat(groups: Iterable[Entry | Iterable[Entry]]) -> Iterator[Entry]:
    for group in groups:
        if isinstance(group, Entry):
            yield group
        else:
            yield from group


def civil(day: int, clock: str) -> datetime:
    return at(day, clock).civil
