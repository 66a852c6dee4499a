"""Questions that a weight or a height raises beside the one that was measured before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from hlhdesk.model.definitions import BodyParameters
from hlhdesk.model.entries import BodySize
from hlhdesk.model.message import Message
from hlhdesk.model.problem import Problem, Severity
from hlhdesk.model.quantity import round_half_even

PERCENT = 100


def confirm_size(size: BodySize, others: Iterable[BodySize], limits: BodyParameters) -> tuple[Problem, ...]:
    """Ask about a weight or height that is far from the last one by its day; the first of each asks nothing.

    ``others`` are the sizes in force without the one that ``size`` corrects.
    """
    before = sorted(
        (other for other in others if other.on <= size.on), key=lambda other: (other.on, other.id)
    )
    return (*_weight(size, before, limits), *_height(size, before, limits))


def _weight(size: BodySize, before: list[BodySize], limits: BodyParameters) -> Iterator[Problem]:
    if not before:
        return
    last = before[-1]
    change = (Fraction(size.weight_kg) / Fraction(last.weight_kg) - 1) * PERCENT
    if abs(change) > Fraction(limits.weight_change_percent):
        key = "entry.weight-gain" if change > 0 else "entry.weight-loss"
        percent = round_half_even(abs(change), 0)
        message = Message.of(key, kg=size.weight_kg, percent=percent, before=last.weight_kg, on=last.on)
        yield Problem("weight_kg", message, None, Severity.CONFIRM)


def _height(size: BodySize, before: list[BodySize], limits: BodyParameters) -> Iterator[Problem]:
    last = next((other for other in reversed(before) if other.height_cm is not None), None)
    if size.height_cm is None or last is None or last.height_cm is None:
        return
    change = size.height_cm - last.height_cm
    if change > limits.height_rise_cm or -change > limits.height_fall_cm:
        key = "entry.height-rise" if change > 0 else "entry.height-fall"
        message = Message.of(key, cm=size.height_cm, change=abs(change), before=last.height_cm, on=last.on)
        yield Problem("height_cm", message, None, Severity.CONFIRM)
