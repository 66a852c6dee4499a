"""What the window's menus hold, with their shortcuts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from ui.child_tabs import CHART
from ui.entry_bar import TEMPERATURE
from ui.menus import Item
from ui.places import LINES, TABS, WARD_PAGES
from ui.remembered import LANGUAGES

if TYPE_CHECKING:
    from ui.window import MainWindow

PLACE = "ui.place"
ACT_KEYS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("size", ("F8",)),
    ("diagnosis", ()),
    ("finding", ()),
    ("bed", ("Ctrl+Shift+B",)),
    ("discharge", ("Ctrl+Shift+D",)),
    ("readmission", ()),
    ("end", ()),
)
"""What is done with a child, by ``ui.acts.listed``, with its shortcuts."""


def window_menus(window: MainWindow) -> dict[str, Sequence[Item | None]]:
    """Every action of the window, by menu."""
    board, chart = window.board, window.chart
    return {
        "ward": [
            Item("admit", window.care.admit, ("Ctrl+N",)),
            None,
            Item("find", board.begin_search, ("Ctrl+F",)),
            Item("next", lambda: board.step(1), ("Ctrl+Down", "Ctrl+PgDown")),
            Item("previous", lambda: board.step(-1), ("Ctrl+Up", "Ctrl+PgUp")),
            None,
            Item("by-urgency", lambda: board.sort_by("urgency"), ("Ctrl+U",)),
            Item("by-bed", lambda: board.sort_by("bed"), ("Ctrl+B",)),
            None,
            *(
                Item(page.name, partial(window.right.open, page.name), page.keys, PLACE)
                for page in WARD_PAGES
            ),
            None,
            *(
                [Item("charting-as", window.care.ask_signer, ("Ctrl+Shift+A",)), *_protect(window)]
                if window.bridge.desk.is_open
                else [
                    Item("lock", window.lock_asked.emit, ("Ctrl+Shift+Q",)),
                    Item("people", window.keeping.open_people),
                ]
            ),
            Item("backups", window.keeping.open_backups),
            None,
            Item("quit", window.quit, ("Ctrl+Q",)),
        ],
        "child": [
            Item("temperature", lambda: window.open_line(TEMPERATURE), ("F2", "Ctrl+T")),
            *(Item(line.name, partial(window.open_line, line.name), line.keys, PLACE) for line in LINES),
            None,
            *_tabs(window),
            None,
            Item("correct-last", window.care.correct_last, ("Ctrl+Z",)),
            None,
            *(Item(name, partial(window.care.act, name), keys, "ui.menu.act") for name, keys in ACT_KEYS),
            Item("identity", window.care.identity, ("Ctrl+I",)),
            Item("photograph", window.care.photograph),
            None,
            Item("pages", window.printing.open_preview, ("Ctrl+P",)),
            Item("pages-of-several", window.printing.open_batch, ("Ctrl+Shift+P",)),
        ],
        "chart": [
            Item("day", lambda: chart.choose_range("day"), ("Ctrl+0",), "chart"),
            Item("seven", lambda: chart.choose_range("seven"), ("Ctrl+1",)),
            Item("twenty-eight", lambda: chart.choose_range("twenty-eight"), ("Ctrl+2",)),
            Item("all", lambda: chart.choose_range("all"), ("Ctrl+3",)),
            Item("earlier", lambda: chart.shift(1), ("Alt+Left",)),
            Item("later", lambda: chart.shift(-1), ("Alt+Right",)),
            None,
            Item("by-day", chart.turn_days, ("Ctrl+D",), "chart"),
            Item("panels", chart.choose_panels, ("Ctrl+Shift+L",), "chart"),
            None,
            Item("copy", chart.copy_picture, ("Ctrl+Shift+C",)),
            Item("copy-words", chart.copy_words),
            Item("save", chart.save_picture, ("Ctrl+Shift+S",)),
            None,
            Item("evidence", window.show_first_evidence, ("Ctrl+R",)),
            Item("clear-evidence", chart.clear_evidence, ("Ctrl+Shift+R",)),
            Item("note", window.care.note_first, ("Ctrl+M",)),
        ],
        "view": [
            Item("findings", window.findings.more.toggle, ("Ctrl+E",)),
            None,
            Item("light", lambda: window.use_palette("light")),
            Item("dark", lambda: window.use_palette("dark")),
            Item("contrast", lambda: window.use_palette("contrast")),
            None,
            Item("text-larger", lambda: window.resize_text(1), ("Ctrl++", "Ctrl+=")),
            Item("text-smaller", lambda: window.resize_text(-1), ("Ctrl+-",)),
            None,
            *(
                Item(name, partial(window.language_asked.emit, name), group="ui.language")
                for name in LANGUAGES
            ),
        ],
        "help": [
            Item("notes", window.tell_news),
            Item("log", window.open_log),
            None,
            Item("about", window.tell_versions),
        ],
    }


def _protect(window: MainWindow) -> Sequence[Item]:
    """An open database can be protected; the demo is nobody's."""
    return () if window.bridge.desk.is_demo else (Item("protect", window.protect_asked.emit),)


def _tabs(window: MainWindow) -> Iterator[Item]:
    """The child's tabs, by Alt and their number and by keys of their own."""
    yield Item(CHART, partial(window.open_tab, CHART), ("Alt+1",), PLACE)
    for at, place in enumerate(TABS, 2):
        yield Item(place.name, partial(window.open_tab, place.name), (f"Alt+{at}", *place.keys), PLACE)
