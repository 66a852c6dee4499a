"""Reads tables of temperatures, laboratory results and doses; the header tells which it is.

Each row is taken or refused on its own; whether the good rows of a table with refused ones are
charted is the caller's question (``--rejects``).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from zoneinfo import ZoneInfo

from hlhdesk.entry import EntryContext, parse_entry
from hlhdesk.exchange.chartfile import Progress, marked
from hlhdesk.exchange.encoding import NotText, decode_table
from hlhdesk.exchange.nearest import accepted_instead
from hlhdesk.exchange.spreadsheet import guarded, unguarded
from hlhdesk.model.batch import Batch, BatchEntry, BatchProblem
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Kind
from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.model.problem import Place, Problem, Severity

REJECTED_BECAUSE = "rejected_because"
"""The column that a file of rejected rows has in addition; ignored when it is imported again."""

SEPARATORS = (",", ";", "\t")
BOOLEANS: Mapping[str, bool] = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one kind of table, in the order in which they are written."""

    kind: Kind
    required: tuple[str, ...]
    optional: tuple[str, ...]
    booleans: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return self.required + self.optional


TABLES = (
    Columns(
        Kind.TEMPERATURE,
        ("patient_id", "at", "value", "unit", "site"),
        ("after_cooling",),
        booleans=("after_cooling",),
    ),
    Columns(
        Kind.LAB,
        ("patient_id", "at", "analyte", "value", "unit"),
        ("low", "high", "fasting", "assay"),
        booleans=("fasting",),
    ),
    Columns(Kind.DOSE, ("patient_id", "at", "drug", "dose_mg", "route"), ("status", "reason")),
)


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that was not taken: its line, its cells as they stood, and why."""

    line: int
    cells: tuple[str, ...]
    problems: tuple[BatchProblem, ...]


@dataclass(frozen=True, slots=True)
class TableResult:
    """The rows that can be charted and those that cannot.

    ``batch`` is None when the table as a whole is unusable: then ``problems`` says why and
    ``rejected`` is empty.
    """

    batch: Batch | None
    problems: tuple[BatchProblem, ...]
    header: tuple[str, ...] = ()
    separator: str = ","
    rejected: tuple[RejectedRow, ...] = ()
    cells: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def without(self, problems: Iterable[BatchProblem]) -> TableResult:
        """The same table with the rows rejected that the charts have something against."""
        found: dict[int, list[BatchProblem]] = {}
        for problem in problems:
            found.setdefault(problem.place.line, []).append(problem)
        assert self.batch is not None
        kept = tuple(entry for entry in self.batch.entries if entry.place.line not in found)
        new = tuple(RejectedRow(line, self.cells[line], tuple(why)) for line, why in found.items())
        rejected = tuple(sorted((*self.rejected, *new), key=lambda row: row.line))
        said = tuple(problem for row in rejected for problem in row.problems)
        return replace(self, batch=replace(self.batch, entries=kept), rejected=rejected, problems=said)


def read_table(  # noqa: PLR0913, PLR0917  what a reading depends on, by name
    data: bytes,
    file: str,
    definitions: Definitions,
    zone: ZoneInfo,
    now: Moment | None,
    known: Callable[[str], date | None],
    *,
    progress: Progress | None = None,
) -> TableResult:
    """Read one table. ``known`` gives the birth date of a patient, or None for an unknown one."""
    try:
        text = decode_table(data)
    except NotText as error:
        return _unusable(file, error.line, "", error.message)
    found = _header(text)
    if found is None:
        return _unusable(file, 1, "", Message.of("exchange.table-empty"), _headers())
    line, header, separator = found
    problem = _header_problem(header)
    if problem:
        return _unusable(file, line, problem.field, problem.message, problem.accepted)
    reading = _Reading(file, header, definitions, zone, now, known)
    total = text.count("\n")
    rows = _rows(text, separator)
    next(rows)
    try:
        for row in rows:
            reading.row(row)
            if progress:
                progress(min(row.line, total), total)
    except csv.Error:
        return _unusable(file, reading.last_line + 1, "", Message.of("exchange.table-quotes"))
    batch = Batch(file, tuple(reading.entries), creates_patients=False)
    problems = tuple(problem for row in reading.rejected for problem in row.problems)
    return TableResult(batch, problems, header, separator, tuple(reading.rejected), reading.cells)


def write_rejects(result: TableResult, say: Callable[[BatchProblem], str]) -> bytes:
    """The rejected rows as a table that can be corrected and imported again.

    The columns are the table's own and, last, why each row was refused. ``say`` words a problem.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=result.separator, lineterminator="\r\n")
    at = result.header.index(REJECTED_BECAUSE) if REJECTED_BECAUSE in result.header else len(result.header)
    names = [name for name in result.header if name != REJECTED_BECAUSE]
    writer.writerow([*names, REJECTED_BECAUSE])
    for row in result.rejected:
        cells = [cell for column, cell in enumerate(row.cells) if column != at]
        padding = [""] * (len(names) - len(cells))
        writer.writerow(
            [*map(guarded, cells), *padding, " | ".join(say(problem) for problem in row.problems)]
        )
    return out.getvalue().encode("utf-8-sig")


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: tuple[str, ...]


