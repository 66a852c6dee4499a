"""CTCAE v5 grades of the laboratory items of the safety list, beside their baseline (§6)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions, SafetyParameters
from hlhdesk.model.entries import Lab
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import Quantity
from hlhdesk.model.state import SafetyGrade
from hlhdesk.rules.evidence_window import results
from hlhdesk.rules.treatment_day import treatment_start


def safety_grades(chart: PatientChart, definitions: Definitions, as_of: Moment) -> tuple[SafetyGrade, ...]:
    """One grade for each analyte of the safety list that has a result.

    The baseline is the latest result up to day 0 of treatment, the grade that of the latest
    result after it. Grade 0 is no abnormality; None cannot be graded: no result after the
    baseline, no reference limit of the laboratory where one is needed, a unit that the grades are
    not printed for, or a censored value that spans two grades.
    """
    start = treatment_start(chart, as_of)
    rule = definitions.safety
    known = results(chart, as_of)
    graded = []
    for analyte, item in rule.laboratory_items.items():
        found = known.get(analyte, ())
        before = [lab for lab in found if start is not None and lab.at.day <= start]
        after = [lab for lab in found if start is None or lab.at.day > start]
        baseline = before[-1] if before else None
        latest = after[-1] if after else None
        used = [lab for lab in (baseline, latest) if lab is not None]
        if used:
            graded.append(
                SafetyGrade(
                    item=item,
                    analyte=analyte,
                    grade=None if latest is None else grade(latest, baseline, definitions),
                    baseline_grade=None if baseline is None else grade(baseline, None, definitions),
                    evidence=tuple(lab.id for lab in used),
                )
            )
    return tuple(graded)


def grade(lab: Lab, baseline: Lab | None, definitions: Definitions) -> int | None:
    """The CTCAE v5 grade of one result, 0 to 4; None when it cannot be told.

    ALT, AST and bilirubin are graded by multiples of ``baseline`` when that was above its own
    upper reference limit, so that an improving liver does not read as toxicity.
    """
    rule = definitions.safety
    if lab.analyte in rule.falling:
        return _falling(lab, rule)
    if lab.analyte in rule.rising:
        return _rising(lab, rule)
    if baseline is not None and _above_reference(baseline):
        return _by_baseline(lab, baseline, definitions)
    return _by_reference(lab, rule)


def _falling(lab: Lab, rule: SafetyParameters) -> int | None:
    """A grade ends below its number: platelets 75 are grade 1, 74.9 grade 2."""
    limits = rule.falling[lab.analyte].get(lab.value.unit)
    if limits is None:
        return None
    steps = [
        (lab.value.surely_below(Fraction(limit)), lab.value.surely_at_least(Fraction(limit)))
        for limit in limits
    ]
    low = None if lab.low is None else Fraction(lab.low)
    first = (False, False) if low is None else (lab.value.surely_below(low), lab.value.surely_at_least(low))
    return _counted([first, *steps])


def _rising(lab: Lab, rule: SafetyParameters) -> int | None:
    """A grade ends above its number; grade 1 begins at its printed number, else above the reference limit."""
    limits = rule.rising[lab.analyte].get(lab.value.unit)
    if limits is None:
        return None
    begins = rule.rising_from.get(lab.analyte, {}).get(lab.value.unit)
    if begins is not None:
        first = _reaches(lab.value, Fraction(begins))
    else:
        first = _passes(lab.value, None if lab.high is None else Fraction(lab.high))
    return _counted([first, *(_passes(lab.value, Fraction(limit)) for limit in limits)])


def _by_reference(lab: Lab, rule: SafetyParameters) -> int | None:
    """By multiples of the laboratory's own upper reference limit."""
    if lab.high is None:
        return None
    high = Fraction(lab.high)
    multiples = rule.multiples[lab.analyte]
    return _counted(
        [_passes(lab.value, high), *(_passes(lab.value, high * Fraction(times)) for times in multiples)]
    )


def _by_baseline(lab: Lab, baseline: Lab, definitions: Definitions) -> int | None:
    """By multiples of an abnormal baseline."""
    if baseline.value.censored:
        return None
    rule = definitions.safety
    analyte = definitions.analytes[lab.analyte]
    number = analyte.convert(baseline.value.number, baseline.value.unit, lab.value.unit)
    if number is None:
        return None
    begins = number * Fraction(rule.baseline_from[lab.analyte])
    first = (_reaches if rule.baseline_from_included[lab.analyte] else _passes)(lab.value, begins)
    multiples = rule.baseline_multiples[lab.analyte]
    return _counted([first, *(_passes(lab.value, number * Fraction(times)) for times in multiples)])


def _above_reference(lab: Lab) -> bool:
    return lab.high is not None and lab.value.surely_above(Fraction(lab.high))


def _passes(value: Quantity, limit: Fraction | None) -> tuple[bool, bool]:
    """Whether the value is surely above the limit, and whether it surely is not."""
    if limit is None:
        return (False, False)
    return (value.surely_above(limit), value.surely_at_most(limit))


def _reaches(value: Quantity, limit: Fraction) -> tuple[bool, bool]:
    """Whether the value is surely at or above the limit, and whether it surely is not."""
    return (value.surely_at_least(limit), value.surely_below(limit))


def _counted(steps: Sequence[tuple[bool, bool]]) -> int | None:
    """How many limits were passed, each given as (surely passed, surely not passed), mildest first.

    Grade 0 where the first is surely not passed, whatever the others (the laboratory's own limit
    wins over a printed one). A passed limit implies the milder ones; None when the next is open.
    """
    if steps[0][1]:
        return 0
    passed = max((number for number, (yes, _) in enumerate(steps, 1) if yes), default=0)
    if passed == len(steps):
        return passed
    _, no = steps[passed]
    return passed if no else None
