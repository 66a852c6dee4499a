"""Clinical specification §1, row by row."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from hlhdesk.definitions import load
from hlhdesk.model.definitions import Limits

ANALYTES = load().analytes

CELLS = {"10*3/uL": "1", "/uL": "0.001"}
MOLES = {"mg/dL": "1968-7", "umol/L": "14629-0"}

# analyte, LOINC by unit (or one for all), preferred unit, other units and factors, absolute limits
ROWS: list[tuple[str, str | dict[str, str], str, dict[str, str], tuple[str, str]]] = [
    ("wbc", "6690-2", "10*9/L", CELLS, ("0", "1000")),
    ("anc", "751-8", "10*9/L", CELLS, ("0", "200")),
    ("haemoglobin", "718-7", "g/L", {"g/dL": "10"}, ("10", "260")),
    ("platelets", "777-3", "10*9/L", CELLS, ("0", "3000")),
    ("ferritin", "2276-4", "ug/L", {"ng/mL": "1"}, ("0.5", "2000000")),
    ("triglyceride", {"mg/dL": "2571-8", "mmol/L": "14927-8"}, "mmol/L", {"mg/dL": "1/88.54"}, ("0.1", "50")),
    ("fibrinogen", "3255-7", "g/L", {"mg/dL": "0.01"}, ("0.05", "20")),
    ("crp", "1988-5", "mg/L", {"mg/dL": "10"}, ("0", "1000")),
    ("esr", "30341-2", "mm/h", {}, ("0", "200")),
    ("alt", "1742-6", "U/L", {"ukat/L": "60"}, ("1", "30000")),
    ("ast", "1920-8", "U/L", {"ukat/L": "60"}, ("1", "30000")),
    (
        "bilirubin-total",
        {"mg/dL": "1975-2", "umol/L": "14631-6"},
        "umol/L",
        {"mg/dL": "17.10"},
        ("0.5", "1200"),
    ),
    ("bilirubin-direct", MOLES, "umol/L", {"mg/dL": "17.10"}, ("0", "1000")),
    ("ldh", "2532-0", "U/L", {"ukat/L": "60"}, ("20", "60000")),
    ("albumin", "1751-7", "g/L", {"g/dL": "10"}, ("5", "80")),
    ("creatinine", {"mg/dL": "2160-0", "umol/L": "14682-9"}, "umol/L", {"mg/dL": "88.40"}, ("2", "3000")),
    ("urea", {"mg/dL": "3091-6", "mmol/L": "22664-7"}, "mmol/L", {"mg/dL": "0.1665"}, ("0.2", "100")),
    ("bun", {"mg/dL": "3094-0", "mmol/L": "14937-7"}, "mmol/L", {"mg/dL": "0.357"}, ("0.2", "100")),
    ("sodium", "2951-2", "mmol/L", {"meq/L": "1"}, ("90", "200")),
    ("potassium", "2823-3", "mmol/L", {"meq/L": "1"}, ("0.5", "15")),
    ("glucose", {"mg/dL": "2345-7", "mmol/L": "14749-6"}, "mmol/L", {"mg/dL": "1/18.02"}, ("0.1", "100")),
    ("ciclosporin-level", {}, "ug/L", {"ng/mL": "1"}, ("0", "5000")),
    ("cholesterol", {"mg/dL": "2093-3", "mmol/L": "14647-2"}, "mmol/L", {"mg/dL": "0.02586"}, ("0.3", "40")),
    ("pt", "5902-2", "s", {}, ("5", "200")),
    ("aptt", "14979-9", "s", {}, ("10", "300")),
    ("inr", "6301-6", "{INR}", {}, ("0.5", "25")),
    ("nk-activity", {}, "%", {}, ("0", "100")),
    ("il6", "26881-3", "pg/mL", {"ng/L": "1"}, ("0", "1000000")),
    ("ifn-gamma", {}, "pg/mL", {"ng/L": "1"}, ("0", "1000000")),
    ("il18", {}, "pg/mL", {"ng/L": "1"}, ("0", "1000000")),
    ("cxcl9", "98115-9", "pg/mL", {"ng/L": "1"}, ("0", "1000000")),
]

# analyte, LOINC by unit, the units of each series with their factors, absolute limits
SERIES: list[tuple[str, dict[str, str], dict[str, dict[str, str]], tuple[str, str]]] = [
    ("sil2r", {"pg/mL": "76039-7"}, {"U/mL": {}, "pg/mL": {}}, ("10", "1000000")),
    (
        "d-dimer",
        {
            **dict.fromkeys(("mg/L{FEU}", "ug/mL{FEU}", "ng/mL{FEU}"), "48065-7"),
            **dict.fromkeys(("mg/L{DDU}", "ug/mL{DDU}", "ng/mL{DDU}"), "48066-5"),
        },
        {
            "mg/L{FEU}": {"ug/mL{FEU}": "1", "ng/mL{FEU}": "0.001"},
            "mg/L{DDU}": {"ug/mL{DDU}": "1", "ng/mL{DDU}": "0.001"},
        },
        ("0", "500"),
    ),
    (
        "ebv-dna",
        dict.fromkeys(("[IU]/mL", "{copies}/mL"), "43730-1"),
        {"[IU]/mL": {}, "{copies}/mL": {}},
        ("0", "1e11"),
    ),
    (
        "cmv-dna",
        dict.fromkeys(("[IU]/mL", "{copies}/mL"), "72493-0"),
        {"[IU]/mL": {}, "{copies}/mL": {}},
        ("0", "1e11"),
    ),
    (
        "hbv-dna",
        dict.fromkeys(("[IU]/mL", "{copies}/mL"), "42595-9"),
        {"[IU]/mL": {}, "{copies}/mL": {}},
        ("0", "1e11"),
    ),
]


def exact(factor: str) -> Fraction:
    """``1/88.54`` divides."""
    over = factor.removeprefix("1/")
    return 1 / Fraction(over) if over != factor else Fraction(factor)


@pytest.mark.parametrize(("name", "loinc", "unit", "others", "limits"), ROWS, ids=lambda part: str(part)[:20])
def test_row(
    name: str, loinc: str | dict[str, str], unit: str, others: dict[str, str], limits: tuple[str, str]
) -> None:
    analyte = ANALYTES[name]
    factors = {unit: Fraction(1)} | {other: exact(factor) for other, factor in others.items()}
    assert analyte.unit == unit
    assert analyte.factors == factors
    assert analyte.loinc_of == (dict.fromkeys(factors, loinc) if isinstance(loinc, str) else loinc)
    assert analyte.absolute == Limits(Decimal(limits[0]), Decimal(limits[1]))
    assert {analyte.series_of(each) for each in analyte.units} == {unit}


@pytest.mark.parametrize(("name", "loinc", "series", "limits"), SERIES, ids=lambda part: str(part)[:20])
def test_row_of_series_that_never_convert(
    name: str, loinc: dict[str, str], series: dict[str, dict[str, str]], limits: tuple[str, str]
) -> None:
    analyte = ANALYTES[name]
    expected = {base: {base: Fraction(1)} for base in series}
    for base, others in series.items():
        expected[base] |= {other: exact(factor) for other, factor in others.items()}
    found: dict[str, dict[str, Fraction]] = {base: {} for base in series}
    for unit in analyte.units:
        found[analyte.series_of(unit)][unit] = analyte.factors[unit]
    assert found == expected
    assert analyte.loinc_of == loinc
    assert analyte.absolute == Limits(Decimal(limits[0]), Decimal(limits[1]))


def test_every_analyte_has_its_row() -> None:
    assert {row[0] for row in ROWS} | {row[0] for row in SERIES} == set(ANALYTES)


def test_parts_that_do_not_exceed_their_whole() -> None:
    found = {name: analyte.confirm_above for name, analyte in ANALYTES.items() if analyte.confirm_above}
    assert found == {"anc": "wbc", "bilirubin-direct": "bilirubin-total"}


def test_what_is_drawn_on_a_logarithmic_scale() -> None:
    found = {name for name, analyte in ANALYTES.items() if analyte.logarithmic}
    enzymes, dna = {"alt", "ast", "ldh"}, {"ebv-dna", "cmv-dna", "hbv-dna"}
    cytokines = {"il6", "ifn-gamma", "il18", "cxcl9"}
    assert found == {"ferritin", "sil2r", "d-dimer"} | enzymes | dna | cytokines


def test_results_that_mean_little_without_their_assay() -> None:
    found = {name for name, analyte in ANALYTES.items() if analyte.needs_assay}
    assert found == {"sil2r", "ciclosporin-level", "nk-activity"}


@pytest.mark.parametrize(
    ("analyte", "number", "unit", "to", "expected"),
    [
        ("triglyceride", "265", "mg/dL", "mmol/L", "2.993"),
        ("fibrinogen", "150", "mg/dL", "g/L", "1.500"),
        ("ferritin", "500", "ng/mL", "ug/L", "500.000"),
        ("haemoglobin", "9.0", "g/dL", "g/L", "90.000"),
        ("wbc", "12000", "/uL", "10*9/L", "12.000"),
        ("wbc", "12", "10*9/L", "/uL", "12000.000"),
        ("d-dimer", "500", "ng/mL{FEU}", "mg/L{FEU}", "0.500"),
        ("alt", "2", "ukat/L", "U/L", "120.000"),
    ],
)
def test_conversion(analyte: str, number: str, unit: str, to: str, expected: str) -> None:
    found = ANALYTES[analyte].convert(Decimal(number), unit, to)
    assert found is not None
    assert f"{Decimal(found.numerator) / Decimal(found.denominator):.3f}" == expected


@pytest.mark.parametrize(
    ("analyte", "unit", "to"),
    [
        ("sil2r", "U/mL", "pg/mL"),
        ("d-dimer", "mg/L{FEU}", "mg/L{DDU}"),
        ("ebv-dna", "[IU]/mL", "{copies}/mL"),
    ],
)
def test_no_conversion_ever(analyte: str, unit: str, to: str) -> None:
    assert ANALYTES[analyte].convert(Decimal(1000), unit, to) is None
    assert ANALYTES[analyte].convert(Decimal(1000), to, unit) is None
