"""``ChartSpec``: one description of a chart that screen and page both draw.

``x`` counts days from midnight of ``origin`` on the ward's civil clock; ``y`` is in the panel's
unit (the common logarithm of it in a logarithmic panel). Colours and pixels belong to whoever
draws; here things have names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Arrow(StrEnum):
    """A censored result points to where the true value lies."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Point:
    """One value. ``symbol`` is the site (or ``lab``); ``text`` is the value as printed with its unit.

    ``hollow`` is a reading under an antipyretic, ``ringed`` one after cooling, ``peak`` a daily peak.
    A value without a time stands at noon and is not ``timed``.
    """

    x: float
    y: float
    symbol: str
    text: str
    entry_id: str = ""
    hollow: bool = False
    ringed: bool = False
    peak: bool = False
    arrow: Arrow | None = None
    timed: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A polyline in unbroken ``segments``; ``role`` is ``peak``, ``cooling`` or ``lab``."""

    role: str
    segments: tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One level from ``x0`` to ``x1``; ``source`` is ``given``, ``ordered`` or ``not-recorded``."""

    x0: float
    x1: float
    y: float
    source: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A horizontal line; ``role`` is ``fever``, ``high-fever``, ``low`` or ``reference``."""

    y: float
    role: str
    label: str


@dataclass(frozen=True, slots=True)
class Band:
    """A rectangle; ``role`` is ``normal`` (over all x), ``unobserved`` or ``not-measured`` (over all y)."""

    role: str
    x0: float
    x1: float
    y0: float
    y1: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """A marked moment; ``role`` is ``relapse``, ``normalised``, ``cannot-judge`` or ``dose-change``."""

    role: str
    x: float
    y: float
    label: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place on an axis; ``second`` is the second line of the label (treatment day)."""

    at: float
    label: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel of the stack. ``height`` is its share; ``ticks`` label its y axis."""

    name: str
    title: str
    unit: str
    y0: float
    y1: float
    ticks: tuple[Tick, ...]
    height: float
    logarithmic: bool = False
    limits: tuple[Limit, ...] = ()
    bands: tuple[Band, ...] = ()
    lines: tuple[Line, ...] = ()
    points: tuple[Point, ...] = ()
    steps: tuple[Step, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A whole chart: panels from top to bottom over one true time axis."""

    patient_id: str
    origin: date
    x0: float
    x1: float
    ticks: tuple[Tick, ...]
    panels: tuple[Panel, ...]
    description: str
