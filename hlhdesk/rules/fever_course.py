"""Normalisation, relapse and what cannot be judged (clinical specification §2.2).

One pass over the days. Nothing here knows how a day got its state.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from hlhdesk.model.definitions import FeverParameters
from hlhdesk.model.entries import Temperature
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import ninths
from hlhdesk.model.state import (
    CannotJudge,
    DayState,
    FeverState,
    Normalisation,
    Relapse,
    RelapseLabel,
    RelapseStatus,
    TemperatureDay,
    TemperatureValue,
)
from hlhdesk.rules.fever_days import Value, heat_of, is_valid

NOT_OBSERVED = frozenset({DayState.UNKNOWN, DayState.UNDER_OBSERVED})


@dataclass(frozen=True, slots=True)
class Run:
    """A run of normal days so far."""

    on: date
    normal: int
    subfebrile_last: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """What the days amount to."""

    normalisations: tuple[Normalisation, ...]
    relapses: tuple[Relapse, ...]
    cannot_judge: tuple[CannotJudge, ...]
    returned_on: tuple[date, ...]


def course_of(days: Sequence[TemperatureDay], fever: FeverParameters) -> Course:
    """Read the days from first to last."""
    normalisations: list[Normalisation] = []
    relapses: list[Relapse] = []
    cannot_judge: list[CannotJudge] = []
    returned_on: list[date] = []
    last_febrile: int | None = None
    run: Run | None = None
    declared: Normalisation | None = None
    for index, day in enumerate(days):
        if day.state is DayState.FEBRILE:
            if declared is not None:
                relapses.append(_relapse(len(relapses) + 1, index, days, declared, fever))
            elif last_febrile is not None:
                between = days[last_febrile + 1 : index]
                if _might_have_normalised(between, fever):
                    cannot_judge.append(CannotJudge(day.on, _not_observed(between)))
                elif _was_observed_without_fever(between, fever):
                    returned_on.append(day.on)
            last_febrile, run, declared = index, None, None
        elif last_febrile is not None and declared is None:
            run = advance(run, day.on, day.state)
            if run is not None and run.normal >= fever.normal_days:
                declared = Normalisation(run.on, day.on)
                normalisations.append(declared)
                relapses = _settle(relapses, declared)
    return Course(tuple(normalisations), tuple(relapses), tuple(cannot_judge), tuple(returned_on))


def advance(run: Run | None, on: date, state: DayState) -> Run | None:
    """The run after one more day without fever; None when it is broken or has not begun."""
    match state:
        case DayState.NORMAL:
            return Run(on, 1) if run is None else Run(run.on, run.normal + 1)
        case DayState.SUBFEBRILE if run is not None and not run.subfebrile_last:
            return replace(run, subfebrile_last=True)
        case DayState.OPEN:
            return run
        case _:
            return None


def _settle(relapses: list[Relapse], declared: Normalisation) -> list[Relapse]:
    if not relapses or relapses[-1].settled_on is not None:
        return relapses
    return [*relapses[:-1], replace(relapses[-1], settled_on=declared.on)]


def _might_have_normalised(between: Sequence[TemperatureDay], fever: FeverParameters) -> bool:
    """Whether the days would have completed a run had the unobserved ones been normal."""
    run: Run | None = None
    for day in between:
        run = advance(run, day.on, DayState.NORMAL if day.state in NOT_OBSERVED else day.state)
        if run is not None and run.normal >= fever.normal_days:
            return True
    return False


def _not_observed(days: Iterable[TemperatureDay]) -> tuple[date, ...]:
    return tuple(day.on for day in days if day.state in NOT_OBSERVED)


def _was_observed_without_fever(between: Sequence[TemperatureDay], fever: FeverParameters) -> bool:
    return len(between) >= fever.returned_after_days and all(day.covered for day in between)


def _relapse(
    number: int, index: int, days: Sequence[TemperatureDay], normalised: Normalisation, fever: FeverParameters
) -> Relapse:
    day = days[index]
    assert day.peak is not None
    interval = (day.on - normalised.on).days
    between = [other for other in days[:index] if other.on > normalised.on]
    missing = len(_not_observed(between))
    return Relapse(
        number=number,
        on=day.on,
        peak=day.peak,
        normalisation=normalised,
        interval_days=interval,
        label=label_of(interval, fever),
        status=_status(day, days[index + 1 : index + 2], fever),
        gap=missing > 0,
        observed_between=len(between) - missing,
        days_between=len(between),
    )


def label_of(interval_days: int, fever: FeverParameters) -> RelapseLabel:
    """``2-7`` is the paper's window (S §3.5); the label never suppresses the flag."""
    if interval_days < fever.relapse_window_from:
        return RelapseLabel.EARLY
    if interval_days > fever.relapse_window_to:
        return RelapseLabel.LATE
    return RelapseLabel.WITHIN


def _status(
    day: TemperatureDay, following: Sequence[TemperatureDay], fever: FeverParameters
) -> RelapseStatus:
    confirmed = (
        any(ninths(value.value) >= heat_of(fever.high_fever_from) for value in day.values)
        or _twice(day.values, fever)
        or any(other.state is DayState.FEBRILE for other in following)
    )
    return RelapseStatus.CONFIRMED if confirmed else RelapseStatus.PROVISIONAL


def _twice(values: Iterable[TemperatureValue], fever: FeverParameters) -> bool:
    """Two febrile readings far enough apart; a daily peak has no time and pairs with nothing."""
    times = [
        value.at.instant
        for value in values
        if isinstance(value, Temperature) and ninths(value.value) >= heat_of(fever.fever_from)
    ]
    return bool(times) and max(times) - min(times) >= timedelta(minutes=fever.confirm_apart_minutes)


def state_at(values: Sequence[Value], course: Course, fever: FeverParameters, as_of: Moment) -> FeverState:
    """The state of the patient at ``as_of``: the first that holds, in the specification's order."""
    valid = [value for value in values if is_valid(value, fever)]
    febrile = [value.counts_at for value in valid if value.heat >= heat_of(fever.fever_from)]
    if not valid:
        return FeverState.NO_DATA
    if not febrile:
        return FeverState.NO_FEVER
    if course.relapses and course.relapses[-1].settled_on is None:
        return FeverState.RELAPSE
    if course.normalisations:
        return FeverState.NORMALISED
    last_febrile = max(febrile)
    recent = as_of.instant - last_febrile < timedelta(hours=fever.recent_hours)
    return FeverState.FEVER if recent or not _read_after(valid, last_febrile) else FeverState.SETTLING


def _read_after(valid: Iterable[Value], instant: datetime) -> bool:
    return any(value.counts_at > instant for value in valid)
