"""Three-valued verdicts: what a value decides, and what several decide together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from hlhdesk.model.quantity import Quantity
from hlhdesk.model.state import ItemState

MET = ItemState.MET
NOT_MET = ItemState.NOT_MET
NOT_ASSESSED = ItemState.NOT_ASSESSED

Limits = Mapping[str, Decimal]


def below(value: Quantity, limits: Limits) -> ItemState:
    """Whether the value is < the limit printed for its unit."""
    limit = _limit(value, limits)
    return _decide(
        limit is not None and value.surely_below(limit),
        limit is not None and value.surely_at_least(limit),
    )


def at_most(value: Quantity, limits: Limits) -> ItemState:
    """Whether the value is <= the limit printed for its unit."""
    limit = _limit(value, limits)
    return _decide(
        limit is not None and value.surely_at_most(limit),
        limit is not None and value.surely_above(limit),
    )


def at_least(value: Quantity, limits: Limits) -> ItemState:
    """Whether the value is >= the limit printed for its unit."""
    limit = _limit(value, limits)
    return _decide(
        limit is not None and value.surely_at_least(limit),
        limit is not None and value.surely_below(limit),
    )


def any_of(states: Iterable[ItemState]) -> ItemState:
    """Three-valued OR: met by one; not met only when all of at least one are not met."""
    found = set(states)
    if MET in found:
        return MET
    return NOT_MET if found == {NOT_MET} else NOT_ASSESSED


def _limit(value: Quantity, limits: Limits) -> Fraction | None:
    """The limit in the value's own unit; a unit without a printed limit decides nothing."""
    printed = limits.get(value.unit)
    return None if printed is None else Fraction(printed)


def _decide(yes: bool, no: bool) -> ItemState:
    if yes:
        return MET
    return NOT_MET if no else NOT_ASSESSED
