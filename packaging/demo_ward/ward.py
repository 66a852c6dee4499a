"""The whole ward as the bytes of a chart file."""

from __future__ import annotations

import json
from collections.abc import Mapping

from demo_ward.bedside import chart_stay
from demo_ward.corrections import chart_corrections, identity
from demo_ward.entries import Chart
from demo_ward.follow_up import chart_visits
from demo_ward.labs import chart_labs
from demo_ward.late import chart_late, late_orders
from demo_ward.people import CHILDREN, Child
from demo_ward.temperatures import chart_temperatures
from demo_ward.treatment import chart_treatment


def ward() -> bytes:
    """The chart file: one entry a line, the same bytes each time."""
    patients = ",".join(_patient(child) for child in CHILDREN)
    return f'{{"format": "hlhdesk-chart", "version": 1,\n "patients": [{patients}]}}\n'.encode()


def _patient(child: Child) -> str:
    chart = Chart()
    chart_stay(child, chart)
    chart_temperatures(child, chart)
    chart_treatment(child, chart, late_orders(child))
    chart_labs(child, chart)
    chart_visits(child, chart)
    chart_late(child, chart)
    chart_corrections(child, chart)
    members = [f"\n  {_json({'patient_id': child.id, **identity(child)})[1:-1]}"]
    for kind, bodies in chart.in_order().items():
        lines = ",\n   ".join(_json(body) for body in bodies)
        members.append(f'\n  "{kind}": [\n   {lines}]')
    return f"{{{','.join(members)}}}"


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False)
