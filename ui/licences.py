"""What the program is made of, and by which licence each part is handed on.

A packed program carries the list; run from its source, what is installed beside it is asked.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

PACKED = "licences"
A_LICENCE = re.compile(r"\.dist-info/(.*/)?(licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """One part: its name, version, licence in a word, and the files that hold its texts."""

    name: str
    version: str
    licence: str
    files: tuple[Path, ...]

    def text(self) -> str:
        """The licence in full; empty where none came with it."""
        return "\n\n".join(file.read_text(encoding="utf-8", errors="replace").strip() for file in self.files)


def parts() -> Sequence[Part]:
    """Every part, by name."""
    folder = Path(getattr(sys, "_MEIPASS", "")) / PACKED
    found = packed(folder) if hasattr(sys, "_MEIPASS") else installed()
    return sorted(found, key=lambda part: part.name.lower())


def packed(folder: Path) -> Iterator[Part]:
    """The parts that a packed program lists; none where the list is missing."""
    index = folder / "index.json"
    if not index.is_file():
        return
    for one in json.loads(index.read_text(encoding="utf-8"))["components"]:
        yield Part(one["name"], one["version"], one["licence"], tuple(folder / name for name in one["files"]))


def installed() -> Iterator[Part]:
    """The packages that are installed beside the source."""
    return map(_part, distributions())


def _part(one: Distribution) -> Part:
    files = tuple(
        Path(str(one.locate_file(file))) for file in one.files or () if A_LICENCE.search(file.as_posix())
    )
    told = one.metadata.json
    said = str(told.get("license_expression") or told.get("license") or "").strip().partition("\n")[0]
    return Part(one.name, one.version, said, files)
