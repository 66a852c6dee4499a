"""What a row of a round asks of the desk."""

from __future__ import annotations

from hlhdesk.model.entries import Kind
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import CELSIUS
from hlhdesk.service import RecordEntries, RecordEntry, RecordTemperature
from ui.bridge import Bridge
from ui.round.cells import Cells
from ui.round.slots import charted_at
from ui.typed_time import typed_time

Asked = RecordTemperature | RecordEntry | RecordEntries
Body = dict[str, object]


def command_of(cells: Cells, patient_id: str, slot: Moment, bridge: Bridge) -> Asked:
    """A temperature, a reason for none, or a set with vital signs, charted whole. Raises NotATypedTime."""
    now, by = bridge.desk.now(), bridge.signer
    at = typed_time(cells.time.text(), now) or charted_at(slot, now).text
    text, site = cells.value.text().strip(), str(cells.site.currentData())
    cooling, vitals = cells.cooling.isChecked(), _vitals(cells, at, bridge)
    if text and not vitals and not cells.missing:
        return RecordTemperature(
            patient_id, text, unit=CELSIUS, site=site, at=at, after_cooling=cooling, by=by
        )
    items = [(Kind.VITAL, body) for body in vitals]
    if text:
        reading = {"at": at, "value": text, "unit": CELSIUS, "site": site, "after_cooling": cooling}
        items.insert(0, (Kind.TEMPERATURE, reading))
    if cells.missing:
        items.append((Kind.NOT_MEASURED, _not_measured(cells, at, bridge)))
    if len(items) == 1:
        return RecordEntry(patient_id, *items[0], by=by)
    return RecordEntries(patient_id, tuple(items), by=by)


def field_of(name: str, command: Asked) -> str:
    """The field of the row that a problem stands at: ``value``, ``at``, or a vital sign."""
    kind, rest = None, name
    body: Body = {}
    if isinstance(command, RecordEntries):
        place, _, rest = name.partition(".")
        kind, found = command.items[int(place)]
        body = dict(found)
    elif isinstance(command, RecordEntry):
        kind, body = command.kind, dict(command.body)
    if rest in ("at", "on"):
        return "at"
    return str(body["vital"]) if kind is Kind.VITAL else rest


def _vitals(cells: Cells, at: str, bridge: Bridge) -> list[Body]:
    units = bridge.desk.definitions.names.vitals
    return [
        {"at": at, "vital": name, "value": cell.text().strip(), "unit": units[name][0]}
        for name, cell in cells.vitals.items()
        if cell.text().strip()
    ]


def _not_measured(cells: Cells, at: str, bridge: Bridge) -> Body:
    say, detail = bridge.say, cells.detail.text().strip()
    reason = say(f"lines.reason.{cells.missing}")
    told = say("lines.reason-detail", reason=reason, detail=detail) if detail else reason
    return {"on": at[:10], "reason": told}
