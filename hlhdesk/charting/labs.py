"""Laboratory panels: one line a series, never across units or assays; censored results point."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from hlhdesk.charting.axis import decade_axis, linear_axis, number
from hlhdesk.charting.source import ChartSource
from hlhdesk.charting.spec import Arrow, Limit, Line, Panel, Point, Tick
from hlhdesk.model.definitions import Analyte, Hlh2004Parameters
from hlhdesk.model.entries import Lab
from hlhdesk.model.quantity import Comparator

HEIGHT = 1.8
ARROWS = {
    Comparator.LESS: Arrow.DOWN,
    Comparator.AT_MOST: Arrow.DOWN,
    Comparator.NOT_DETECTED: Arrow.DOWN,
    Comparator.GREATER: Arrow.UP,
    Comparator.AT_LEAST: Arrow.UP,
}


def lab_panels(source: ChartSource, analyte: str) -> tuple[Panel, ...]:
    """One panel for each unit family of ``analyte`` that has a result; an empty one when there is none.

    The first panel is named as the analyte, a further one ``analyte:unit``.
    """
    known = source.definitions.analytes[analyte]
    by_unit: dict[str, list[Lab]] = {}
    for lab in _labs(source, analyte):
        by_unit.setdefault(known.series_of(lab.value.unit), []).append(lab)
    units = [known.unit] if not by_unit else sorted(by_unit, key=lambda unit: (unit != known.unit, unit))
    return tuple(
        _Series(source, known, unit, by_unit.get(unit, [])).panel(
            analyte if unit == units[0] else f"{analyte}:{unit}"
        )
        for unit in units
    )


def _labs(source: ChartSource, analyte: str) -> list[Lab]:
    found = [lab for lab in source.chart.labs if lab.analyte == analyte and source.drawn(lab.at)]
    return sorted(found, key=lambda lab: (lab.at.instant, lab.assay or "", lab.value.number, lab.id))


class _Series:
    """The results of one analyte that share a unit family, and the scale that they are drawn on."""

    def __init__(self, source: ChartSource, analyte: Analyte, unit: str, labs: list[Lab]) -> None:
        self.analyte, self.unit, self.labs = analyte, unit, labs
        self.axis, self.catalogue = source.axis, source.catalogue
        self.hlh2004 = source.definitions.hlh2004

    def panel(self, name: str) -> Panel:
        limits = list(self._limits())
        shown = [self._scaled(lab) for lab in self.labs] + [value for value, _ in limits]
        y0, y1, ticks = self._scale_of(shown)
        y = self._y(y0)
        return Panel(
            name=name,
            title=self.catalogue.term("analyte", self.analyte.name),
            unit=self.catalogue.unit(self.unit),
            y0=y0,
            y1=y1,
            ticks=ticks,
            height=HEIGHT,
            logarithmic=self.analyte.logarithmic,
            limits=tuple(Limit(y(value), "reference", label) for value, label in limits),
            lines=(Line("lab", tuple(self._lines(y))),),
            points=tuple(self._point(lab, y) for lab in self.labs),
        )

    def _scaled(self, lab: Lab) -> Fraction:
        return self.analyte.scaled(lab.value.number, lab.value.unit)

    def _scale_of(self, shown: Iterable[Fraction]) -> tuple[float, float, tuple[Tick, ...]]:
        values = [float(value) for value in shown]
        if not self.analyte.logarithmic:
            top, ticks = linear_axis(max(values, default=0.0))
            return 0.0, top, ticks
        positive = [value for value in values if value > 0] or [1.0]
        return decade_axis(min(positive), max(positive))

    def _y(self, floor: float) -> Callable[[Fraction], float]:
        """Position of a value; a value without a logarithm lies on the floor of its panel."""
        if not self.analyte.logarithmic:
            return float
        return lambda value: math.log10(value) if value > 0 else floor

    def _lines(self, y: Callable[[Fraction], float]) -> Iterator[tuple[tuple[float, float], ...]]:
        """One line an assay."""
        for assay in sorted({lab.assay or "" for lab in self.labs}):
            yield tuple(
                (self.axis.x(lab.at.civil), y(self._scaled(lab)))
                for lab in self.labs
                if (lab.assay or "") == assay
            )

    def _point(self, lab: Lab, y: Callable[[Fraction], float]) -> Point:
        return Point(
            x=self.axis.x(lab.at.civil),
            y=y(self._scaled(lab)),
            symbol="lab",
            text=self.catalogue.quantity(lab.value),
            entry_id=lab.id,
            arrow=ARROWS.get(lab.value.comparator),
        )

    def _limits(self) -> Iterator[tuple[Fraction, str]]:
        """The laboratory's own limits of the latest result that has any, and the limit of HLH-2004."""
        own = [lab for lab in self.labs if lab.low is not None or lab.high is not None]
        if own:
            latest = own[-1]
            for key, limit in (("low", latest.low), ("high", latest.high)):
                if limit is not None and (limit > 0 or not self.analyte.logarithmic):
                    value = self.analyte.scaled(limit, latest.value.unit)
                    yield value, self.catalogue(f"charting.limit.{key}", limit=number(float(value)))
        criterion = _criteria(self.hlh2004).get(self.analyte.name, {}).get(self.unit)
        if criterion is not None:
            yield (
                Fraction(criterion),
                self.catalogue("charting.limit.hlh2004", limit=number(float(criterion))),
            )


def _criteria(hlh2004: Hlh2004Parameters) -> Mapping[str, Mapping[str, Decimal]]:
    """The limits of the laboratory items, as printed for each unit."""
    return {
        "haemoglobin": hlh2004.haemoglobin_below,
        "platelets": hlh2004.platelets_below,
        "anc": hlh2004.anc_below,
        "triglyceride": hlh2004.triglyceride_from,
        "fibrinogen": hlh2004.fibrinogen_to,
        "ferritin": hlh2004.ferritin_from,
        "sil2r": hlh2004.scd25_from,
    }
