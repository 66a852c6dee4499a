"""An entry in a few words: what was charted, without when and by whom.

The words are the same wherever an entry is named: the answer to a save, the flowsheet, the
correction, the history.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from hlhdesk.model import entries
from hlhdesk.model.entries import Entry
from hlhdesk.model.message import Message, Term, Value
from hlhdesk.model.moment import Moment

WHEN = ("at", "on", "starts_on", "admitted_on", "birth_date")


def entry_words(entry: Entry) -> Message:
    """``39.4 °C axillary``, ``ferritin > 40000 ng/mL``, ``ruxolitinib 2.5 mg given``."""
    return _WORDS[type(entry)](entry)


def when_of(entry: Entry) -> Moment | date:
    """When an entry happened: a moment where the time is known, else its day."""
    for name in WHEN:
        found = getattr(entry, name, None)
        if isinstance(found, Moment | date):
            return found
    raise TypeError(f"{type(entry).__name__} does not say when it happened")


def _with(key: str, detail: str | None, **values: Value) -> Message:
    """A phrase with what was written beside it, where anything was."""
    phrase = Message.of(f"entry-words.{key}", **values)
    return Message.of("entry-words.detail", said=phrase, detail=detail) if detail else phrase


def _identity(entry: entries.Identity) -> Message:
    parts: list[Value] = [entry.name or Message.of("entry-words.unnamed"), Term("sex", entry.sex)]
    if entry.bed:
        parts.append(Message.of("entry-words.bed", bed=entry.bed))
    parts += [Message.of("entry-words.allergy", name=name) for name in entry.allergies or ()]
    return Message.of("entry-words.identity", parts=tuple(parts))


def _admission(entry: entries.Admission) -> Message:
    if entry.discharged_on is None:
        return Message.of("entry-words.admitted", on=entry.admitted_on)
    return Message.of("entry-words.stay", first=entry.admitted_on, last=entry.discharged_on)


def _temperature(entry: entries.Temperature) -> Message:
    key = "temperature-cooling" if entry.after_cooling else "temperature"
    return Message.of(f"entry-words.{key}", value=entry.value, site=Term("site", entry.site))


def _peak(entry: entries.DailyPeak) -> Message:
    values: dict[str, Value] = {"value": entry.value, "site": Term("site", entry.site)}
    return Message.of("entry-words.peak", **values, source=Term("peak-source", entry.source))


def _order(entry: entries.Order) -> Message:
    key = "order-until" if entry.ends_on else "order"
    times: Value = tuple(entry.times)
    order = Message.of(
        f"entry-words.{key}",
        drug=Term("drug", entry.drug),
        mg=entry.dose_mg,
        times=entry.times_per_day,
        route=Term("route", entry.route),
        first=entry.starts_on,
        **({"last": entry.ends_on} if entry.ends_on else {}),
    )
    if entry.times:
        order = Message.of("entry-words.detail", said=order, detail=times)
    return Message.of("entry-words.detail", said=order, detail=entry.reason) if entry.reason else order


def _dose(entry: entries.Dose) -> Message:
    return _with(
        "dose",
        entry.reason,
        drug=Term("drug", entry.drug),
        mg=entry.dose_mg,
        status=Term("dose-status", entry.status),
    )


def _diagnosis(entry: entries.Diagnosis) -> Message:
    return _with("text", entry.trigger, text=entry.text)


def _body_size(entry: entries.BodySize) -> Message:
    if entry.height_cm is None:
        return Message.of("entry-words.weight", kg=entry.weight_kg)
    return Message.of("entry-words.size", kg=entry.weight_kg, cm=entry.height_cm)


def _finding(entry: entries.ClinicalFinding) -> Message:
    key = "present" if entry.present else "absent"
    return _with(key, entry.detail, finding=Term("finding", entry.finding))


def _visit(entry: entries.Visit) -> Message:
    return _with("text", entry.note or entry.outcome, text=Term("visit", entry.visit))


_WORDS: Mapping[type[Entry], Callable[[Any], Message]] = {
    entries.Identity: _identity,
    entries.Admission: _admission,
    entries.Closure: lambda entry: Message.of("entry-words.text", text=Term("closure", entry.kind)),
    entries.Anchor: lambda entry: _with("text", entry.reason, text=Term("anchor", entry.kind)),
    entries.Diagnosis: _diagnosis,
    entries.BodySize: _body_size,
    entries.Temperature: _temperature,
    entries.DailyPeak: _peak,
    entries.NotMeasured: lambda entry: _with("not-measured", entry.reason),
    entries.Lab: lambda entry: _with(
        "lab", entry.assay, analyte=Term("analyte", entry.analyte), value=entry.value
    ),
    entries.Order: _order,
    entries.Dose: _dose,
    entries.Vital: lambda entry: Message.of(
        "entry-words.vital", vital=Term("vital", entry.vital), value=entry.value
    ),
    entries.Event: lambda entry: _with("text", entry.detail, text=Term("event", entry.event)),
    entries.ClinicalFinding: _finding,
    entries.Visit: _visit,
    entries.AdverseEvent: lambda entry: Message.of(
        "entry-words.answer", item=Term("safety-item", entry.item), answer=Term("answer", entry.answer)
    ),
    entries.Note: lambda entry: Message.of("entry-words.text", text=entry.text),
}
