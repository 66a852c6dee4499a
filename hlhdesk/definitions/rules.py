"""The parameters of each rule; a field is read by the type that the model gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any, TypeVar

from hlhdesk.definitions.table import Table
from hlhdesk.model.definitions import (
    BodyParameters,
    Drug,
    DueParameters,
    FeverParameters,
    FollowUpParameters,
    Hlh2004Parameters,
    RuxolitinibParameters,
    SafetyParameters,
    SteroidParameters,
    SummaryParameters,
    TemperatureEntry,
    VisitDefinition,
)

P = TypeVar("P")


def _decimals_by_name(table: Table, key: str) -> dict[str, Decimal]:
    return table.table(key).each(Table.decimal)


READ: dict[str, Callable[[Table, str], object]] = {
    "str": Table.text,
    "int": Table.integer,
    "Decimal": Table.decimal,
    "time": Table.clock,
    "tuple[str, ...]": Table.names,
    "tuple[Decimal, ...]": Table.decimals,
    "Mapping[str, Decimal]": _decimals_by_name,
    "Mapping[str, str]": lambda table, key: table.table(key).each(Table.text),
    "Mapping[str, bool]": lambda table, key: table.table(key).each(lambda inner, name: inner.flag(name)),
    "Mapping[str, tuple[Decimal, ...]]": lambda table, key: table.table(key).each(Table.decimals),
    "Mapping[str, Mapping[str, Decimal]]": lambda table, key: table.table(key).each(_decimals_by_name),
    "Mapping[str, Mapping[str, tuple[Decimal, ...]]]": lambda table, key: {
        name: inner.each(Table.decimals) for name, inner in table.table(key).tables()
    },
}


def read_temperature(file: Table) -> TemperatureEntry:
    """Limits of a temperature at entry."""
    file.text("version")
    source = file.text("source")
    table = file.table("temperature")
    found = TemperatureEntry(
        absolute=table.limits("absolute", "Cel"),
        confirm=table.limits("confirm", "Cel"),
        looks_like_fahrenheit=table.limits("looks_like_fahrenheit", "[degF]"),
        remeasure_above_change=table.decimal("remeasure_above_change"),
        source=source,
    )
    table.close()
    return found


def read_fever(file: Table) -> FeverParameters:
    """Rule ``fever``."""
    return _read(FeverParameters, file, "fever")


def read_ruxolitinib(file: Table, drugs: Mapping[str, Drug]) -> RuxolitinibParameters:
    """Rule ``ruxolitinib``; the interacting drugs by their classes."""
    return _read(
        RuxolitinibParameters,
        file,
        "ruxolitinib",
        strong_cyp3a4_inhibitors=_of_class(drugs, "cyp3a4-strong-inhibitor"),
        dual_inhibitors=_of_class(drugs, "cyp3a4-2c9-inhibitor"),
        inducers=_of_class(drugs, "inducer"),
    )


def read_steroids(file: Table) -> SteroidParameters:
    """Steroid equivalence and limits."""
    return _read(SteroidParameters, file, "steroids")


def read_hlh2004(file: Table) -> Hlh2004Parameters:
    """The eight items."""
    return _read(Hlh2004Parameters, file, "hlh2004")


def read_safety(file: Table) -> SafetyParameters:
    """The safety list and its grades."""
    return _read(SafetyParameters, file, "safety")


def read_summary(file: Table) -> SummaryParameters:
    """The columns of the discharge summary."""
    return _read(SummaryParameters, file, "summary")


def read_body(file: Table) -> BodyParameters:
    """How far a weight or height may be from the last one."""
    return _read(BodyParameters, file, "body")


def read_due(file: Table) -> DueParameters:
    """What is due when."""
    return _read(DueParameters, file, "due")


def read_follow_up(file: Table) -> FollowUpParameters:
    """The visit schedule."""
    version, source = file.text("version"), file.text("source")
    table = file.table("follow_up")
    months = table.table("months").each(Table.integer)
    windows = table.table("window_days")
    visits = tuple(VisitDefinition(name, after, windows.integer(name)) for name, after in months.items())
    windows.close()
    found = FollowUpParameters(version, source, visits, table.names("assessments"))
    table.close()
    return found


def _read(kind: type[P], file: Table, name: str, **given: Any) -> P:
    """One dataclass from one table; ``given`` fields come from elsewhere."""
    given |= {"version": file.text("version"), "source": file.text("source")}
    table = file.table(name)
    for field in fields(kind):  # type: ignore[arg-type]  # P is a dataclass
        if field.name not in given:
            given[field.name] = READ[str(field.type)](table, field.name)
    table.close()
    return kind(**given)


def _of_class(drugs: Mapping[str, Drug], name: str) -> tuple[str, ...]:
    return tuple(drug.name for drug in drugs.values() if name in drug.classes)
