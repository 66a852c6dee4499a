"""§3.6 and Table 2: the means and standard deviations print as the paper's."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from statistics import mean, stdev

import pytest

from hlhdesk.model.quantity import Comparator
from tests.demo.wards import GROUPS, C, R, charts, start, table_labs, trigger

BEFORE, ONE_WEEK, ONE_MONTH = (-1, 0), (7,), (30,)
UNITS = {"wbc": "10*9/L", "fibrinogen": "g/L", "ferritin": "ng/mL", "sil2r": "U/mL"}

TABLE_2 = [
    ("wbc", "R", ("2.55", "2.21"), ("5.45", "3.32"), ("5.74", "2.52")),
    ("wbc", "C", ("4.29", "3.37"), ("8.77", "4.69"), ("9.62", "5.17")),
    ("fibrinogen", "R", ("0.9", "0.35"), ("1.65", "0.66"), ("2.17", "0.89")),
    ("fibrinogen", "C", ("1.98", "0.31"), ("2.62", "0.21"), ("3.94", "1.45")),
    ("ferritin", "R", ("17090", "17586"), ("828.1", "646.4"), ("178.9", "166.1")),
    ("ferritin", "C", ("12579", "18748"), ("4765.6", "4562.2"), ("597.6", "783.3")),
    ("sil2r", "R", ("9381.3", "12865.4"), ("2540", "1381.5"), ("494.2", "195.8")),
    ("sil2r", "C", ("1784.5", "516.4"), ("760", "155.6"), ("390", "84.8")),
]
CELLS = [
    (analyte, group, days, printed)
    for analyte, group, *cells in TABLE_2
    for days, printed in zip((BEFORE, ONE_WEEK, ONE_MONTH), cells, strict=True)
]


def values(analyte: str, group: str, days: tuple[int, ...]) -> list[Decimal]:
    """The one value of each child at a time of the table."""
    found = []
    for number in GROUPS[group]:
        [lab] = [lab for lab in table_labs(number, analyte, days) if lab.value.unit == UNITS[analyte]]
        assert lab.value.comparator is Comparator.EQUAL
        found.append(lab.value.number)
    return found


def printed_as(value: Decimal, like: str) -> str:
    return str(value.quantize(Decimal(like), rounding=ROUND_HALF_UP))


@pytest.mark.parametrize(("analyte", "group", "days", "cell"), CELLS)
def test_mean_and_standard_deviation(
    analyte: str, group: str, days: tuple[int, ...], cell: tuple[str, str]
) -> None:
    found = values(analyte, group, days)
    assert len(found) == 11
    assert min(found) > 0
    assert (printed_as(mean(found), cell[0]), printed_as(stdev(found), cell[1])) == cell


@pytest.mark.parametrize(
    ("analyte", "rises"), [("wbc", True), ("fibrinogen", True), ("ferritin", False), ("sil2r", False)]
)
def test_gradually(analyte: str, rises: bool) -> None:
    """§3.6: white cells and fibrinogen gradually increased, ferritin and IL-2R gradually decreased."""
    for group in ("R", "C"):
        means = [mean(values(analyte, group, days)) for days in (BEFORE, ONE_WEEK, ONE_MONTH)]
        assert means == sorted(means, reverse=not rises)


@pytest.mark.parametrize(("group", "high"), [("R", 7), ("C", 7)])
def test_scd25_was_high_in_seven_before_treatment(group: str, high: int) -> None:
    """Table 1 beside Table 2: 1784.5 ± 516.4 cannot hold seven values of 2400 or more.

    In group C the high values are those of days before the table's.
    """
    children = [
        number
        for number in GROUPS[group]
        if any(
            lab.analyte == "sil2r" and lab.value.unit == "U/mL" and lab.value.number >= 2400
            for lab in charts()[number].labs
            if lab.at.day <= start(number)
        )
    ]
    assert len(children) == high


@pytest.mark.parametrize("number", [*R, *C])
def test_neutrophils_are_a_part_of_the_white_cells(number: str) -> None:
    labs = charts()[number].labs
    white = {lab.at.civil: lab.value.number for lab in labs if lab.analyte == "wbc"}
    neutrophils = [lab for lab in labs if lab.analyte == "anc"]
    assert neutrophils
    assert all(lab.value.number <= white[lab.at.civil] for lab in neutrophils)


VIRUSES = {"EBV": "ebv-dna", "CMV": "cmv-dna", "HBV": "hbv-dna"}


@pytest.mark.parametrize("number", [number for number in (*R, *C) if trigger(number) in VIRUSES])
def test_viral_dna_decreased(number: str) -> None:
    """§3.6: the copy numbers had decreased; §4: HBV-DNA was undetectable."""
    analyte = VIRUSES[trigger(number) or ""]
    found = sorted(
        (lab for lab in charts()[number].labs if lab.analyte == analyte), key=lambda lab: lab.at.instant
    )
    levels = [lab.value.number for lab in found if lab.value.comparator is Comparator.EQUAL]
    assert len(levels) >= 3
    assert levels == sorted(levels, reverse=True)
    assert found[-1].value.comparator is Comparator.NOT_DETECTED


@pytest.mark.parametrize(
    ("number", "drug"),
    [
        *((number, "ganciclovir") for number in (*R, *C) if trigger(number) in {"EBV", "CMV"}),
        *((number, "entecavir") for number in (*R, *C) if trigger(number) == "HBV"),
        *((number, "oseltamivir") for number in (*R, *C) if trigger(number) == "influenza"),
        *((number, "aciclovir") for number in (*R, *C) if trigger(number) == "parainfluenza"),
    ],
)
def test_children_with_viral_infections_had_antivirals(number: str, drug: str) -> None:
    """§2.5, §3.6."""
    assert any(dose.drug == drug and dose.status == "given" for dose in charts()[number].doses)


def test_a_censored_ferritin_stands_outside_the_table() -> None:
    found = [
        (number, lab.at.text) for number in charts() for lab in charts()[number].labs
        if lab.analyte == "ferritin" and lab.value.comparator is Comparator.GREATER
    ]  # fmt: skip
    assert found == [("R1", "2017-11-11T16:00")]
