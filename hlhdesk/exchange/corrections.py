"""Corrections inside one file: an entry comes after the one that it supersedes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hlhdesk.model.batch import BatchEntry, BatchProblem
from hlhdesk.model.message import Message
from hlhdesk.model.problem import Place, Problem


def correction_problems(entries: Iterable[BatchEntry]) -> Iterator[BatchProblem]:
    """Ids given twice, and corrections that cannot be: of themselves, in a circle, twice, of another kind."""
    items = list(entries)
    by_id: dict[str, BatchEntry] = {}
    for item in items:
        if item.entry.id in by_id:
            yield _at(item, "id", "exchange.id-twice", id=item.entry.id)
        elif item.entry.id:
            by_id[item.entry.id] = item
    corrected: set[str] = set()
    for item in items:
        target = item.entry.supersedes
        if not target:
            continue
        if target in corrected:
            yield _at(item, "supersedes", "exchange.superseded-twice", id=target)
        corrected.add(target)
        found = by_id.get(target)
        if found and (type(found.entry) is not type(item.entry) or found.patient_id != item.patient_id):
            yield _at(item, "supersedes", "exchange.supersedes-other", id=target)
        if found and _circular(item, by_id):
            yield _at(item, "supersedes", "exchange.supersedes-circle", id=target)


def superseded_first(entries: Iterable[BatchEntry]) -> list[BatchEntry]:
    """The entries in their order, except that a correction waits for what it corrects.

    The corrections must be free of circles (``correction_problems``).
    """
    items = list(entries)
    by_id = {item.entry.id: item for item in items if item.entry.id}
    ordered: dict[int, BatchEntry] = {}
    for item in items:
        chain = [item]
        while (before := by_id.get(chain[-1].entry.supersedes or "")) and id(before) not in ordered:
            chain.append(before)
        for link in reversed(chain):
            ordered.setdefault(id(link), link)
    return list(ordered.values())


def _circular(item: BatchEntry, by_id: dict[str, BatchEntry]) -> bool:
    seen = {item.entry.id}
    while (found := by_id.get(item.entry.supersedes or "")) is not None:
        if found.entry.id in seen:
            return True
        seen.add(found.entry.id)
        item = found
    return False


def _at(item: BatchEntry, name: str, key: str, **values: str) -> BatchProblem:
    place = Place(item.place.file, item.place.line, f"{item.place.field}.{name}")
    return BatchProblem(place, Problem(name, Message.of(key, **values)))
