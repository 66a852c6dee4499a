"""The preview shows the finished PDF; what is saved and printed are the bytes that are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from threading import Event

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from hlhdesk.model.chart import PatientChart
from tests.ui.fake_desk import FakeDesk
from tests.ui.wards import TODAY, discharged, reading, stay, with_entries, zhao
from ui.pages import Choice
from ui.pdf_pictures import leaves
from ui.preview import Preview
from ui.window import MainWindow

MADE_MS = 30_000
ZHAO, HOME = "1803-0412", "1801-0007"

WindowOf = Callable[[Iterable[PatientChart]], MainWindow]


def opened(window: MainWindow, qtbot: QtBot) -> Preview:
    """The preview of the child on screen, as Ctrl+P opens it."""
    window.actions_by_name["pages"].trigger()
    preview = window.printing.preview
    assert preview is not None
    qtbot.waitUntil(lambda: bool(preview.pdf), timeout=MADE_MS)
    return preview


def chosen(preview: Preview, choice: Choice, qtbot: QtBot) -> None:
    preview.choice.choose(choice)
    qtbot.waitUntil(lambda: bool(preview.pdf), timeout=MADE_MS)


def pages_of(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def text_of(pdf: bytes) -> str:
    """Read through the program's one door: the library must not be entered from two threads."""
    return "\n".join(leaf.text for leaf in leaves(pdf))


def test_the_keys_are_said_in_the_menu(window: MainWindow) -> None:
    keys = {
        name: window.actions_by_name[name].shortcut().toString() for name in ("pages", "pages-of-several")
    }
    assert keys == {"pages": "Ctrl+P", "pages-of-several": "Ctrl+Shift+P"}


def test_it_shows_every_page_of_the_pdf_drawn(window: MainWindow, qtbot: QtBot) -> None:
    preview = opened(window, qtbot)
    assert len(preview.view.sheets) == pages_of(preview.pdf) > 0
    qtbot.waitUntil(lambda: all(not sheet.shown.isNull() for sheet in preview.view.sheets), timeout=MADE_MS)
    assert preview.place.text() == f"Page 1 of {len(preview.view.sheets)}"
    assert preview.view.sheets[0].accessibleName() == preview.place.text()
    assert "ZHAO An" in preview.view.sheets[0].accessibleDescription()
    assert preview.view.sheets[0].width() <= preview.view.viewport().width()
    colours = {preview.view.sheets[0].shown.pixelColor(x, y).name() for x in range(60, 400) for y in (90, 95)}
    assert len(colours) > 1, "something is drawn"


def test_it_stands_under_the_childs_identifiers(window: MainWindow, qtbot: QtBot) -> None:
    preview = opened(window, qtbot)
    assert preview.identity.name.text() == window.identity.name.text() == "ZHAO An 赵安"
    assert preview.identity.line.text() == window.identity.line.text()
    assert preview.windowTitle() == "Pages", "a title is read on the task bar of a locked screen"


