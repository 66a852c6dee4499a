"""Writes charts: the chart file without loss, the tables with what is valid now."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from hlhdesk.entry import body_of, provenance_of
from hlhdesk.exchange.chartfile import FORMAT, VERSION
from hlhdesk.exchange.spreadsheet import guarded
from hlhdesk.exchange.tables import TABLES, Columns
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import ENTRY_TYPES, KIND_OF, Entry, Kind


def write_chart_file(charts: Iterable[PatientChart]) -> bytes:
    """A chart file with every entry, corrected and retracted ones included.

    The order is that of patient ids, then kinds, then when things happened; nothing in it depends
    on the time of writing, so that the same charts give the same bytes. One entry stands on a line.
    The ward's time zone goes with them: without it elapsed hours could differ where they are read.
    """
    ordered = sorted(charts, key=lambda chart: chart.patient_id)
    zone = f' "zone": {json.dumps(ordered[0].zone.key)},' if ordered else ""
    patients = ",".join(_patient(chart) for chart in ordered)
    return f'{{"format": "{FORMAT}", "version": {VERSION},{zone}\n "patients": [{patients}]}}\n'.encode()


def write_tables(charts: Iterable[PatientChart]) -> dict[str, bytes]:
    """The three tables (``temperatures``, ``labs``, ``doses``) of the valid entries, as CSV.

    UTF-8 with a byte order mark, as Excel needs it, and no cell that it would compute; a table without a row still has its header.
    """
    ordered = sorted(charts, key=lambda chart: chart.patient_id)
    return {table.kind.value: _table(table, ordered) for table in TABLES}


def _patient(chart: PatientChart) -> str:
    """One patient: the identity in force, then its versions, then each list that is not empty."""
    members = [f"\n  {_json({'patient_id': chart.patient_id, **body_of(chart.identity)})[1:-1]}"]
    for kind in Kind:
        entries = _ordered(chart.entries, kind)
        if entries:
            lines = ",\n   ".join(_json({**body_of(entry), **provenance_of(entry)}) for entry in entries)
            members.append(f'\n  "{kind.value}": [\n   {lines}]')
    return f"{{{','.join(members)}}}"


def _ordered(entries: Iterable[Entry], kind: Kind) -> list[Entry]:
    found = (entry for entry in entries if KIND_OF[type(entry)] is kind)
    return sorted(found, key=lambda entry: (_happened(entry), str(entry.recorded_at or ""), entry.id))


def _happened(entry: Entry) -> str:
    """The civil date or time of an entry as a text that sorts."""
    body = body_of(entry)
    for name in ("at", "on", "starts_on", "admitted_on"):
        if name in body:
            return str(body[name])
    return ""


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _table(table: Columns, charts: Iterable[PatientChart]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.names)
    writer.writerows(row for chart in charts for row in _rows(table, chart))
    return out.getvalue().encode("utf-8-sig")


def _rows(table: Columns, chart: PatientChart) -> Iterator[list[str]]:
    for entry in _ordered(chart.valid(ENTRY_TYPES[table.kind]), table.kind):
        body = {"patient_id": chart.patient_id, **body_of(entry)}
        yield [_cell(body.get(name)) for name in table.names]


def _cell(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else guarded(str(value))
