"""A new order, with what it would mean below while it is typed."""

from __future__ import annotations

from hlhdesk.model.entries import Kind
from ui.bridge import Bridge
from ui.doses.clocks import ClocksField
from ui.doses.preview_box import PreviewBox
from ui.forms.fields import ChoiceField, DayField, Field, FlagField, TextField
from ui.forms.form import EntryForm
from ui.typed_time import NotATypedTime


def drug_field(bridge: Bridge) -> ChoiceField:
    """The medicines, ruxolitinib and the steroids first."""
    say, drugs = bridge.say, bridge.desk.definitions.drugs
    return ChoiceField("drug", say("doses.field.drug"), [(name, say.term("drug", name)) for name in drugs])


def route_field(bridge: Bridge) -> ChoiceField:
    """The ways in which a medicine is given."""
    say, routes = bridge.say, bridge.desk.definitions.names.routes
    return ChoiceField(
        "route", say("doses.field.route"), [(name, say.term("route", name)) for name in routes]
    )


class OrderForm(EntryForm):
    """``preview`` is told the order after every key once its dose is typed."""

    columns = 5

    def __init__(self, bridge: Bridge, preview: PreviewBox) -> None:
        say = bridge.say
        now = bridge.desk.now
        self.preview = preview
        fields: list[Field] = [
            drug_field(bridge),
            TextField("dose_mg", say("orders.field.mg"), numeric=True),
            TextField("times_per_day", say("orders.field.count"), numeric=True),
            ClocksField("times", say("orders.field.times"), hint="8 20"),
            route_field(bridge),
            DayField("starts_on", say("orders.field.from"), now, hint=say("orders.today")),
            DayField("ends_on", say("orders.field.until"), now, optional=True, hint=say("orders.open")),
            TextField("reason", say("orders.field.reason")),
            FlagField("additional", say("orders.field.additional")),
        ]
        super().__init__(bridge, Kind.ORDER, fields, say("orders.new"))

    def tell(self) -> None:
        """Tell what the order would mean, as far as it is typed."""
        if self.patient_id is None or not self._complete():
            self.preview.quiet()
            return
        self.preview.show_orders(self.patient_id, [self.body()], table=False)

    def show_child(self, patient_id: str) -> None:
        super().show_child(patient_id)
        self.tell()

    def show_nobody(self) -> None:
        super().show_nobody()
        self.tell()

    def clear(self) -> None:
        super().clear()
        self.tell()

    def _complete(self) -> bool:
        """True when there is something to judge: a dose, a count, and days that can be read."""
        fields = self.fields
        try:
            for field in fields.values():
                field.value()
        except NotATypedTime:
            return False
        return all(fields[name].value() is not None for name in ("dose_mg", "times_per_day"))

    def _edited(self) -> None:
        super()._edited()
        self.tell()
