"""Checks an exported history without HLHdesk: ``python3 check_history.py FILE [HEAD ...]``.

FILE was written by ``hlhdesk history``. Each HEAD is one that stands on a printed page or in the
record of a backup: it must be the hash of some line, else lines were cut off or rewritten.
Needs Python 3.9 or newer and nothing else. Exit code 0: all is as it was written; 1: what is not, line by line.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

LINE = ("prev", "seq", "recorded_at", "recorded_by", "action", "patient_id", "entry_id", "digest", "detail")
ENTRY = (
    "id",
    "patient_id",
    "kind",
    "body",
    "happened",
    "recorded_at",
    "recorded_by",
    "unconfirmed",
    "supersedes",
    "change_reason",
    "retracted",
    "seq",
    "number",
)

Row = dict[str, object]


def digest(values: list[object]) -> str:
    """SHA-256 of the values as text, null as U+0001, joined by U+0000."""
    text = "\x00".join("\x01" if value is None else str(value) for value in values)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def rows(path: Path) -> Iterator[Row]:
    """The lines of the file; what is empty or missing is null."""
    if path.suffix.lower() == ".json":
        yield from json.loads(path.read_text(encoding="utf-8"))["lines"]
        return
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {name: plain(value) for name, value in row.items() if value}


def plain(cell: str) -> str:
    """The field without the apostrophe that keeps a spreadsheet from computing it."""
    return cell[1:] if re.match(r"'+[=+\-@\t\r]", cell) else cell


def faults(lines: list[Row], heads: list[str]) -> Iterator[str]:
    """What is not as it was written."""
    prev = "0" * 64
    for place, row in enumerate(lines, 1):
        if str(row.get("seq")) != str(place) or row.get("prev") != prev:
            yield f"line {place} does not follow the line before it"
        prev = str(row.get("hash"))
        if row.get("action") is not None:  # else left out of an export of one patient: a place in the chain
            yield from contents(place, row)
    known = {row.get("hash") for row in lines}
    for head in heads:
        if head not in known:
            yield f"no line has the head {head}: lines were cut off or rewritten"


def contents(place: int, row: Row) -> Iterator[str]:
    """What a line and its entry or setting say, against their digests."""
    if digest([row.get(name) for name in LINE]) != row.get("hash"):
        yield f"line {place} is not what its hash says"
    if row["action"] == "entry":
        values = [row.get(f"entry.{name}") for name in ENTRY]
        if digest(values) != row.get("digest") or row.get("entry.id") != row.get("entry_id"):
            yield f"the entry of line {place} is not what its digest says"
    if row["action"] == "setting":
        value = row.get("setting.value") or ""
        if digest([row.get("setting.key"), row.get("seq"), value]) != row.get("digest"):
            yield f"the setting of line {place} is not what its digest says"


def main(arguments: list[str]) -> int:
    """Check a file and say what was found."""
    if not arguments:
        print(__doc__)
        return 2
    lines = list(rows(Path(arguments[0])))
    found = list(faults(lines, arguments[1:]))
    for fault in found:
        print(fault)
    print(f"{len(lines)} lines, {len(found)} faults, head {lines[-1]['hash'] if lines else 'none'}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
