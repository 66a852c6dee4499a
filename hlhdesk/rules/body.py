"""Weight, height and body surface in force on a day, and whether the weight is still good (§3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import BodySize
from hlhdesk.model.message import Message
from hlhdesk.model.quantity import round_half_even
from hlhdesk.model.state import Finding, Level
from hlhdesk.rules.basis import basis
from hlhdesk.rules.doses import LONG_AGO, inpatient

MOSTELLER = Decimal(3600)  # the constant of the formula: Mosteller, N Engl J Med 1987;317:1098
BSA_DECIMALS = 4
WORKING_DIGITS = 50


@dataclass(frozen=True, slots=True)
class BodySurface:
    """A body surface in m² with the inputs that it is printed with."""

    m2: Decimal
    weight: BodySize
    height: BodySize
    height_cm: Decimal


def weight_in_force(chart: PatientChart, on: date) -> BodySize | None:
    """The latest weighing up to ``on``; of two on one day, the one recorded later."""
    return _latest(size for size in chart.body_sizes if size.on <= on)


def body_surface(chart: PatientChart, on: date) -> BodySurface | None:
    """Mosteller's body surface from the latest weight and the latest height; None when one is missing."""
    weight = weight_in_force(chart, on)
    height = _latest(size for size in chart.body_sizes if size.on <= on and size.height_cm is not None)
    if weight is None or height is None or height.height_cm is None:
        return None
    return BodySurface(bsa(height.height_cm, weight.weight_kg), weight, height, height.height_cm)


def bsa(height_cm: Decimal, weight_kg: Decimal) -> Decimal:
    """√(cm · kg / 3600) in m², to four decimals, half-even."""
    with localcontext() as context:
        context.prec = WORKING_DIGITS
        root = (height_cm * weight_kg / MOSTELLER).sqrt()
    return round_half_even(Fraction(root), BSA_DECIMALS)


def weight_checks(chart: PatientChart, definitions: Definitions, on: date) -> tuple[Finding, ...]:
    """``weight.missing``, or ``weight.stale`` for a weight older than the ward allows; else nothing.

    To be asked only where a dose depends on the weight.
    """
    rule = definitions.ruxolitinib
    said = basis("weight", rule.version, definitions)
    weight = weight_in_force(chart, on)
    if weight is None:
        return (Finding("weight.missing", Level.WARN, Message.of("weight.missing"), said, on=on),)
    in_ward = inpatient(chart, on)
    allowed = rule.weight_stale_inpatient_days if in_ward else rule.weight_stale_outpatient_days
    days = (on - weight.on).days
    if days <= allowed:
        return ()
    text = Message.of(
        "weight.stale-inpatient" if in_ward else "weight.stale-outpatient",
        weight=weight.weight_kg,
        on=weight.on,
        days=days,
        allowed=allowed,
    )
    return (Finding("weight.stale", Level.NOTICE, text, said, (weight.id,), on),)


def _latest(sizes: Iterable[BodySize]) -> BodySize | None:
    return max(sizes, key=lambda size: (size.on, size.recorded_at or LONG_AGO, size.id), default=None)
