"""Where a ward keeps its own parameters: beside its database, under the database's name.

``ward-3b.db`` takes ``ward-3b.definitions.toml``. One place, found by the window and by every
command alike, so that no two of them can judge the same chart by different numbers.
"""

from __future__ import annotations

from pathlib import Path

from hlhdesk.definitions.load import load
from hlhdesk.model.definitions import Definitions

SUFFIX = ".definitions.toml"


def ward_file(database: Path) -> Path:
    """Where the ward of ``database`` would keep its own parameters."""
    return database.with_name(f"{database.stem}{SUFFIX}")


def load_for(database: Path) -> Definitions:
    """The definitions in force for ``database``: the shipped ones, with the ward's own over them if it has any.

    Raises DefinitionsError with every problem of the ward's file.
    """
    own = ward_file(database)
    return load(own if own.exists() else None)
