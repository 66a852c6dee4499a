"""The end of a stay, another stay, and the end of follow-up; each is one act, whatever it takes in entries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hlhdesk.model.entries import Admission, Kind
from hlhdesk.service import CorrectEntry, RecordEntry, Together
from hlhdesk.service.commands import EntryCommand
from ui.acts.act import Act, Asking
from ui.acts.bed import to_bed
from ui.forms.fields import ChoiceField, DayField, Field, FlagField, TextField
from ui.forms.form import Asked


def open_stay(asking: Asking) -> Admission | None:
    """The stay that has not ended by now, the latest if there were several."""
    today = asking.state.as_of.day
    stays = [
        stay
        for stay in asking.chart.admissions
        if stay.admitted_on <= today and (stay.discharged_on is None or stay.discharged_on > today)
    ]
    return max(stays, key=lambda stay: (stay.admitted_on, stay.id), default=None)


def _day(asking: Asking) -> Field:
    say = asking.bridge.say
    return DayField("on", say("acts.on"), asking.bridge.desk.now, hint=say("kinds.today"))


def _note(asking: Asking) -> Field:
    note = TextField("note", asking.bridge.say("acts.note"))
    note.setMinimumWidth(360)
    return note


def _left(asking: Asking, stay: Admission, on: object, reason: str) -> CorrectEntry:
    body = {**asking.bridge.desk.body_of(stay), "discharged_on": on}
    return CorrectEntry(stay.id, body, reason, by=asking.bridge.signer)


def _noted(asking: Asking, text: str) -> RecordEntry:
    """A note of now: what it speaks of says its own day."""
    body = {"at": asking.bridge.desk.now().text, "text": text}
    return RecordEntry(asking.chart.patient_id, Kind.NOTE, body, by=asking.bridge.signer)


# discharge


def _discharge_fields(asking: Asking) -> list[tuple[Field, object]]:
    advice = FlagField("against_advice", asking.bridge.say("acts.discharge.against-advice"))
    return [(_day(asking), None), (advice, False), (_note(asking), None)]


def _discharge(asking: Asking, body: Mapping[str, object]) -> Asked:
    say, on, note = asking.bridge.say, body["on"], body["note"]
    stay = open_stay(asking)
    assert stay is not None
    commands: list[EntryCommand] = [_left(asking, stay, on, say("acts.discharge.reason"))]
    if body["against_advice"]:
        text = say("acts.discharge.advice-note", on=date.fromisoformat(str(on)))
        commands.append(_noted(asking, say("acts.with-note", said=text, note=str(note)) if note else text))
    elif note:
        commands.append(_noted(asking, str(note)))
    return Together(tuple(commands))


def _on_the_ward(asking: Asking) -> str:
    return "" if open_stay(asking) is not None else "acts.not-on-the-ward"


# another stay


def _readmission_fields(asking: Asking) -> list[tuple[Field, object]]:
    bed = TextField("bed", asking.bridge.say("acts.bed.bed"))
    return [(_day(asking), None), (bed, None)]


def _readmit(asking: Asking, body: Mapping[str, object]) -> Asked:
    patient_id, by = asking.chart.patient_id, asking.bridge.signer
    stay = RecordEntry(patient_id, Kind.ADMISSION, {"admitted_on": body["on"]}, by=by)
    bed = body["bed"]
    if bed == asking.chart.identity.bed:
        return Together((stay,))
    return Together((stay, to_bed(asking, bed, asking.bridge.say("acts.readmission.reason"))))


def _away(asking: Asking) -> str:
    return "" if open_stay(asking) is None else "acts.on-the-ward"


# the end of follow-up


def _end_fields(asking: Asking) -> list[tuple[Field, object]]:
    say, names = asking.bridge.say, asking.bridge.desk.definitions.names
    options: list[tuple[object, str]] = [(None, say("kinds.choose"))]
    options += [(name, say(f"acts.end.kind.{name}")) for name in names.closures]
    kind = ChoiceField("kind", say("acts.end.kind-name"), options)
    return [(kind, None), (_day(asking), None), (_note(asking), None)]


def _end(asking: Asking, body: Mapping[str, object]) -> Asked:
    say, by, on, note = asking.bridge.say, asking.bridge.signer, body["on"], body["note"]
    closure = {"kind": body["kind"], "on": on}
    commands: list[EntryCommand] = [RecordEntry(asking.chart.patient_id, Kind.CLOSURE, closure, by=by)]
    stay = open_stay(asking)
    if stay is not None and body["kind"] is not None:
        commands.append(_left(asking, stay, on, say.term("closure", str(body["kind"]))))
    if note:
        commands.append(_noted(asking, str(note)))
    return Together(tuple(commands))


DISCHARGE = Act("discharge", _discharge_fields, _discharge, _on_the_ward)
READMISSION = Act("readmission", _readmission_fields, _readmit, _away)
END = Act("end", _end_fields, _end)
