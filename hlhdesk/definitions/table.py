"""One TOML table while it is read: every key is asked for by name and type; the rest is unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from hlhdesk.definitions.errors import Faults
from hlhdesk.definitions.values import (
    read_clock,
    read_decimal,
    read_decimals,
    read_factor,
    read_flag,
    read_integer,
    read_names,
    read_range,
    read_table,
    read_text,
    shown,
    within,
)
from hlhdesk.model.definitions import Limits, Parameter, ParameterKind
from hlhdesk.model.message import Message
from hlhdesk.model.nearest import nearest

V = TypeVar("V")


@dataclass(slots=True)
class Reading:
    """What the reading of all files shares.

    ``ward`` holds a ward's own values by their full key; ``used`` those that were taken.
    ``known`` are all keys read, ``parameters`` those among them that a ward may set.
    """

    faults: Faults
    ward_file: str = ""
    ward: Mapping[str, object] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    parameters: list[Parameter] = field(default_factory=list)


class Table:
    """Reads one table. A value that is missing or unreadable is noted and reading goes on."""

    def __init__(self, file: str, path: str, data: Mapping[str, Any], reading: Reading) -> None:
        self.file = file
        self.path = path
        self.data = data
        self.reading = reading
        self.asked: set[str] = set()

    def where(self, key: str) -> str:
        """The key's full path in the file."""
        return f"{self.path}.{key}" if self.path else key

    def fault(self, key: str, problem: str, accepted: Message | None = None, **values: str) -> None:
        """Note a problem of ``key`` in the file that wrote it."""
        where = self.where(key)
        file = self.reading.ward_file if where in self.reading.ward else self.file
        self.reading.faults.add(file, where, Message.of(f"definitions.{problem}", **values), accepted)

    def text(self, key: str, default: str | None = None) -> str:
        """A text."""
        return self._read(key, read_text, "text", default, "")

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """True or false."""
        return self._read(key, read_flag, "flag", default, False)

    def decimal(self, key: str) -> Decimal:
        """An exact decimal."""
        return self._read(key, read_decimal, "decimal", None, Decimal())

    def integer(self, key: str, default: int | None = None) -> int:
        """A whole number, not negative."""
        return self._read(key, read_integer, "integer", default, 0)

    def clock(self, key: str) -> time:
        """A clock time."""
        return self._read(key, read_clock, "clock", None, time())

    def factor(self, key: str) -> Fraction:
        """A factor of conversion."""
        return self._read(key, read_factor, "factor", None, Fraction(1))

    def names(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of names, each once."""
        return self._read(key, read_names, "names", default, ())

    def decimals(self, key: str) -> tuple[Decimal, ...]:
        """A list of exact decimals."""
        return self._read(key, read_decimals, "decimals", None, ())

    def limits(self, key: str, unit: str, source: str = "[P]") -> Limits:
        """A range, both ends included; always the ward's to set."""
        found = self._read(key, read_range, "range", None, Limits(None, None), ward_may_set=True)
        shipped = shown(self.data.get(key))
        value = shown(self.reading.ward.get(self.where(key), self.data.get(key)))
        self.reading.parameters.append(
            Parameter(self.where(key), ParameterKind.RANGE, value, shipped, "", "", unit, source)
        )
        return found

    def table(self, key: str, *, optional: bool = False) -> Table:
        """A table inside this one."""
        empty: Mapping[str, Any] = {}
        raw = self._read(key, read_table, "table", empty if optional else None, empty)
        return Table(self.file, self.where(key), raw, self.reading)

    def each(self, read: Callable[[Table, str], V]) -> dict[str, V]:
        """Every key of this table, read the same way."""
        return {key: read(self, key) for key in self.data}

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Every key of this table, as a table of its own."""
        for name in self.data:
            yield name, self.table(name)

    def close(self) -> None:
        """Refuse what nobody asked for, with the nearest known key."""
        for key in self.data:
            if key not in self.asked:
                self.fault(key, *unknown(key, self.asked), word=key)

    def _read(  # noqa: PLR0913  one door for every type
        self,
        key: str,
        read: Callable[[object], V | None],
        kind: str,
        default: V | None,
        stand_in: V,
        *,
        ward_may_set: bool = False,
    ) -> V:
        self.asked.add(key)
        self.reading.known.add(self.where(key))
        if key not in self.data:
            if default is None:
                self.fault(key, "missing", accepted(kind))
                return stand_in
            return default
        raw = self.data[key]
        parameter = isinstance(raw, dict) and "value" in raw
        if parameter or ward_may_set:
            raw = self._ward_value(key, raw["value"] if parameter else raw)
        value = read(raw)
        if value is None:
            self.fault(key, "unreadable", accepted(kind), word=shown(raw))
            return stand_in
        if parameter:
            self._note_parameter(key, raw, self.data[key], ParameterKind(kind))
        return value

    def _ward_value(self, key: str, shipped: object) -> object:
        where = self.where(key)
        if where not in self.reading.ward:
            return shipped
        self.reading.used.add(where)
        return self.reading.ward[where]

    def _note_parameter(
        self, key: str, value: object, shipped: Mapping[str, Any], kind: ParameterKind
    ) -> None:
        inner = Table(self.file, self.where(key), shipped, self.reading)
        found = Parameter(
            self.where(key),
            kind,
            str(value),
            inner.text("value"),
            inner.text("least"),
            inner.text("most"),
            inner.text("unit"),
            inner.text("source"),
        )
        inner.close()
        self.reading.parameters.append(found)
        if not within(found):
            self.fault(key, "outside", found.accepted, word=found.value)


def accepted(kind: str) -> Message:
    """What a value of this kind looks like."""
    return Message.of(f"definitions.accepted-{kind}")


def unknown(key: str, known: set[str]) -> tuple[str, Message]:
    """The problem of a key on no list: the nearest known one, else the whole list."""
    near = nearest(key, known)
    names = tuple(sorted(known)) if near is None else (near,)
    return "unknown-key", Message.of("definitions.accepted-names", names=names)
