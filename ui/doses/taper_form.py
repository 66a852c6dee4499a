"""A taper plan: several orders one after the other, told as a table and a curve, saved together or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from hlhdesk.model.entries import Kind
from hlhdesk.model.message import Message
from hlhdesk.model.problem import Problem
from hlhdesk.service import RecordEntries
from ui.bridge import Bridge
from ui.doses.clocks import ClocksField
from ui.doses.order_form import drug_field, route_field
from ui.doses.preview_box import PreviewBox
from ui.forms.fields import DayField, Field, TextField
from ui.forms.form import EntryForm
from ui.typed_time import NotATypedTime
from ui.widgets import words

STEPS = 8
FEWEST = 3
LONGEST = 365
PARTS = ("dose_mg", "times_per_day", "times", "days")
Body = dict[str, object]


class DaysField(TextField):
    """For how many days; empty in the last step means without an end. Raises NotATypedTime."""

    def value(self) -> int | None:
        text = self.edit.text().strip()
        if not text:
            return None
        if (
            text.isascii()
            and text.isdigit()
            and 0 < int(text[:4]) <= LONGEST
            and len(text) <= len(str(LONGEST))
        ):
            return int(text)
        raise NotATypedTime(Message.of("orders.not-days", text=text, most=LONGEST))


class TaperForm(EntryForm):
    """Each step begins the day after the one before; what is left out in a step is that of the step before."""

    def __init__(self, bridge: Bridge, preview: PreviewBox) -> None:
        say = bridge.say
        self.preview = preview
        self._common: list[Field] = [
            drug_field(bridge),
            route_field(bridge),
            DayField("starts_on", say("orders.field.from"), bridge.desk.now, hint=say("orders.today")),
            TextField("reason", say("orders.field.reason")),
        ]
        self._steps = [_step(bridge, at) for at in range(STEPS)]
        fields = [*self._common, *(field for step in self._steps for field in step)]
        super().__init__(bridge, Kind.ORDER, fields, say("orders.taper"))

    @property
    def place(self) -> str:
        return "taper"

    def bodies(self) -> list[Body]:
        """The orders of the plan, as far as it is typed. Raises NotATypedTime."""
        common = {field.name: field.value() for field in self._common}
        first = date.fromisoformat(str(common["starts_on"]))
        bodies: list[Body] = []
        before: Mapping[str, object] = {}
        for at in self._typed_steps():
            values = {part: self.fields[f"{at}.{part}"].value() for part in PARTS}
            count = values["times_per_day"] or before.get("times_per_day")
            same = count == before.get("times_per_day")
            times = values["times"] or (before.get("times") if same else None)
            days = values["days"]
            last = first + timedelta(days=days - 1) if isinstance(days, int) else None
            body: Body = {
                **common,
                "dose_mg": values["dose_mg"],
                "times_per_day": count,
                "times": times,
                "starts_on": first.isoformat(),
                "ends_on": last.isoformat() if last is not None else None,
            }
            bodies.append(body)
            before = body
            if last is None:
                break
            first = last + timedelta(days=1)
        return bodies

    def command(self, patient_id: str) -> RecordEntries:
        items = tuple((Kind.ORDER, body) for body in self.bodies())
        return RecordEntries(patient_id, items, by=self._bridge.signer)

    def submit(self) -> None:
        """A plan has steps, each with its dose, and only the last may be without an end."""
        if self.patient_id is None:
            return
        missing = self._missing()
        if missing is not None and self._asked is None:
            self._refuse(
                {missing: Message.of("orders.no-dose-in-step" if "dose" in missing else "orders.no-days")}
            )
            return
        super().submit()

    def field_of(self, problem: Problem) -> str:
        """A problem of a step stands at the step; one of the whole plan at its field."""
        place, _, name = problem.field.partition(".")
        if name in PARTS and place.isdigit():
            steps = self._typed_steps()
            return f"{steps[int(place)]}.{name}" if int(place) < len(steps) else name
        if name == "ends_on" and place.isdigit():
            return f"{self._typed_steps()[int(place)]}.days"
        return name or problem.field

    def tell(self) -> None:
        """The plan as a table, its curve in words, and what the rules say of it."""
        self._show_steps()
        if self.patient_id is None or not self._readable():
            self.preview.quiet()
            return
        self.preview.show_orders(self.patient_id, self.bodies(), table=True)

    def show_child(self, patient_id: str) -> None:
        super().show_child(patient_id)
        self.tell()

    def show_nobody(self) -> None:
        super().show_nobody()
        self.tell()

    def clear(self) -> None:
        super().clear()
        self.tell()

    def _typed_steps(self) -> list[int]:
        return [
            at
            for at in range(STEPS)
            if any(str(self.fields[f"{at}.{part}"].typed()).strip() for part in PARTS)
        ]

    def _show_steps(self) -> None:
        """One empty step more than there are."""
        typed = self._typed_steps()
        shown = max(FEWEST, typed[-1] + 2 if typed else 0)
        for at, (number, step) in enumerate(zip(self._numbers, self._steps, strict=True)):
            for widget in (number, *step):
                widget.setVisible(at < shown)

    def _missing(self) -> str | None:
        """The field without which the plan is none."""
        steps = self._typed_steps()
        if not steps:
            return "0.dose_mg"
        for at in steps:
            if self.fields[f"{at}.dose_mg"].value() is None:
                return f"{at}.dose_mg"
        for at in steps[:-1]:
            if not self.fields[f"{at}.days"].typed():
                return f"{at}.days"
        return None

    def _readable(self) -> bool:
        try:
            bodies = self.bodies()
        except NotATypedTime:
            return False
        return bool(bodies) and all(body["dose_mg"] and body["times_per_day"] for body in bodies)

    def _edited(self) -> None:
        super()._edited()
        self.tell()

    def _lay_out(self) -> None:
        say = self._bridge.say
        top = QGridLayout()
        top.setVerticalSpacing(0)
        *first, reason = self._common
        for column, field in enumerate(self._common):
            label = words(field.line.accessibleName(), role="muted")
            label.setBuddy(field.line)
            if field is reason:
                top.addWidget(label, 2, 0, 1, len(first))
                top.addWidget(field, 3, 0, 1, len(first))
            else:
                top.addWidget(label, 0, column)
                top.addWidget(field, 1, column)
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        for column, part in enumerate(PARTS, 1):
            grid.addWidget(words(say(f"orders.step.{part}"), role="muted"), 0, column)
        self._numbers = [words(str(at + 1), role="muted") for at in range(STEPS)]
        for row, step in enumerate(self._steps, 1):
            grid.addWidget(self._numbers[row - 1], row, 0)
            for column, field in enumerate(step, 1):
                grid.addWidget(field, row, column)
        grid.addWidget(self.save, 1, len(PARTS) + 1)
        grid.setColumnStretch(len(PARTS) + 2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 3, 14, 8)
        layout.addLayout(top)
        layout.addLayout(grid)
        layout.addWidget(self.answer)
        layout.addStretch(1)


def _step(bridge: Bridge, at: int) -> list[Field]:
    def spoken(part: str) -> str:
        return bridge.say("orders.step.spoken", number=at + 1, what=bridge.say(f"orders.step.{part}"))

    return [
        TextField(f"{at}.dose_mg", spoken("dose_mg"), numeric=True),
        TextField(f"{at}.times_per_day", spoken("times_per_day"), numeric=True),
        ClocksField(f"{at}.times", spoken("times")),
        DaysField(f"{at}.days", spoken("days"), numeric=True),
    ]
