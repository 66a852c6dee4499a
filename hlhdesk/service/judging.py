"""Judges a file's new entries by the chart that they would become part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from hlhdesk.model.batch import BatchEntry, BatchProblem
from hlhdesk.model.chart import PatientChart, valid_entries
from hlhdesk.model.entries import BodySize, Dose, Entry, Identity, Lab, Order
from hlhdesk.model.problem import Place, Problem
from hlhdesk.service.safety import chart_problems
from hlhdesk.service.work import Work

Added = tuple[BatchEntry, Entry]
"""An entry as it stood in the file, and as it is added."""


class Judge:
    """One child's chart with all the entries that a file adds.

    Orders and given doses are judged by the orders and the body size, results by those of the same
    sample; doses are not compared with one another: what was given, was given.
    """

    def __init__(self, work: Work, patient_id: str, entries: Iterable[Entry]) -> None:
        self._work = work
        self._chart = PatientChart(patient_id, work.zone, tuple(valid_entries(entries)))
        self._ids = {entry.id for entry in self._chart.entries}
        self._basis = tuple(
            entry for entry in self._chart.entries if isinstance(entry, Identity | BodySize | Order)
        )
        self._samples: dict[datetime, list[Lab]] = defaultdict(list)
        for lab in self._chart.labs:
            self._samples[lab.at.instant].append(lab)

    def problems(self, item: BatchEntry, entry: Entry) -> Iterator[BatchProblem]:
        """What the rest of the chart has against an entry that is valid."""
        if entry.id not in self._ids:
            return
        others = self._samples[entry.at.instant] if isinstance(entry, Lab) else self._basis
        rest = PatientChart(
            self._chart.patient_id, self._chart.zone, tuple(other for other in others if other.id != entry.id)
        )
        for problem in chart_problems(rest, entry, self._work.definitions, self._work.now):
            yield located(item, problem)


def judged(entry: Entry) -> bool:
    """True for the kinds that other entries have a say in."""
    return isinstance(entry, Order | Dose | Lab)


def located(item: BatchEntry, problem: Problem) -> BatchProblem:
    """A problem of one field of a file's entry, with its place."""
    place = item.place
    path = problem.field if place.field in ("", problem.field) else f"{place.field}.{problem.field}"
    return BatchProblem(Place(place.file, place.line, path), problem)
