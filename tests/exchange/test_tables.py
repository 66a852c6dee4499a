"""Tables: headers, encodings, separators, rows refused and taken."""

from __future__ import annotations

import codecs
from datetime import date
from decimal import Decimal

import pytest

from hlhdesk.exchange import problem_line, read_table, reason_text, write_rejects
from hlhdesk.model.entries import Dose, Lab, Temperature
from tests.exchange.doors import DATA, DEFINITIONS, ENGLISH, NOW, SHANGHAI, table

TEMPERATURES = "patient_id,at,value,unit,site\nEX-3,2018-03-01T14:00,39.4,Cel,axillary\n"
LABS = "patient_id,at,analyte,value,unit,fasting,assay\nEX-3,2018-03-01T08:00,sil2r,>7500,U/mL,no,试剂盒\n"
DOSES = 'patient_id,at,drug,dose_mg,route,status,reason\nEX-3,2018-03-01T08:00,ruxolitinib,2.5,oral,refused,"spat out, twice"\n'

ENCODINGS = {
    "UTF-8": lambda text: text.encode(),
    "UTF-8 with mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16 little": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "UTF-16 big": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "GB18030": lambda text: text.encode("gb18030"),
}


def separated(text: str, separator: str) -> str:
    """A table of ours with another separator (none of its cells holds a comma outside quotes)."""
    return text.replace("out, twice", "out# twice").replace(",", separator).replace("#", ",")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", list(ENCODINGS))
def test_the_encodings_and_separators_of_excel(encoding: str, separator: str, end: str) -> None:
    taken = []
    for text in (TEMPERATURES, LABS, DOSES):
        result, lines = table(ENCODINGS[encoding](separated(text, separator).replace("\n", end)))
        assert lines == []
        assert result.batch is not None
        taken += [item.entry for item in result.batch.entries]
    reading, lab, dose = taken
    assert isinstance(reading, Temperature)
    assert isinstance(lab, Lab)
    assert isinstance(dose, Dose)
    assert (reading.value.text, lab.value.text, lab.assay, lab.fasting) == ("39.4", ">7500", "试剂盒", False)
    assert (dose.dose_mg, dose.status, dose.reason) == (Decimal("2.5"), "refused", "spat out, twice")


def test_a_decimal_comma_stands_in_a_table_of_semicolons() -> None:
    result, lines = table(b"patient_id;at;value;unit;site\nEX-3;2018-03-01T14:00;39,4;Cel;axillary\n")
    assert lines == []
    assert result.batch is not None
    (item,) = result.batch.entries
    assert isinstance(item.entry, Temperature)
    assert item.entry.value.number == Decimal("39.4")


def test_columns_stand_in_any_order() -> None:
    result, lines = table(b"site,unit,value,at,patient_id\naxillary,Cel,39.4,2018-03-01T14:00,EX-3\n")
    assert (lines, len(result.batch.entries if result.batch else ())) == ([], 1)


HEADERS = [
    # the whole table, the problem
    (b"", "t.csv:1: file: the table is empty"),
    (b"\n\n", "t.csv:1: file: the table is empty"),
    (b"a,b,c\n1,2,3\n", "t.csv:1: header: the header “a, b, c” is that of no table"),
    (b"patient_id,at,value,unit,sitte\n", "t.csv:1: sitte: the column “sitte” is unknown; did you mean “site”?"),
    (b"\n\npatient_id,at,value,unit\n", "t.csv:3: site: the header lacks site"),
    (b"patient_id,at,at,value,unit,site\n", "t.csv:1: at: the column “at” is given twice"),
    (b"patient_id,at,value,unit,site,weather\n", "t.csv:1: weather: the column “weather” is unknown"),
    (b"patient_id,at,analyte,value,unit,site\n", "t.csv:1: analyte: the column “analyte” is unknown"),
    (b'patient_id,at,value,unit,site\nEX-3,"2018', "t.csv:2: file: a quoted field is not closed"),
    (b'patient_id,at,value,unit,site\nEX-3,"20"18,39,Cel,oral\n', "t.csv:2: file: a quoted field"),
    (b"patient_id,at,value,unit,site\n\xff\xff\xff\xff", "t.csv:2: file: the text is in none"),
    (b"\xff\xfep\x00a", "t.csv:1: file: the text is in none"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "line"), HEADERS)
def test_a_table_that_is_unusable_as_a_whole(data: bytes, line: str) -> None:
    result, lines = table(data)
    assert result.batch is None
    assert [found[: len(line)] for found in lines] == [line]


