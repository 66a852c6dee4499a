"""The fast way back: entries that the store holds were parsed once and are only taken apart again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from hlhdesk.entry.context import Refusal
from hlhdesk.entry.fields import as_text
from hlhdesk.entry.numbers import PLAIN, parse_decimal, parse_number
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import (
    Admission,
    AdverseEvent,
    Anchor,
    BodySize,
    ClinicalFinding,
    Closure,
    DailyPeak,
    Diagnosis,
    Dose,
    Entry,
    Event,
    Identity,
    Kind,
    Lab,
    Note,
    NotMeasured,
    Order,
    Temperature,
    Visit,
    Vital,
)
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import Quantity

LOCAL_TEXT = len("YYYY-MM-DDTHH:MM")


def load_entry(  # noqa: PLR0913  provenance by name
    kind: Kind,
    body: Mapping[str, Any],
    definitions: Definitions,
    zone: ZoneInfo,
    *,
    id: str = "",  # noqa: A002  the entry's own word
    recorded_at: datetime | None = None,
    recorded_by: str | None = None,
    unconfirmed: bool = False,
    supersedes: str | None = None,
    change_reason: str | None = None,
    retracted: bool = False,
) -> Entry:
    """An entry from the body that ``body_of`` wrote. Limits are not asked again.

    Raises ValueError for a body that cannot be read.
    """
    try:
        return _LOADERS[kind](
            _Source(body, definitions, zone),
            {
                "id": id,
                "recorded_at": recorded_at,
                "recorded_by": recorded_by,
                "unconfirmed": unconfirmed,
                "supersedes": supersedes,
                "change_reason": change_reason,
                "retracted": retracted,
            },
        )
    except (KeyError, TypeError, AttributeError, OverflowError, InvalidOperation, Refusal) as error:
        raise ValueError(f"an entry of {kind} cannot be read: {type(error).__name__}") from None


class _Source:
    """A body with what its texts mean."""

    __slots__ = ("body", "definitions", "get", "zone")

    def __init__(self, body: Mapping[str, Any], definitions: Definitions, zone: ZoneInfo) -> None:
        self.body = body
        self.get = body.get
        self.definitions = definitions
        self.zone = zone

    def __getitem__(self, key: str) -> Any:
        return self.body[key]

    def at(self) -> Moment:
        text = self.body["at"]
        if len(text) != LOCAL_TEXT:
            return Moment.parse(text, self.zone)
        civil = datetime.fromisoformat(text)
        return Moment(civil, civil.replace(tzinfo=self.zone).astimezone(UTC), text)

    def day(self, key: str) -> date:
        return _date(self.body[key])

    def maybe_day(self, key: str) -> date | None:
        text = self.body.get(key)
        return None if text is None else _date(text)

    def decimal(self, key: str) -> Decimal:
        text = as_text(self.body[key])
        return _number(text) if PLAIN.fullmatch(text) else parse_decimal(text)

    def maybe_decimal(self, key: str) -> Decimal | None:
        return None if self.body.get(key) is None else self.decimal(key)

    def quantity(self) -> Quantity:
        text, unit = as_text(self.body["value"]), self.body["unit"]
        code = self.definitions.unit_codes.get(unit) or self.definitions.unit_code(unit)
        if code is None:
            raise ValueError("a unit is not known")
        if PLAIN.fullmatch(text):
            return Quantity(_number(text), code, text, unit)
        number = parse_number(text, self.definitions)
        return Quantity(number.value, code, number.text, unit, number.comparator)


_date = lru_cache(maxsize=1000)(date.fromisoformat)
_number: Callable[[str], Decimal] = lru_cache(maxsize=1000)(Decimal)
Provenance = dict[str, Any]


def _identity(body: _Source, provenance: Provenance) -> Entry:
    allergies = body.get("allergies")
    return Identity(
        name=body.get("name"),
        sex=body["sex"],
        birth_date=body.day("birth_date"),
        bed=body.get("bed"),
        group=body.get("group"),
        allergies=None if allergies is None else tuple(allergies),
        **provenance,
    )


def _admission(body: _Source, provenance: Provenance) -> Entry:
    return Admission(
        admitted_on=body.day("admitted_on"), discharged_on=body.maybe_day("discharged_on"), **provenance
    )


def _closure(body: _Source, provenance: Provenance) -> Entry:
    return Closure(on=body.day("on"), kind=body["kind"], **provenance)


def _anchor(body: _Source, provenance: Provenance) -> Entry:
    return Anchor(kind=body["kind"], on=body.day("on"), reason=body.get("reason"), **provenance)


def _diagnosis(body: _Source, provenance: Provenance) -> Entry:
    return Diagnosis(on=body.day("on"), text=body["text"], trigger=body.get("trigger"), **provenance)


def _body_size(body: _Source, provenance: Provenance) -> Entry:
    return BodySize(
        on=body.day("on"),
        weight_kg=body.decimal("weight_kg"),
        height_cm=body.maybe_decimal("height_cm"),
        **provenance,
    )


def _temperature(body: _Source, provenance: Provenance) -> Entry:
    return Temperature(
        at=body.at(),
        value=body.quantity(),
        site=body["site"],
        after_cooling=body.get("after_cooling", False),
        **provenance,
    )


def _daily_peak(body: _Source, provenance: Provenance) -> Entry:
    return DailyPeak(
        on=body.day("on"),
        value=body.quantity(),
        site=body["site"],
        source=body.get("source", "ward"),
        **provenance,
    )


def _not_measured(body: _Source, provenance: Provenance) -> Entry:
    return NotMeasured(on=body.day("on"), reason=body.get("reason"), **provenance)


def _lab(body: _Source, provenance: Provenance) -> Entry:
    return Lab(
        at=body.at(),
        analyte=body["analyte"],
        value=body.quantity(),
        low=body.maybe_decimal("low"),
        high=body.maybe_decimal("high"),
        fasting=body.get("fasting"),
        assay=body.get("assay"),
        **provenance,
    )


def _order(body: _Source, provenance: Provenance) -> Entry:
    return Order(
        drug=body["drug"],
        dose_mg=body.decimal("dose_mg"),
        times_per_day=int(body["times_per_day"]),
        times=tuple(map(time.fromisoformat, body.get("times") or ())),
        route=body["route"],
        starts_on=body.day("starts_on"),
        ends_on=body.maybe_day("ends_on"),
        additional=body.get("additional", False),
        reason=body.get("reason"),
        **provenance,
    )


def _dose(body: _Source, provenance: Provenance) -> Entry:
    return Dose(
        at=body.at(),
        drug=body["drug"],
        dose_mg=body.decimal("dose_mg"),
        route=body["route"],
        status=body.get("status", "given"),
        reason=body.get("reason"),
        **provenance,
    )


def _vital(body: _Source, provenance: Provenance) -> Entry:
    return Vital(at=body.at(), vital=body["vital"], value=body.quantity(), **provenance)


def _event(body: _Source, provenance: Provenance) -> Entry:
    return Event(at=body.at(), event=body["event"], detail=body.get("detail"), **provenance)


def _finding(body: _Source, provenance: Provenance) -> Entry:
    return ClinicalFinding(
        on=body.day("on"),
        finding=body["finding"],
        present=body["present"],
        detail=body.get("detail"),
        **provenance,
    )


def _visit(body: _Source, provenance: Provenance) -> Entry:
    return Visit(
        on=body.day("on"),
        visit=body["visit"],
        outcome=body.get("outcome"),
        note=body.get("note"),
        **provenance,
    )


def _adverse_event(body: _Source, provenance: Provenance) -> Entry:
    return AdverseEvent(on=body.day("on"), item=body["item"], answer=body["answer"], **provenance)


def _note(body: _Source, provenance: Provenance) -> Entry:
    return Note(at=body.at(), text=body["text"], **provenance)


_LOADERS: dict[Kind, Callable[[_Source, Provenance], Entry]] = {
    Kind.IDENTITY: _identity,
    Kind.ADMISSION: _admission,
    Kind.CLOSURE: _closure,
    Kind.ANCHOR: _anchor,
    Kind.DIAGNOSIS: _diagnosis,
    Kind.BODY_SIZE: _body_size,
    Kind.TEMPERATURE: _temperature,
    Kind.DAILY_PEAK: _daily_peak,
    Kind.NOT_MEASURED: _not_measured,
    Kind.LAB: _lab,
    Kind.ORDER: _order,
    Kind.DOSE: _dose,
    Kind.VITAL: _vital,
    Kind.EVENT: _event,
    Kind.FINDING: _finding,
    Kind.VISIT: _visit,
    Kind.ADVERSE_EVENT: _adverse_event,
    Kind.NOTE: _note,
}
