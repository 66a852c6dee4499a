"""More short words for charts in tests: body sizes, stays, findings, results with their limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from hlhdesk.model.entries import Admission, BodySize, ClinicalFinding, Lab
from hlhdesk.model.quantity import Comparator
from hlhdesk.model.state import Finding
from hlhdesk.wording import Catalogue
from tests.rules.charts import d, lab, new_id

ENGLISH = Catalogue.load("en")


def size(day: int, kg: str, cm: str | None = None) -> BodySize:
    return BodySize(
        id=new_id(), on=d(day), weight_kg=Decimal(kg), height_cm=None if cm is None else Decimal(cm)
    )


def stay(first: int, last: int | None = None) -> Admission:
    return Admission(id=f"stay{first}", admitted_on=d(first), discharged_on=None if last is None else d(last))


def sign(day: int, finding: str, present: bool = True) -> ClinicalFinding:
    return ClinicalFinding(id=new_id(), on=d(day), finding=finding, present=present)


def result(
    day: int,
    analyte: str,
    text: str,
    *,
    clock: str = "08:00",
    low: str | None = None,
    high: str | None = None,
    fasting: bool | None = None,
    assay: str | None = None,
) -> Lab:
    """A result written as on the printout: "ferritin", "> 500 ng/mL", "not detected %"."""
    value, unit = text.rsplit(" ", 1)
    censored = value == "not detected"
    found = lab(day, clock, analyte, "0" if censored else value.replace(" ", ""), unit)
    if censored:
        found = replace(found, value=replace(found.value, comparator=Comparator.NOT_DETECTED))
    return replace(
        found,
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        fasting=fasting,
        assay=assay,
    )


def codes(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Each finding as (code, level)."""
    return [(finding.code, finding.level.value) for finding in findings]


def one(findings: Iterable[Finding], code: str) -> Finding | None:
    """The only finding of ``code``, None when there is none."""
    found = [finding for finding in findings if finding.code == code]
    assert len(found) <= 1, found
    return found[0] if found else None


def text_of(finding: Finding | None) -> str:
    assert finding is not None
    return ENGLISH.text(finding.text)


def beside(finding: Finding | None) -> list[str]:
    """The annotations in words."""
    assert finding is not None
    return [ENGLISH.text(note) for note in finding.annotations]
