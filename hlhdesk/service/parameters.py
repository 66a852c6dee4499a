"""A ward's own parameters: set and approved by name, kept beside the database, told in its history.

A change takes the approval away: what was approved is not in force any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from hlhdesk.definitions import DefinitionsError, ward_text, with_values, write_ward_file
from hlhdesk.model.definitions import Approval, Definitions
from hlhdesk.model.message import Message
from hlhdesk.service.answers import Refused
from hlhdesk.service.texts import refuse_text
from hlhdesk.store import CannotWrite, Store, Transaction

SET, APPROVED = "parameters-set", "parameters-approved"


def set_parameters(
    store: Store, definitions: Definitions, changes: Mapping[str, str], by: str | None
) -> tuple[Definitions, Transaction]:
    """Put other values in force. Raises Refused with every problem, and StoreError."""
    refuse_text("recorded_by", by)
    try:
        wanted = with_values(definitions.parameters, changes)
    except LookupError as unknown:
        raise Refused.because("parameters", "service.unknown-parameter", names=str(unknown)) from None
    before = {parameter.key: parameter.value for parameter in definitions.parameters}
    differ = {one.key: [before[one.key], one.value] for one in wanted if one.value != before[one.key]}
    version = _next(definitions.ward_version)
    text = ward_text(wanted, version, None, definitions.version)
    return _written(store, text, SET, by, {"version": version, "changes": differ})


def approve_parameters(
    store: Store, definitions: Definitions, by: str, on: date
) -> tuple[Definitions, Transaction]:
    """Record that somebody approved all values in force. Raises Refused and StoreError."""
    refuse_text("approved_by", by.strip() or " ")
    version = definitions.ward_version or _next(None)
    text = ward_text(definitions.parameters, version, Approval(by.strip(), on), definitions.version)
    detail = {"version": version, "on": on.isoformat(), "for": definitions.version}
    return _written(store, text, APPROVED, by.strip(), detail)


def _written(
    store: Store, text: str, action: str, by: str | None, detail: Mapping[str, object]
) -> tuple[Definitions, Transaction]:
    """The line of the history and the file: without the line the file is not written."""
    with store.write() as transaction:
        transaction.note(action, by=by, detail=detail)
        try:
            found = write_ward_file(Path(store.path), text)
        except DefinitionsError as error:
            raise Refused(tuple(one.problem for one in error.problems)) from None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise CannotWrite(Message.of("service.parameters-not-written", reason=reason)) from error
    return found, transaction


def _next(version: str | None) -> str:
    """The version after this one: a number goes up, anything else gets one."""
    if version is None:
        return "1"
    head, _, number = version.rpartition("-")
    if version.isdigit():
        return str(int(version) + 1)
    return f"{head}-{int(number) + 1}" if head and number.isdigit() else f"{version}-2"
