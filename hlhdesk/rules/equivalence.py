"""Steroid equivalence by the table in use (clinical specification §3)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hlhdesk.model.definitions import SteroidParameters


def convert(table: SteroidParameters, drug_from: str, mg: Fraction | Decimal, drug_to: str) -> Fraction:
    """``mg`` of one steroid as the equivalent mg of another, exact.

    Raises KeyError for a drug that the table does not hold.
    """
    return Fraction(mg) * Fraction(table.equivalent_mg[drug_to]) / Fraction(table.equivalent_mg[drug_from])
