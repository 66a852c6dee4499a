"""The gates of a packed program, on small bundles made up for it: each finds what it is for, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from build_gates import (
    Bundle,
    breakages,
    folder_size,
    glibc_wanted_by,
    hashes,
    libraries_are_bundled,
    no_stub,
    nothing_of_this_machine,
    numpy_is_as_published,
    plugins_are_there,
    problems_of,
    prove,
    resources_are_whole,
    starts_on_older_systems,
    too_large,
    within,
)

GATES = {
    "numpy": numpy_is_as_published,
    "stub": no_stub,
    "resources": resources_are_whole,
    "plugins": plugins_are_there,
    "machine": nothing_of_this_machine,
}


def write(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    """A bundle in order: a numpy, some resources, the plugins."""
    inside, packages, resources = tmp_path / "b" / "_internal", tmp_path / "packages", tmp_path / "resources"
    module = b"\x7fNOT-ELF numpy"
    digest = base64.urlsafe_b64encode(hashlib.sha256(module).digest()).rstrip(b"=").decode()
    name = "numpy/_core/_multiarray_umath.so"
    write(inside / name, module)
    write(packages / "numpy-2.0.dist-info" / "RECORD", f"{name},sha256={digest},14\n")
    for file in (
        "fonts/HLHdeskSansSC-Regular.ttf",
        "definitions/fever.toml",
        "style/window.qss",
    ):
        write(resources / file, f"text of {file}")
    write(resources / "__init__.py", "code is packed elsewhere")
    shutil.copytree(resources, inside / "resources", ignore=shutil.ignore_patterns("*.py"))
    for plugin in (
        "platforms/libqxcb.so",
        "platforms/libqoffscreen.so",
        "printsupport/libcupsprintersupport.so",
    ):
        write(inside / "PySide6/Qt/plugins" / plugin, "plugin")
    return Bundle(tmp_path / "b", "linux", packages, resources)


def test_a_bundle_in_order_passes(bundle: Bundle) -> None:
    assert problems_of(bundle, GATES) == []


@pytest.mark.parametrize("name", list(breakages()))
def test_each_breakage_is_found(bundle: Bundle, name: str) -> None:
    breakages()[name](bundle.folder)
    assert len(problems_of(bundle, GATES)) >= 1


def test_proving_leaves_the_bundle_alone_and_names_what_no_gate_found(
    bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in bundle.files()}
    assert prove(bundle, GATES) == []
    assert prove(bundle, {"stub": no_stub}) == [name for name in breakages() if name != "a stub"]
    assert {path: path.read_bytes() for path in bundle.files()} == before


def test_what_was_wrong_before_proves_nothing(bundle: Bundle) -> None:
    write(bundle.inside / "resources/a.toml", "see https://x.example")
    gates = {"machine": nothing_of_this_machine}
    assert prove(bundle, gates) == [name for name in breakages() if name != "an address in a text"]


@pytest.mark.parametrize(
    ("damage", "gate", "said"),
    [
        (lambda b: shutil.rmtree(b.inside / "numpy"), numpy_is_as_published, "numpy is missing"),
        (lambda b: write(b.inside / "numpy/extra.py", "x"), numpy_is_as_published, "numpy/extra.py is not as numpy published it"),
        (lambda b: write(b.inside / "ICUUC.dll", "x"), no_stub, "ICUUC.dll: a stub"),
        (lambda b: write(b.inside / "resources/style/window.qss", "x"), resources_are_whole, "is not what the repository holds"),
        (lambda b: shutil.rmtree(b.inside / "PySide6/Qt/plugins/printsupport"), plugins_are_there, "libcupsprintersupport.so is missing"),
        (lambda b: write(b.inside / "resources/a.toml", 'x = "/ho' + 'me/me/x"'), nothing_of_this_machine, "holds the path /ho" + "me/m"),
        (lambda b: write(b.inside / "resources/a.toml", "see https://x.example"), nothing_of_this_machine, "holds the address"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(
    bundle: Bundle, damage: Callable[[Bundle], object], gate: Callable[[Bundle], list[str]], said: str
) -> None:
    damage(bundle)
    (problem,) = gate(bundle)
    assert said in problem


def test_numpys_licences_are_texts_among_others(bundle: Bundle) -> None:
    write(bundle.inside / "licences/numpy/LICENSE.txt", "as numpy published it, under another name")
    assert numpy_is_as_published(bundle) == []


def test_a_name_of_a_standard_is_no_address(bundle: Bundle) -> None:
    write(bundle.inside / "resources/icon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    assert nothing_of_this_machine(bundle) == []


def test_a_library_is_inside_or_the_systems(bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    linked = {"a.so": ["libc.so.6", "libown.so.1", "libgone.so.2"]}
    monkeypatch.setattr("build_gates.linked_to", lambda path, _system: linked.get(path.name, []))
    write(bundle.inside / "a.so", "x")
    write(bundle.inside / "libown.so.1", "x")
    assert libraries_are_bundled(bundle) == [
        "libgone.so.2, which _internal/a.so is linked to, is neither inside nor the system's"
    ]


def test_what_wants_a_newer_system_is_named(bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {
        "a.so": "0x01 0x00 03 GLIBC_2.4\n0x02 0x00 02 GLIBC_2.35\n0x03 0x00 01 GLIBC_ABI_DT_RELR\n",
        "b.so": "0x01 0x00 03 GLIBC_2.2.5\n0x02 0x00 02 GLIBC_2.36\n",
    }
    monkeypatch.setattr("build_gates._headers", lambda path: told.get(path.name, ""))
    for name in told:
        write(bundle.inside / name, "x")
    assert starts_on_older_systems(bundle) == ["_internal/b.so wants glibc 2.36"]
    windows = Bundle(bundle.folder, "windows", bundle.packages, bundle.resources)
    assert starts_on_older_systems(windows) == []


def test_a_text_wants_no_system(bundle: Bundle) -> None:
    assert glibc_wanted_by(write(bundle.inside / "a.txt", "GLIBC_2.99")) == (0,)


@pytest.mark.parametrize(
    ("name", "own"),
    [("KERNEL32.dll", True), ("api-ms-win-crt-heap-l1-1-0.dll", True), ("Qt6Core.dll", False)],
)
def test_what_windows_brings_itself(
    bundle: Bundle, monkeypatch: pytest.MonkeyPatch, name: str, own: bool
) -> None:
    windows = Bundle(bundle.folder, "windows", bundle.packages, bundle.resources)
    monkeypatch.setattr("build_gates.linked_to", lambda path, _system: [name] if path.name == "a.dll" else [])
    write(bundle.inside / "a.dll", "x")
    assert (libraries_are_bundled(windows) == []) is own


def test_sizes_and_hashes(bundle: Bundle, tmp_path: Path) -> None:
    file = write(tmp_path / "x.bin", b"12345")
    assert folder_size(tmp_path / "b") > 0
    assert within(1)(bundle) == []
    assert within(0)(bundle)[0].endswith("more than 0")
    assert too_large([file], 1) == []
    assert too_large([file], 1e-6) == ["x.bin: 0.0 MB, more than 1e-06"]
    assert hashes([file]) == f"{hashlib.sha256(b'12345').hexdigest()}  x.bin\n"
