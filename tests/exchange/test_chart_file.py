"""Chart files: what is taken, and that each problem is told with its line, field and remedy."""

from __future__ import annotations

import pytest

from hlhdesk.model.entries import Identity, Kind, Order, Temperature
from tests.exchange.doors import CHILD, DATA, READING, chart_file, document, refused, taken


def child(**lists: object) -> dict[str, object]:
    """The example child with more keys."""
    return {**CHILD, **lists}


def test_the_example_of_the_contract_is_taken_whole() -> None:
    batch = taken((DATA / "contract-example.json").read_bytes())
    kinds = [type(item.entry).__name__ for item in batch.entries]
    assert len(kinds) == len(set(kinds)) == len(Kind), "one entry of each kind"
    assert {item.patient_id for item in batch.entries} == {"EX-3"}
    assert batch.creates_patients


def test_the_worked_cases_are_taken() -> None:
    batch = taken((DATA / "worked-fever.json").read_bytes())
    assert len({item.patient_id for item in batch.entries}) == 21


def test_all_problems_of_a_file_are_told_at_once_in_the_order_of_lines() -> None:
    data = b"""{"format": "hlhdesk-chart", "version": 1,
 "patients": [{"patient_id": "A", "sex": "femal", "birth_date": "2014-11-20", "bd": 1,
  "temperatures": [
    {"at": "2018-03-01T14:00", "value": "47.2", "unit": "Cel", "site": "axilary"},
    {"at": "2018-03-01T14:00", "value": 39.4,
     "untit": "Cel", "site": "axillary"},
    {"at": "2018-03-01T14:00", "value": "39.4", "unit": "Cel", "site": "axillary",
     "site": "oral"},
    5],
  "labs": {"x": 1}
 }, {"patient_id": "A", "sex": "male", "birth_date": "2014-11-20"}]}"""
    assert refused(data) == [
        "ward.json:2: patients[0].bd: the key “bd” is unknown; did you mean “bed”?",
        "ward.json:2: patients[0].sex: “femal” is not on the list; did you mean female?",
        "ward.json:4: patients[0].temperatures[0].value: 47.2 °C is outside the possible range; accepted: 25.0 to 45.0 °C",
        "ward.json:4: patients[0].temperatures[0].site: “axilary” is not on the list; did you mean axillary?",
        "ward.json:5: patients[0].temperatures[1].unit: the unit is missing; accepted: the unit beside the value",
        "ward.json:6: patients[0].temperatures[1].untit: “untit” is not known here; did you mean unit?",
        "ward.json:8: patients[0].temperatures[2].site: the key “site” is given twice; accepted: each key once",
        "ward.json:9: patients[0].temperatures[3]: this is no object; accepted: an object with the keys of its list",
        "ward.json:10: patients[0].labs: “labs” is no list; accepted: a list of objects",
        "ward.json:11: patients[1].patient_id: the patient “A” stands in this file twice (first in line 2); accepted: each patient once",
    ]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", "ward.json:1: file: the file ends"),
        (b"[]", "ward.json:1: file: this is no chart file"),
        (b"{}", "ward.json:1: format: “format” is missing"),
        (b'{"format": "hlhdesk-chart",\n "version": 2}', "ward.json:2: version: “2” is not the version"),
        (b'{"format": "hlhdesk-chart",\n "version": 1.0}', "ward.json:2: version: “1.0” is not the version"),
        (b'{"format": "hlhdesk-status", "version": 1}', "ward.json:1: format: “hlhdesk-status” is not the format"),
        (b'{"format": "hlhdesk-chart", "version": 1}', "ward.json:1: patients: “patients” is no list"),
        (b'{"format": "hlhdesk-chart", "version": 1, "patients": {}}', "ward.json:1: patients: “patients” is no list"),
        (b'{"format": "hlhdesk-chart", "version": 1, "patients": [], "x": 1}', "ward.json:1: x: the key “x” is unknown"),
        (b'{"format": "hlhdesk-chart", "version": 1, "patients": [3]}', "ward.json:1: patients[0]: this is no object"),
        (b'{"a": "x",\n "b": "\xff"}', "ward.json:2: file: the text is not UTF-8"),
        ('{"a": "x"}'.encode("utf-16"), "ward.json:1: file: the text is not UTF-8"),
        (b'{"format":\n\n NaN}', "ward.json:3: format: “NaN” is no JSON value"),
        (b"[" * 10_000, "ward.json:1: [0]"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_chart_file_of_ours(data: bytes, line: str) -> None:
    assert refused(data)[0].startswith(line)


def test_a_byte_order_mark_is_accepted() -> None:
    assert len(taken(b"\xef\xbb\xbf" + document(CHILD)).entries) == 1


@pytest.mark.parametrize("patient_id", ["", " ", " A", "A\n", "A\u202e", "x" * 65, None, True, ["A"], {}])
def test_a_patient_id_is_a_printable_text(patient_id: object) -> None:
    lines = refused(document({**CHILD, "patient_id": patient_id}))
    assert [line.split(": ")[:2] for line in lines] == [["ward.json:6", "patients[0].patient_id"]]


@pytest.mark.parametrize("name", ["patient_id", "sex", "birth_date"])
def test_what_a_patient_must_have(name: str) -> None:
    lines = refused(document({key: value for key, value in CHILD.items() if key != name}))
    assert [line.split(": ")[1] for line in lines] == [f"patients[0].{name}"]


def test_numbers_are_kept_as_written_with_or_without_quotes() -> None:
    data = document(child(temperatures=[READING])).replace(b'"39.4"', b"39.40")
    (_, reading) = taken(data).entries
    assert isinstance(reading.entry, Temperature)
    assert reading.entry.value.text == "39.40"


def test_a_value_outside_a_confirm_limit_is_taken_as_unconfirmed_with_a_warning() -> None:
    (_, reading) = taken(document(child(temperatures=[{**READING, "value": "41.5"}]))).entries
    assert reading.entry.unconfirmed
    assert [problem.field for problem in reading.warnings] == ["value"]


def test_a_value_that_somebody_confirmed_stays_confirmed() -> None:
    confirmed = {**READING, "value": "41.5", "recorded_at": "2018-03-01T06:00:00Z"}
    (_, reading) = taken(document(child(temperatures=[confirmed]))).entries
    assert not reading.entry.unconfirmed
    assert reading.warnings == ()


@pytest.mark.parametrize(
    ("at", "reason"), [("2026-06-01T12:01", "future"), ("2014-11-19T23:59", "born")]
)  # fmt: skip
def test_times_to_come_and_times_before_birth_are_refused(at: str, reason: str) -> None:
    (line,) = refused(document(child(temperatures=[{**READING, "at": at}])))
    assert line.startswith("ward.json:11: patients[0].temperatures[0].at: ")
    assert reason in line


def test_empty_and_null_lists_are_the_same_as_none() -> None:
    batch = taken(document(child(labs=[], orders=None, allergies=None)))
    assert [type(item.entry) for item in batch.entries] == [Identity]


# Corrections: the entry, its id, what it supersedes.

ORDER = {
    "drug": "ruxolitinib",
    "dose_mg": "2.5",
    "times_per_day": 2,
    "route": "oral",
    "starts_on": "2018-03-05",
}


def versions(*links: tuple[str, str | None]) -> bytes:
    """Orders with (id, supersedes)."""
    orders = [{**ORDER, "id": name, "supersedes": before, "change_reason": "slip"} for name, before in links]
    return document(child(orders=orders))


def test_a_correction_comes_after_what_it_corrects_whatever_the_order_of_the_file() -> None:
    entries = taken(versions(("c", "b"), ("x", None), ("b", "a"), ("a", None))).entries
    ids = [item.entry.id for item in entries if isinstance(item.entry, Order)]
    assert sorted(ids) == ["a", "b", "c", "x"]
    assert ids.index("a") < ids.index("b") < ids.index("c")


@pytest.mark.parametrize(
    ("links", "field", "said"),
    [
        ([("a", None), ("a", None)], "orders[1].id", "given twice"),
        ([("a", "a")], "orders[0].supersedes", "circle"),
        ([("a", "b"), ("b", "a")], "orders[0].supersedes", "circle"),
        ([("a", None), ("b", "a"), ("c", "a")], "orders[2].supersedes", "superseded twice"),
        ([("a", "gone"), ("b", "gone")], "orders[1].supersedes", "superseded twice"),
    ],
)
def test_corrections_that_cannot_be(links: list[tuple[str, str | None]], field: str, said: str) -> None:
    lines = refused(versions(*links))
    assert any(f"patients[0].{field}: " in line and said in line for line in lines)


def test_a_correction_of_an_entry_of_another_list_is_refused() -> None:
    patient = child(orders=[{**ORDER, "id": "a"}], temperatures=[{**READING, "supersedes": "a"}])
    (line,) = refused(document(patient))
    assert "temperatures[0].supersedes" in line
    assert "another list or patient" in line


# Identity: the patient's own keys, or a list of versions that ends with them.

FIRST = {"id": "i1", "name": "Old", "sex": "female", "birth_date": "2014-11-20"}
SECOND = {**FIRST, "id": "i2", "name": "New", "supersedes": "i1", "change_reason": "slip"}


def test_versions_of_the_identity_are_all_taken() -> None:
    batch = taken(document(child(name="New", identities=[FIRST, SECOND])))
    assert [item.entry.id for item in batch.entries] == ["i1", "i2"]


def test_a_patient_that_differs_from_its_own_versions_is_refused() -> None:
    (line,) = refused(document(child(name="Other", identities=[FIRST, SECOND])))
    assert line.startswith("ward.json:5: patients[0].identities: ")


def test_problems_are_one_line_each_whatever_the_file_holds() -> None:
    nasty = document(child(temperatures=[{**READING, "site": "a\nb\x1b[31m\u202e"}]))
    _, lines = chart_file(nasty)
    assert lines
    assert all(line.isprintable() for line in lines)


def test_long_words_do_not_make_long_lines() -> None:
    _, lines = chart_file(document(child(**{"x" * 100_000: 1})))
    assert max(len(line) for line in lines) < 1000
