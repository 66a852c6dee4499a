"""The fields of every kind of entry, in the order of the chart file."""

from __future__ import annotations

from hlhdesk.entry.fields import (
    LONG_TEXT,
    Field,
    body_measure,
    choice,
    clocks,
    day,
    decimal,
    flag,
    free_text,
    laboratory,
    moment,
    temperature,
    texts,
    vital,
    whole,
)
from hlhdesk.model.entries import Kind
from hlhdesk.model.quantity import Quantity

MOST_TIMES_PER_DAY = 24
"""As often as hourly: what an order can say, not what a drug allows."""


def _text_of(value: Quantity) -> str:
    return value.text


_SITE = choice("site", lambda found: found.names.sites)
_DRUG = choice("drug", lambda found: found.drugs)
_ROUTE = choice("route", lambda found: found.names.routes)

WHOLE_BODY = frozenset({temperature, laboratory, vital})
"""Readers of a value that need the whole body: its unit, its analyte."""

FIELDS: dict[Kind, tuple[Field, ...]] = {
    Kind.IDENTITY: (
        free_text("name"),
        choice("sex", lambda found: found.names.sexes),
        day("birth_date", birth=True),
        free_text("bed"),
        free_text("group"),
        texts("allergies"),
    ),
    Kind.ADMISSION: (day("admitted_on"), day("discharged_on", required=False)),
    Kind.CLOSURE: (day("on"), choice("kind", lambda found: found.names.closures)),
    Kind.ANCHOR: (choice("kind", lambda found: found.names.anchors), day("on"), free_text("reason")),
    Kind.DIAGNOSIS: (day("on"), free_text("text", required=True, longest=LONG_TEXT), free_text("trigger")),
    Kind.BODY_SIZE: (
        day("on"),
        body_measure("weight_kg", lambda found: found.names.body_weight_kg, required=True),
        body_measure("height_cm", lambda found: found.names.body_height_cm, required=False),
    ),
    Kind.TEMPERATURE: (
        moment("at"),
        Field("value", temperature, _text_of),
        _SITE,
        flag("after_cooling", default=False),
    ),
    Kind.DAILY_PEAK: (
        day("on"),
        Field("value", temperature, _text_of),
        _SITE,
        choice("source", lambda found: found.names.peak_sources, required=False, default="ward"),
    ),
    Kind.NOT_MEASURED: (day("on"), free_text("reason")),
    Kind.LAB: (
        moment("at"),
        choice("analyte", lambda found: found.analytes),
        Field("value", laboratory, _text_of),
        decimal("low"),
        decimal("high"),
        flag("fasting"),
        free_text("assay"),
    ),
    Kind.ORDER: (
        _DRUG,
        decimal("dose_mg", required=True),
        whole("times_per_day", 1, MOST_TIMES_PER_DAY),
        clocks("times"),
        _ROUTE,
        day("starts_on", future=True),
        day("ends_on", required=False, future=True),
        flag("additional", default=False),
        free_text("reason"),
    ),
    Kind.DOSE: (
        moment("at"),
        _DRUG,
        decimal("dose_mg", required=True),
        _ROUTE,
        choice("status", lambda found: found.names.dose_statuses, required=False, default="given"),
        free_text("reason"),
    ),
    Kind.VITAL: (
        moment("at"),
        choice("vital", lambda found: found.names.vitals),
        Field("value", vital, _text_of),
    ),
    Kind.EVENT: (moment("at"), choice("event", lambda found: found.names.events), free_text("detail")),
    Kind.FINDING: (
        day("on"),
        choice("finding", lambda found: found.names.findings),
        flag("present", required=True),
        free_text("detail"),
    ),
    Kind.VISIT: (
        day("on"),
        choice("visit", lambda found: found.names.visits),
        free_text("outcome"),
        free_text("note", longest=LONG_TEXT, lines=True),
    ),
    Kind.ADVERSE_EVENT: (
        day("on"),
        choice("item", lambda found: found.names.safety_items),
        choice("answer", lambda found: found.names.answers),
    ),
    Kind.NOTE: (moment("at"), free_text("text", required=True, longest=LONG_TEXT, lines=True)),
}

PROVENANCE = (
    "id",
    "recorded_at",
    "recorded_by",
    "unconfirmed",
    "supersedes",
    "change_reason",
    "retracted",
)


def keys_of(kind: Kind) -> tuple[str, ...]:
    """Every key that an entry of ``kind`` may have, provenance included."""
    return (*own_keys(kind), *PROVENANCE)


def own_keys(kind: Kind) -> tuple[str, ...]:
    """Every key of a kind's body, in order."""
    keys: list[str] = []
    for field in FIELDS[kind]:
        keys.append(field.name)
        if field.read in WHOLE_BODY:
            keys.append("unit")
    return tuple(keys)


def required_keys(kind: Kind) -> tuple[str, ...]:
    """The keys that a body of ``kind`` must have."""
    found = [field.name for field in FIELDS[kind] if field.required]
    return (*found, "unit") if "unit" in own_keys(kind) else tuple(found)
