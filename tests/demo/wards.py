"""The demo ward read as the program reads it, and the small sums that the tests need."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from math import sqrt
from statistics import mean, stdev
from typing import Any
from zoneinfo import ZoneInfo

from hlhdesk.definitions import load
from hlhdesk.exchange import read_chart_file
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Entry, Lab
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import ninths
from hlhdesk.model.state import PatientState
from hlhdesk.rules import derive

FOLDER = files("resources") / "demo"
R = tuple(f"R{number}" for number in range(1, 12))
C = tuple(f"C{number}" for number in range(1, 12))
GROUPS = {"R": R, "C": C}
END = "2020-02-29T23:59"
ONE_DAY = timedelta(days=1)
STUDENT_05_20 = 2.086
"""Two-sided 5 % point of Student's t with 20 degrees of freedom (two groups of 11)."""


@cache
def settings() -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / "demo.toml").read_text(encoding="utf-8"))


@cache
def zone() -> ZoneInfo:
    return ZoneInfo(settings()["zone"])


@cache
def definitions() -> Definitions:
    return load()


@cache
def raw() -> tuple[Mapping[str, Any], ...]:
    """The patients of the file as JSON."""
    return tuple(json.loads((FOLDER / "ward.json").read_text(encoding="utf-8"))["patients"])


@cache
def charts() -> Mapping[str, PatientChart]:
    data = (FOLDER / "ward.json").read_bytes()
    batch, problems = read_chart_file(data, "ward.json", definitions(), zone(), None)
    assert problems == ()
    assert batch is not None
    found: dict[str, list[Entry]] = {}
    for item in batch.entries:
        found.setdefault(item.patient_id, []).append(item.entry)
    return {number: PatientChart(number, zone(), tuple(entries)) for number, entries in found.items()}


def now() -> Moment:
    return Moment.parse(settings()["now"], zone())


@cache
def state(number: str, as_of: str = END) -> PatientState:
    return derive(charts()[number], definitions(), Moment.parse(as_of, zone()))


@cache
def present(number: str) -> PatientState:
    """The state at the demo's own moment."""
    return state(number, settings()["now"])


def start(number: str) -> date:
    """Treatment day 0."""
    found = state(number).treatment_start
    assert found is not None
    return found


def diagnosed(number: str) -> date:
    return min(diagnosis.on for diagnosis in charts()[number].diagnoses)


def discharged(number: str) -> date:
    [stay] = charts()[number].admissions
    assert stay.discharged_on is not None
    return stay.discharged_on


def trigger(number: str) -> str | None:
    return min(charts()[number].diagnoses, key=lambda diagnosis: diagnosis.on).trigger


def ever(number: str, drug: str, first: date | None = None, before: date | None = None) -> bool:
    """Whether a drug was given in a stretch of days (``before`` excluded)."""
    return any(
        dose.drug == drug
        and dose.status == "given"
        and (first is None or dose.at.day >= first)
        and (before is None or dose.at.day < before)
        for dose in charts()[number].doses
    )


def age_at_diagnosis(number: str) -> Decimal:
    """Years, to one decimal as the paper prints it."""
    days = (diagnosed(number) - charts()[number].identity.birth_date).days
    return (Decimal(days) / Decimal("365.25")).quantize(Decimal("0.1"))


def peak(number: str, day: int) -> float | None:
    """The peak in °C of a treatment day, or None when nothing valid was read."""
    on = start(number) + timedelta(days=day)
    for found in state(number).temperature.days:
        if found.on == on and found.peak is not None:
            return float(Fraction(ninths(found.peak.value)) / 9)
    return None


def peaks(group: str, day: int) -> list[float]:
    found = [peak(number, day) for number in GROUPS[group]]
    return [value for value in found if value is not None]


def student_t(first: Sequence[float], second: Sequence[float]) -> float:
    """Student's t of two independent samples, pooled variance."""
    pooled = ((len(first) - 1) * stdev(first) ** 2 + (len(second) - 1) * stdev(second) ** 2) / (
        len(first) + len(second) - 2
    )
    return (mean(second) - mean(first)) / sqrt(pooled * (1 / len(first) + 1 / len(second)))


def table_labs(number: str, analyte: str, days: Sequence[int]) -> list[Lab]:
    """The valid results of an analyte on some treatment days."""
    wanted = {start(number) + timedelta(days=day) for day in days}
    return [lab for lab in charts()[number].labs if lab.analyte == analyte and lab.at.day in wanted]


def ordered_mg(number: str, on: date) -> Decimal:
    """Oral methylprednisolone ordered on a day, in mg."""
    return sum(
        (
            order.dose_mg * order.times_per_day
            for order in charts()[number].orders
            if order.drug == "methylprednisolone"
            and order.route == "oral"
            and order.starts_on <= on
            and (order.ends_on is None or on <= order.ends_on)
        ),
        Decimal(0),
    )
