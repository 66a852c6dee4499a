"""Pasted results: what each line is read as, and why one is not."""

from __future__ import annotations

import pytest

from hlhdesk.definitions import load
from hlhdesk.exchange import read_paste

DEFINITIONS = load()

ROWS = [
    ("Ferritin\t828.1\tng/mL", {"analyte": "ferritin", "value": "828.1", "unit": "ng/mL"}),
    (
        "血红蛋白\t92 ↓\tg/L\t110-160",
        {"analyte": "haemoglobin", "value": "92", "unit": "g/L", "low": "110", "high": "160"},
    ),
    ("ＷＢＣ\t4.1\t10^9/L\t", {"analyte": "wbc", "value": "4.1", "unit": "10^9/L"}),
    ("TG;3,1;mmol/L", {"analyte": "triglyceride", "value": "3,1", "unit": "mmol/L"}),
    ("PLT   101   10*9/L   100~300", {"analyte": "platelets", "value": "101", "unit": "10*9/L", "low": "100", "high": "300"}),
    ("LDH\t>1000\tU/L\tsee comment", {"analyte": "ldh", "value": ">1000", "unit": "U/L"}),
    ("2276-4\t500\tug/L", {"analyte": "ferritin", "value": "500", "unit": "ug/L"}),
    ("alt\t40", {"analyte": "alt", "value": "40", "unit": ""}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "body"), ROWS)
def test_a_line_is_read(text: str, body: dict[str, object]) -> None:
    (row,) = read_paste(text, DEFINITIONS)
    assert row.problem is None
    assert row.body == body


def test_a_line_of_names_tells_the_columns() -> None:
    text = (
        "检验项目\t提示\t结果\t参考范围\t单位\t采样时间\n\n铁蛋白\t↑\t828.1\t7-140\tng/mL\t2018/3/9 8:05:00\n"
    )
    (row,) = read_paste(text, DEFINITIONS)
    assert row.line == 3
    assert row.body == {
        "analyte": "ferritin", "value": "828.1", "unit": "ng/mL", "low": "7", "high": "140", "at": "2018-03-09T08:05",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "field", "key"),
    [
        ("Feritin\t828\tng/mL", "analyte", "paste.unknown-analyte"),
        ("\t828\tng/mL", "analyte", "paste.unknown-analyte"),
        ("Ferritin", "value", "paste.no-value"),
        ("Ferritin\t\tng/mL", "value", "paste.no-value"),
        ("test\tresult\ttime\nFerritin\t8\tyesterday", "at", "paste.bad-time"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(text: str, field: str, key: str) -> None:
    row = read_paste(text, DEFINITIONS)[-1]
    assert row.body is None
    assert row.problem is not None
    assert (row.problem.field, row.problem.message.key) == (field, key)


def test_the_nearest_name_is_said() -> None:
    (row,) = read_paste("Feritin\t828\tng/mL", DEFINITIONS)
    assert row.problem is not None
    assert row.problem.accepted is not None
    assert dict(row.problem.accepted.values) == {"name": "ferritin"}


def test_nothing_is_nothing() -> None:
    assert read_paste(" \n\t\n", DEFINITIONS) == ()


def test_a_whole_book_is_not_taken() -> None:
    (row,) = read_paste("x" * 300_000, DEFINITIONS)
    assert row.problem is not None
    assert row.problem.message.key == "paste.too-long"


def test_lines_are_read_on_their_own() -> None:
    rows = read_paste("WBC\t4.1\t10*9/L\nnonsense\tx\ty\nCRP\t8\tmg/L", DEFINITIONS)
    assert [row.body is None for row in rows] == [False, True, False]
    assert [row.line for row in rows] == [1, 2, 3]


@pytest.mark.parametrize("name", sorted(DEFINITIONS.analytes))
def test_every_analyte_has_names_and_a_panel(name: str) -> None:
    assert DEFINITIONS.analyte_named(f" {name.upper()} ") == name
    assert sum(name in panel for panel in DEFINITIONS.panels.values()) == 1
