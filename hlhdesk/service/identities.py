"""The identity that a file gives for a child that is known already."""

from __future__ import annotations

from dataclasses import fields, replace

from hlhdesk.model.entries import Entry, Identity
from hlhdesk.model.message import Message, Term, Value
from hlhdesk.model.problem import Problem

MUST_AGREE = ("name", "sex", "birth_date")
"""Who the child is; where a file says otherwise, it speaks of another child."""

_PROVENANCE = frozenset(field.name for field in fields(Entry))
_DETAILS = tuple(field.name for field in fields(Identity) if field.name not in _PROVENANCE)


def differences(known: Identity, said: Identity) -> tuple[Problem, ...]:
    """Where ``said`` contradicts ``known`` about who the child is; what it leaves out contradicts nothing."""
    return tuple(
        Problem(name, _differs(name, getattr(known, name), getattr(said, name)))
        for name in MUST_AGREE
        if None not in (getattr(known, name), getattr(said, name))
        and getattr(known, name) != getattr(said, name)
    )


def merged(known: Identity, said: Identity) -> Identity | None:
    """``known`` with what ``said`` adds or changes (a bed), or None when it says nothing new."""
    values = {name: getattr(said, name) for name in _DETAILS if getattr(said, name) is not None}
    new = replace(known, **values)
    return None if new == known else new


def _differs(name: str, known: Value, said: Value) -> Message:
    if name == "sex":
        known, said = Term("sex", str(known)), Term("sex", str(said))
    return Message.of("service.identity-differs", known=known, said=said)
