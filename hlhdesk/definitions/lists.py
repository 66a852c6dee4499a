"""Drugs and the closed lists of the chart file."""

from __future__ import annotations

from hlhdesk.definitions.table import Table
from hlhdesk.model.definitions import Drug, FollowUpParameters, Limits, Names, SafetyParameters


def read_drugs(file: Table) -> dict[str, Drug]:
    """Each drug by its generic name."""
    file.text("version")
    source = file.text("source")
    return {name: _drug(name, table, source) for name, table in file.table("drugs").tables()}


def read_names(file: Table, follow_up: FollowUpParameters, safety: SafetyParameters) -> Names:
    """The closed lists; visits and safety items come from their own files."""
    file.text("version")
    file.text("source")
    vitals = {name: _vital(table) for name, table in file.table("vitals").tables()}
    body = file.table("body")
    sizes = {name: _body_size(table) for name, table in body.tables()}
    visits = tuple(visit.name for visit in follow_up.visits)
    return Names(
        sites=file.names("sites"),
        routes=file.names("routes"),
        vitals=vitals,
        events=file.names("events"),
        findings=file.names("findings"),
        closures=file.names("closures"),
        anchors=file.names("anchors"),
        sexes=file.names("sexes"),
        dose_statuses=file.names("dose_statuses"),
        peak_sources=file.names("peak_sources"),
        answers=file.names("answers"),
        visits=(*visits, file.text("unscheduled_visit")),
        safety_items=safety.items,
        not_detected=file.names("not_detected"),
        comparators=file.table("comparators").each(Table.text),
        body_weight_kg=sizes.get("weight_kg", Limits(None, None)),
        body_height_cm=sizes.get("height_cm", Limits(None, None)),
    )


def _drug(name: str, table: Table, source: str) -> Drug:
    found = Drug(name, table.text("display"), table.names("classes"), table.text("source", source))
    table.close()
    return found


def _vital(table: Table) -> tuple[str, Limits]:
    unit = table.text("unit")
    found = (unit, table.limits("absolute", unit))
    table.close()
    return found


def _body_size(table: Table) -> Limits:
    found = table.limits("absolute", table.text("unit"))
    table.close()
    return found
