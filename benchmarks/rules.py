"""Day states: the rule over whole charts against numpy over ready-made arrays.

numpy only compares and counts numbers that are already in memory; the rule reads entries, masks
antipyretics, counts gaps on instants and keeps the evidence. A sample of the charts is timed and
scaled to 10,000 children of 900 days.
"""

from __future__ import annotations

import numpy as np

from benchmarks import ward
from benchmarks.ratios import Bar, interleaved, show, timed
from hlhdesk.definitions import load
from hlhdesk.model.chart import PatientChart
from hlhdesk.rules import derive
from hlhdesk.rules.fever_days import temperature_days, values_until

CHILDREN, DAYS, SAMPLE, IN_MEMORY = 10_000, 900, 4, 100
Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
NUMPY, RULE, WHOLE = "numpy, numbers in memory", "rule, entries to day states", "derive, the whole state"


def states(readings: Array) -> object:
    """The same judgement on arrays: febrile, subfebrile or normal; every day is covered here."""
    peak = readings.max(axis=-1)
    return np.where(peak >= 38.0, 2, np.where(peak >= 37.5, 1, 0))


def main() -> bool:
    """Print the table."""
    definitions = load()
    fever = definitions.fever
    charts = [ward.Stay(DAYS, seed).chart() for seed in range(SAMPLE)]
    as_of = ward.Stay(DAYS).end
    block = np.random.default_rng(0).normal(36.9, 0.6, (IN_MEMORY, DAYS, len(ward.READ_AT)))

    def day_states(chart: PatientChart) -> int:
        return len(temperature_days(chart, fever, as_of, values_until(chart, fever, as_of)))

    assert day_states(charts[0]) == DAYS
    measured = interleaved(
        {
            NUMPY: timed(lambda: states(block)),
            RULE: timed(lambda: [day_states(chart) for chart in charts]),
            WHOLE: timed(lambda: [derive(chart, definitions, as_of) for chart in charts]),
        }
    )
    counts = {NUMPY: IN_MEMORY, RULE: SAMPLE, WHOLE: SAMPLE}
    scaled = {name: [s * CHILDREN / counts[name] for s in found] for name, found in measured.items()}
    title = f"Day states of {CHILDREN:,} children × {DAYS} days"
    return show(title, scaled, NUMPY, (Bar(RULE, NUMPY, at_most=6),))
