"""About and the release notes: what is handed on is named with its licence, and both languages tell the same news."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import hlhdesk
from hlhdesk.wording import Catalogue
from tests.ui.fake_desk import FakeDesk
from tests.ui.wards import ward
from ui.about import AboutDialog
from ui.bridge import Bridge
from ui.licences import installed, packed
from ui.release_notes import ReleaseNotes, release_notes
from ui.remembered import LANGUAGES, Remembered

NAMED = re.compile(r"\b(?:F\d+|Shift\+F\d+|Ctrl\+\w+)\b")


@pytest.fixture(params=LANGUAGES)
def about(request: pytest.FixtureRequest, qtbot: QtBot) -> AboutDialog:
    bridge = Bridge(FakeDesk(ward()[:1]), Catalogue.load(request.param))
    dialog = AboutDialog(bridge)
    bridge.setParent(dialog)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_it_names_the_program_its_rules_and_that_nobody_approved_them(about: AboutDialog) -> None:
    said = about.versions.text()
    assert hlhdesk.__version__ in said
    assert re.search(r"20\d\d\.\d", said)
    assert any(Catalogue.load(language)("ui.not-approved") in said for language in LANGUAGES)


def test_each_part_shows_its_licence_by_keys_alone(about: AboutDialog) -> None:
    names = [part.name for part in about.parts]
    assert {"numpy", "PySide6_Essentials", "sqlcipher3"} <= set(names)
    about.list.setFocus()
    shown = set()
    for _ in names:
        shown.add(about.text.toPlainText())
        QTest.keyClick(about.list, Qt.Key.Key_Down)
    assert about.list.currentRow() == len(names) - 1
    assert "" not in shown
    about.list.setCurrentRow(names.index("numpy"))
    assert "Redistribution and use" in about.text.toPlainText()


def test_escape_closes_it(about: AboutDialog) -> None:
    QTest.keyClick(about, Qt.Key.Key_Escape)
    assert not about.isVisible()


def test_a_packed_program_reads_the_list_that_it_carries(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "LICENSE").write_text("do as you like", encoding="utf-8")
    one = {"name": "a", "version": "1", "licence": "MIT", "files": ["a/LICENSE"]}
    (tmp_path / "index.json").write_text(json.dumps({"components": [one], "libraries": {}}), encoding="utf-8")
    (part,) = packed(tmp_path)
    assert (part.name, part.licence, part.text()) == ("a", "MIT", "do as you like")
    assert list(packed(tmp_path / "nowhere")) == []


def test_from_source_the_packages_beside_it_are_listed() -> None:
    found = {part.name: part for part in installed()}
    assert "Redistribution" in found["click"].text()


def test_both_languages_tell_the_same_news() -> None:
    english, chinese = (release_notes(language) for language in LANGUAGES)
    for pattern in (r"^## (.+)$", r"^- \*\*"):
        found = [re.findall(pattern, text, re.MULTILINE) for text in (english, chinese)]
        assert found[0]
        assert len(found[0]) == len(found[1])
    assert re.findall(r"^## (.+)$", english, re.MULTILINE) == re.findall(r"^## (.+)$", chinese, re.MULTILINE)
    assert sorted(NAMED.findall(english)) == sorted(NAMED.findall(chinese))


def test_the_newest_notes_are_about_this_version() -> None:
    for language in LANGUAGES:
        newest = re.search(r"^## (.+)$", release_notes(language), re.MULTILINE)
        assert newest is not None
        assert newest[1] == hlhdesk.__version__


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notes_are_read_in_the_language_of_the_window(language: str, qtbot: QtBot) -> None:
    dialog = ReleaseNotes(Catalogue.load(language))
    qtbot.addWidget(dialog)
    assert hlhdesk.__version__ in dialog.page.toPlainText()
    assert "**" not in dialog.page.toPlainText()
    assert bool(re.search(r"[\u4e00-\u9fff]", dialog.page.toPlainText())) is (language == "zh")


def test_an_update_is_told_once_and_a_first_start_is_none(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path / "window.ini")
    assert [remembered.updated(version) for version in ("1.0", "1.0", "1.1", "1.1")] == [
        False,
        False,
        True,
        False,
    ]
