"""A page's content before it has a look: sentences, facts, tables, the chart. Plain text throughout.

Everything here is what a reader reads; nothing is markup. ``texts`` finds every string of a
document, so that each character can be checked against the font before a page is made.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache

from hlhdesk.charting import ChartSpec


class Tone(StrEnum):
    """What a callout says about the child; each has a colour, and each says it in words too."""

    RELAPSE = "relapse"
    FEVER = "fever"
    SETTLING = "settling"
    NORMALISED = "normalised"
    NEUTRAL = "neutral"


class Voice(StrEnum):
    """How a sentence is set."""

    BODY = "body"
    STRONG = "strong"
    NOTE = "note"
    BULLET = "bullet"
    LARGE = "large"
    LARGE_STRONG = "large-strong"
    LARGE_BULLET = "large-bullet"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One paragraph; ``lead`` is its first sentence, set in bold."""

    text: str
    voice: Voice = Voice.BODY
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    """The box that is read first: a word and a few sentences."""

    title: str
    word: str
    tone: Tone
    lines: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled values in a grid; ``shares`` are the widths of its columns."""

    cells: tuple[tuple[str, str], ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list that was looked at: its state in a word, and why. ``mark`` is ``full``, ``empty`` or ``none``."""

    name: str
    mark: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list of items."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a table. ``flag`` is an arrow beside it, ``note`` small beneath or beside; ``missing`` says a word instead."""

    text: str
    flag: str = ""
    note: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One row: its name, its unit once, its numbers and a last column in words."""

    name: str
    unit: str
    cells: tuple[Cell, ...]
    last: str


@dataclass(frozen=True, slots=True)
class NumberTable:
    """Numbers aligned on the decimal; ``heads`` have a second line. ``corner`` heads the names, ``last`` the last column."""

    corner: str
    heads: tuple[tuple[str, str], ...]
    last: str
    rows: tuple[NumberRow, ...]


@dataclass(frozen=True, slots=True)
class TextTable:
    """Words in columns; ``widths`` are shares; ``large`` for a reader at home."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    large: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Tables side by side."""

    tables: tuple[TextTable, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The chart, with the words of its legend."""

    spec: ChartSpec
    legend: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A table to write in: every cell is ruled, and as high as ``height`` points. ``widths`` are shares."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    height: float


Block = Sentence | Callout | Facts | Items | NumberTable | TextTable | Form | Columns | Course | Signatures


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the document, and an entry of its outline.

    ``whole`` is never broken across pages; ``own_page`` begins one; ``with_next`` goes to the page of the
    section after it, which would otherwise stand there alone.
    """

    title: str
    blocks: tuple[Block, ...]
    whole: bool = False
    own_page: bool = False
    with_next: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. ``marks`` stand in the head of every page, ``identity`` and ``small_print`` in its foot.

    ``page_of`` is the page number's text, with ``#`` where the number stands and ``##`` where the total does.
    """

    title: str
    subject: str
    author: str
    language: str
    ward: str
    child: str
    marks: tuple[str, ...]
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]
    identity: str
    small_print: tuple[str, ...]
    page_of: str


def texts(value: object) -> list[str]:
    """Every string inside a document, wherever it stands, in the order of reading."""
    found: list[str] = []
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if type(part) is str:
            found.append(part)
        elif type(part) is tuple:
            waiting.extend(reversed(part))
        elif is_dataclass(part):
            waiting.extend(getattr(part, name) for name in _names(part.__class__))
    return found


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a block that can hold text, last first: a list is emptied from its end."""
    held = [field.name for field in fields(kind) if field.type not in {"float", "bool", "float | None"}]
    return tuple(reversed(held))
