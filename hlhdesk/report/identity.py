"""Who the child is: the block under the title, and the line at the foot of every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from hlhdesk.model.message import Term
from hlhdesk.model.moment import Moment
from hlhdesk.report.blocks import Facts
from hlhdesk.report.provenance import PageProvenance
from hlhdesk.report.source import PageSource
from hlhdesk.wording import Catalogue

SHARES = (0.195, 0.185, 0.19, 0.2, 0.23)


def child_name(source: PageSource) -> str:
    """The name, or that none is recorded."""
    return source.chart.identity.name or source.say("page.name-not-recorded")


DISCHARGE = (
    "hospital-number", "sex", "born", "bed", "allergies",
    "weight", "height", "admitted", "discharged", "treatment-day",
)  # fmt: skip


def identity_facts(
    source: PageSource, names: tuple[str, ...] = DISCHARGE, shares: tuple[float, ...] = SHARES, **more: str
) -> Facts:
    """Identifiers, stay, weight and allergies by their names; what is missing is said. ``more`` are said as they come."""
    cells = tuple((source.say(f"page.label.{name}"), more.get(name) or FACTS[name](source)) for name in names)
    return Facts(cells, shares)


def _born(source: PageSource) -> str:
    born = source.chart.identity.birth_date
    return source.say("page.born-age", on=born, age=age(source, born, source.today))


def _weight(source: PageSource) -> str:
    weight = source.body_size()
    if weight is None:
        return source.say("page.not-recorded")
    return source.say("page.weight", kg=weight.weight_kg, on=weight.on)


def _height(source: PageSource) -> str:
    size = source.body_size(with_height=True)
    if size is None or size.height_cm is None:
        return source.say("page.not-recorded")
    return source.say("page.height", cm=size.height_cm, on=size.on)


def _admitted(source: PageSource) -> str:
    stay = source.stay
    return source.say("page.day", on=stay.admitted_on) if stay else source.say("page.not-recorded")


def _allergies(source: PageSource) -> str:
    allergies = source.chart.identity.allergies
    if allergies is None:
        return source.say("page.not-recorded")
    return source.catalogue.say(allergies) if allergies else source.say("page.no-allergy-known")


def _discharged(source: PageSource) -> str:
    stay = source.stay
    if stay is None:
        return source.say("page.not-recorded")
    days = (source.end - stay.admitted_on).days + 1
    if source.discharged_on is None:
        return source.say("page.in-ward", days=days)
    return source.say("page.discharged", on=source.discharged_on, days=days)


def _treatment_day(source: PageSource) -> str:
    start = source.state.treatment_start
    if start is None:
        return source.say("page.no-treatment-start")
    day = (source.end - start).days
    return source.say("page.treatment-day" if day >= 0 else "page.treatment-starts", day=day, on=start)


FACTS: Mapping[str, Callable[[PageSource], str]] = {
    "hospital-number": lambda source: source.chart.patient_id,
    "sex": lambda source: source.catalogue.say(Term("sex", source.chart.identity.sex)),
    "born": _born,
    "bed": lambda source: source.chart.identity.bed or source.say("page.not-recorded"),
    "allergies": _allergies,
    "weight": _weight,
    "height": _height,
    "admitted": _admitted,
    "discharged": _discharged,
    "treatment-day": _treatment_day,
}


def age(source: PageSource, born: date, on: date) -> str:
    """Age as wards say it: days in the first month, months up to two years, then years and months."""
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if months < 1:
        return source.say("page.age.days", days=(on - born).days)
    if months < 24:
        return source.say("page.age.months", months=months)
    return source.say("page.age.years", years=months // 12, months=months % 12)


def identity_line(source: PageSource) -> str:
    """Name, number and date of birth: at the foot of every page."""
    return source.say(
        "page.foot.identity",
        name=child_name(source),
        patient=source.chart.patient_id,
        born=source.chart.identity.birth_date,
    )


def small_print(source: PageSource) -> tuple[str, ...]:
    """Who printed what when, from which state of the data and which versions."""
    made, state = source.provenance, source.state
    later = _later(made.printed_at, state.as_of)
    return small_print_of(made, source.catalogue, state.as_of if later else None)


def small_print_of(made: PageProvenance, words: Catalogue, as_of: Moment | None = None) -> tuple[str, ...]:
    """The same without a child; ``as_of`` is said where it is not the time of printing."""
    parts = [
        words("page.foot.printed-by", at=made.printed_at, by=made.printed_by)
        if made.printed_by
        else words("page.foot.printed", at=made.printed_at),
        words("page.foot.as-of", at=as_of) if as_of else "",
        words("page.foot.versions", program=made.program_version, definitions=made.definitions_version),
        "" if made.approved else words("page.foot.not-approved"),
        words("page.foot.head", head=grouped(made.history_head)),
    ]
    return tuple(part for part in parts if part)


def _later(printed: Moment, as_of: Moment) -> bool:
    return printed.civil.replace(second=0) != as_of.civil.replace(second=0)


def grouped(head: str, size: int = 4, groups: int = 4) -> str:
    """The first characters of the history's head, in groups that can be read aloud."""
    return " ".join(head[n : n + size] for n in range(0, min(len(head), size * groups), size))
