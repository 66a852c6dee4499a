"""Reads a chart file, version 1: all its entries, or all its problems with their places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from zoneinfo import ZoneInfo

from hlhdesk.entry import EntryContext, body_of, parse_entry
from hlhdesk.exchange.corrections import correction_problems, superseded_first
from hlhdesk.exchange.encoding import NotText, decode_utf8
from hlhdesk.exchange.jsontext import Fault, Lines, Member, Node, NotJson, path_text, plain, read
from hlhdesk.exchange.nearest import accepted_instead
from hlhdesk.model.batch import Batch, BatchEntry, BatchProblem
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Entry, Identity, Kind
from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.model.problem import Place, Problem, Severity

FORMAT = "hlhdesk-chart"
VERSION = "1"
IDENTITY_KEYS = ("name", "sex", "birth_date", "bed", "group", "allergies")
PATIENT_KEYS = ("patient_id", *IDENTITY_KEYS, *(kind.value for kind in Kind))
LONGEST_PATIENT_ID = 64

Progress = Callable[[int, int], None]
"""Is told how many of how many entries have been read."""


def read_chart_file(  # noqa: PLR0913  what a reading depends on, by name
    data: bytes,
    file: str,
    definitions: Definitions,
    zone: ZoneInfo,
    now: Moment | None,
    *,
    progress: Progress | None = None,
    follow_zone: bool = False,
) -> tuple[Batch | None, tuple[BatchProblem, ...]]:
    """The entries of a chart file, or None and every problem in it, in the order of lines.

    ``file`` is the name that places carry. Times after ``now`` are refused. A chart file may name the
    zone of its ward; with ``follow_zone`` it is read by that one instead of ``zone``.
    """
    try:
        text = decode_utf8(data)
    except NotText as error:
        return None, (_problem(file, error.line, "", error.message),)
    lines = Lines.of(text)
    try:
        root, faults = read(text)
    except NotJson as error:
        return None, (_problem(file, lines.line(error.offset), error.path, error.message),)
    reading = _Reading(file, lines, definitions, zone, now, progress, follow_zone)
    reading.faults(faults)
    reading.document(root)
    reading.problems.extend(correction_problems(reading.entries))
    if reading.problems:
        return None, tuple(sorted(reading.problems, key=lambda problem: problem.place.line))
    entries = tuple(superseded_first(reading.entries))
    return Batch(file, entries, creates_patients=True, zone=reading.named_zone), ()


def patient_id_problem(patient_id: object) -> Message | None:
    """Why a text cannot name a patient, or None."""
    if not isinstance(patient_id, str) or not patient_id.strip():
        return Message.of("exchange.patient-id-missing")
    if patient_id != patient_id.strip() or not patient_id.isprintable():
        return Message.of("exchange.patient-id-marks", found=patient_id)
    if len(patient_id) > LONGEST_PATIENT_ID:
        return Message.of("exchange.patient-id-long", found=patient_id, longest=LONGEST_PATIENT_ID)
    return None


def _problem(
    file: str, line: int, path: str, message: Message, accepted: Message | None = None
) -> BatchProblem:
    name = path.rpartition(".")[2]
    return BatchProblem(Place(file, line, path), Problem(name, message, accepted))


@dataclass
class _Reading:
    """One pass through a file; collects entries and problems."""

    file: str
    lines: Lines
    definitions: Definitions
    zone: ZoneInfo
    now: Moment | None
    progress: Progress | None
    follow_zone: bool
    named_zone: str | None = None
    entries: list[BatchEntry] = field(default_factory=list)
    problems: list[BatchProblem] = field(default_factory=list)
    done: int = 0
    total: int = 0

    def refuse(self, offset: int, path: str, message: Message, accepted: Message | None = None) -> None:
        self.problems.append(_problem(self.file, self.lines.line(offset), path, message, accepted))

    def faults(self, faults: list[Fault]) -> None:
        for fault in faults:
            self.refuse(fault.offset, fault.path, fault.message)

    def document(self, root: Node) -> None:
        top = root.value
        if not isinstance(top, dict):
            self.refuse(root.start, "", Message.of("exchange.not-a-chart-file"), _whole_format())
            return
        if not self.heading(root, top):
            return
        self.unknown_keys(top, ("format", "version", "zone", "patients"), "")
        self.zone_of_file(top.get("zone"))
        patients = top.get("patients")
        if patients is None or not isinstance(patients.node.value, list):
            start = root.start if patients is None else patients.node.start
            self.refuse(start, "patients", Message.of("exchange.not-a-list", name="patients"))
            return
        self.total = sum(_entries_in(node) for node in patients.node.value)
        seen: dict[str, int] = {}
        for index, node in enumerate(patients.node.value):
            self.patient(node, f"patients[{index}]", seen)

    def zone_of_file(self, member: Member | None) -> None:
        """Take the zone that the file names; a name that is none is refused."""
        if member is None or member.node.value is None:
            return
        name = member.node.value
        try:
            zone = ZoneInfo(name) if isinstance(name, str) else None
        except (KeyError, ValueError, OSError):
            zone = None
        if zone is None:
            found = _shown(member.node)
            self.refuse(
                member.node.start,
                "zone",
                Message.of("exchange.not-a-zone", found=found),
                Message.of("exchange.accepted-zone"),
            )
            return
        self.named_zone = zone.key
        if self.follow_zone:
            self.zone = zone
            if self.now is not None:
                civil = self.now.instant.astimezone(zone).replace(tzinfo=None)
                self.now = replace(self.now, civil=civil)

    def heading(self, root: Node, top: Mapping[str, Member]) -> bool:
        """Whether format and version are ours; nothing else is looked at when they are not."""
        for name, wanted in (("format", FORMAT), ("version", VERSION)):
            member = top.get(name)
            if member is None:
                self.refuse(
                    root.start, name, Message.of("exchange.heading-missing", name=name), _whole_format()
                )
                return False
            if member.node.value != wanted:
                found = _shown(member.node)
                message = Message.of("exchange.heading-other", name=name, found=found)
                self.refuse(member.node.start, name, message, _whole_format())
                return False
        return True

    def unknown_keys(self, members: Mapping[str, Member], known: tuple[str, ...], path: str) -> None:
        for name, member in members.items():
            if name not in known:
                where = f"{path}.{name}" if path else name
                self.refuse(
                    member.key_start,
                    where,
                    Message.of("exchange.unknown-key", name=name),
                    accepted_instead(name, known),
                )

    def patient(self, node: Node, path: str, seen: dict[str, int]) -> None:
        members = node.value
        if not isinstance(members, dict):
            self.refuse(node.start, path, Message.of("exchange.not-an-object"))
            return
        self.unknown_keys(members, PATIENT_KEYS, path)
        patient_id = self.patient_id(node, members, path, seen)
        listed = self.listed(members, Kind.IDENTITY, patient_id, path, None)
        birth_date = self.identity(node, members, path, patient_id, listed)
        for kind in Kind:
            if kind is not Kind.IDENTITY:
                self.entries.extend(self.listed(members, kind, patient_id, path, birth_date))

    def patient_id(self, node: Node, members: Mapping[str, Member], path: str, seen: dict[str, int]) -> str:
        member = members.get("patient_id")
        start = member.node.start if member else node.start
        patient_id = member.node.value if member else None
        problem = patient_id_problem(patient_id)
        if problem:
            self.refuse(start, f"{path}.patient_id", problem, Message.of("exchange.patient-id-accepted"))
            return ""
        assert isinstance(patient_id, str)
        if patient_id in seen:
            message = Message.of("exchange.patient-twice", patient=patient_id, line=seen[patient_id])
            self.refuse(start, f"{path}.patient_id", message)
        seen.setdefault(patient_id, self.lines.line(start))
        return patient_id

    def identity(
        self, node: Node, members: Mapping[str, Member], path: str, patient_id: str, listed: list[BatchEntry]
    ) -> date | None:
        """Take the identity from its list of versions, or from the patient's own keys; its birth date."""
        body = {name: members[name] for name in IDENTITY_KEYS if name in members}
        own = self.entry(Kind.IDENTITY, Node(body, node.start), patient_id, path, None)
        if own is None or not isinstance(own.entry, Identity):
            return None
        if not listed:
            self.entries.append(own)
            return own.entry.birth_date
        versions = PatientChart(patient_id, self.zone, tuple(item.entry for item in listed))
        if not versions.valid(Identity) or body_of(versions.identity) != body_of(own.entry):
            self.refuse(node.start, f"{path}.identities", Message.of("exchange.identity-differs"))
        self.entries.extend(listed)
        return own.entry.birth_date

    def listed(
        self,
        members: Mapping[str, Member],
        kind: Kind,
        patient_id: str,
        path: str,
        birth_date: date | None,
    ) -> list[BatchEntry]:
        member = members.get(kind.value)
        if member is None or member.node.value is None:
            return []
        where = f"{path}.{kind.value}"
        if not isinstance(member.node.value, list):
            self.refuse(member.node.start, where, Message.of("exchange.not-a-list", name=kind.value))
            return []
        found = (
            self.entry(kind, node, patient_id, f"{where}[{index}]", birth_date)
            for index, node in enumerate(member.node.value)
        )
        return [entry for entry in found if entry is not None]

    def entry(
        self, kind: Kind, node: Node, patient_id: str, path: str, birth_date: date | None
    ) -> BatchEntry | None:
        self.count()
        if not isinstance(node.value, dict):
            self.refuse(node.start, path, Message.of("exchange.not-an-object"))
            return None
        body = plain(node)
        assert isinstance(body, dict)
        context = EntryContext(self.definitions, self.zone, self.now, birth_date)
        parsed = parse_entry(kind, body, context)
        refused = [problem for problem in parsed.problems if problem.severity is Severity.REFUSE]
        for problem in refused:
            place = Place(
                self.file, self.lines.line(_start(node, problem.field)), _joined(path, problem.field)
            )
            self.problems.append(BatchProblem(place, problem))
        if parsed.entry is None or refused:
            return None
        place = Place(self.file, self.lines.line(node.start), path)
        return marked(patient_id, parsed.entry, body, place, parsed.problems)

    def count(self) -> None:
        self.done += 1
        if self.progress:
            self.progress(min(self.done, self.total), self.total)


