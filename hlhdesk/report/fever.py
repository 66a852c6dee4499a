"""The course as a chart, and the fever in sentences: peaks, normalisation, every relapse with its evidence."""

from __future__ import annotations

from datetime import date

from hlhdesk.charting import build
from hlhdesk.model.entries import Temperature
from hlhdesk.model.message import Message, Term
from hlhdesk.model.quantity import ninths
from hlhdesk.model.state import DayState, TemperatureDay, TemperatureValue
from hlhdesk.report.blocks import Block, Course, Section, Sentence, Voice
from hlhdesk.report.source import DAY, PageSource, basis_note, finding_sentences

CHART_LABS = ("ferritin",)
FEVER = ("fever.", "temperature.")
TOLD_AS_DAYS = ("temperature.normalised",)


def course_section(source: PageSource) -> Section:
    """The chart of the stay, fever at home before it included; without a stay, of everything charted."""
    return Section(source.say("page.section.course"), (course_of(source, _first_day(source), source.end),))


def course_of(source: PageSource, first: date | None, last: date) -> Course:
    """The chart of some days with the words of its legend."""
    spec = build(
        source.chart,
        source.state,
        source.definitions,
        source.catalogue,
        first=first,
        last=last,
        labs=CHART_LABS,
    )
    drawn = sorted({point.symbol for point in spec.panels[0].points})
    sites = "  ".join(f"{SITE_SIGNS[site]} {source.catalogue.term('site', site)}" for site in drawn)
    return Course(spec, source.say("page.course.legend", sites=sites or source.say("page.course.no-reading")))


def _first_day(source: PageSource) -> date | None:
    """The day of admission, or of the first temperature shortly before it: fever at home belongs to the course."""
    if source.stay is None:
        return None
    admitted = source.stay.admitted_on
    earliest = admitted - source.definitions.summary.before_within * DAY
    return min([admitted, *(day.on for day in source.state.temperature.days if day.on >= earliest)])


SITE_SIGNS = {
    "axillary": "×", "oral": "●", "rectal": "○", "tympanic": "△", "forehead": "◇", "core": "□", "unstated": "+",
}  # fmt: skip


def fever_section(source: PageSource) -> Section:
    """What was observed, day states counted, and what the rule says of it."""
    course = source.state.temperature
    found = [
        finding
        for finding in source.state.findings
        if finding.code.startswith(FEVER) and finding.code not in TOLD_AS_DAYS
    ]
    found.sort(key=lambda finding: finding.on or source.today)
    blocks: list[Block] = [*_peaks(source), *_normalisations(source)]
    blocks += finding_sentences(source, found)
    observed = [finding for finding in source.state.findings if finding.code in TOLD_AS_DAYS]
    last = [source.catalogue.text(finding.text) for finding in observed]
    if course.relapses or course.returned_on:
        last.insert(0, source.say("page.fever.not-hlh"))
    if last:
        blocks.append(Sentence(source.catalogue.sentences(last)))
    blocks += basis_note(source, [*found, *observed])
    blocks.append(Sentence(_definition(source), Voice.NOTE))
    return Section(source.say("page.section.fever"), tuple(blocks))


def _peaks(source: PageSource) -> list[Sentence]:
    days = source.state.temperature.days
    peaks = [day.peak for day in days if day.peak is not None]
    if not peaks:
        return [Sentence(source.say("page.fever.no-data"))]
    highest = max(peaks, key=lambda peak: ninths(peak.value))
    febrile = [day for day in days if day.state is DayState.FEBRILE]
    said = [Sentence(source.say("page.fever.highest", evidence=evidence_of(highest)))]
    if febrile:
        key = "page.fever.febrile-days"
        said.append(
            Sentence(
                source.say(
                    key,
                    count=len(febrile),
                    of=len(days),
                    first=febrile[0].on,
                    last=febrile[-1].on,
                )
            )
        )
    said += _unseen(source, days)
    return [Sentence(source.catalogue.sentences(sentence.text for sentence in said))]


def evidence_of(value: TemperatureValue) -> Message:
    """A value with its site and time."""
    site = Term("site", value.site)
    if isinstance(value, Temperature):
        key = "value.after-cooling" if value.after_cooling else "value.reading"
        return Message.of(key, value=value.value, site=site, at=value.at)
    return Message.of(f"value.peak-{value.source}", value=value.value, site=site, on=value.on)


def _unseen(source: PageSource, days: tuple[TemperatureDay, ...]) -> list[Sentence]:
    unseen = [day.on for day in days if day.state in {DayState.UNKNOWN, DayState.UNDER_OBSERVED}]
    if not unseen:
        covered = all(day.covered for day in days)
        return [Sentence(source.say("page.fever.all-observed"))] if covered else []
    return [Sentence(source.say("page.fever.unseen", count=len(unseen), days=tuple(spans(unseen))))]


def spans(days: list[date]) -> list[Message]:
    """Days in a row as one span."""
    runs: list[list[date]] = []
    for on in days:
        if runs and (on - runs[-1][-1]).days == 1:
            runs[-1].append(on)
        else:
            runs.append([on])
    return [
        Message.of("page.span.one", on=run[0])
        if len(run) == 1
        else Message.of("page.span.several", first=run[0], last=run[-1])
        for run in runs
    ]


def _normalisations(source: PageSource) -> list[Sentence]:
    found = source.state.temperature.normalisations
    if not found:
        return []
    days = tuple(
        Message.of("page.fever.normal-from", on=each.on, declared=each.declared_on) for each in found
    )
    needed = source.definitions.fever.normal_days
    return [Sentence(source.say("page.fever.normalised", days=days, needed=needed))]


def _definition(source: PageSource) -> str:
    fever = source.definitions.fever
    return source.say(
        "page.fever.definition",
        fever=format(fever.fever_from, "f"),
        normal=format(fever.normal_below["axillary"], "f"),
        inner=format(fever.normal_below["rectal"], "f"),
        days=fever.normal_days,
        readings=fever.readings_for_normal,
    )
