"""Ratios of medians over interleaved pairs: machines are noisy, their neighbours noisier."""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

PAIRS = 11


@dataclass(frozen=True)
class Bar:
    """What a ratio should be: at most (or at least) so many times the other."""

    of: str
    against: str
    at_most: float | None = None
    at_least: float | None = None

    def met(self, ratio: float) -> bool:
        """True when the ratio is within the bar."""
        below = self.at_most is None or ratio <= self.at_most
        return below and (self.at_least is None or ratio >= self.at_least)

    def __str__(self) -> str:
        if self.at_most is not None:
            return f"≤ {self.at_most:g} × {self.against}"
        return f"≥ {self.at_least:g} × {self.against}" if self.at_least is not None else ""


def timed(action: Callable[[], object]) -> Callable[[], float]:
    """A measurement: how many seconds ``action`` takes."""

    def measure() -> float:
        start = time.perf_counter()
        action()
        return time.perf_counter() - start

    return measure


def interleaved(
    measurements: Mapping[str, Callable[[], float]], pairs: int = PAIRS
) -> dict[str, list[float]]:
    """Every measurement once a round, after one round that is thrown away."""
    found: dict[str, list[float]] = {name: [] for name in measurements}
    for number in range(pairs + 1):
        for name, measure in measurements.items():
            gc.collect()
            seconds = measure()
            if number:
                found[name].append(seconds)
    return found


def show(title: str, found: Mapping[str, list[float]], first: str, bars: tuple[Bar, ...] = ()) -> bool:
    """Print the table, ``first`` standing for 1; returns whether every bar is met."""
    medians = {name: statistics.median(seconds) for name, seconds in found.items()}
    pairs = min(len(seconds) for seconds in found.values())
    lines = [f"\n{title} ({pairs} interleaved rounds, medians)"]
    for name, median in medians.items():
        ordered = sorted(found[name])
        slowest = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
        ratio = median / medians[first]
        lines.append(f"  {name:<42} {median * 1000:10.2f} ms   p95 {slowest * 1000:9.2f} ms   × {ratio:8.2f}")
    good = True
    for bar in bars:
        ratio = medians[bar.of] / medians[bar.against]
        good &= bar.met(ratio)
        verdict = "met" if bar.met(ratio) else "NOT MET"
        lines.append(f"  bar: {bar.of} {bar}: {ratio:.2f} — {verdict}")
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    return good
