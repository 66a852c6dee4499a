"""Entries of a chart file as plain mappings, with the keys of each kind in the file's order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Body = dict[str, object]

KINDS = (
    "identities",
    "admissions",
    "closures",
    "anchors",
    "diagnoses",
    "body_sizes",
    "temperatures",
    "daily_peaks",
    "not_measured",
    "labs",
    "orders",
    "doses",
    "vitals",
    "events",
    "findings",
    "visits",
    "adverse_events",
    "notes",
)
WHEN = ("at", "on", "starts_on", "admitted_on")
INVENTED = "Invented for demonstration."


@dataclass
class Chart:
    """The lists of one child, under construction."""

    lists: dict[str, list[Body]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def add(self, kind: str, /, **values: object) -> Body:
        """Append one entry; keys that are None are left out."""
        body = {key: _plain(value) for key, value in values.items() if value is not None}
        self.lists[kind].append(body)
        return body

    def of(self, kind: str) -> list[Body]:
        """All entries of one kind so far."""
        return self.lists[kind]

    def find(self, kind: str, /, **values: str) -> Body:
        """The one entry with these values. Raises LookupError when there is not exactly one."""
        found = [
            body for body in self.lists[kind] if all(body.get(key) == value for key, value in values.items())
        ]
        if len(found) != 1:
            raise LookupError(f"{len(found)} {kind} with {values}")
        return found[0]

    def in_order(self) -> dict[str, list[Body]]:
        """The lists that are not empty, each in order of time."""
        return {kind: sorted(bodies, key=when) for kind, bodies in self.lists.items() if bodies}


def when(body: Body) -> str:
    """When an entry happened, as a text that sorts; identities keep their order."""
    return next((str(body[key]) for key in WHEN if key in body), "")


def at(on: date, clock: str) -> str:
    """A civil time as a chart file writes it."""
    return f"{on.isoformat()}T{clock}"


def plus(clock: str, minutes: int) -> str:
    """A clock time some minutes later on the same day."""
    hours, minute = divmod(int(clock[:2]) * 60 + int(clock[3:]) + minutes, 60)
    return f"{hours:02d}:{minute:02d}"


def amount(value: Decimal) -> str:
    """A dose in mg: no trailing zeros, never in powers of ten."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, step: str) -> Decimal:
    """``value`` to the nearest multiple of ``step``, at least one step."""
    unit = Decimal(step)
    return max(unit, (value / unit).to_integral_value() * unit)


def texts(values: Iterable[str]) -> list[str]:
    """A list as JSON holds it."""
    return list(values)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
