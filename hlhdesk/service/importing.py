"""Importing a file: every entry of it, or none; what is there already is counted, not added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from hlhdesk.entry import body_of, canonical
from hlhdesk.model.batch import Batch, BatchEntry, BatchProblem, ImportReport
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import KIND_OF, Admission, Entry, Identity
from hlhdesk.model.message import Message, Value
from hlhdesk.model.problem import Problem, Severity
from hlhdesk.service.answers import Refused
from hlhdesk.service.commands import ImportBatch
from hlhdesk.service.entries import entry_of, record_of
from hlhdesk.service.identities import differences, merged
from hlhdesk.service.judging import Added, Judge, judged, located
from hlhdesk.service.known import KnownChild, same_entry
from hlhdesk.service.texts import refuse_text
from hlhdesk.service.work import Work
from hlhdesk.store import ChartHead, Record, new_id


def import_batch(work: Work, command: ImportBatch) -> ImportReport:
    """Add what a file holds. Raises Refused with the place of every problem."""
    refuse_text("recorded_by", command.by)
    if command.dry_run:
        work.transaction.abandon()
        for earlier in command.after:
            _Import(work, replace(command, batch=earlier)).run()
    importing = _Import(work, command)
    importing.run()
    return importing.report()


@dataclass(slots=True)
class _Import:
    """One import under way."""

    work: Work
    command: ImportBatch
    children: dict[str, KnownChild] = field(default_factory=dict)
    now_called: dict[str, str] = field(default_factory=dict)
    problems: list[BatchProblem] = field(default_factory=list)
    warnings: list[BatchProblem] = field(default_factory=list)
    added: dict[str, list[Added]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    known: int = 0

    @property
    def batch(self) -> Batch:
        return self.command.batch

    def run(self) -> None:
        """Add every entry, then judge the charts as they would be; raise Refused if anything is wrong."""
        for item in _in_order(self.batch.entries):
            child = self._child(item)
            if child is not None:
                self._take(item, child)
        for patient_id, added in self.added.items():
            self._judge(patient_id, added)
        if self.problems:
            located = tuple(sorted(self.problems, key=lambda found: found.place.line))
            raise Refused(tuple(found.problem for found in located), located)
        self._write()

    def report(self) -> ImportReport:
        """What was done, with the warnings of the entries that were added."""
        new = sum(child.is_new for child in self.children.values())
        count = sum(map(len, self.added.values()))
        return ImportReport(self.batch.file, count, self.known, new, tuple(self.warnings))

    def _child(self, item: BatchEntry) -> KnownChild | None:
        """What is known of the entry's child; a problem when the file may not make one."""
        found = self.children.get(item.patient_id)
        if found is not None:
            return found
        ids = frozenset(other.entry.id for other in self.batch.entries if other.entry.id)
        if self.work.transaction.chart_head(item.patient_id) is not None:
            _, records = self.work.transaction.chart(item.patient_id, ChartHead(0, 0))
            found = KnownChild(is_new=False, records=records, ids_in_file=ids)
        elif self.batch.creates_patients and isinstance(item.entry, Identity):
            found = KnownChild(is_new=True, records=[], ids_in_file=ids)
        else:
            self._problem(item, "patient_id", "service.unknown-patient", patient=item.patient_id)
            return None
        self.children[item.patient_id] = found
        return found

    def _take(self, item: BatchEntry, child: KnownChild) -> None:
        """One entry: known, refused or added."""
        supersedes = item.entry.supersedes
        entry = replace(
            item.entry, supersedes=self.now_called.get(supersedes, supersedes) if supersedes else None
        )
        draft = _draft(entry, item.patient_id)
        match = child.match(draft)
        if match is not None and (match != draft.id or same_entry(child.by_id[match], draft)):
            self.known += 1
            if draft.id and match != draft.id:
                self.now_called[draft.id] = match
            return
        if draft.id and (draft.id in self.ids or self.work.transaction.entry(draft.id) is not None):
            self._problem(item, "id", "service.id-taken", entry=draft.id)
            return
        if isinstance(entry, Identity) and not entry.supersedes and child.records:
            self._identity_again(item, entry, child)
        elif isinstance(entry, Admission) and not entry.id and (lasting := self._lasting(entry, child)):
            self._add(item, replace(entry, supersedes=lasting, change_reason=self._file_name), child)
        elif not entry.supersedes or self._may_supersede(item, entry, child):
            self._add(item, entry, child)

    def _identity_again(self, item: BatchEntry, said: Identity, child: KnownChild) -> None:
        """A known child: it must be the same one; a new bed is a correction."""
        current = self._identity_in_force(item.patient_id, child)
        problems = differences(current, said)
        self.problems.extend(located(item, problem) for problem in problems)
        new = merged(current, said)
        if problems:
            return
        if new is None:
            self.known += 1
            if said.id:
                self.now_called[said.id] = current.id
            return
        changed = replace(
            new,
            id=said.id,
            recorded_at=said.recorded_at,
            recorded_by=said.recorded_by,
            supersedes=current.id,
            change_reason=self._file_name,
            unconfirmed=False,
        )
        self._add(item, changed, child)

    def _identity_in_force(self, patient_id: str, child: KnownChild) -> Identity:
        kind = KIND_OF[Identity].value
        records = [record for record in child.records if record.kind == kind]
        entries = [entry_of(record, self.work.definitions, self.work.zone) for record in records]
        return PatientChart(patient_id, self.work.zone, tuple(entries)).identity

    def _lasting(self, said: Admission, child: KnownChild) -> str | None:
        """The id of the stay that began that day and still lasts: a file that names its end corrects it."""
        if said.discharged_on is None or said.supersedes:
            return None
        for record in child.records:
            if record.kind == KIND_OF[Admission].value and record.id not in child.superseded_by:
                stay = entry_of(record, self.work.definitions, self.work.zone)
                assert isinstance(stay, Admission)
                if stay.admitted_on == said.admitted_on and stay.discharged_on is None and not stay.retracted:
                    return stay.id
        return None

    @property
    def _file_name(self) -> str:
        return Path(self.batch.file).name

    def _may_supersede(self, item: BatchEntry, entry: Entry, child: KnownChild) -> bool:
        target = child.by_id.get(entry.supersedes or "")
        if target is None:
            elsewhere = (
                entry.supersedes in self.ids
                or self.work.transaction.entry(entry.supersedes or "") is not None
            )
            key = "service.supersedes-other" if elsewhere else "service.supersedes-unknown"
            self._problem(item, "supersedes", key, entry=entry.supersedes or "")
        elif target.kind != KIND_OF[type(entry)].value:
            self._problem(item, "supersedes", "service.supersedes-other", entry=target.id)
        elif target.id in child.superseded_by:
            later = child.superseded_by[target.id].id
            self._problem(item, "supersedes", "service.already-corrected", entry=target.id, later=later)
        elif not (entry.change_reason or "").strip():
            self._problem(item, "change_reason", "service.no-reason")
        else:
            return True
        return False

    def _add(self, item: BatchEntry, entry: Entry, child: KnownChild) -> None:
        """Complete the provenance and remember the entry; a value with a warning stays unconfirmed."""
        complete = replace(
            entry,
            id=entry.id or new_id(),
            recorded_at=entry.recorded_at or self.work.now.instant,
            recorded_by=entry.recorded_by or self.command.by,
            unconfirmed=entry.unconfirmed or bool(item.warnings),
        )
        child.add(record_of(complete, item.patient_id))
        self.ids.add(complete.id)
        self.added.setdefault(item.patient_id, []).append((item, complete))
        self.warnings.extend(located(item, asked) for asked in item.warnings)

    def _judge(self, patient_id: str, added: list[Added]) -> None:
        """Ask the rest of the chart about the new entries: refusals refuse the file, questions are warnings."""
        if not any(judged(entry) for _, entry in added):
            return
        records = self.children[patient_id].records
        judge = Judge(
            self.work,
            patient_id,
            (entry_of(found, self.work.definitions, self.work.zone) for found in records),
        )
        for place, (item, entry) in enumerate(added):
            if not judged(entry):
                continue
            for found in judge.problems(item, entry):
                if found.problem.severity is Severity.REFUSE:
                    self.problems.append(found)
                elif item.entry.recorded_at is None:  # else the file says whether it was confirmed
                    self.warnings.append(found)
                    added[place] = (item, replace(entry, unconfirmed=True))

    def _write(self) -> None:
        for patient_id, child in self.children.items():
            if child.is_new:
                self.work.transaction.add_patient(patient_id)
        for patient_id, added in self.added.items():
            for _, entry in added:
                self.work.save(patient_id, entry)
        if self.added:
            detail = {
                "file": self.batch.file,
                "added": sum(map(len, self.added.values())),
                "known": self.known,
            }
            self.work.transaction.note("imported", by=self.command.by, detail=detail)

    def _problem(self, item: BatchEntry, name: str, key: str, **values: Value) -> None:
        self.problems.append(located(item, Problem(name, Message.of(key, **values))))


def _draft(entry: Entry, patient_id: str) -> Record:
    """The entry as a record to compare by."""
    kind = KIND_OF[type(entry)].value
    body = canonical(body_of(entry))
    return Record(
        entry.id,
        patient_id,
        kind,
        body,
        None,
        "",
        supersedes=entry.supersedes,
        retracted=int(entry.retracted),
    )


def _in_order(items: Iterable[BatchEntry]) -> list[BatchEntry]:
    """Identities first, then the file's order, except that a correction waits for what it corrects.

    Corrections in a circle come last; they are refused because what they supersede is not there.
    """
    ordered = sorted(items, key=lambda item: not isinstance(item.entry, Identity))
    awaited = {item.entry.id for item in ordered if item.entry.id}
    waiting: dict[str, list[BatchEntry]] = {}
    done: list[BatchEntry] = []
    for start in ordered:
        ready = [start]
        while ready:
            item = ready.pop()
            target = item.entry.supersedes
            if target in awaited:
                waiting.setdefault(target or "", []).append(item)
                continue
            done.append(item)
            awaited.discard(item.entry.id)
            ready.extend(reversed(waiting.pop(item.entry.id, [])))
    return [*done, *(item for late in waiting.values() for item in late)]
