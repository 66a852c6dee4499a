"""Units and analytes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from hlhdesk.definitions.table import Table
from hlhdesk.model.definitions import Analyte, Unit, plain_name, plain_spelling


def read_units(file: Table) -> dict[str, Unit]:
    """Each UCUM code with its display and spellings."""
    file.text("version")
    file.text("source")
    return {code: _unit(code, table) for code, table in file.table("units").tables()}


def read_unit_codes(units: Mapping[str, Unit], file: Table) -> dict[str, str]:
    """Each plain spelling with the one code that it means; one that means two is a fault."""
    codes: dict[str, str] = {}
    for code, unit in units.items():
        for spelling in dict.fromkeys(map(plain_spelling, (code, *unit.spellings))):
            other = codes.setdefault(spelling, code)
            if other != code:
                file.fault(f"units.{code}", "spelling-twice", word=spelling, other=other)
    return codes


def read_analytes(file: Table) -> dict[str, Analyte]:
    """Each analyte by name."""
    file.text("version")
    source = file.text("source")
    return {name: _analyte(name, table, source) for name, table in file.table("analytes").tables()}


def read_analyte_names(analytes: Mapping[str, Analyte], file: Table) -> dict[str, str]:
    """Each plain name with the one analyte that it means; one that means two is a fault."""
    spellings = file.table("spellings")
    names: dict[str, str] = {}
    for name, analyte in analytes.items():
        for spelling in (name, *analyte.loinc, *spellings.names(name, ())):
            other = names.setdefault(plain_name(spelling), name)
            if other != name:
                spellings.fault(name, "spelling-twice", word=spelling, other=other)
    spellings.close()
    return names


def read_panels(analytes: Mapping[str, Analyte], file: Table) -> dict[str, tuple[str, ...]]:
    """The analytes of each panel; one that is no analyte is a fault."""
    table = file.table("panels")
    panels = table.each(Table.names)
    for panel, names in panels.items():
        for name in names:
            if name not in analytes:
                table.fault(panel, "unknown-name", word=name)
    table.close()
    return panels


def _unit(code: str, table: Table) -> Unit:
    found = Unit(code, table.text("display"), table.names("spellings", ()))
    table.close()
    return found


def _analyte(name: str, table: Table, source: str) -> Analyte:
    unit = table.text("unit")
    factors, series = _series(table, unit)
    loinc_of = _loinc(table, tuple(factors))
    found = Analyte(
        name=name,
        loinc=tuple(dict.fromkeys(loinc_of.values())),
        unit=unit,
        factors=factors,
        absolute=table.limits("absolute", unit),
        source=table.text("source", source),
        logarithmic=table.flag("logarithmic", default=False),
        needs_assay=table.flag("needs_assay", default=False),
        confirm_above=table.text("confirm_above", "") or None,
        decimals=table.integer("decimals", 1),
        series=series,
        loinc_of=loinc_of,
    )
    table.close()
    return found


def _series(table: Table, unit: str) -> tuple[dict[str, Fraction], dict[str, str]]:
    """Each accepted unit with its factor to its series' unit, and with that unit."""
    own = table.table("units", optional=True).each(Table.factor)
    factors = {unit: Fraction(1)} | own
    series = dict.fromkeys(factors, unit)
    for base, others in table.table("other_series", optional=True).tables():
        found = {base: Fraction(1)} | others.each(Table.factor)
        factors |= found
        series |= dict.fromkeys(found, base)
    return factors, series


def _loinc(table: Table, units: tuple[str, ...]) -> dict[str, str]:
    """The code of each unit: one for all, or one each, or none."""
    raw = table.data.get("loinc")
    if isinstance(raw, dict):
        return table.table("loinc").each(Table.text)
    code = table.text("loinc", "")
    return dict.fromkeys(units, code) if code else {}
