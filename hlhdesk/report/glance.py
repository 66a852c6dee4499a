"""In one look: the state in a word, what was observed, on what the child goes home, what comes next."""

from __future__ import annotations

from hlhdesk.model.message import Message, Term
from hlhdesk.model.state import FeverState, Level, PatientState, VisitStatus
from hlhdesk.report.blocks import Callout, Sentence, Tone, Voice
from hlhdesk.report.medicines import in_order, regimen
from hlhdesk.report.source import PageSource, orders_in_force

TONES = {
    FeverState.RELAPSE: Tone.RELAPSE,
    FeverState.FEVER: Tone.FEVER,
    FeverState.SETTLING: Tone.SETTLING,
    FeverState.NORMALISED: Tone.NORMALISED,
    FeverState.NO_FEVER: Tone.NEUTRAL,
    FeverState.NO_DATA: Tone.NEUTRAL,
}
FIRST_SAID = ("fever.", "temperature.", "hlh.")
LOUD = (Level.ALERT, Level.WARN)
RELAPSE = "fever.relapse"
TOLD_ONE_BY_ONE = 3  # more relapses than this are counted here and told in their section


def glance(source: PageSource) -> Callout:
    """The box at the top."""
    state = source.state
    lines = [
        *_findings(source),
        *_relapses(source, state),
        *_goes_home_on(source),
        *_next_visit(source),
    ]
    return Callout(
        title=source.say("page.glance.title"),
        word=source.catalogue.say(Term("fever-state", state.temperature.state.value)),
        tone=TONES[state.temperature.state],
        lines=tuple(lines),
    )


def _findings(source: PageSource) -> list[Sentence]:
    """What is loud now, then what was observed of the temperature."""
    said = []
    for finding in source.state.findings:
        observed = finding.level is Level.OK and finding.code.startswith(FIRST_SAID)
        if finding.level in LOUD or observed:
            voice = Voice.STRONG if finding.level in LOUD else Voice.BODY
            said.append(Sentence(source.catalogue.text(finding.text), voice))
    return said


def _relapses(source: PageSource, state: PatientState) -> list[Sentence]:
    """Relapses that have settled are counted here; their story is in the section on fever."""
    settled = [relapse for relapse in state.temperature.relapses if relapse.settled_on is not None]
    loud = any(finding.code == RELAPSE and finding.level in LOUD for finding in state.findings)
    if not settled:
        return []
    told = settled if len(settled) <= TOLD_ONE_BY_ONE else settled[-1:]
    days = tuple(
        Message.of("page.glance.relapse", on=relapse.on, settled=relapse.settled_on)
        for relapse in told
        if relapse.settled_on is not None
    )
    key = "page.glance.earlier-relapses" if loud else "page.glance.relapses"
    if len(told) < len(settled):
        key = "page.glance.many-relapses"
    return [Sentence(source.say(key, count=len(settled), days=days))]


def _goes_home_on(source: PageSource) -> list[Sentence]:
    orders = in_order(source, orders_in_force(source.chart.orders, source.end))
    home = source.discharged_on is not None
    if not orders:
        return [Sentence(source.say("page.glance.no-orders-home" if home else "page.glance.no-orders"))]
    said = source.catalogue.clauses(
        source.say("page.glance.medicine", drug=Term("drug", order.drug), regimen=regimen(source, order))
        for order in orders
    )
    return [Sentence(source.say("page.glance.goes-home" if home else "page.glance.is-on", medicines=said))]


def _next_visit(source: PageSource) -> list[Sentence]:
    waiting = [
        visit for visit in source.state.follow_up if visit.status in {VisitStatus.DUE, VisitStatus.UPCOMING}
    ]
    if not waiting:
        return []
    visit = min(waiting, key=lambda visit: visit.due_on)
    name = Term("visit", visit.visit)
    return [Sentence(source.say("page.glance.next-visit", visit=name, on=visit.due_on))]
