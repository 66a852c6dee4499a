"""Texts of a definitions file as exact values; None for a text that is not one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hlhdesk.model.definitions import Limits, Parameter, ParameterKind

NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", re.ASCII)
WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
ENDS = 2


def read_text(raw: object) -> str | None:
    """A text."""
    return raw if isinstance(raw, str) else None


def read_flag(raw: object) -> bool | None:
    """True or false."""
    return raw if isinstance(raw, bool) else None


def read_decimal(raw: object) -> Decimal | None:
    """An exact decimal from its string (a TOML number is a float, and refused)."""
    return Decimal(raw) if isinstance(raw, str) and NUMBER.fullmatch(raw) else None


def read_integer(raw: object) -> int | None:
    """A whole number from its string."""
    return int(raw) if isinstance(raw, str) and WHOLE.fullmatch(raw) else None


def read_clock(raw: object) -> time | None:
    """``HH:MM``."""
    return time.fromisoformat(raw) if isinstance(raw, str) and CLOCK.fullmatch(raw) else None


def read_factor(raw: object) -> Fraction | None:
    """A factor of conversion: ``0.357``, or ``1/88.54`` for a division."""
    if not isinstance(raw, str):
        return None
    number = read_decimal(raw.removeprefix("1/"))
    if number is None or number <= 0:
        return None
    return 1 / Fraction(number) if raw.startswith("1/") else Fraction(number)


def read_range(raw: object) -> Limits | None:
    """``["0.5", "20"]``, from low to high."""
    if not isinstance(raw, list) or len(raw) != ENDS:
        return None
    low, high = read_decimal(raw[0]), read_decimal(raw[1])
    if low is None or high is None or low > high:
        return None
    return Limits(low, high)


def read_names(raw: object) -> tuple[str, ...] | None:
    """A list of names, each once."""
    if not isinstance(raw, list) or not all(isinstance(name, str) and name for name in raw):
        return None
    return tuple(raw) if len(set(raw)) == len(raw) else None


def read_decimals(raw: object) -> tuple[Decimal, ...] | None:
    """A list of exact decimals."""
    if not isinstance(raw, list):
        return None
    found = tuple(part for part in map(read_decimal, raw) if part is not None)
    return found if len(found) == len(raw) else None


def read_table(raw: object) -> Mapping[str, Any] | None:
    """A table."""
    return raw if isinstance(raw, dict) else None


ORDERED: dict[ParameterKind, Callable[[object], Decimal | int | time | None]] = {
    ParameterKind.DECIMAL: read_decimal,
    ParameterKind.INTEGER: read_integer,
    ParameterKind.CLOCK: read_clock,
}


def within(parameter: Parameter) -> bool:
    """True when the value in force lies between the parameter's ends, both included."""
    read = ORDERED[parameter.kind]
    value, least, most = read(parameter.value), read(parameter.least), read(parameter.most)
    if value is None or least is None or most is None:
        return False
    return least <= value <= most  # type: ignore[operator]  # all three are of one kind


def shown(raw: object) -> str:
    """A value of a file as a problem or a description quotes it."""
    return "–".join(map(str, raw)) if isinstance(raw, list) else str(raw)
