"""All definitions files, read into one frozen value; a ward's own parameters laid over them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from hlhdesk.definitions.checks import check
from hlhdesk.definitions.errors import DefinitionsError, Faults
from hlhdesk.definitions.laboratory import (
    read_analyte_names,
    read_analytes,
    read_panels,
    read_unit_codes,
    read_units,
)
from hlhdesk.definitions.lists import read_drugs, read_names
from hlhdesk.definitions.rules import (
    read_body,
    read_due,
    read_fever,
    read_follow_up,
    read_hlh2004,
    read_ruxolitinib,
    read_safety,
    read_steroids,
    read_summary,
    read_temperature,
)
from hlhdesk.definitions.table import Reading, Table, accepted, unknown
from hlhdesk.model.definitions import Approval, Definitions, Parameter
from hlhdesk.model.message import Message

FILES = (
    "set", "units", "analytes", "drugs", "names", "temperature", "fever",
    "ruxolitinib", "steroids", "hlh2004", "follow_up", "safety", "summary", "due", "body",
)  # fmt: skip
WARD_KEYS = ("version", "approved_by", "approved_on", "approved_for")


def load(ward: Path | None = None) -> Definitions:
    """The shipped definitions, or a ward's own parameters over them.

    Raises DefinitionsError with every problem of every file.
    """
    return _shipped() if ward is None else read_definitions(shipped_texts(), ward)


def describe(ward: Path | None = None) -> tuple[Parameter, ...]:
    """Each number that a ward may set: its meaning, unit, range, source and value in force."""
    return load(ward).parameters


def shipped_texts() -> dict[str, str]:
    """The shipped files' texts, by file name."""
    folder = files("resources").joinpath("definitions")
    return {f"{name}.toml": folder.joinpath(f"{name}.toml").read_text(encoding="utf-8") for name in FILES}


def read_definitions(texts: Mapping[str, str], ward: Path | None = None) -> Definitions:
    """Definitions from the texts of the files. Raises DefinitionsError."""
    faults = Faults()
    ward_data = _ward_file(ward, faults) if ward else {}
    reading = Reading(faults, ward.name if ward else "", _flat(ward_data))
    trees = {name: _parse(name, text, faults) for name, text in texts.items()}
    faults.raise_if_any()
    found = _build({name: Table(name, "", tree, reading) for name, tree in trees.items()}, reading, ward_data)
    _refuse_unused(reading)
    check(found, reading)
    faults.raise_if_any()
    return found


@lru_cache(maxsize=1)
def _shipped() -> Definitions:
    return read_definitions(shipped_texts())


def _build(tables: Mapping[str, Table], reading: Reading, ward: Mapping[str, Any]) -> Definitions:
    version = tables["set.toml"].text("version")
    units = read_units(tables["units.toml"])
    analytes = read_analytes(tables["analytes.toml"])
    drugs = read_drugs(tables["drugs.toml"])
    follow_up = read_follow_up(tables["follow_up.toml"])
    safety = read_safety(tables["safety.toml"])
    found = Definitions(
        version=version,
        ward_version=_ward_version(ward, reading),
        approval=_approval(ward, reading, version),
        units=units,
        analytes=analytes,
        drugs=drugs,
        names=read_names(tables["names.toml"], follow_up, safety),
        temperature=read_temperature(tables["temperature.toml"]),
        fever=read_fever(tables["fever.toml"]),
        ruxolitinib=read_ruxolitinib(tables["ruxolitinib.toml"], drugs),
        steroids=read_steroids(tables["steroids.toml"]),
        hlh2004=read_hlh2004(tables["hlh2004.toml"]),
        follow_up=follow_up,
        safety=safety,
        summary=read_summary(tables["summary.toml"]),
        due=read_due(tables["due.toml"]),
        body=read_body(tables["body.toml"]),
        parameters=tuple(reading.parameters),
        unit_codes=read_unit_codes(units, tables["units.toml"]),
        analyte_names=read_analyte_names(analytes, tables["analytes.toml"]),
        panels=read_panels(analytes, tables["analytes.toml"]),
    )
    for table in tables.values():
        table.close()
    return found


def _parse(name: str, text: str, faults: Faults) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        faults.add(name, "", Message.of("definitions.not-toml", reason=str(error)))
        return {}


def _ward_file(path: Path, faults: Faults) -> Mapping[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        faults.add(path.name, "", Message.of("definitions.not-readable", reason=str(error)))
        return {}
    return _parse(path.name, text, faults)


def _flat(tree: Mapping[str, Any], prefix: str = "") -> dict[str, object]:
    """``[fever] normal_days = "3"`` as ``fever.normal_days``; the file's own keys left out."""
    flat: dict[str, object] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            flat.update(_flat(value, f"{prefix}{key}."))
        elif prefix or key not in WARD_KEYS:
            flat[f"{prefix}{key}"] = value
    return flat


def _ward_version(ward: Mapping[str, Any], reading: Reading) -> str | None:
    version = ward.get("version")
    if not ward or (isinstance(version, str) and version.strip()):
        return version
    reading.faults.add(reading.ward_file, "version", Message.of("definitions.missing"), accepted("text"))
    return None


def _approval(ward: Mapping[str, Any], reading: Reading, version: str) -> Approval | None:
    """Who approved, when, and which shipped set; an approval of another set does not count.

    None of them: not approved. Some without the others: a problem.
    """
    by, on, shipped = ward.get("approved_by"), ward.get("approved_on"), ward.get("approved_for")
    if by is None and on is None and shipped is None:
        return None
    problems = len(reading.faults.found)
    if not isinstance(by, str) or not by.strip():
        reading.faults.add(
            reading.ward_file, "approved_by", Message.of("definitions.missing"), accepted("text")
        )
    if not isinstance(shipped, str) or not shipped.strip():
        reading.faults.add(
            reading.ward_file, "approved_for", Message.of("definitions.missing"), accepted("text")
        )
    day = _day(on)
    if day is None:
        message = Message.of("definitions.unreadable", word=str(on))
        reading.faults.add(reading.ward_file, "approved_on", message, accepted("date"))
    if day is None or len(reading.faults.found) > problems:
        return None
    return Approval(str(by).strip(), day) if shipped == version else None


def _day(raw: object) -> date | None:
    if type(raw) is date:
        return raw
    try:
        return date.fromisoformat(raw) if isinstance(raw, str) and len(raw) == len("YYYY-MM-DD") else None
    except ValueError:
        return None


def _refuse_unused(reading: Reading) -> None:
    """A ward's key that nothing asked for is unknown, or is not the ward's to set."""
    settable = {parameter.key for parameter in reading.parameters}
    for key in reading.ward:
        if key in reading.used:
            continue
        if key in reading.known:
            message = Message.of("definitions.not-the-wards", word=key)
            reading.faults.add(reading.ward_file, key, message)
        else:
            problem, names = unknown(key, settable)
            message = Message.of(f"definitions.{problem}", word=key)
            reading.faults.add(reading.ward_file, key, message, names)


__all__ = ["DefinitionsError", "describe", "load", "read_definitions", "shipped_texts"]