ROWS = [
    # the row, the problem
    ("EX-3,2018-03-01T14:00,39.4,Cel", "row: the row has 4 fields; accepted: 5"),
    ("EX-3,2018-03-01T14:00,39.4,Cel,axillary,x", "row: the row has 6 fields; accepted: 5"),
    ("EX-9,2018-03-01T14:00,39.4,Cel,axillary", "patient_id: the database does not know a patient “EX-9”"),
    ("ex-3,2018-03-01T14:00,39.4,Cel,axillary", "patient_id: the database does not know a patient “ex-3”"),
    ("EX-3,1.3.2018,39.4,Cel,axillary", "at: “1.3.2018”"),
    ("EX-3,2018-03-01T14:00,warm,Cel,axillary", "value: “warm” is not a number"),
    ("EX-3,2018-03-01T14:00,,Cel,axillary", "value: nothing was entered"),
    ("EX-3,2018-03-01T14:00,39.4,,axillary", "unit: "),
    ("EX-3,2018-03-01T14:00,39.4,K,axillary", "unit: "),
    ("EX-3,2018-03-01T14:00,47.2,Cel,axillary", "value: 47.2 °C is outside"),
    ("EX-3,2018-03-01T14:00,39.4,Cel,armpit", "site: “armpit” is not on the list"),
    ("EX-3,2026-06-01T12:01,39.4,Cel,oral", "at: "),
]


@pytest.mark.parametrize(("row", "said"), ROWS)
def test_a_row_is_refused_with_its_line_and_column(row: str, said: str) -> None:
    result, lines = table(f'{TEMPERATURES}\n,,,,\n"EX-3",2018-03-01T15:00,"39.5",Cel,oral\n{row}\n'.encode())
    assert [line[: len(said) + 9] for line in lines] == [f"t.csv:6: {said}"]
    assert result.batch is not None
    assert len(result.batch.entries) == 2, "the good rows could be taken"
    assert [rejected.line for rejected in result.rejected] == [6]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_are_right_after_a_field_of_several_lines(end: str) -> None:
    row = 'EX-3,2018-03-01T09:00,ruxolitinib,2.5,oral,refused,"spat out\ntwice"\n'
    slip = "EX-3,2018-03-01T20:00,ruxolitinb,2.5,oral,,\n"
    _, lines = table((DOSES + row + slip).replace("\n", end).encode())
    assert [line.split(": ")[:2] for line in lines] == [["t.csv:3", "reason"], ["t.csv:5", "drug"]]


@pytest.mark.parametrize(("cell", "flag"), [("true", True), ("FALSE", False), ("yes", True), ("No", False)])
def test_truth_values_as_tables_write_them(cell: str, flag: bool) -> None:
    header = "patient_id,at,value,unit,site,after_cooling\n"
    result, lines = table(f"{header}EX-3,2018-03-01T14:00,39.4,Cel,oral,{cell}\n".encode())
    assert lines == []
    assert result.batch is not None
    assert [
        item.entry.after_cooling for item in result.batch.entries if isinstance(item.entry, Temperature)
    ] == [flag]


def test_rejected_rows_can_be_corrected_and_imported() -> None:
    bad = "EX-3,2018-03-01T16:00,,Cel,oral\nEX-3,2018-03-01T17:00,37.0\n"
    first, _ = table((TEMPERATURES + bad).replace(",", ";").encode("utf-16"))
    rejects = write_rejects(first, lambda problem: reason_text(problem, ENGLISH))
    text = rejects.decode("utf-8-sig")
    assert text.splitlines()[0] == "patient_id;at;value;unit;site;rejected_because"
    assert "nothing was entered" in text
    again, lines = table(rejects)
    assert [line.split(": ")[:2] for line in lines] == [
        ["t.csv:2", "value"],
        ["t.csv:3", "unit"],
        ["t.csv:3", "site"],
    ]
    corrected = text.replace(";;Cel", ";37.1;Cel").replace("37.0;;", "37.0;Cel;oral")
    result, lines = table(corrected.encode())
    assert lines == []
    assert result.batch is not None
    assert len(result.batch.entries) == 2
    assert again.header[-1] == "rejected_because"


def test_rejecting_again_keeps_one_column_of_reasons() -> None:
    first, _ = table((TEMPERATURES + "EX-3,2018-03-01T16:00,x,Cel,oral\n").encode())
    once = write_rejects(first, lambda problem: reason_text(problem, ENGLISH))
    twice = write_rejects(table(once)[0], lambda problem: reason_text(problem, ENGLISH))
    assert once == twice


REAL_REFUSALS = [
    "t.csv:431: value: “UNABLE TO REPORT” is not a number",
    "t.csv:2444: value: 138 mg/dL is outside the possible range",
    "t.csv:2982: value: nothing was entered",
]


def test_what_a_laboratory_really_sends() -> None:
    data = (DATA / "real" / "labs-raw.csv").read_bytes()
    result = read_table(data, "t.csv", DEFINITIONS, SHANGHAI, NOW, lambda _: date(1940, 1, 1))
    lines = [problem_line(problem, ENGLISH) for problem in result.problems]
    assert [line.split(";")[0] for line in lines] == REAL_REFUSALS
    assert result.batch is not None
    texts = {item.entry.value.text for item in result.batch.entries if isinstance(item.entry, Lab)}
    assert {"GREATER THAN 2000", "LESS THAN 0.4", "<5"} <= texts
    assert len(result.batch.entries) == 3967
