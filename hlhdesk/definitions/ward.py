"""Where a ward keeps its own parameters: beside its database, under the database's name.

``ward-3b.db`` takes ``ward-3b.definitions.toml``. One place, found by the window and by every
command alike, so that no two of them can judge the same chart by different numbers.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from hlhdesk.definitions.load import load
from hlhdesk.model.definitions import Approval, Definitions, Parameter, ParameterKind

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


def ward_text(
    parameters: tuple[Parameter, ...], version: str, approval: Approval | None, shipped: str
) -> str:
    """A ward's file: what differs from the shipped values, and who approved it for the set ``shipped``."""
    lines = [f"version = {json.dumps(version)}"]
    if approval is not None:
        lines += [
            f"approved_by = {json.dumps(approval.by, ensure_ascii=False)}",
            f"approved_on = {json.dumps(approval.on.isoformat())}",
            f"approved_for = {json.dumps(shipped)}",
        ]
    own = (parameter for parameter in parameters if parameter.value != parameter.shipped)
    return "\n".join([*lines, *(f"{one.key} = {_toml(one)}" for one in own), ""])


def with_values(parameters: tuple[Parameter, ...], changes: Mapping[str, str]) -> tuple[Parameter, ...]:
    """The parameters with other values; raises LookupError for a key that is none of them."""
    known = {parameter.key for parameter in parameters}
    unknown = changes.keys() - known
    if unknown:
        raise LookupError(", ".join(sorted(unknown)))
    return tuple(replace(one, value=changes.get(one.key, one.value)) for one in parameters)


def write_ward_file(database: Path, text: str) -> Definitions:
    """Put ``text`` in force for ``database``: read first, then whole in its place, or not at all.

    Raises DefinitionsError with every problem of the text, and OSError.
    """
    target = ward_file(database)
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=SUFFIX)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        found = load(Path(beside))
        os.replace(beside, target)  # noqa: PTH105  one act
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)  # noqa: PTH108  the name that mkstemp gave
        raise
    return found


def _toml(parameter: Parameter) -> str:
    if parameter.kind is ParameterKind.RANGE:
        return json.dumps(parameter.value.split("–"))
    return json.dumps(parameter.value)
