"""What must hold between the fields of one entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from hlhdesk.entry.context import EntryContext
from hlhdesk.entry.quantities import temperature_questions
from hlhdesk.model.entries import Kind
from hlhdesk.model.message import Message
from hlhdesk.model.problem import Problem

Values = Mapping[str, Any]
Check = Callable[[Values, EntryContext], Iterator[Problem]]


def _temperature(values: Values, context: EntryContext) -> Iterator[Problem]:
    yield from temperature_questions(values["value"], context.definitions)


def _admission(values: Values, _: EntryContext) -> Iterator[Problem]:
    left = values["discharged_on"]
    if left is not None and left < values["admitted_on"]:
        yield Problem(
            "discharged_on",
            Message.of("entry.discharged-before-admitted", on=left),
            Message.of("entry.accepted-from", on=values["admitted_on"]),
        )


def _lab(values: Values, _: EntryContext) -> Iterator[Problem]:
    low, high = values["low"], values["high"]
    if low is not None and high is not None and low > high:
        yield Problem("high", Message.of("entry.high-below-low", low=low, high=high))


def _order(values: Values, context: EntryContext) -> Iterator[Problem]:
    yield from _dose_amount(values, context)
    ends, starts = values["ends_on"], values["starts_on"]
    if ends is not None and ends < starts:
        yield Problem(
            "ends_on",
            Message.of("entry.ends-before-start", on=ends),
            Message.of("entry.accepted-from", on=starts),
        )
    given, expected = len(values["times"]), values["times_per_day"]
    if given and given != expected:
        yield Problem(
            "times",
            Message.of("entry.times-count", found=given),
            Message.of("entry.accepted-count", count=expected),
        )


def _dose(values: Values, context: EntryContext) -> Iterator[Problem]:
    if values["status"] == "given" or values["dose_mg"] > 0:
        yield from _dose_amount(values, context)


def _dose_amount(values: Values, context: EntryContext) -> Iterator[Problem]:
    """A dose is more than nothing; ruxolitinib comes in steps that can be measured out."""
    amount = values["dose_mg"]
    if amount <= 0:
        yield Problem("dose_mg", Message.of("entry.no-dose"), Message.of("entry.accepted-above-zero"))
        return
    step = context.definitions.ruxolitinib.smallest_step_mg
    if values["drug"] == "ruxolitinib" and Fraction(amount) % Fraction(step):
        yield Problem(
            "dose_mg",
            Message.of("entry.dose-step", dose=amount),
            Message.of("entry.accepted-multiple", step=step),
        )


CHECKS: dict[Kind, Check] = {
    Kind.TEMPERATURE: _temperature,
    Kind.DAILY_PEAK: _temperature,
    Kind.ADMISSION: _admission,
    Kind.LAB: _lab,
    Kind.ORDER: _order,
    Kind.DOSE: _dose,
}