def _rows(text: str, separator: str) -> Iterator[_Row]:
    """Every row that holds something, with the line on which it starts. Raises csv.Error."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield _Row(line, tuple(map(unguarded, cells)))
        line = reader.line_num + 1


def _header(text: str) -> tuple[int, tuple[str, ...], str] | None:
    """The first row, read with the separator that finds most of our column names."""
    known = {name for table in TABLES for name in table.names} | {REJECTED_BECAUSE}
    best: tuple[int, tuple[int, tuple[str, ...], str]] | None = None
    for separator in SEPARATORS:
        try:
            first = next(_rows(text, separator), None)
        except csv.Error:
            continue
        if first is None:
            continue
        names = tuple(cell.strip() for cell in first.cells)
        score = len(known.intersection(names))
        if best is None or score > best[0]:
            best = (score, (first.line, names, separator))
    return best[1] if best else None


def _table(header: tuple[str, ...]) -> Columns:
    """The table that the header belongs to: the one that lacks fewest columns."""
    return min(
        TABLES,
        key=lambda table: len(set(table.required) - set(header)) * 10 - len(set(table.names) & set(header)),
    )


def _header_problem(header: tuple[str, ...]) -> Problem | None:
    """What is wrong with a header, the first thing first."""
    table = _table(header)
    if len(set(table.required) - set(header)) > len(table.required) // 2:
        return Problem("header", Message.of("exchange.table-unknown", header=header), _headers())
    for name in header:
        if name not in (*table.names, REJECTED_BECAUSE):
            accepted = accepted_instead(name, (one for one in table.names if one not in header))
            return Problem(name or "header", Message.of("exchange.column-unknown", name=name), accepted)
        if header.count(name) > 1:
            return Problem(name, Message.of("exchange.column-twice", name=name))
    missing = tuple(name for name in table.required if name not in header)
    if missing:
        return Problem(missing[0], Message.of("exchange.column-missing", names=missing), _headers())
    return None


def _headers() -> Message:
    return Message.of(
        "exchange.table-headers",
        temperatures=Message.of("exchange.plain", text=",".join(TABLES[0].names)),
        labs=Message.of("exchange.plain", text=",".join(TABLES[1].names)),
        doses=Message.of("exchange.plain", text=",".join(TABLES[2].names)),
    )


def _unusable(
    file: str, line: int, name: str, message: Message, accepted: Message | None = None
) -> TableResult:
    return TableResult(None, (BatchProblem(Place(file, line, name), Problem(name, message, accepted)),))


@dataclass
class _Reading:
    file: str
    header: tuple[str, ...]
    definitions: Definitions
    zone: ZoneInfo
    now: Moment | None
    known: Callable[[str], date | None]
    entries: list[BatchEntry] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    cells: dict[int, tuple[str, ...]] = field(default_factory=dict)
    last_line: int = 1

    def row(self, row: _Row) -> None:
        self.last_line = row.line
        self.cells[row.line] = row.cells
        problems = list(self._take(row))
        if problems:
            placed = (
                BatchProblem(Place(self.file, row.line, problem.field), problem) for problem in problems
            )
            self.rejected.append(RejectedRow(row.line, row.cells, tuple(placed)))

    def _take(self, row: _Row) -> Iterator[Problem]:
        """Chart the row, or yield why not."""
        if len(row.cells) != len(self.header):
            yield Problem(
                "row", Message.of("exchange.row-ragged", found=len(row.cells), wanted=len(self.header))
            )
            return
        cells = dict(zip(self.header, row.cells, strict=True))
        cells.pop(REJECTED_BECAUSE, None)
        patient_id = cells.pop("patient_id")
        birth_date = self.known(patient_id)
        if birth_date is None:
            yield Problem(
                "patient_id",
                Message.of("exchange.patient-unknown", patient=patient_id),
                Message.of("exchange.patient-known"),
            )
        table = _table(self.header)
        body = _body(cells, table)
        parsed = parse_entry(
            table.kind, body, EntryContext(self.definitions, self.zone, self.now, birth_date)
        )
        refused = [problem for problem in parsed.problems if problem.severity is Severity.REFUSE]
        yield from refused
        if parsed.entry is not None and not refused and birth_date is not None:
            place = Place(self.file, row.line, "")
            self.entries.append(marked(patient_id, parsed.entry, body, place, parsed.problems))


def _body(cells: Mapping[str, str], table: Columns) -> dict[str, object]:
    """A row as the body of an entry: empty optional cells are absent, yes and no are truth values."""
    body: dict[str, object] = {}
    for name, cell in cells.items():
        if not cell and name in table.optional:
            continue
        body[name] = BOOLEANS.get(cell.strip().lower(), cell) if name in table.booleans else cell
    return body
