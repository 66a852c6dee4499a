"""What belongs to a visit (clinical specification §5) and has no entry in its period."""

from __future__ import annotations

from collections.abc import Mapping

from hlhdesk.report.since import ORGANS, Period

RESULTS: Mapping[str, frozenset[str]] = {
    "blood-count": frozenset({"wbc", "anc", "haemoglobin", "platelets"}),
    "chemistry": frozenset({"alt", "ast", "bilirubin-total", "ldh", "albumin", "creatinine"}),
    "coagulation": frozenset({"fibrinogen", "pt", "aptt", "inr", "d-dimer"}),
    "crp": frozenset({"crp"}),
    "esr": frozenset({"esr"}),
    "ferritin": frozenset({"ferritin"}),
    "cytokines": frozenset({"sil2r", "il6", "ifn-gamma", "il18", "cxcl9"}),
    "nk-activity": frozenset({"nk-activity"}),
}
"""An assessment is there when any of its analytes is."""


def not_assessed(period: Period) -> list[str]:
    """The assessments of the schedule that nothing was charted for, in its order."""
    source = period.source
    chart, now = source.chart, source.state.as_of.instant
    there = {
        name
        for name, analytes in RESULTS.items()
        if any(
            lab.analyte in analytes and lab.at.instant <= now and period.holds(lab.at.day)
            for lab in chart.labs
        )
    }
    visits = [visit for visit in chart.visits if period.holds(visit.on)]
    marks = {
        "temperature": any(day.peak and period.holds(day.on) for day in source.state.temperature.days),
        "liver-spleen": any(entry.finding in ORGANS and period.holds(entry.on) for entry in chart.findings),
        "symptoms": bool(visits),
        "outcome": any(visit.outcome for visit in visits),
        "treatment": bool(visits),
        "safety-list": any(period.holds(entry.on) for entry in chart.adverse_events),
    }
    there |= {name for name, found in marks.items() if found}
    return [name for name in source.definitions.follow_up.assessments if name not in there]
