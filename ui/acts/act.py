"""One act: its fields, when it is possible, and the command that it stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.state import PatientState
from ui.bridge import Bridge
from ui.forms.fields import Field
from ui.forms.form import Asked


@dataclass(frozen=True)
class Asking:
    """The child that an act is about, as it is now."""

    bridge: Bridge
    chart: PatientChart
    state: PatientState


@dataclass(frozen=True)
class Act:
    """``name`` is its place in the catalogue: ``acts.NAME.title``, ``.save`` and ``.explained``.

    ``fields`` makes the fields and what stands in them at first; ``command`` turns their values into what
    is asked of the desk; ``hindered`` names the sentence that says why it is not possible now, or is empty.
    """

    name: str
    fields: Callable[[Asking], list[tuple[Field, object]]]
    command: Callable[[Asking, Mapping[str, object]], Asked]
    hindered: Callable[[Asking], str] = lambda _asking: ""
