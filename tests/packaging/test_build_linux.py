"""What the Linux packages tell the system: menu entry, file type, package; an archive without a builder's name."""

from __future__ import annotations

import configparser
import tarfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from build_data import data_files, version
from build_gates import NEWEST_GLIBC
from build_linux import AFTER_REMOVAL, CHART_TYPE, DEPENDS, control, desktop_entry, make_tar, mime_type

import hlhdesk

ROOT = Path(__file__).resolve().parents[2]


def test_the_menu_entry_speaks_both_languages() -> None:
    parsed = configparser.ConfigParser(interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their case
    parsed.read_string(desktop_entry())
    entry = parsed["Desktop Entry"]
    assert entry["Exec"].split()[0] == "hlhdesk"
    assert entry["Comment"]
    assert any("\u4e00" <= character <= "\u9fff" for character in entry["Comment[zh_CN]"])
    assert "MimeType" not in entry, "no double-click may write charts into a ward"


def test_a_chart_file_has_its_type_in_both_languages() -> None:
    tree = ElementTree.fromstring(mime_type())
    assert tree[0].attrib["type"] == CHART_TYPE
    said = [part.text or "" for part in tree[0] if part.tag.endswith("}comment")]
    assert len(said) == 2
    assert any("\u4e00" <= character <= "\u9fff" for character in said[1])


def test_the_package_names_its_version_and_what_it_needs() -> None:
    told = dict(line.split(": ", 1) for line in control("1.2.3", 4567, "amd64").splitlines() if ": " in line)
    assert (told["Version"], told["Installed-Size"], told["Architecture"]) == ("1.2.3", "4567", "amd64")
    assert told["Depends"].split(", ") == list(DEPENDS)
    assert f"libc6 (>= 2.{NEWEST_GLIBC[1]})" in DEPENDS, "what the gate allows is what the package asks for"


def test_removing_says_that_the_charts_stay_in_both_languages() -> None:
    assert "stay where they are" in AFTER_REMOVAL
    assert "保留" in AFTER_REMOVAL


def test_the_version_has_one_place() -> None:
    assert version(ROOT) == hlhdesk.__version__


def test_a_program_without_a_version_is_not_packed(tmp_path: Path) -> None:
    (tmp_path / "hlhdesk").mkdir()
    (tmp_path / "hlhdesk" / "__init__.py").write_text('"""No version."""\n', encoding="utf-8")
    with pytest.raises(ValueError, match="names no version"):
        version(tmp_path)


def test_every_resource_goes_in_and_no_code() -> None:
    packed = {Path(file).relative_to(ROOT).as_posix() for file, _ in data_files(ROOT)}
    assert {
        "resources/definitions/fever.toml",
        "resources/fonts/OFL.txt",
        "resources/style/window.qss",
    } <= packed
    assert not [name for name in packed if name.endswith(".py")]


def test_the_archive_names_nobody_and_no_time(tmp_path: Path) -> None:
    bundle = tmp_path / "hlhdesk"
    bundle.mkdir()
    (bundle / "hlhdesk").write_text("program", encoding="utf-8")
    made = make_tar(bundle, tmp_path)
    first = made.read_bytes()
    assert make_tar(bundle, tmp_path).read_bytes() == first, "the same folder makes the same bytes"
    assert made.name.endswith(".tar.xz")
    with tarfile.open(made, "r:xz") as archive:
        entries = archive.getmembers()
    assert [entry.name for entry in entries] == ["hlhdesk", "hlhdesk/hlhdesk"]
    assert {(entry.uid, entry.gid, entry.uname, entry.gname, entry.mtime) for entry in entries} == {
        (0, 0, "", "", 0)
    }
