"""Tables of numbers that line up on the decimal, with arrows and small notes that do not push them about."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from hlhdesk.report import look
from hlhdesk.report.blocks import Cell, NumberRow, NumberTable
from hlhdesk.report.fonts import BOLD, REGULAR
from hlhdesk.report.grid import grid, padding
from hlhdesk.report.lettering import fitted, text, width_of
from hlhdesk.report.markup import mixed, paragraph

SIZE, SMALL, LEADING = 8.4, 6.6, 10.6
NAME_SHARE, LAST_SHARE, PIVOT_SHARE = 0.3, 0.12, 0.385

BESIDE = 5.0  # points that a note may take of the next column, where no number of five figures begins


class NumberCell(Flowable):  # type: ignore[misc]
    """One number, its decimal point ``pivot`` points from the left of the column."""

    def __init__(self, cell: Cell, width: float, pivot: float) -> None:
        super().__init__()
        self.cell, self.cell_width, self.pivot = cell, width, pivot

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """One line."""
        return self.cell_width, LEADING

    def draw(self) -> None:
        """The whole part ends at the pivot, the rest follows it."""
        cell, y = self.cell, 2.4
        if cell.missing:
            text(
                self.canv,
                self.pivot + 10,
                y,
                fitted(cell.text, self.cell_width, SIZE),
                SIZE,
                look.SOFT,
                anchor="end",
            )
            return
        whole, rest = halves(cell.text)
        font = BOLD if cell.flag else REGULAR
        x = self.pivot - width_of(whole, SIZE, font)
        text(self.canv, x, y, fitted(cell.text, self.cell_width - x, SIZE, font), SIZE, look.INK, font=font)
        x = self.pivot + width_of(rest, SIZE, font) + 2
        if cell.flag:
            text(self.canv, x, y, cell.flag, SIZE, look.INK, font=BOLD)
            x += width_of(cell.flag, SIZE, BOLD) + 2
        if cell.note:
            room = self.cell_width - x + BESIDE
            text(self.canv, x, y, fitted(cell.note, room, SMALL), SMALL, look.SOFT)


def halves(number: str) -> tuple[str, str]:
    """A number before and from its decimal point."""
    whole, point, rest = number.partition(".")
    return whole, point + rest


def number_table(table: NumberTable, width: float) -> list[Flowable]:
    """The table, its heads above the numbers."""
    column = width * (1 - NAME_SHARE - LAST_SHARE) / len(table.heads)
    pivots = [_pivot([row.cells[n] for row in table.rows], column) for n in range(len(table.heads))]
    heads = [
        paragraph(table.corner, look.HEAD),
        *(
            _Head(first, second, column, pivot)
            for (first, second), pivot in zip(table.heads, pivots, strict=True)
        ),
        paragraph(table.last, look.HEAD_RIGHT),
    ]
    rows = [heads, *(_row(row, column, pivots) for row in table.rows)]
    widths = [width * NAME_SHARE, *[column] * len(pivots), width * LAST_SHARE]
    commands = [
        *padding(0, 0, 0.6, 0.7),
        ("LEFTPADDING", (0, 0), (0, -1), 3),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 3),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.6, look.FAINT),
        ("ROWBACKGROUNDS", (0, 1), (-1, -1), [look.WHITE, look.TINT]),
    ]
    return [grid(rows, widths, commands, heads=1)]


def _row(row: NumberRow, column: float, pivots: Sequence[float]) -> list[object]:
    unit = f", {row.unit}" if row.unit else ""
    name = mixed(look.CELL, (row.name, BOLD, look.INK), (unit, REGULAR, look.SOFT))
    return [
        name,
        *(NumberCell(cell, column, pivot) for cell, pivot in zip(row.cells, pivots, strict=True)),
        paragraph(row.last, look.CELL_RIGHT),
    ]


def _pivot(cells: list[Cell], column: float) -> float:
    """Where the decimal points of a column stand: all of its numbers fit, a little left of the middle."""
    numbers = [cell for cell in cells if not cell.missing]
    whole = max((width_of(halves(cell.text)[0], SIZE, BOLD) for cell in numbers), default=0.0)
    return min(max(column * PIVOT_SHARE, whole), column * 0.8)


class _Head(Flowable):  # type: ignore[misc]
    """A column's name over its date, ending where its numbers do."""

    def __init__(self, first: str, second: str, width: float, pivot: float) -> None:
        super().__init__()
        self.first, self.second, self.head_width, self.pivot = first, second, width, pivot

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Two lines."""
        return self.head_width, 18

    def draw(self) -> None:
        """Both lines end a little right of the decimal points."""
        right = self.pivot + 10
        text(
            self.canv,
            right,
            10.4,
            fitted(self.first, self.head_width, 7.2, BOLD),
            7.2,
            look.SOFT,
            anchor="end",
            font=BOLD,
        )
        text(self.canv, right, 2.2, fitted(self.second, self.head_width, 7.2), 7.2, look.SOFT, anchor="end")
