"""The lines at the foot of the window beside the temperature's: a set of vital signs; an event or a note."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from hlhdesk.model.entries import Kind
from hlhdesk.model.problem import Problem
from hlhdesk.service import RecordEntries, RecordEntry
from ui.bridge import Bridge
from ui.forms.fields import ChoiceField, MomentField, TextField
from ui.forms.form import EntryForm
from ui.views import EntryLine

REASONS = ("on-leave", "refused", "in-theatre", "other")
NOTE, NOT_MEASURED = "note", "not-measured"


class FormLine(EntryLine):
    """A form as a line."""

    def __init__(self, form: EntryForm) -> None:
        super().__init__()
        self.form = form
        self.setFocusProxy(form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(form)

    def begin(self) -> None:
        self.form.begin()

    def show_child(self, patient_id: str) -> None:
        self.form.show_child(patient_id)

    def show_nobody(self) -> None:
        self.form.show_nobody()


class VitalsForm(EntryForm):
    """Pulse, respiration, SpO₂ and blood pressure of one moment; what is empty was not measured."""

    def __init__(self, bridge: Bridge) -> None:
        say, vitals = bridge.say, bridge.desk.definitions.names.vitals
        self._units = {name: unit for name, (unit, _) in vitals.items()}
        fields = [
            TextField(name, say("lines.vital", name=say.term("vital", name), unit=unit), numeric=True)
            for name, unit in self._units.items()
        ]
        at = MomentField("at", say("ui.entry.time"), bridge.desk.now, hint=say("ui.entry.time-now"))
        super().__init__(bridge, Kind.VITAL, [*fields, at], say("ui.place.vitals"))

    def command(self, patient_id: str) -> RecordEntries:
        body = self.body()
        items = tuple(
            (Kind.VITAL, {"at": body["at"], "vital": name, "value": body[name], "unit": self._units[name]})
            for name in self._filled()
        )
        return RecordEntries(patient_id, items, by=self._bridge.signer)

    def submit(self) -> None:
        """Nothing measured is nothing to save."""
        if self._filled():
            super().submit()

    def field_of(self, problem: Problem) -> str:
        place, _, name = problem.field.partition(".")
        return name if name == "at" else self._filled()[int(place)]

    def _filled(self) -> list[str]:
        return [name for name in self._units if self.fields[name].value() is not None]


class EventForm(EntryForm):
    """Something that happened, a note, or why there is no reading."""

    def __init__(self, bridge: Bridge) -> None:
        say = bridge.say
        events = [(name, say.term("event", name)) for name in bridge.desk.definitions.names.events]
        missing = [
            (f"{NOT_MEASURED}:{reason}", say("lines.not-measured", reason=say(f"lines.reason.{reason}")))
            for reason in REASONS
        ]
        what = ChoiceField("event", say("lines.what"), [(NOTE, say("lines.note")), *events, *missing])
        at = MomentField("at", say("ui.entry.time"), bridge.desk.now, hint=say("ui.entry.time-now"))
        detail = TextField("detail", say("lines.detail"))
        detail.setMinimumWidth(320)
        super().__init__(bridge, Kind.EVENT, [what, detail, at], say("ui.place.event"))

    def command(self, patient_id: str) -> RecordEntry:
        body = self.body()
        what, detail, at = str(body["event"]), str(body["detail"] or ""), str(body["at"])
        by = self._bridge.signer
        if what == NOTE:
            return RecordEntry(patient_id, Kind.NOTE, {"at": at, "text": detail}, by=by)
        if what.startswith(NOT_MEASURED):
            reason = self._bridge.say(f"lines.reason.{what.partition(':')[2]}")
            words = (
                self._bridge.say("lines.reason-detail", reason=reason, detail=detail) if detail else reason
            )
            return RecordEntry(patient_id, Kind.NOT_MEASURED, {"on": at[:10], "reason": words}, by=by)
        return RecordEntry(patient_id, Kind.EVENT, {"at": at, "event": what, "detail": detail or None}, by=by)

    def field_of(self, problem: Problem) -> str:
        return {"text": "detail", "reason": "detail", "on": "at"}.get(problem.field, problem.field)
