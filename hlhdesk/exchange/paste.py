"""Laboratory results that somebody pastes from a spreadsheet or a report: one result a line, as it stands there.

A first line of column names tells which column is what; without one the columns are name, result, unit
and, where there is one, the reference range. Every line is read on its own; nothing is guessed: an
analyte's name must be on the list of the definitions.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from hlhdesk.model.batch import PastedRow
from hlhdesk.model.definitions import Definitions, plain_name
from hlhdesk.model.message import Message
from hlhdesk.model.nearest import nearest
from hlhdesk.model.problem import Problem

LONGEST = 200_000
ORDER = ("analyte", "value", "unit", "range")
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "analyte": ("analyte", "test", "item", "name", "项目", "检验项目", "项目名称", "名称"),
    "value": ("value", "result", "results", "结果", "检验结果", "测定结果"),
    "unit": ("unit", "units", "单位"),
    "range": ("range", "reference", "referencerange", "referenceinterval", "参考范围", "参考值", "参考区间"),
    "low": ("low", "lower", "下限"),
    "high": ("high", "upper", "上限"),
    "at": ("at", "time", "date", "collected", "采样时间", "时间", "日期"),
    "assay": ("assay", "method", "方法", "检测方法"),
    "flag": ("flag", "flags", "提示", "标志"),
}
"""The words that head a column."""
ARROWS = re.compile(r"\s*[↑↓]+\s*$")
WHEN = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ T]+(\d{1,2})[:：](\d{2})(?:[:：]\d{2})?")
RANGE = re.compile(r"\s*([0-9.]+)\s*(?:-|–|—|~|～|--|to|至)\s*([0-9.]+)\s*")


def read_paste(text: str, definitions: Definitions) -> tuple[PastedRow, ...]:
    """Every line that holds something, in order. Values and units are not judged here: saving does that."""
    if len(text) > LONGEST:
        problem = Problem("paste", Message.of("paste.too-long", longest=LONGEST))
        return (PastedRow(1, "", None, problem),)
    rows = list(_cells(text))
    if not rows:
        return ()
    columns = _columns(rows[0][1])
    if columns is None:
        columns = ORDER
    else:
        rows = rows[1:]
    return tuple(_row(line, cells, columns, definitions) for line, cells in rows)


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines as cells: by tabs where there are any, else by semicolons, commas or wide gaps."""
    for line, written in enumerate(text.splitlines(), 1):
        if written.strip():
            yield line, [cell.strip() for cell in _split(written)]


def _split(written: str) -> list[str]:
    if "\t" in written:
        return written.split("\t")
    for separator in (";", ","):
        if written.count(separator) > 1:
            return next(csv.reader(io.StringIO(written), delimiter=separator))
    return re.split(r"\s{2,}", written.strip())


def _columns(cells: Sequence[str]) -> tuple[str, ...] | None:
    """What each column holds, when the line is one of column names."""
    known = {plain_name(word): name for name, words in HEADINGS.items() for word in words}
    found = tuple(known.get(plain_name(cell), "") for cell in cells)
    return found if {"analyte", "value"} <= set(found) else None


def _row(line: int, cells: Sequence[str], columns: Sequence[str], definitions: Definitions) -> PastedRow:
    said = "  ".join(cell for cell in cells if cell)
    found = {name: cell for name, cell in zip(columns, cells, strict=False) if name and cell}
    if "value" not in found:
        return PastedRow(line, said, None, Problem("value", Message.of("paste.no-value")))
    name = found.get("analyte", "")
    analyte = definitions.analyte_named(name)
    if analyte is None:
        return PastedRow(line, said, None, _unknown(name, definitions))
    body: dict[str, object] = {
        "analyte": analyte,
        "value": ARROWS.sub("", found["value"]),
        "unit": found.get("unit", ""),
    }
    body |= {key: found[key] for key in ("low", "high", "assay") if key in found}
    if (ends := RANGE.fullmatch(found.get("range", ""))) is not None:
        body |= {"low": ends[1], "high": ends[2]}
    if "at" in found:
        when = WHEN.fullmatch(found["at"])
        if when is None:
            return PastedRow(line, said, None, Problem("at", Message.of("paste.bad-time", text=found["at"])))
        year, month, day, hour, minute = when.groups()
        body["at"] = f"{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute}"
    return PastedRow(line, said, body)


def _unknown(name: str, definitions: Definitions) -> Problem:
    near = nearest(plain_name(name), definitions.analyte_names)
    accepted = None if near is None else Message.of("entry.accepted-nearest", name=near)
    return Problem("analyte", Message.of("paste.unknown-analyte", name=name), accepted)
