"""Which entries of a file are there already, so that importing it twice adds nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from hlhdesk.store import Record

Content = tuple[str, str]
"""Kind and canonical body: what makes two entries of a child the same."""


@dataclass(slots=True)
class KnownChild:
    """A child's entries before the import, and those that the import has added so far.

    An entry without an id is known when any entry of the child, a superseded one too, has its
    content. One that brings its id is known by it; a different id with the same content is known
    only against what was there before, and each of those stands for one entry: two equal readings
    of an exported chart stay two.
    """

    is_new: bool
    records: list[Record]
    ids_in_file: frozenset[str]
    by_id: dict[str, Record] = field(init=False)
    superseded_by: dict[str, Record] = field(init=False)
    _first: dict[Content, str] = field(init=False)
    _spare: dict[Content, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_id = {}
        self.superseded_by = {}
        self._first = {}
        self._spare = {}
        for record in self.records:
            self._index(record)
            if record.id not in self.ids_in_file and record.supersedes is None:
                self._spare.setdefault(_content(record), []).append(record.id)

    def add(self, record: Record) -> None:
        """Remember an entry that the import has added."""
        self.records.append(record)
        self._index(record)

    def match(self, draft: Record) -> str | None:
        """The id of the entry that ``draft`` (its id may be empty) repeats, or None."""
        if draft.id in self.by_id:
            return draft.id
        if draft.supersedes is not None:
            return self._same_correction(draft)
        if not draft.id:
            return self._first.get(_content(draft))
        spare = self._spare.get(_content(draft))
        return spare.pop(0) if spare else None

    def _same_correction(self, draft: Record) -> str | None:
        assert draft.supersedes is not None
        found = self.superseded_by.get(draft.supersedes)
        if found is None or (_content(found), found.retracted) != (_content(draft), draft.retracted):
            return None
        return found.id

    def _index(self, record: Record) -> None:
        self.by_id[record.id] = record
        self._first.setdefault(_content(record), record.id)
        if record.supersedes is not None:
            self.superseded_by[record.supersedes] = record


def same_entry(one: Record, other: Record) -> bool:
    """True when two records with one id say the same of the same child."""
    return (one.patient_id, _content(one), one.supersedes, one.retracted) == (
        other.patient_id,
        _content(other),
        other.supersedes,
        other.retracted,
    )


def _content(record: Record) -> Content:
    return record.kind, record.body
