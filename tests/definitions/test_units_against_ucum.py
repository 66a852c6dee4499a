"""Units and factors against independent sources: the UCUM grammar, pint's dimensions, molar masses."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from ucumvert import PintUcumRegistry

from hlhdesk.definitions import load

DEFINITIONS = load()
UCUM: Any = PintUcumRegistry()

# g/mol: PubChem. A triglyceride is counted as triolein; urea nitrogen weighs two atoms of nitrogen.
MOLAR_MASS = {
    "triglyceride": 885.4,
    "bilirubin-total": 584.7,
    "bilirubin-direct": 584.7,
    "creatinine": 113.12,
    "urea": 60.06,
    "bun": 28.014,
    "glucose": 180.16,
    "cholesterol": 386.65,
}
CHARGE = {"sodium": 1, "potassium": 1}


def pairs() -> list[tuple[str, str, str, Fraction]]:
    """Every conversion: analyte, from, to, factor."""
    return [
        (name, unit, analyte.series_of(unit), factor)
        for name, analyte in DEFINITIONS.analytes.items()
        for unit, factor in analyte.factors.items()
        if unit != analyte.series_of(unit)
    ]


@pytest.mark.parametrize("code", sorted(DEFINITIONS.units))
def test_every_code_is_ucum(code: str) -> None:
    assert UCUM.from_ucum(code) is not None


@pytest.mark.parametrize(("analyte", "unit", "to", "factor"), pairs())
def test_factor(analyte: str, unit: str, to: str, factor: Fraction) -> None:
    measured, wanted = UCUM.from_ucum(unit), UCUM.from_ucum(to)
    if analyte in MOLAR_MASS:
        moles = measured / (MOLAR_MASS[analyte] * UCUM.from_ucum("g/mol"))
        assert float(factor) == pytest.approx((moles / wanted).to("").magnitude, rel=2e-3)
        return
    if analyte in CHARGE:
        assert unit == "meq/L"
        assert factor == CHARGE[analyte], "one charge an ion"
        return
    assert float(factor) == pytest.approx((measured / wanted).to("").magnitude, rel=1e-12)
