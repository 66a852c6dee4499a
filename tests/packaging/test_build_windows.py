"""What the Windows installers say and ask: both languages, one upgrade code, stand-ins that stay outside the bundle."""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import build
import build_setup
import build_wine
import pytest
from build_gates import WINDOWS_OWN, Bundle, libraries_are_bundled
from build_setup import UPGRADE_CODE, Signing, product
from build_windows import unpack
from build_wine import complex_functions, definition, exported, windows_path
from dev_environment import Stopped

NSI = build_setup.SCRIPT.read_text(encoding="utf-8")
WIX = {"wix": "http://schemas.microsoft.com/wix/2006/wi"}
LISTING = """
Export Address Table -- Ordinal Base 1
	[   0] +base[   1] 1a2b Export RVA
[Ordinal/Name Pointer] Table
	[   0] _Cbuild
	[   1] +base[   2]  0001 malloc
	[   2] ??1type_info@@UEAA@XZ

The Function Table (interpreted .pdata section contents)
 vma: BeginAddress
"""


def test_every_text_of_the_setup_stands_in_both_languages() -> None:
    said: dict[str, dict[str, str]] = {}
    for name, language, text in re.findall(r'^LangString (\w+) \$\{LANG_(\w+)\} "(.+)"$', NSI, re.MULTILINE):
        said.setdefault(name, {})[language] = text
    assert set(said) == set(re.findall(r"\$\((\w+)\)", NSI))
    for name, texts in said.items():
        assert set(texts) == {"ENGLISH", "SIMPCHINESE"}, name
        assert re.search(r"[\u4e00-\u9fff]", texts["SIMPCHINESE"]), name
        assert not re.search(r"[\u4e00-\u9fff]", texts["ENGLISH"]), name


def test_the_setup_needs_no_rights_and_touches_no_charts() -> None:
    assert "RequestExecutionLevel user" in NSI
    assert "HKLM" not in NSI
    removed = re.findall(r"^\s*(?:RMDir(?: /r)?|Delete) (\S+)", NSI, re.MULTILINE)
    assert removed
    assert all(place.startswith(('"$INSTDIR', '"$SMPROGRAMS')) for place in removed)
    assert '/r "$INSTDIR"' not in NSI, "whatever else lies in that folder is not ours"


def test_setup_and_removal_both_refuse_an_open_program() -> None:
    sections = re.split(r"^Section ", NSI, flags=re.MULTILINE)[1:]
    assert len(sections) == 2
    for section in sections:
        first = re.search(r"^\s*(!insertmacro RefuseWhileOpen|RMDir|Delete|File)", section, re.MULTILINE)
        assert first is not None
        assert first[1] == "!insertmacro RefuseWhileOpen"
        assert section.count("RefuseWhileOpen") == 2, "the window's starter and the command line's"


def test_the_msi_names_its_version_and_replaces_older_ones() -> None:
    root = ElementTree.fromstring(product("1.2.3").encode())
    found = root.find("wix:Product", WIX)
    assert found is not None
    assert (found.attrib["Version"], found.attrib["UpgradeCode"]) == ("1.2.3", UPGRADE_CODE)
    assert found.find("wix:MajorUpgrade", WIX) is not None
    parts = {part.attrib["Id"] for part in found.iter() if part.tag.endswith("}Component")}
    wanted = {ref.attrib["Id"] for ref in found.iter() if ref.tag.endswith("}ComponentRef")}
    assert wanted == parts, "a part that no feature asks for is not installed"


def test_the_exports_of_a_library_are_read() -> None:
    assert exported(LISTING) == ["_Cbuild", "malloc", "??1type_info@@UEAA@XZ"]


def test_the_stand_in_for_the_c_library_has_each_complex_function_in_three_widths() -> None:
    made = complex_functions((build_wine.SOURCES / "crtmath.c").read_text(encoding="ascii"))
    assert {"crealf", "cimag", "cabsl", "cpowf", "ctanh", "cexpl"} <= set(made)
    assert len(made) == 36
    assert {name[-1] in "fl" for name in made} == {True, False}


def test_a_definition_names_its_library_first() -> None:
    assert definition("a.dll", ["b", "c"]).splitlines() == ["LIBRARY a.dll", "EXPORTS", "b", "c"]


def test_wine_is_given_paths_of_windows(tmp_path: Path) -> None:
    assert windows_path(tmp_path) == "Z:" + "\\".join(tmp_path.resolve().as_posix().split("/"))


def carrier(place: Path, name: str) -> Path:
    """A source package that carries an archive, as the Windows Python comes."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr("cp311/python.exe", "MZ")
    archive = place / "carrier.tar.gz"
    with tarfile.open(archive, "w:gz") as outer:
        entry = tarfile.TarInfo(f"carrier/src/{name}")
        entry.size = len(inner.getvalue())
        outer.addfile(entry, io.BytesIO(inner.getvalue()))
    return archive


def test_the_windows_python_is_taken_out_of_its_package(tmp_path: Path) -> None:
    unpack(carrier(tmp_path, "data.zip"), tmp_path)
    assert (tmp_path / "cp311" / "python.exe").read_text(encoding="ascii") == "MZ"


def test_a_package_without_it_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(Stopped, match=r"holds no data\.zip"):
        unpack(carrier(tmp_path, "other.zip"), tmp_path)


def test_a_file_that_is_no_library_is_found(tmp_path: Path) -> None:
    broken = tmp_path / "b" / "_internal" / "cut.dll"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"MZ")
    bundle = Bundle(tmp_path / "b", "windows", tmp_path, tmp_path)
    assert libraries_are_bundled(bundle) == ["_internal/cut.dll cannot be read as a program or library"]


@pytest.mark.parametrize("name", sorted(path.stem for path in build_wine.SOURCES.glob("*.c")))
def test_what_a_stand_in_stands_for_is_windows_own(name: str) -> None:
    library = "ucrtbase" if name == "crtmath" else name
    assert WINDOWS_OWN.match(f"{library}.dll")


def test_both_systems_are_made_unless_one_is_named(tmp_path: Path) -> None:
    assert build.asked([]) == (("linux", "windows"), None)
    assert build.asked(["windows"])[0] == ["windows"]
    key, password = tmp_path / "key.p12", tmp_path / "password"
    signed = build.asked(["windows", "--sign", str(key), "--password-file", str(password)])
    assert signed[1] == Signing(key, password)


@pytest.mark.parametrize("wrong", [["macos"], ["--sign", "key.p12"]])
def test_what_is_not_understood_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build.asked(wrong)
    assert "usage" in capsys.readouterr().err
