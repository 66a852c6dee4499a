"""Table 2 of the paper, and invented values whose mean and standard deviation print as its figures.

Source of the figures: Chi et al. 2021, doi 10.1186/s12969-021-00534-0, Table 2.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from demo_ward.people import BY_ID, CHILDREN

TIMES = ("before", "1 week", "1 month")
ANALYTES = ("wbc", "fibrinogen", "ferritin", "sil2r")


@dataclass(frozen=True)
class Cell:
    """One printed cell, and the shape of the invented values behind it (ascending, any scale).

    ``least`` and ``most`` bound every value. The ``low`` lowest must stay below ``below``; all others
    reach it where ``reached``.
    """

    mean: str
    sd: str
    shape: tuple[float, ...]
    least: str
    most: str
    decimals: int
    low: int = 0
    below: str = "0"
    reached: bool = False


_MILD = (0.5, 0.62, 0.72, 0.8, 0.9, 1.0, 1.08, 1.18, 1.3, 1.5, 1.8)
_SKEWED = (0.25, 0.33, 0.43, 0.53, 0.63, 0.75, 0.87, 1.06, 1.4, 1.8, 3.2)
_STEEP = (0.06, 0.09, 0.13, 0.19, 0.28, 0.41, 0.62, 0.97, 1.45, 2.3, 4.8)

TABLE2: dict[tuple[str, str], tuple[Cell, Cell, Cell]] = {
    ("wbc", "R"): (
        Cell("2.55", "2.21", _SKEWED, "0.50", "9.50", 2),
        Cell("5.45", "3.32", _SKEWED, "1.70", "14.50", 2),
        Cell("5.74", "2.52", _SKEWED, "2.90", "13.50", 2),
    ),
    ("wbc", "C"): (
        Cell("4.29", "3.37", _SKEWED, "0.90", "14.50", 2),
        Cell("8.77", "4.69", _SKEWED, "3.20", "21.00", 2),
        Cell("9.62", "5.17", _SKEWED, "3.80", "23.00", 2),
    ),
    ("fibrinogen", "R"): (
        Cell("0.9", "0.35", _MILD, "0.35", "1.46", 2),
        Cell("1.65", "0.66", _MILD, "0.70", "3.20", 2),
        Cell("2.17", "0.89", _MILD, "1.05", "4.20", 2),
    ),
    ("fibrinogen", "C"): (
        Cell("1.98", "0.31", _MILD, "1.55", "2.70", 2),
        Cell("2.62", "0.21", _MILD, "2.20", "3.10", 2),
        Cell("3.94", "1.45", _MILD, "1.90", "6.90", 2),
    ),
    ("ferritin", "R"): (
        Cell("17090", "17586", _STEEP, "900", "70000", 0),
        Cell("828.1", "646.4", _SKEWED, "150", "2600", 0),
        Cell("178.9", "166.1", _SKEWED, "25", "690", 0),
    ),
    ("ferritin", "C"): (
        Cell("12579", "18748", _STEEP, "620", "65000", 0),
        Cell("4765.6", "4562.2", _SKEWED, "520", "18000", 0),
        Cell("597.6", "783.3", _STEEP, "30", "3200", 0),
    ),
    ("sil2r", "R"): (
        Cell("9381.3", "12865.4", _STEEP, "480", "52000", 0, low=4, below="2400", reached=True),
        Cell("2540", "1381.5", _MILD, "700", "6200", 0, low=4, below="2400"),
        Cell("494.2", "195.8", _MILD, "210", "1000", 0),
    ),
    ("sil2r", "C"): (
        Cell("1784.5", "516.4", _MILD, "1000", "2950", 0),
        Cell("760", "155.6", _MILD, "500", "1150", 0),
        Cell("390", "84.8", _MILD, "240", "600", 0),
    ),
}


def printed(value: Fraction, like: str) -> str:
    """``value`` rounded to as many decimals as ``like`` prints."""
    exponent = Decimal(like).as_tuple().exponent
    assert isinstance(exponent, int)
    with localcontext() as context:
        context.prec = 40
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return str(exact.quantize(Decimal(1).scaleb(exponent), rounding=ROUND_HALF_UP))


def mean_of(values: Sequence[Decimal]) -> Fraction:
    """The exact mean."""
    return sum((Fraction(value) for value in values), Fraction(0)) / len(values)


def sd_of(values: Sequence[Decimal]) -> Fraction:
    """The sample standard deviation (n − 1), to 40 digits."""
    centre = mean_of(values)
    variance = sum(((Fraction(value) - centre) ** 2 for value in values), Fraction(0)) / (len(values) - 1)
    with localcontext() as context:
        context.prec = 40
        return Fraction((Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt())


def fitted(cell: Cell, name: str) -> tuple[Decimal, ...]:
    """Eleven values, ascending, whose mean and standard deviation print as the cell's.

    Starts from the shape, scaled, and takes random steps that come nearer. Raises ValueError when
    no such values were found.
    """
    rng = random.Random(f"hlhdesk demo ward 1 / table 2 / {name}")  # noqa: S311  invented data, no secret
    scale: int = 10**cell.decimals
    mean, sd = float(cell.mean) * scale, float(cell.sd) * scale
    least, most, below = (int(Decimal(text) * scale) for text in (cell.least, cell.most, cell.below))
    size = len(cell.shape)
    floor = max(least, below) if cell.reached else least
    bounds = [(least, below - 1) if rank < cell.low else (floor, most) for rank in range(size)]

    def miss(units: Sequence[int]) -> float:
        centre = sum(units) / size
        spread = math.sqrt(sum((unit - centre) ** 2 for unit in units) / (size - 1))
        return abs(centre - mean) / mean + abs(spread - sd) / sd

    middle = sum(cell.shape) / size
    spread = math.sqrt(sum((part - middle) ** 2 for part in cell.shape) / (size - 1))
    units = []
    for part, (low, high) in zip(cell.shape, bounds, strict=True):
        unit = round(mean + sd * (part - middle) / spread * rng.uniform(0.94, 1.06))
        slack = rng.randint(0, (high - low) // 30)  # so that values at a bound differ
        units.append(min(max(unit, low + slack), high - slack))
    best, step = miss(units), max(1, round(sd / 3))
    for turn in range(60000):
        values = tuple(Decimal(unit) / scale for unit in sorted(units))
        if turn % 50 == 0 and _prints(values, cell):
            return values
        trial = list(units)
        for place in rng.sample(range(size), 2):
            trial[place] += rng.randint(-step, step)
        inside = all(low <= unit <= high for unit, (low, high) in zip(trial, bounds, strict=True))
        found = miss(trial)
        if inside and found < best:
            units, best = trial, found
        elif turn % 200 == 199:
            step = max(1, step * 2 // 3)
    raise ValueError(f"no values for {name}: {cell.mean} ± {cell.sd}")


def _prints(values: Sequence[Decimal], cell: Cell) -> bool:
    return printed(mean_of(values), cell.mean) == cell.mean and printed(sd_of(values), cell.sd) == cell.sd


def table_values() -> dict[tuple[str, str, str], Decimal]:
    """(child, analyte, time) → the value behind Table 2. A child keeps its rank over the three times."""
    found: dict[tuple[str, str, str], Decimal] = {}
    for (analyte, group), cells in TABLE2.items():
        order = _ranking(analyte, group)
        for time, cell in zip(TIMES, cells, strict=True):
            values = fitted(cell, f"{analyte} {group} {time}")
            found.update(((child, analyte, time), value) for child, value in zip(order, values, strict=True))
    return found


def _ranking(analyte: str, group: str) -> list[str]:
    """The children of a group from the lowest to the highest value of an analyte.

    sIL-2R: first those whose sCD25 was not high at diagnosis. White cells: last C8, the child of
    group C without cytopenia.
    """
    rng = random.Random(f"hlhdesk demo ward 1 / ranking / {analyte} {group}")  # noqa: S311  invented data
    order = [child.id for child in CHILDREN if child.group == group]
    rng.shuffle(order)
    if analyte == "sil2r":
        order.sort(key=lambda number: BY_ID[number].scd25_high)
    if analyte == "wbc":
        order.sort(key=lambda number: number == "C8")
    return order
