"""Entries that need a form and no place of their own in the window: body size, diagnosis, a finding."""

from __future__ import annotations

from collections.abc import Mapping

from hlhdesk.model.entries import Kind
from hlhdesk.service import RecordEntry
from ui.acts.act import Act, Asking
from ui.forms.fields import Field
from ui.forms.form import Asked
from ui.forms.kinds import fields_of


def charting(name: str, kind: Kind) -> Act:
    """The act of charting one entry of ``kind``."""

    def fields(asking: Asking) -> list[tuple[Field, object]]:
        return [(field, None) for field in fields_of(kind, asking.bridge)]

    def command(asking: Asking, body: Mapping[str, object]) -> Asked:
        return RecordEntry(asking.chart.patient_id, kind, body, by=asking.bridge.signer)

    return Act(name, fields, command)


SIZE = charting("size", Kind.BODY_SIZE)
DIAGNOSIS = charting("diagnosis", Kind.DIAGNOSIS)
FINDING = charting("finding", Kind.FINDING)
