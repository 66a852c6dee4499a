"""What the entry tests share: a context, and problems in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from hlhdesk.definitions import load
from hlhdesk.entry import EntryContext, parse_entry
from hlhdesk.model.entries import Kind
from hlhdesk.model.moment import Moment
from hlhdesk.model.problem import Problem
from hlhdesk.wording import Catalogue

ENGLISH = Catalogue.load("en")
DEFINITIONS = load()
ZONE = ZoneInfo("Asia/Shanghai")
NOW = Moment.parse("2018-03-22T20:00", ZONE)
BORN = date(2014, 11, 20)
CONTEXT = EntryContext(DEFINITIONS, ZONE, NOW, BORN)

BODIES: dict[Kind, dict[str, object]] = {
    Kind.IDENTITY: {
        "name": "Example Three",
        "sex": "female",
        "birth_date": "2014-11-20",
        "bed": "12",
        "group": "R",
        "allergies": ["penicillin"],
    },
    Kind.ADMISSION: {"admitted_on": "2018-03-01", "discharged_on": "2018-03-20"},
    Kind.CLOSURE: {"on": "2018-03-20", "kind": "lost-to-follow-up"},
    Kind.ANCHOR: {"kind": "treatment-start", "on": "2018-03-05"},
    Kind.DIAGNOSIS: {"on": "2018-03-02", "text": "secondary HLH", "trigger": "EBV"},
    Kind.BODY_SIZE: {"on": "2018-03-01", "weight_kg": "15.2", "height_cm": "98"},
    Kind.TEMPERATURE: {
        "at": "2018-03-01T14:00",
        "value": "39.4",
        "unit": "Cel",
        "site": "axillary",
        "after_cooling": False,
    },
    Kind.DAILY_PEAK: {
        "on": "2018-03-02",
        "value": "39.8",
        "unit": "Cel",
        "site": "axillary",
        "source": "ward",
    },
    Kind.NOT_MEASURED: {"on": "2018-03-03", "reason": "on leave"},
    Kind.LAB: {
        "at": "2018-03-01T08:00",
        "analyte": "ferritin",
        "value": ">40000",
        "unit": "ng/mL",
        "low": "7",
        "high": "140",
        "fasting": True,
        "assay": "ECLIA",
    },
    Kind.ORDER: {
        "drug": "ruxolitinib",
        "dose_mg": "2.5",
        "times_per_day": 2,
        "times": ["08:00", "20:00"],
        "route": "oral",
        "starts_on": "2018-03-05",
        "ends_on": "2018-04-05",
        "additional": False,
        "reason": "start",
    },
    Kind.DOSE: {
        "at": "2018-03-05T08:00",
        "drug": "ruxolitinib",
        "dose_mg": "2.5",
        "route": "oral",
        "status": "given",
        "reason": "first dose",
    },
    Kind.VITAL: {"at": "2018-03-01T14:00", "vital": "pulse", "value": "128", "unit": "/min"},
    Kind.EVENT: {"at": "2018-03-09T16:30", "event": "transfusion", "detail": "platelets"},
    Kind.FINDING: {
        "on": "2018-03-01",
        "finding": "splenomegaly",
        "present": True,
        "detail": "3 cm below the costal margin",
    },
    Kind.VISIT: {"on": "2018-03-11", "visit": "M1", "outcome": "well", "note": ""},
    Kind.ADVERSE_EVENT: {"on": "2018-03-12", "item": "headache", "answer": "no"},
    Kind.NOTE: {"at": "2018-03-09T15:00", "text": "slept well\nate half"},
}
"""One whole body of every kind."""


def with_changes(kind: Kind, **changes: object) -> dict[str, object]:
    """A whole body with some fields changed; None takes one out."""
    body = BODIES[kind] | changes
    return {key: value for key, value in body.items() if value is not None}


def said(problem: Problem) -> str:
    """``field: what is wrong; what is accepted``."""
    accepted = f"; {ENGLISH.text(problem.accepted)}" if problem.accepted else ""
    return f"{problem.field}: {ENGLISH.text(problem.message)}{accepted}"


def problems(kind: Kind, body: Mapping[str, object], context: EntryContext = CONTEXT) -> list[str]:
    """All problems of a body, in words."""
    return [said(problem) for problem in parse_entry(kind, body, context).problems]
