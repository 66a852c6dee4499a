"""Doses in tablets: whole ones, halves and quarters, which is how a tablet breaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

FINEST_PART = Fraction(1, 4)


@dataclass(frozen=True, slots=True)
class Tablets:
    """So many tablets of one strength; ``count`` may be a fraction such as 3/4."""

    count: Fraction
    strength_mg: Decimal


def tablets(mg: Decimal | Fraction, strengths_mg: Iterable[Decimal]) -> Tablets | None:
    """The simplest way to give ``mg`` in tablets of one strength; None when no quarter fits.

    Whole tablets come before halves, halves before quarters; then the fewest tablets.
    """
    ways = [Tablets(Fraction(mg) / Fraction(strength), strength) for strength in strengths_mg]
    possible = [way for way in ways if (way.count / FINEST_PART).denominator == 1]
    return min(possible, key=lambda way: (way.count.denominator, way.count), default=None)
