"""Day states: the rule over whole charts against numpy over ready-made arrays.

numpy only compares and counts numbers that are already in memory; the rule reads entries, masks
antipyretics, counts gaps on instants and keeps the evidence. A sample of the charts is timed and
scaled to 10,000 children of 900 days.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np

from benchmarks.ratios import Bar, interleaved, show, timed
from hlhdesk.definitions import load
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Temperature
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import Quantity
from hlhdesk.rules.fever_days import temperature_days, values_until

CHILDREN, DAYS, SAMPLE = 10_000, 900, 4
CLOCKS = (2, 6, 10, 14, 18, 22)
FIRST = date(2024, 1, 1)
ZONE = ZoneInfo("Asia/Shanghai")


def temperatures(seed: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Invented readings in tenths of a degree: mostly normal, sometimes not."""
    numbers = np.random.default_rng(seed)
    normal = numbers.normal(36.8, 0.3, (DAYS, len(CLOCKS)))
    fever = numbers.random((DAYS, 1)) < 0.1
    return np.round(normal + np.where(fever, 2.0, 0.0), 1)


def chart(seed: int) -> PatientChart:
    """The same readings as a child's chart."""
    entries = []
    for number, row in enumerate(temperatures(seed)):
        for hour, value in zip(CLOCKS, row, strict=True):
            civil = datetime.combine(FIRST + timedelta(days=number), datetime.min.time()) + timedelta(
                hours=hour
            )
            text = f"{value:.1f}"
            entries.append(
                Temperature(
                    id=f"{number}-{hour}",
                    at=Moment.parse(civil.isoformat(timespec="minutes"), ZONE),
                    value=Quantity(Decimal(text), "Cel", text, "Cel"),
                    site="axillary",
                )
            )
    return PatientChart(f"B{seed}", ZONE, tuple(entries))


def states(readings: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> object:
    """The same judgement on arrays: febrile, subfebrile or normal; every day is covered here."""
    peak = readings.max(axis=-1)
    return np.where(peak >= 38.0, 2, np.where(peak >= 37.5, 1, 0))


def main() -> bool:
    """Print the table."""
    fever = load().fever
    charts = [chart(seed) for seed in range(SAMPLE)]
    as_of = Moment.parse(f"{FIRST + timedelta(days=DAYS - 1)}T23:59", ZONE)
    block = np.stack([temperatures(seed) for seed in range(100)])

    def rule() -> None:
        for one in charts:
            days = temperature_days(one, fever, as_of, values_until(one, fever, as_of))
            assert len(days) == DAYS

    measured = interleaved(
        {"numpy, numbers in memory": timed(lambda: states(block)), "rule, entries to day states": timed(rule)}
    )
    scaled = {
        "numpy, numbers in memory": [s * CHILDREN / len(block) for s in measured["numpy, numbers in memory"]],
        "rule, entries to day states": [
            s * CHILDREN / SAMPLE for s in measured["rule, entries to day states"]
        ],
    }
    bar = Bar("rule, entries to day states", "numpy, numbers in memory", at_most=6)
    return show(
        f"Day states of {CHILDREN:,} children × {DAYS} days", scaled, "numpy, numbers in memory", (bar,)
    )
