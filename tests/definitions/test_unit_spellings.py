"""Which laboratory spellings mean which unit; what is on no list is never guessed."""

from __future__ import annotations

import pytest

from hlhdesk.definitions import load
from hlhdesk.wording import Catalogue

DEFINITIONS = load()


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("K/uL", "10*3/uL"),
        ("K/µL", "10*3/uL"),
        ("K/μL", "10*3/uL"),
        ("10^9/L", "10*9/L"),
        ("×10⁹/L", "10*9/L"),
        ("G/L", "10*9/L"),
        ("g/L", "g/L"),
        ("IU/L", "U/L"),
        ("U/L", "U/L"),
        ("sec", "s"),
        ("SECONDS", "s"),
        ("MG/DL", "mg/dL"),
        ("ng/ml", "ng/mL"),
        ("mEq/L", "meq/L"),
        ("µg/L", "ug/L"),
        ("μg/L", "ug/L"),
        ("ug/L", "ug/L"),
        (" g/dL ", "g/dL"),
        ("ｇ/Ｌ", "g/L"),
        ("°C", "Cel"),
        ("℃", "Cel"),
        ("°F", "[degF]"),
        ("mmHg", "mm[Hg]"),
        ("µmol/L", "umol/L"),
        ("mg/L FEU", "mg/L{FEU}"),
        ("ng/mL DDU", "ng/mL{DDU}"),
        ("copies/ml", "{copies}/mL"),
        ("IU/mL", "[IU]/mL"),
    ],
)
def test_spelling(spelling: str, code: str) -> None:
    assert DEFINITIONS.unit_code(spelling) == code


@pytest.mark.parametrize(
    "spelling",
    [
        "",
        "µ/L",
        "u/L",
        "mU/L",
        "MU/L",
        "mu/L",
        "Mg/l",
        "MMol/L",
        "109/L",
        "10⁹",
        "M/uL",
        "mg",
        "kg/L",
        "K",
        "°",
        "g/L/L",
    ],
)
def test_a_spelling_on_no_list_means_nothing(spelling: str) -> None:
    assert DEFINITIONS.unit_code(spelling) is None


def test_a_spelling_means_one_unit() -> None:
    for code, unit in DEFINITIONS.units.items():
        for spelling in (code, *unit.spellings, unit.display):
            if spelling:
                assert DEFINITIONS.unit_code(spelling) == code, spelling


def test_only_letters_that_tell_nothing_apart_differ_in_case() -> None:
    """Two units may not differ by case alone, except where the ward reads them by analyte: G/L and g/L."""
    folded: dict[str, set[str]] = {}
    for spelling, code in DEFINITIONS.unit_codes.items():
        folded.setdefault(spelling.casefold(), set()).add(code)
    twofold = {spelling: codes for spelling, codes in folded.items() if len(codes) > 1}
    assert twofold == {"g/l": {"10*9/L", "g/L"}}
    blood = {
        name for name, analyte in DEFINITIONS.analytes.items() if {"10*9/L", "g/L"} <= set(analyte.units)
    }
    assert blood == set(), "no analyte takes both"


def test_the_catalogue_shows_units_as_the_definitions_do() -> None:
    english = Catalogue.load("en")
    assert {code: english.unit(code) for code in DEFINITIONS.units} == {
        code: unit.display for code, unit in DEFINITIONS.units.items()
    }
