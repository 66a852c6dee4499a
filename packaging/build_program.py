"""The packed program: a folder that runs without Python."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from dev_environment import ROOT, Environment, Stopped, step

STRIPPED = (
    "libpython3*.so*",
    "sqlcipher3/*.so",
    "cryptography/hazmat/bindings/*.so",
    "pypdfium2_raw/*.so",
    "PIL/*.so",
    "python3*/lib-dynload/*.so",
)
"""Carry the symbols of their debuggers; numpy's libraries break when they are stripped and stay as they are."""


def build_program(environment: Environment, dist: Path, work: Path, root: Path = ROOT) -> Path:
    """Pack the program whose source is ``root`` into ``dist/hlhdesk``; returns that folder. Raises Stopped."""
    step("packing the program")
    command = [str(environment.python), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", str(dist), "--workpath", str(work), str(root / "packaging" / "hlhdesk.spec")]
    if subprocess.call(command, cwd=root) != 0:
        raise Stopped("PyInstaller could not pack the program; its reason is above.")
    folder = dist / "hlhdesk"
    strip(folder / "_internal", STRIPPED)
    return folder


def strip(folder: Path, patterns: Iterable[str]) -> None:
    """Take the debugger's symbols out of some libraries, where the tool for it is there."""
    tool = shutil.which("strip")
    for pattern in patterns if tool else ():
        for library in folder.glob(pattern):
            if not library.is_symlink():
                subprocess.run([str(tool), "--strip-unneeded", str(library)], check=True)


def selfcheck(starter: Path, *, prefix: Iterable[str] = ()) -> bool:
    """Run the packed program's own check and print what it says."""
    done = subprocess.run(
        [*prefix, str(starter), "--selfcheck"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    for line in (done.stdout + done.stderr).splitlines():
        step(f"  {line}")
    return done.returncode == 0
