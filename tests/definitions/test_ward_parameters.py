"""A ward's own parameters over the shipped ones, and what is refused in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hlhdesk.definitions import DefinitionsError, describe, load, load_for, ward_file
from hlhdesk.model.definitions import Approval, ParameterKind
from hlhdesk.wording import Catalogue

ENGLISH = Catalogue.load("en")
SIGNED = 'version = "1"\napproved_by = "Dr Li"\napproved_on = "2026-03-01"\napproved_for = "2026.1"\n'


def ward(folder: Path, text: str) -> Path:
    """A ward's file."""
    file = folder / "ward.toml"
    file.write_text(text, encoding="utf-8")
    return file


def refusals(folder: Path, text: str) -> list[str]:
    """What is said about a ward's file: key, what is wrong, what is accepted."""
    with pytest.raises(DefinitionsError) as caught:
        load(ward(folder, text))
    said = []
    for found in caught.value.problems:
        problem = found.problem
        accepted = f"; {ENGLISH.text(problem.accepted)}" if problem.accepted else ""
        said.append(f"{found.file}: {problem.field}: {ENGLISH.text(problem.message)}{accepted}")
    return said


def test_a_ward_sets_some_and_keeps_the_rest(tmp_path: Path) -> None:
    found = load(
        ward(tmp_path, SIGNED + '[fever]\nnormal_days = "3"\n[fever.normal_below]\nrectal = "37.8"\n')
    )
    assert found.fever.normal_days == 3
    assert found.fever.normal_below["rectal"] == Decimal("37.8")
    assert found.fever.normal_below["tympanic"] == Decimal("38.0")
    assert found.fever.fever_from == Decimal("38.0")
    assert (found.version, found.ward_version) == ("2026.1", "1")
    assert found.approval == Approval("Dr Li", date(2026, 3, 1))
    assert load().fever.normal_days == 2, "the shipped ones stay as they are"


def test_a_ward_may_approve_the_shipped_values(tmp_path: Path) -> None:
    assert load(ward(tmp_path, SIGNED)).approved_by_ward


def test_an_approval_of_another_shipped_set_does_not_count(tmp_path: Path) -> None:
    found = load(ward(tmp_path, SIGNED.replace("2026.1", "2025.9")))
    assert not found.approved_by_ward
    assert found.ward_version == "1"


def test_without_approval_a_ward_s_values_are_not_approved(tmp_path: Path) -> None:
    found = load(ward(tmp_path, 'version = "1"\n[fever]\nnormal_days = "3"\n'))
    assert found.fever.normal_days == 3
    assert not found.approved_by_ward


