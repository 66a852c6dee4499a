"""A body of texts to an entry, or to every reason why it is none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hlhdesk.entry.characters import quoted
from hlhdesk.entry.context import EntryContext, Parsed, Refusal
from hlhdesk.entry.cross import CHECKS
from hlhdesk.entry.fields import Body, Field, write_fields
from hlhdesk.entry.kinds import FIELDS, WHOLE_BODY, keys_of, required_keys
from hlhdesk.entry.provenance import read_provenance
from hlhdesk.model.entries import ENTRY_TYPES, KIND_OF, Entry, Kind
from hlhdesk.model.message import Message
from hlhdesk.model.nearest import nearest
from hlhdesk.model.problem import Problem, Severity


def parse_entry(kind: Kind, body: Mapping[str, object], context: EntryContext) -> Parsed:
    """Read one entry. ``entry`` is None exactly when a problem refuses it.

    Absent and null are the same. Provenance is taken when the body carries it.
    """
    problems = list(_unknown_keys(kind, body))
    problems.extend(_missing(kind, body))
    values = {field.name: _read(field, body, context, problems) for field in FIELDS[kind]}
    provenance = read_provenance(body, problems)
    if not problems and kind in CHECKS:
        problems.extend(CHECKS[kind](values, context))
    if any(problem.severity is Severity.REFUSE for problem in problems):
        return Parsed(None, tuple(problems))
    return Parsed(ENTRY_TYPES[kind](**values, **provenance), tuple(problems))


def body_of(entry: Entry) -> dict[str, object]:
    """An entry as a chart file writes it, without provenance."""
    return write_fields(entry, FIELDS[KIND_OF[type(entry)]])


def canonical(body: Mapping[str, object]) -> str:
    """The one text of a body: what is stored, hashed and compared."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _read(field: Field, body: Body, context: EntryContext, problems: list[Problem]) -> Any:
    raw = body.get(field.name)
    if raw is None:
        return field.default
    try:
        return field.read(body if field.read in WHOLE_BODY else raw, context)
    except Refusal as refusal:
        problem = refusal.problem(field.name)
        if not _said(problem, problems):
            problems.append(problem)
        return field.default


def _said(problem: Problem, problems: list[Problem]) -> bool:
    """A missing unit was said already."""
    return any(found.field == problem.field for found in problems)


def _missing(kind: Kind, body: Body) -> list[Problem]:
    return [
        Problem(key, Message.of("entry.no-unit" if key == "unit" else "entry.missing"))
        for key in required_keys(kind)
        if body.get(key) is None
    ]


def _unknown_keys(kind: Kind, body: Body) -> list[Problem]:
    known = keys_of(kind)
    return [_unknown_key(key, known) for key in body if key not in known]


def _unknown_key(key: object, known: tuple[str, ...]) -> Problem:
    near = nearest(key, known) if isinstance(key, str) else None
    accepted = (
        Message.of("entry.accepted-names", names=known)
        if near is None
        else Message.of("entry.accepted-nearest", name=near)
    )
    return Problem(quoted(key), Message.of("entry.unknown-key", word=quoted(key)), accepted)
