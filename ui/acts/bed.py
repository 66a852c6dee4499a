"""Another bed: who is known by it is corrected, with the reason; the old bed stays legible."""

from __future__ import annotations

from collections.abc import Mapping

from hlhdesk.service import CorrectEntry
from ui.acts.act import Act, Asking
from ui.forms.fields import Field, TextField
from ui.forms.form import Asked
from ui.reason_field import ReasonField

REASONS = ("moved", "isolation", "swapped")


def to_bed(asking: Asking, bed: object, reason: str) -> CorrectEntry:
    """The child in another bed, or in none."""
    identity = asking.chart.identity
    body = {**asking.bridge.desk.body_of(identity), "bed": bed}
    return CorrectEntry(identity.id, body, reason, by=asking.bridge.signer)


def _fields(asking: Asking) -> list[tuple[Field, object]]:
    say = asking.bridge.say
    bed = TextField("bed", say("acts.bed.bed"))
    why = ReasonField("reason", say, say("correct.reason"), "acts.bed.common", REASONS)
    return [(bed, asking.chart.identity.bed), (why, say("acts.bed.common.moved"))]


def _command(asking: Asking, body: Mapping[str, object]) -> Asked:
    return to_bed(asking, body["bed"], str(body["reason"] or ""))


BED = Act("bed", _fields, _command)
