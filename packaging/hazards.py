#!/usr/bin/env python3
"""The hazard log: read, rated, and held against the tests that guard it. ``python3 packaging/hazards.py`` prints it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOG = ROOT / "SAFETY.md"

FIELDS = ("Cause", "Effect", "Before", "Control", "After", "Guarded by")
"""The lines of a row, in this order; ``Remains`` may stand before the last."""

ACCEPTABLE = 4
TOLERABLE = 8
"""The largest risk (severity × likelihood) of each class; above it nothing is released."""

_ROW = re.compile(r"^### (H\d+) (.+)$", re.MULTILINE)
_FIELD = re.compile(r"^- ([A-Z][a-z ]+): (.+)$", re.MULTILINE)
_RISK = re.compile(r"^severity ([1-4]), likelihood ([1-4])\.$")
_TEST = re.compile(r"`(tests/[\w/]+\.py(?:::\w+)+)`")


@dataclass(frozen=True)
class Hazard:
    """One row: its number, its name, and each line by its first words."""

    name: str
    title: str
    fields: dict[str, str]

    @property
    def tests(self) -> tuple[str, ...]:
        """The tests that guard it, as pytest names them, without parameters."""
        return tuple(_TEST.findall(self.fields.get("Guarded by", "")))

    def risk(self, field: str) -> tuple[int, int] | None:
        """Severity and likelihood of ``Before`` or ``After``; None when they cannot be read."""
        found = _RISK.match(self.fields.get(field, ""))
        return None if found is None else (int(found[1]), int(found[2]))


def read(text: str) -> tuple[Hazard, ...]:
    """The rows of the log; a row ends where the next heading begins."""
    text = text.split("\n## Hazard log\n", 1)[-1]
    marks = [*_ROW.finditer(text)]
    found = []
    for mark in marks:
        end = re.compile(r"^#{1,3} ", re.MULTILINE).search(text, mark.end())
        section = text[mark.end() : end.start() if end else len(text)]
        found.append(Hazard(mark[1], mark[2], dict(_FIELD.findall(section))))
    return tuple(found)


def faults(hazards: Iterable[Hazard]) -> list[str]:
    """What is wrong with the form of the log, a sentence each."""
    said, last = [], 0
    for hazard in hazards:
        wanted = [name for name in FIELDS if name not in hazard.fields]
        said += [f"{hazard.name} lacks the line '- {name}: …'" for name in wanted]
        if int(hazard.name[1:]) <= last:
            said.append(f"{hazard.name} stands after H{last}: a new row takes the next free number")
        last = int(hazard.name[1:])
        if not wanted:
            said += _faults_of_risk(hazard)
            if not hazard.tests:
                said.append(f"{hazard.name} names no test")
    return said


def _faults_of_risk(hazard: Hazard) -> list[str]:
    before, after = hazard.risk("Before"), hazard.risk("After")
    if before is None or after is None:
        return [f"{hazard.name}: a risk is written 'severity 1-4, likelihood 1-4.'"]
    left = after[0] * after[1]
    if left > before[0] * before[1]:
        return [f"{hazard.name} is larger with its control than without"]
    if left > TOLERABLE:
        return [f"{hazard.name} is not acceptable: {left}"]
    if left > ACCEPTABLE and "Remains" not in hazard.fields:
        return [f"{hazard.name} is tolerable only: say what remains and why in '- Remains: …'"]
    return []


def missing(hazards: Iterable[Hazard], tests: Collection[str]) -> list[str]:
    """The tests that the log names and that are not among ``tests`` (pytest's names, without parameters)."""
    return [f"{hazard.name}: {test}" for hazard in hazards for test in hazard.tests if test not in tests]


def without_parameters(node: str) -> str:
    """``tests/x.py::test_y[1-a]`` → ``tests/x.py::test_y``."""
    return node.split("[", 1)[0]


def collected(hazards: Iterable[Hazard], root: Path = ROOT) -> frozenset[str]:
    """The tests that pytest finds in the files that the log names."""
    files = sorted({test.split("::")[0] for hazard in hazards for test in hazard.tests})
    there = [file for file in files if (root / file).exists()]
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "--no-header", *there]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return frozenset(without_parameters(line) for line in done.stdout.splitlines() if "::" in line)


def table(hazards: Iterable[Hazard]) -> list[str]:
    """A line for each row: its risk before and after, how many tests guard it, what it is called."""
    lines = ["       before  after  tests"]
    for hazard in hazards:
        before, after = hazard.risk("Before") or (0, 0), hazard.risk("After") or (0, 0)
        figures = f"{before[0] * before[1]:>8}{after[0] * after[1]:>7}{len(hazard.tests):>7}"
        lines.append(f"{hazard.name:<5}{figures}  {hazard.title}")
    return lines


def main() -> int:
    """Print the log in short; exit code 1 when it is not whole or a test that it names does not exist."""
    hazards = read(LOG.read_text(encoding="utf-8"))
    said = faults(hazards) + [f"no such test: {test}" for test in missing(hazards, collected(hazards))]
    sys.stdout.write("\n".join([*table(hazards), *said]) + "\n")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
