"""What must hold between values of different keys and files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import time
from decimal import Decimal

from hlhdesk.definitions.table import Reading
from hlhdesk.model.definitions import Definitions, Limits
from hlhdesk.model.message import Message

Comparable = Decimal | int | time


def check(found: Definitions, reading: Reading) -> None:
    """Note each pair that is out of order and each name that its list does not know.

    A value that could not be read is not compared: its own problem is enough.
    """
    unread = {fault.problem.field for fault in reading.faults.found}
    for low_key, low, high_key, high in _orders(found):
        if unread.isdisjoint((low_key, high_key)) and low > high:  # type: ignore[operator]  # of one kind
            key = high_key if high_key in reading.ward and low_key not in reading.ward else low_key
            message = Message.of("definitions.out-of-order", low=low_key, high=high_key)
            reading.faults.add(_file(key, reading), key, message)
    for key, names, known in _references(found):
        for name in names:
            if name not in known:
                message = Message.of("definitions.unknown-name", word=name)
                reading.faults.add(_file(key, reading), key, message)


def _orders(found: Definitions) -> Iterator[tuple[str, Comparable, str, Comparable]]:
    fever, entry, rux = found.fever, found.temperature, found.ruxolitinib
    yield "fever.fever_from", fever.fever_from, "fever.high_fever_from", fever.high_fever_from
    yield "fever.evening_from", fever.evening_from, "fever.evening_to", fever.evening_to
    yield "fever.very_low_below", fever.very_low_below, "fever.low_below", fever.low_below
    for site, below in fever.normal_below.items():
        key = f"fever.normal_below.{site}"
        yield key, below, "fever.fever_from", fever.fever_from
        yield "fever.low_below", fever.low_below, key, below
    yield from _inside("temperature.confirm", entry.confirm, "temperature.absolute", entry.absolute)
    yield (
        "ruxolitinib.confirm_daily_above_mg_per_m2",
        rux.confirm_daily_above_mg_per_m2,
        "ruxolitinib.refuse_daily_above_mg_per_m2",
        rux.refuse_daily_above_mg_per_m2,
    )
    yield (
        "ruxolitinib.refuse_single_above_mg",
        rux.refuse_single_above_mg,
        "ruxolitinib.refuse_daily_above_mg",
        rux.refuse_daily_above_mg,
    )


def _inside(
    key: str, inner: Limits, outer_key: str, outer: Limits
) -> Iterator[tuple[str, Comparable, str, Comparable]]:
    if outer.low is not None and inner.low is not None:
        yield outer_key, outer.low, key, inner.low
    if outer.high is not None and inner.high is not None:
        yield key, inner.high, outer_key, outer.high


def _references(found: Definitions) -> Iterator[tuple[str, Iterable[str], Iterable[str]]]:
    yield "fever.normal_below", found.names.sites, found.fever.normal_below
    yield "fever.normal_below", found.fever.normal_below, found.names.sites
    yield "fever.antipyretic_hours", found.fever.antipyretic_hours, found.drugs
    yield "due.cooling_events", found.due.cooling_events, found.names.events
    yield "steroids.equivalent_mg", found.steroids.equivalent_mg, found.drugs
    yield "steroids.systemic_routes", found.steroids.systemic_routes, found.names.routes
    yield "safety.laboratory_items", found.safety.laboratory_items, found.analytes
    yield "safety.laboratory_items", found.safety.laboratory_items.values(), found.safety.items
    for analyte in found.analytes.values():
        yield f"analytes.{analyte.name}.units", analyte.units, found.units
        yield f"analytes.{analyte.name}.loinc", analyte.loinc_of, analyte.factors
        if analyte.confirm_above is not None:
            yield f"analytes.{analyte.name}.confirm_above", (analyte.confirm_above,), found.analytes
    yield "vitals", (unit for unit, _ in found.names.vitals.values()), found.units


def _file(key: str, reading: Reading) -> str:
    """The ward's file when it set the key, else the shipped one of the key's table."""
    return reading.ward_file if key in reading.ward else f"{key.split('.', maxsplit=1)[0]}.toml"
