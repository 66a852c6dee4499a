"""The dose that needs more words than given: a reason, another amount, another time, another medicine."""

from __future__ import annotations

from hlhdesk.model.entries import Kind
from hlhdesk.model.message import Message
from ui.bridge import Bridge
from ui.doses.asks import GIVEN, Ask
from ui.doses.due_row import PART
from ui.forms.fields import ChoiceField, MomentField, TextField
from ui.forms.form import EntryForm


class DoseForm(EntryForm):
    """Every field of a dose; ``fill`` takes them from a row of the list."""

    columns = 4

    def __init__(self, bridge: Bridge) -> None:
        say, definitions = bridge.say, bridge.desk.definitions
        names = definitions.names
        fields = [
            ChoiceField(
                "status",
                say("doses.field.status"),
                [(n, say.term("dose-status", n)) for n in names.dose_statuses],
            ),
            ChoiceField(
                "drug", say("doses.field.drug"), [(n, say.term("drug", n)) for n in definitions.drugs]
            ),
            TextField("dose_mg", say("doses.field.mg"), numeric=True),
            ChoiceField("route", say("doses.field.route"), [(n, say.term("route", n)) for n in names.routes]),
            MomentField("at", say("ui.entry.time"), bridge.desk.now, hint=say("ui.entry.time-now")),
            TextField("reason", say("doses.field.reason")),
        ]
        super().__init__(bridge, Kind.DOSE, fields, say("doses.form"))

    def fill(self, ask: Ask, pressed: str) -> None:
        """A dose of the list, with what became of it; the cursor stands where something has to be said."""
        self.clear()
        order = ask.order
        self.fields["status"].put(GIVEN if pressed == PART else pressed)
        self.fields["drug"].put(order.drug)
        self.fields["dose_mg"].put(str(order.dose_mg))
        self.fields["route"].put(order.route)
        self.fields["at"].put(self._time_of(ask, pressed))
        self.fields["dose_mg" if pressed == PART else "reason"].setFocus()
        if pressed == PART:
            self.fields["dose_mg"].line.selectAll()  # type: ignore[attr-defined]  # a QLineEdit

    def submit(self) -> None:
        """What was not simply given says why."""
        plain = self.fields["status"].value() == GIVEN
        if self.patient_id is not None and not plain and self.fields["reason"].value() is None:
            self._refuse({"reason": Message.of("doses.say-why")})
            return
        super().submit()

    def _time_of(self, ask: Ask, pressed: str) -> str | None:
        """What was not given belongs to its clock time, once that has come; what was given, to when it was."""
        now = self._bridge.desk.now()
        if ask.at is None or pressed in (GIVEN, PART) or ask.at.instant > now.instant:
            return None
        return ask.at.text.replace("T", " ")
