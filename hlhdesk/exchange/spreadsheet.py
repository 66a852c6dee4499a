"""Cells that a spreadsheet would compute instead of show: an apostrophe before them, as its own users type it.

A reason that reads ``=HYPERLINK(…)`` is a text here, but a formula to the program in which somebody opens the table.
What is written is read back as it was: one apostrophe is added, one is taken away.
"""

from __future__ import annotations

import re

_COMPUTED = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(cell: str) -> str:
    """The cell as no spreadsheet computes it."""
    return f"'{cell}" if _COMPUTED.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before ``guarded``."""
    return cell[1:] if _GUARDED.match(cell) else cell
