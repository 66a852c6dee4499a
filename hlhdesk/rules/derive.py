"""The one door of the rules: everything about one child at one moment."""

from __future__ import annotations

from collections.abc import Iterable

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import DoseDay, Finding, Level, PatientState
from hlhdesk.rules.doses import drug_days, inpatient
from hlhdesk.rules.due import due_state
from hlhdesk.rules.fever import judged
from hlhdesk.rules.fever_days import values_until
from hlhdesk.rules.fever_findings import fever_findings, temperature_case
from hlhdesk.rules.follow_up import follow_up, follow_up_findings
from hlhdesk.rules.hlh2004 import hlh2004_at_diagnosis, hlh2004_now
from hlhdesk.rules.planned import current_orders
from hlhdesk.rules.reactivation import reactivation, reactivation_findings
from hlhdesk.rules.ruxolitinib import ruxolitinib_state
from hlhdesk.rules.safety import safety_grades
from hlhdesk.rules.steroids import steroid_state
from hlhdesk.rules.treatment_day import treatment_day, treatment_start
from hlhdesk.rules.treatment_findings import treatment_findings
from hlhdesk.rules.unconfirmed import unconfirmed_findings

LOUDEST_FIRST = (Level.ALERT, Level.WARN, Level.NOTICE, Level.OK)


def derive(chart: PatientChart, definitions: Definitions, as_of: Moment) -> PatientState:
    """All that the definitions say about ``chart`` at ``as_of``; entries that happened later are ignored.

    Pure: the same arguments always give the same state, whatever the order of the entries.
    """
    values = values_until(chart, definitions.fever, as_of)
    temperature = judged(chart, definitions.fever, as_of, values)
    case = temperature_case(chart, definitions, as_of, temperature, values)
    ruxolitinib = ruxolitinib_state(chart, definitions, as_of)
    steroid = steroid_state(chart, definitions, as_of)
    visits = follow_up(chart, definitions, as_of)
    findings = (
        *fever_findings(case),
        *treatment_findings(case),
        *reactivation_findings(chart, definitions, as_of, temperature),
        *(ruxolitinib.checks if ruxolitinib else ()),
        *(steroid.checks if steroid else ()),
        *follow_up_findings(visits, definitions),
        *unconfirmed_findings(chart, as_of),
    )
    return PatientState(
        patient_id=chart.patient_id,
        as_of=as_of,
        treatment_start=treatment_start(chart, as_of),
        treatment_day=treatment_day(chart, as_of),
        inpatient=inpatient(chart, as_of.day),
        temperature=temperature,
        ruxolitinib=ruxolitinib,
        steroid=steroid,
        drug_days=_drug_days(chart, as_of),
        hlh2004=hlh2004_now(chart, definitions, as_of),
        hlh2004_at_diagnosis=hlh2004_at_diagnosis(chart, definitions, as_of),
        follow_up=visits,
        safety=safety_grades(chart, definitions, as_of),
        findings=loudest_first(_once(findings)),
        reactivation=reactivation(chart, definitions, as_of, temperature),
        due=due_state(chart, definitions, as_of),
        orders=current_orders(chart, definitions, as_of),
    )


def loudest_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Alerts, then warnings, notices and the rest; within a level as the rules gave them."""
    return tuple(sorted(findings, key=lambda finding: LOUDEST_FIRST.index(finding.level)))


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """A check that two drugs share (a stale weight) is said once."""
    seen: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        seen.setdefault((finding.code, finding.text), finding)
    return list(seen.values())


def _drug_days(chart: PatientChart, as_of: Moment) -> dict[str, tuple[DoseDay, ...]]:
    drugs = sorted({order.drug for order in chart.orders} | {dose.drug for dose in chart.doses})
    return {drug: days for drug in drugs if (days := drug_days(chart, drug, as_of))}