def marked(
    patient_id: str, entry: Entry, body: Mapping[str, object], place: Place, confirms: tuple[Problem, ...]
) -> BatchEntry:
    """The entry with its confirm-limit warnings; unconfirmed unless the file says who recorded it how."""
    if body.get("unconfirmed") is None and body.get("recorded_at") is None:
        entry = replace(entry, unconfirmed=bool(confirms))
    return BatchEntry(patient_id, entry, place, confirms if entry.unconfirmed else ())


def _entries_in(patient: Node) -> int:
    if not isinstance(patient.value, dict):
        return 0
    lists = (patient.value[kind.value].node.value for kind in Kind if kind.value in patient.value)
    return 1 + sum(len(items) for items in lists if isinstance(items, list))


def _start(node: Node, field_name: str) -> int:
    """Where the field of an entry starts; the entry's own start when it is absent."""
    name, _, rest = field_name.partition("[")
    if not isinstance(node.value, dict) or name not in node.value:
        return node.start
    found: Node = node.value[name].node
    index = rest.rstrip("]")
    if isinstance(found.value, list) and index.isdecimal() and int(index) < len(found.value):
        found = found.value[int(index)]
    return found.start


def _joined(path: str, field_name: str) -> str:
    return path_text([path, field_name]) if field_name else path


def _shown(node: Node) -> str:
    return node.value if isinstance(node.value, str) else type(node.value).__name__


def _whole_format() -> Message:
    return Message.of("exchange.heading-accepted", format=FORMAT, version=VERSION)
