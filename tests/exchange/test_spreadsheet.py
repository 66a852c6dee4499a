"""No cell that the program writes is a formula to a spreadsheet, and each is read back as it was."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hlhdesk.exchange import guarded, unguarded

FORMULAS = ["=1+1", "=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''@x"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_a_text(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    "text", ["", "38.4", ">40000", "<0.5", "'quoted'", "vomiting, tired", "a=b", "2018-03-04T02:00"]
)
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


@given(st.text())
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in tuple("=+-@\t\r") or not text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1))
def test_in_a_table_too(cells: list[str]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(map(guarded, cells))
    (row,) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert [unguarded(cell) for cell in row] == cells
