"""What is due at a moment: doses by the clock times of their orders, the reading after cooling (rule ``due``).

A dose names no order and no clock time, so the times share the day among them: a charted dose
stands for the latest time before it, or for the next one when it came only a little early. A
dose that is repeated after vomiting so never stands for the evening's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions, DueParameters
from hlhdesk.model.due import DueDose, DueState, DueStatus, Recheck
from hlhdesk.model.entries import Dose, Event, Order, Temperature
from hlhdesk.model.moment import Moment, instant_of
from hlhdesk.model.quantity import ninths
from hlhdesk.rules.doses import DAY, GIVEN, in_force_on_days, inpatient
from hlhdesk.rules.fever_days import heat_of

DAYS_BACK = 2


def due_state(chart: PatientChart, definitions: Definitions, as_of: Moment) -> DueState:
    """What is due at ``as_of``; nothing for a child that is not in the ward.

    Doses: every clock time of today, and those not charted that lie just before or after. Pure,
    and entries that happened after ``as_of`` are ignored.
    """
    if not inpatient(chart, as_of.day):
        return DueState()
    rule = definitions.due
    slots = answered_slots(chart, rule, as_of)
    doses = [found for slot in slots if (found := _judged(slot, rule, as_of)) is not None]
    today = in_force_on_days(chart, (as_of.day,))[as_of.day]
    return DueState(
        doses=tuple(doses),
        untimed=tuple(order for order in today if not order.times),
        recheck=recheck(chart, definitions, as_of),
    )


@dataclass(frozen=True, slots=True)
class Slot:
    """One clock time of an order on one day; ``asked`` is False for one that passed before it was ordered."""

    order: Order
    at: Moment
    asked: bool
    charted: list[Dose] = field(default_factory=list)


def answered_slots(chart: PatientChart, rule: DueParameters, as_of: Moment) -> list[Slot]:
    """The clock times around the day of ``as_of`` with the doses that stand for them, in order of time."""
    days = [as_of.day + DAY * n for n in range(-DAYS_BACK, 2)]
    slots = sorted(_slots(chart, rule, days), key=lambda slot: (slot.at.instant, slot.order.drug))
    first = instant_of(datetime.combine(days[0], time.min), chart.zone)
    doses = [dose for dose in chart.doses if first <= dose.at.instant <= as_of.instant]
    for dose in sorted(doses, key=lambda dose: (dose.at.instant, dose.id)):
        slot = slot_of(slots, dose, rule)
        if slot is not None:
            slot.charted.append(dose)
    return slots


def slot_of(slots: Iterable[Slot], dose: Dose, rule: DueParameters) -> Slot | None:
    """The clock time that a dose stands for; of two orders at one time the one with fewer doses."""
    same = [slot for slot in slots if (slot.order.drug, slot.order.route) == (dose.drug, dose.route)]
    times = sorted({slot.at.instant for slot in same})
    if not times:
        return None
    at = _time_of(times, dose.at.instant, timedelta(minutes=rule.early_minutes))
    there = [slot for slot in same if slot.at.instant == at]
    return min(there, key=lambda slot: len(slot.charted), default=None)


def _time_of(times: Sequence[datetime], instant: datetime, early: timedelta) -> datetime | None:
    later = bisect_right(times, instant)
    before = times[later - 1] if later else None
    after = times[later] if later < len(times) else None
    if after is None:
        return before
    if before is not None:
        early = min(early, (after - before) / 2)
    return after if after - instant <= early else before


def _slots(chart: PatientChart, rule: DueParameters, days: Sequence[date]) -> Iterator[Slot]:
    early = timedelta(minutes=rule.due_from_minutes)
    by_id = {entry.id: entry for entry in chart.entries if isinstance(entry, Order)}
    for on, orders in in_force_on_days(chart, days).items():
        for order in orders:
            since = _first_recorded(by_id, order)
            for clock in order.times:
                civil = datetime.combine(on, clock)
                at = Moment(civil, instant_of(civil, chart.zone), civil.isoformat(timespec="minutes"))
                yield Slot(order, at, since is None or since <= at.instant + early)


def _first_recorded(orders: dict[str, Order], order: Order) -> datetime | None:
    """When an order was first written: a correction does not make what was missed before it vanish."""
    found: Order | None = order
    while found is not None and found.supersedes:
        order, found = found, orders.get(found.supersedes)
    return (found or order).recorded_at


def _judged(slot: Slot, rule: DueParameters, as_of: Moment) -> DueDose | None:
    """The clock time as it is shown; None for one that nobody has to see."""
    today = slot.at.day == as_of.day
    if slot.charted:
        return DueDose(slot.order, slot.at, DueStatus.CHARTED, tuple(slot.charted)) if today else None
    minutes = timedelta(minutes=1)
    passed = as_of.instant - slot.at.instant
    status = _status(passed, rule.due_from_minutes * minutes, rule.overdue_after_minutes * minutes)
    if not slot.asked or (passed > timedelta(hours=rule.shown_for_hours) and not today):
        return None
    if status is DueStatus.LATER and not today:
        return None
    return DueDose(slot.order, slot.at, status)


def _status(passed: timedelta, early: timedelta, late: timedelta) -> DueStatus:
    if passed < -early:
        return DueStatus.LATER
    return DueStatus.DUE if passed <= late else DueStatus.OVERDUE


def recheck(chart: PatientChart, definitions: Definitions, as_of: Moment) -> Recheck | None:
    """The reading that is due after the latest cooling of a fever; None when it was taken, or nobody cooled.

    It is taken by a reading marked after cooling, or by any reading from its time on.
    """
    rule = definitions.due
    cooled = _latest_cooling(chart, definitions, as_of)
    if cooled is None:
        return None
    reading = _cooled_fever(chart, definitions, cooled.at)
    wait = timedelta(minutes=rule.recheck_minutes)
    due = cooled.at.instant + wait
    if reading is None or _taken(chart, cooled.at, due, as_of):
        return None
    civil = due.astimezone(chart.zone).replace(tzinfo=None)
    at = Moment(civil, due, civil.isoformat(timespec="minutes"))
    late = timedelta(minutes=rule.recheck_overdue_after_minutes)
    return Recheck(at, _status(as_of.instant - due, timedelta(0), late), reading, cooled)


def _latest_cooling(chart: PatientChart, definitions: Definitions, as_of: Moment) -> Dose | Event | None:
    drugs = definitions.fever.antipyretic_hours
    kept = timedelta(hours=definitions.due.shown_for_hours)
    doses = [dose for dose in chart.doses if dose.drug in drugs and dose.status == GIVEN]
    events = [event for event in chart.events if event.event in definitions.due.cooling_events]
    both: list[Dose | Event] = [*doses, *events]
    found = [entry for entry in both if timedelta(0) <= as_of.instant - entry.at.instant <= kept]
    return max(found, key=lambda entry: (entry.at.instant, entry.id), default=None)


def _cooled_fever(chart: PatientChart, definitions: Definitions, cooled: Moment) -> Temperature | None:
    """The last reading before cooling, when it was a fever."""
    recent = timedelta(hours=definitions.due.fever_before_cooling_hours)
    readings = [
        entry for entry in chart.temperatures if timedelta(0) <= cooled.instant - entry.at.instant <= recent
    ]
    last = max(readings, key=lambda entry: (entry.at.instant, entry.id), default=None)
    hot = last is not None and ninths(last.value) >= heat_of(definitions.fever.fever_from)
    return last if hot else None


def _taken(chart: PatientChart, cooled: Moment, due: datetime, as_of: Moment) -> bool:
    return any(
        entry.at.instant <= as_of.instant
        and (entry.at.instant >= due or (entry.after_cooling and entry.at.instant > cooled.instant))
        for entry in chart.temperatures
    )


def already_charted(
    chart: PatientChart, dose: Dose, rule: DueParameters
) -> tuple[Slot, tuple[Dose, ...]] | None:
    """The clock time that ``dose`` stands for and the doses given for it before; None when there is none.

    ``chart`` is the chart without the dose.
    """
    slots = answered_slots(chart, rule, dose.at)
    slot = slot_of(slots, dose, rule)
    given = () if slot is None else tuple(found for found in slot.charted if found.status == GIVEN)
    return (slot, given) if slot is not None and given else None