def test_limits_are_the_ward_s_to_set(tmp_path: Path) -> None:
    text = 'version = "1"\n[analytes.ferritin]\nabsolute = ["1", "500000"]\n[temperature]\nconfirm = ["35.5", "40.5"]\n'
    found = load(ward(tmp_path, text))
    assert found.analytes["ferritin"].absolute.high == Decimal(500000)
    assert found.temperature.confirm.low == Decimal("35.5")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[fever]\nnormal_day = "3"', "ward.toml: fever.normal_day: “fever.normal_day” is not known; fever.normal_days"),
        ('[fever]\nnormal_days = "0"', "ward.toml: fever.normal_days: “0” is outside what is accepted; a whole number from 1 to 14 d"),
        ('[fever]\nnormal_days = "two"', 'ward.toml: fever.normal_days: “two” cannot be read; a whole number in quotes, for example "2"'),
        ("[fever]\nfever_from = 38.2", 'ward.toml: fever.fever_from: “38.2” cannot be read; a number in quotes, for example "37.5"'),
        ('[fever]\nevening_from = "4pm"', 'ward.toml: fever.evening_from: “4pm” cannot be read; a clock time in quotes, for example "16:00"'),
        ('[fever]\nfever_from = "38.6"', "ward.toml: fever.fever_from: fever.fever_from must not be above fever.high_fever_from"),
        ('[fever]\nfever_from = "38.6"\nhigh_fever_from = "38.4"', "ward.toml: fever.fever_from: fever.fever_from must not be above fever.high_fever_from"),
        ('[fever]\nhigh_fever_from = "37.9"', "ward.toml: fever.high_fever_from: fever.fever_from must not be above fever.high_fever_from"),
        ('[fever]\nevening_from = "23:00"', "ward.toml: fever.evening_from: fever.evening_from must not be above fever.evening_to"),
        ('[fever.normal_below]\nrectal = "38.4"', "ward.toml: fever.normal_below.rectal: fever.normal_below.rectal must not be above fever.fever_from"),
        ('[steroids.equivalent_mg]\nprednisone = "6"', "ward.toml: steroids.equivalent_mg.prednisone: “steroids.equivalent_mg.prednisone” is printed in its source; a ward cannot change it"),
        ('[hlh2004]\nneeded = "4"', "ward.toml: hlh2004.needed: “hlh2004.needed” is printed in its source; a ward cannot change it"),
        ('[temperature]\nconfirm = ["41.0", "35.0"]', 'ward.toml: temperature.confirm: “41.0–35.0” cannot be read; two numbers in quotes, low and high, for example ["0.5", "20"]'),
        ('[temperature]\nconfirm = ["20.0", "41.0"]', "ward.toml: temperature.confirm: temperature.absolute must not be above temperature.confirm"),
    ],
    ids=lambda part: str(part).partition("\n")[2][:30] or str(part)[:10],
)  # fmt: skip
def test_refused(tmp_path: Path, text: str, said: str) -> None:
    assert refusals(tmp_path, f'version = "1"\n{text}\n') == [said]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ('[fever]\nnormal_days = "3"', "ward.toml: version: missing; a text"),
        ('version = "1"\napproved_by = "Dr Li"\napproved_for = "2026.1"', "ward.toml: approved_on: “None” cannot be read; a date, for example 2026-03-01"),
        ('version = "1"\napproved_on = 2026-03-01\napproved_for = "2026.1"', "ward.toml: approved_by: missing; a text"),
        ('version = "1"\napproved_by = "Dr Li"\napproved_on = "1 March"\napproved_for = "2026.1"', "ward.toml: approved_on: “1 March” cannot be read; a date, for example 2026-03-01"),
        ('version = "1"\napproved_by = "Dr Li"\napproved_on = "2026-03-01"', "ward.toml: approved_for: missing; a text"),
    ],
)  # fmt: skip
def test_a_half_signed_file_is_refused(tmp_path: Path, head: str, said: str) -> None:
    assert refusals(tmp_path, head) == [said]


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = 'version = "1"\nunheard = "of"\n[fever]\nnormal_days = "0"\nfever_form = "38"\nneutropenia_hours = "x"\n'
    assert len(refusals(tmp_path, text)) == 4


def test_a_ward_s_file_lies_beside_its_database(tmp_path: Path) -> None:
    database = tmp_path / "ward-3b.db"
    assert ward_file(database) == tmp_path / "ward-3b.definitions.toml"
    assert load_for(database) is load(), "without one the shipped ones hold"
    ward_file(database).write_text(SIGNED + '[fever]\nnormal_days = "3"\n', encoding="utf-8")
    assert load_for(database).fever.normal_days == 3


def test_a_date_that_the_calendar_does_not_have_is_no_approval(tmp_path: Path) -> None:
    text = SIGNED.replace("2026-03-01", "2026-02-31")
    assert refusals(tmp_path, text)[0].startswith("ward.toml: approved_on: “2026-02-31” cannot be read")


def test_a_toml_date_is_a_date(tmp_path: Path) -> None:
    assert load(ward(tmp_path, SIGNED.replace('"2026-03-01"', "2026-03-01"))).approval == Approval(
        "Dr Li", date(2026, 3, 1)
    )


def test_no_file_and_no_toml_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionsError, match="not-readable"):
        load(tmp_path / "missing.toml")
    assert "not a definitions file" in refusals(tmp_path, "[fever")[0]


@pytest.mark.parametrize("parameter", describe(), ids=lambda parameter: parameter.key)
def test_every_parameter_describes_itself(parameter: object) -> None:
    from hlhdesk.model.definitions import Parameter  # noqa: PLC0415

    assert isinstance(parameter, Parameter)
    assert ENGLISH.text(parameter.meaning).endswith(".")
    assert ENGLISH.text(parameter.accepted)
    assert parameter.source
    assert parameter.value == parameter.shipped
    if parameter.kind is not ParameterKind.RANGE:
        assert parameter.least
        assert parameter.most


def test_a_description_shows_the_ward_s_value_beside_the_shipped_one(tmp_path: Path) -> None:
    found = {each.key: each for each in describe(ward(tmp_path, SIGNED + '[fever]\nnormal_days = "3"\n'))}
    assert (found["fever.normal_days"].value, found["fever.normal_days"].shipped) == ("3", "2")
    assert ENGLISH.text(found["fever.normal_days"].accepted) == "a whole number from 1 to 14 d"
