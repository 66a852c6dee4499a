"""Whose each library is, and by which licence it is handed on: a library without an owner is found, an owner without a text too."""

from __future__ import annotations

import json
from importlib.metadata import Distribution, distributions
from pathlib import Path

import click
import pytest
from build_gates import Bundle
from build_licences import (
    FOLDER,
    INDEX,
    TEXTS,
    Found,
    all_breakages,
    collect,
    licences_are_there,
    needed,
    of_distribution,
    python_component,
    whole_text,
    write,
)
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
INSTALLED = Path(click.__file__).parents[1]


def known() -> dict[str, Distribution]:
    return {canonicalize_name(one.name): one for one in distributions(path=[str(INSTALLED)])}


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    """A bundle with a library of a package, one of Python and one of Microsoft's, and its licences."""
    inside = tmp_path / "b" / "_internal"
    numpy = next(
        file
        for file in known()["numpy"].files or ()
        if file.name.startswith("_multiarray_umath") and file.suffix == ".so"
    )
    for name in (numpy.as_posix(), "_bz2.pyd", "libcrypto-3.dll", "MSVCP140.dll"):
        path = inside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"library")
    made = Bundle(tmp_path / "b", "windows", INSTALLED, ROOT / "resources")
    write(collected(made), inside / FOLDER)
    return made


def collected(bundle: Bundle) -> Found:
    licence = bundle.folder / "LICENSE.txt"
    licence.write_text("Python's licence", encoding="utf-8")
    return collect(bundle, ROOT, python_component("3.11.9", licence))


def listed(bundle: Bundle) -> dict[str, dict[str, object]]:
    index = json.loads((bundle.inside / FOLDER / INDEX).read_text(encoding="utf-8"))
    return {one["name"]: one for one in index["components"]}


def test_every_library_has_an_owner_and_every_owner_a_text(bundle: Bundle) -> None:
    assert licences_are_there(bundle) == []
    held = json.loads((bundle.inside / FOLDER / INDEX).read_text(encoding="utf-8"))["libraries"]
    assert sorted(held.values()) == ["Microsoft Visual C++ runtime", "Python", "Python", "numpy"]


def test_qt_comes_with_both_licences_and_where_its_source_is(bundle: Bundle) -> None:
    files = listed(bundle)["PySide6_Essentials"]["files"]
    assert isinstance(files, list)
    assert {Path(name).name for name in files} >= {"LGPL-3.txt", "GPL-3.txt", "Qt.txt"}


def test_the_program_the_fonts_and_the_database_are_named(bundle: Bundle) -> None:
    assert {"HLHdesk", "HLHdesk Sans SC (Noto Sans SC)", "sqlcipher3", "Python"} <= listed(bundle).keys()
    assert "pip" not in listed(bundle)


def test_a_library_that_nobody_owns_is_found(bundle: Bundle) -> None:
    (bundle.inside / "stray.dll").write_bytes(b"library")
    assert licences_are_there(bundle) == ["nobody knows whose stray.dll is"]


def test_a_licence_that_is_empty_is_found(bundle: Bundle) -> None:
    for path in (bundle.inside / FOLDER / "click").iterdir():
        path.write_text(" \n", encoding="utf-8")
    assert licences_are_there(bundle) == ["click has no licence text"]


def test_the_breakage_of_licences_is_found(bundle: Bundle) -> None:
    all_breakages()["a missing licence"](bundle.folder)
    assert licences_are_there(bundle) == ["PySide6_Essentials has no licence text"]


def test_a_bundle_without_the_list_is_found(bundle: Bundle) -> None:
    (bundle.inside / FOLDER / INDEX).unlink()
    assert licences_are_there(bundle) == ["the list of licences is missing"]


def test_what_only_windows_needs_is_asked_for_there_alone() -> None:
    held = known()
    assert "pywin32-ctypes" not in {one.name for one in needed(["pyinstaller"], held, "linux")}
    with pytest.raises(LookupError, match="pywin32-ctypes is asked for"):
        list(needed(["pyinstaller"], {**held, "pefile": held["click"]}, "windows"))


def test_the_texts_that_packages_lack_are_there() -> None:
    assert {path.name for path in TEXTS.iterdir()} >= {
        "Qt.txt",
        "LGPL-3.txt",
        "GPL-3.txt",
        "SQLCipher.txt",
        "VisualC.txt",
    }
    assert all(path.read_text(encoding="utf-8").strip() for path in TEXTS.iterdir())


def test_a_package_brings_the_licences_of_what_is_inside_it() -> None:
    texts = of_distribution(known()["pypdfium2"]).texts
    assert any("freetype" in name for name in texts), sorted(texts)


def test_the_systems_package_keeps_them_in_one_text_ours_first(bundle: Bundle) -> None:
    text = whole_text(collected(bundle))
    assert text.startswith("HLHdesk ")
    assert text.index("MIT License") < text.index("GNU LESSER GENERAL PUBLIC LICENSE")
