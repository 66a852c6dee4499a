"""The history of a child, of one entry and of the ward, to be read: who, when, what, old and new, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Entry
from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.service.changes import change_of
from hlhdesk.service.entries import entry_of
from hlhdesk.service.history_words import note_words, setting_words
from hlhdesk.service.wardclock import moment_at
from hlhdesk.store import Line, Record, SettingLine
from hlhdesk.wording.entry_words import entry_words, when_of

CHARTED, CORRECTED, RETRACTED, SETTING = "charted", "corrected", "retracted", "setting"
"""What a line of an entry or of a setting is called; a note keeps the name of its action."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of the history.

    ``at`` is when it was written and ``by`` who did (None without a name), ``said`` what was done
    in words, ``change`` a correction's old and new values. ``root`` is the id of the first entry of
    a line of corrections: all lines about one fact share it. ``superseded_by`` names the entry that
    struck this one out. ``about`` are the entries that a note concerns.
    """

    seq: int
    at: Moment
    by: str | None
    action: str
    said: Message
    patient_id: str | None = None
    entry: Entry | None = None
    happened: Moment | date | None = None
    reason: str | None = None
    change: Message | None = None
    root: str | None = None
    superseded_by: str | None = None
    about: tuple[str, ...] = ()


class ChildHistory:
    """Everything about a child. It grows by what is added: what stands in a history does not change."""

    def __init__(self, definitions: Definitions, zone: ZoneInfo) -> None:
        self._definitions, self._zone = definitions, zone
        self._records: dict[str, Record] = {}
        self._lines: dict[int, HistoryLine] = {}

    def is_by(self, definitions: Definitions, zone: ZoneInfo) -> bool:
        """True while the entries are read by these definitions, in this zone."""
        return self._definitions is definitions and self._zone == zone

    def add(self, records: Iterable[Record], lines: Mapping[int, Line], notes: Iterable[Line]) -> None:
        """Take entries with their lines, and notes, that were written since. Raises UnreadableEntry."""
        for record in records:
            self._records[record.id] = record
            old = self._records.get(record.supersedes or "")
            self._lines[record.seq] = _of_entry(
                record, self._records, lines[record.seq], self._definitions, self._zone
            )
            if old is not None:
                self._lines[old.seq] = replace(self._lines[old.seq], superseded_by=record.id)
        for note in notes:
            if note.seq not in self._lines:
                entry = self._records.get(note.entry_id or "")
                root = None if entry is None else _root(entry, self._records)
                self._lines[note.seq] = replace(_of_note(note, self._zone), root=root)

    def read(self) -> tuple[HistoryLine, ...]:
        """All of it, oldest first."""
        return tuple(self._lines[seq] for seq in sorted(self._lines))


def ward_history(
    notes: Iterable[Line], settings: Iterable[SettingLine], lines: Mapping[int, Line], zone: ZoneInfo
) -> tuple[HistoryLine, ...]:
    """What concerns no single child: settings, backups, restores, imports, parameters; oldest first."""
    found = [_of_note(line, zone) for line in notes if line.patient_id is None]
    before: dict[str, str] = {}
    for setting in settings:
        said = setting_words(setting.key, before.get(setting.key), setting.value)
        before[setting.key] = setting.value
        found.append(_plain(lines[setting.seq], SETTING, said, zone))
    return tuple(sorted(found, key=lambda line: line.seq))


def of_entry(history: Iterable[HistoryLine], entry_id: str) -> tuple[HistoryLine, ...]:
    """The lines about one fact: the entry, all that it corrects or that correct it, and the notes about them."""
    every = tuple(history)
    root = next((line.root for line in every if line.entry is not None and line.entry.id == entry_id), None)
    if root is None:
        return ()
    ids = {line.entry.id for line in every if line.entry is not None and line.root == root}
    return tuple(line for line in every if line.root == root or ids & set(line.about))


def _of_entry(
    record: Record, known: Mapping[str, Record], line: Line, definitions: Definitions, zone: ZoneInfo
) -> HistoryLine:
    entry = entry_of(record, definitions, zone)
    old = known.get(record.supersedes or "")
    action = RETRACTED if record.retracted else CORRECTED if old else CHARTED
    return HistoryLine(
        seq=record.seq,
        at=moment_at(datetime.fromisoformat(line.recorded_at), zone),
        by=line.recorded_by,
        action=action,
        said=entry_words(entry),
        patient_id=record.patient_id,
        entry=entry,
        happened=when_of(entry),
        reason=record.change_reason,
        change=None if old is None else change_of(old, record, zone),
        root=_root(record, known),
    )


def _root(record: Record, known: Mapping[str, Record]) -> str:
    while record.supersedes is not None and record.supersedes in known:
        record = known[record.supersedes]
    return record.id


def _of_note(line: Line, zone: ZoneInfo) -> HistoryLine:
    said = note_words(line, zone)
    about = tuple(said.about) or ((line.entry_id,) if line.entry_id else ())
    return replace(_plain(line, line.action, said.message, zone), about=about)


def _plain(line: Line, action: str, said: Message, zone: ZoneInfo) -> HistoryLine:
    at = moment_at(datetime.fromisoformat(line.recorded_at), zone)
    return HistoryLine(line.seq, at, line.recorded_by, action, said, line.patient_id)
