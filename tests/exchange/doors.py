"""Short ways to read a chart file or a table in a test and to see its problems as lines."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from hlhdesk.definitions import load
from hlhdesk.exchange import TableResult, problem_line, read_chart_file, read_table
from hlhdesk.model.batch import Batch
from hlhdesk.model.moment import Moment
from hlhdesk.wording import Catalogue

DATA = Path(__file__).resolve().parents[1] / "data"
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = Moment.parse("2026-06-01T12:00", SHANGHAI)
ENGLISH = Catalogue.load("en")
DEFINITIONS = load()
READING = {"at": "2018-03-01T14:00", "value": "39.4", "unit": "Cel", "site": "axillary"}
CHILD = {"patient_id": "EX-3", "sex": "female", "birth_date": "2014-11-20"}


def document(*patients: object) -> bytes:
    """A chart file with these patients, one key a line."""
    whole = {"format": "hlhdesk-chart", "version": 1, "patients": list(patients)}
    return json.dumps(whole, indent=1, ensure_ascii=False).encode()


def chart_file(data: bytes) -> tuple[Batch | None, list[str]]:
    """A chart file's batch and its problems as lines."""
    batch, problems = read_chart_file(data, "ward.json", DEFINITIONS, SHANGHAI, NOW)
    return batch, [problem_line(problem, ENGLISH) for problem in problems]


def refused(data: bytes) -> list[str]:
    """The problems of a chart file that must be refused."""
    batch, lines = chart_file(data)
    assert batch is None
    assert lines
    return lines


def taken(data: bytes) -> Batch:
    """The batch of a chart file that must be taken."""
    batch, lines = chart_file(data)
    assert lines == []
    assert batch is not None
    return batch


def known(patient_id: str) -> date | None:
    """The birth dates of a database that knows one child."""
    return date(2014, 11, 20) if patient_id == "EX-3" else None


def table(data: bytes) -> tuple[TableResult, list[str]]:
    """A table's result and its problems as lines."""
    result = read_table(data, "t.csv", DEFINITIONS, SHANGHAI, NOW, known)
    return result, [problem_line(problem, ENGLISH) for problem in result.problems]