def test_enter_saves_the_previewed_bytes_under_a_name_that_tells_no_name(
    window: MainWindow, desk: FakeDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    asked: list[str] = []

    def ask(_parent: QWidget | None, title: str, name: str, _kinds: str) -> str:
        asked.extend((title, name))
        return str(tmp_path / name)

    preview = opened(window, qtbot)
    preview.ask_file = ask
    with qtbot.waitSignal(window.printing.office.said):
        QTest.keyClick(preview.view, Qt.Key.Key_Return)
    assert asked == [
        "Save the discharge summary of ZHAO An 赵安, hospital no. 1803-0412",
        "discharge-summary_1803-0412_2018-03-09.pdf",
    ]
    assert [path.name for path in tmp_path.iterdir()] == [asked[1]]
    assert (tmp_path / asked[1]).read_bytes() == preview.pdf
    assert preview.said.text().startswith("Saved the discharge summary of ZHAO An 赵安")
    assert window.notice.text() == preview.said.text()
    assert [(page.kind, page.patient_id, page.visit) for page in desk.printed] == [("discharge", ZHAO, None)]


def test_closing_the_preview_or_the_window_loses_no_page_that_is_being_saved(
    window: MainWindow, desk: FakeDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    preview = opened(window, qtbot)
    pdf, file = preview.pdf, tmp_path / "summary.pdf"
    preview.ask_file = lambda *_: str(file)
    preview.save()
    preview.reject()
    window.close()
    assert file.read_bytes() == pdf
    assert len(desk.printed) == 1


def test_a_file_that_cannot_be_written_says_why_and_is_no_printing(
    window: MainWindow, desk: FakeDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    preview = opened(window, qtbot)
    preview.ask_file = lambda *_: str(tmp_path / "missing" / "summary.pdf")
    with qtbot.waitSignal(window.printing.office.said):
        preview.save()
    assert preview.said.text().startswith("Not saved or printed: ")
    assert list(tmp_path.iterdir()) == []
    assert desk.printed == []


def test_a_changed_mind_saves_nothing(window: MainWindow, desk: FakeDesk, qtbot: QtBot) -> None:
    preview = opened(window, qtbot)
    preview.ask_file = lambda *_: ""
    preview.choose_printer = lambda *_: None
    preview.save()
    preview.print_pages()
    window.printing.office.worker.stop()
    assert desk.printed == []


def test_the_printer_gets_every_page(
    window: MainWindow, desk: FakeDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.pdf"

    def printer(_parent: QWidget, _name: str, _pages: int) -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(paper))
        return made

    preview = opened(window, qtbot)
    preview.choose_printer = printer
    with qtbot.waitSignal(window.printing.office.said, timeout=MADE_MS):
        QTest.keyClick(preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert preview.said.text() == "Sent the discharge summary of ZHAO An 赵安 to the printer"
    assert pages_of(paper.read_bytes()) == pages_of(preview.pdf)
    assert len(desk.printed) == 1


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (Choice("discharge", "en"), "Discharge summary"),
        (Choice("discharge", "zh"), "出院小结"),
        (Choice("follow-up", "en", "M2"), "Month 2"),
        (Choice("follow-up", "zh", "M1"), "随访小结"),
        (Choice("family", "en"), "38.0"),
        (Choice("family", "zh"), "家属"),
    ],
)
def test_each_page_in_each_language(window_of: WindowOf, qtbot: QtBot, choice: Choice, said: str) -> None:
    window = window_of([discharged()])
    preview = opened(window, qtbot)
    chosen(preview, choice, qtbot)
    assert preview.pages is not None
    assert preview.pages.choice == choice
    assert said in text_of(preview.pdf)
    assert preview.choice.visit.isVisible() == (choice.kind == "follow-up")


def test_a_page_that_cannot_be_says_why_and_cannot_be_saved(
    window_of: WindowOf, qtbot: QtBot, tmp_path: Path
) -> None:
    window = window_of([zhao()])
    preview = opened(window, qtbot)
    with qtbot.waitSignal(preview.refused):
        preview.choice.choose(Choice("follow-up", "en"))
    assert preview.said.text().startswith("No page was made; ")
    assert not preview.save_button.isEnabled()
    assert preview.view.sheets == []
    (told,) = (label for label in preview.view.findChildren(QLabel) if label.isVisible())
    assert told.text() == preview.said.text()
    assert told.height() > 0
    chosen(preview, Choice("discharge", "en"), qtbot)
    assert preview.save_button.isEnabled()


def test_a_character_without_a_glyph_is_named(window_of: WindowOf, qtbot: QtBot) -> None:
    window = window_of([stay("LI \U0001f600", "EX-9", "2", ["38.4"])])
    window.actions_by_name["pages"].trigger()
    preview = window.printing.preview
    assert preview is not None
    with qtbot.waitSignal(preview.refused, timeout=MADE_MS):
        pass
    assert "U+1F600" in preview.said.text()
    assert preview.pdf == b""


def test_a_bug_in_the_pages_is_said(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_pages: object) -> bytes:
        raise RuntimeError("a bug")

    monkeypatch.setattr("ui.preview.render", broken)
    window.actions_by_name["pages"].trigger()
    preview = window.printing.preview
    assert preview is not None
    with qtbot.waitSignal(preview.refused, timeout=MADE_MS):
        pass
    assert preview.said.text() == "No page was made; RuntimeError"


def test_the_window_answers_while_a_page_is_made(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()

    def slow(_pages: object) -> bytes:
        go_on.wait(MADE_MS / 1000)
        raise ValueError

    monkeypatch.setattr("ui.preview.render", slow)
    window.actions_by_name["pages"].trigger()
    preview = window.printing.preview
    assert preview is not None
    try:
        QTest.keyClicks(window.entry.value, "38.9")
        QTest.keyClick(preview, Qt.Key.Key_Escape)
        assert window.entry.value.text() == "38.9"
        assert window.printing.preview is None
    finally:
        go_on.set()


def test_what_is_charted_meanwhile_makes_the_page_again(window_of: WindowOf, qtbot: QtBot) -> None:
    window = window_of([zhao()])
    preview = opened(window, qtbot)
    before, desk = preview.pdf, window.bridge.desk
    assert isinstance(desk, FakeDesk)
    with qtbot.waitSignal(preview.shown, timeout=MADE_MS):
        desk.written_elsewhere(with_entries(zhao(), reading(TODAY, "13:40", "40.6")))
        window.bridge.look_outside()
    assert preview.pdf != before
    assert "40.6" in text_of(preview.pdf)


def test_keys_turn_and_zoom(window: MainWindow, qtbot: QtBot) -> None:
    preview = opened(window, qtbot)
    view, bar = preview.view, preview.view.verticalScrollBar()
    fitted = view.percent
    QTest.keyClick(preview, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(preview, Qt.Key.Key_PageUp)
    assert bar.value() == 0
    QTest.keyClick(preview, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert preview.place.text().startswith("Page 2 of ")
    QTest.keyClick(preview, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert view.percent < fitted
    QTest.keyClick(preview, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.percent == fitted


def test_who_prints_stands_on_the_page_and_in_the_history(
    window: MainWindow, desk: FakeDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    preview = opened(window, qtbot)
    QTest.keyClicks(preview.choice.by, "Dr Example")
    assert not preview.save_button.isEnabled(), "the page on screen does not say so yet"
    qtbot.waitUntil(lambda: bool(preview.pdf), timeout=MADE_MS)
    assert "Dr Example" in text_of(preview.pdf)
    preview.ask_file = lambda *_: str(tmp_path / "summary.pdf")
    with qtbot.waitSignal(window.printing.office.said):
        preview.save()
    assert [page.by for page in desk.printed] == ["Dr Example"]
