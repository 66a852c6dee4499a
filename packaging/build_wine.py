"""Wine as the Windows that packs and tries the program: a prefix of its own, with stand-ins for what wine 8 lacks.

Three libraries that every Windows 10 has are missing in wine or incomplete there. ``wine/*.c`` say what each
stands in for. They are made into the prefix's system folder and nowhere else; the gate of stubs refuses them in a
bundle.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dev_environment import ROOT, Stopped, bring, step

SOURCES = ROOT / "packaging" / "wine"
COMPILER, OBJDUMP, DLLTOOL = (f"x86_64-w64-mingw32-{name}" for name in ("gcc", "objdump", "dlltool"))
TOOLS = {"wine": "wine wine64", COMPILER: "gcc-mingw-w64-x86-64-win32"}
THEIR_CRT = "ucrtwine"
"""The name under which wine's own C library goes on beside the stand-in."""
MARK = (b"Wine builtin DLL", b"Wine renamed DLL")
REAL_FUNCTIONS = ("exp", "log", "sin", "cos", "sinh", "cosh", "atan2", "hypot")
EXPORTED = re.compile(r"^\s*\[\s*\d+\](?:\s+\+base\[\s*\d+\])?(?:\s+[0-9a-f]{4})?\s+([?@A-Za-z_]\S*)$")


def bring_tools(tools: dict[str, str], what: str) -> None:
    """Bring the Debian packages of the commands that are missing. Raises Stopped."""
    missing = [name for tool, names in tools.items() if shutil.which(tool) is None for name in names.split()]
    if missing:
        bring(missing, what)


@dataclass(frozen=True)
class Wine:
    """A prefix in ``folder``."""

    folder: Path

    @property
    def drive(self) -> Path:
        """Its drive C."""
        return self.folder / "drive_c"

    @property
    def system(self) -> Path:
        """Where its libraries lie."""
        return self.drive / "windows" / "system32"

    def make(self) -> None:
        """Make the prefix anew: Windows 10, and the stand-ins."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        step("making a Windows of wine")
        self.run(["wineboot", "-i"], starter=())
        self.run(["-w"], starter=("wineserver",))
        if not (self.system / "ucrtbase.dll").is_file():
            raise Stopped("wine could not make its folder; 'wineboot -i' says why.")
        self.run(["reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f"])
        self._stand_in("icuuc", ())
        self._stand_in("bcryptprimitives", ("-ladvapi32",))
        self._complete_crt()

    def run(
        self,
        command: Sequence[str],
        *,
        starter: Sequence[str] = ("wine",),
        extra: dict[str, str] | None = None,
        quiet: bool = True,
    ) -> subprocess.CompletedProcess[str]:
        """Run a Windows program to its end; wine needs a closed input and an output that is read."""
        surroundings = {
            **os.environ,
            "WINEPREFIX": str(self.folder),
            "WINEARCH": "win64",
            "WINEDLLOVERRIDES": "mscoree,mshtml=;ucrtbase=n,b",
            "WINEDEBUG": "-all" if quiet else "err+all",
            **(extra or {}),
        }
        return subprocess.run(
            [*starter, *command],
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )

    def _stand_in(self, name: str, links: Sequence[str]) -> None:
        _compile([str(SOURCES / f"{name}.c"), *links], self.system / f"{name}.dll")

    def _complete_crt(self) -> None:
        """A C library that hands everything on to wine's own, but has the functions that wine's lacks."""
        theirs = self.system / "ucrtbase.dll"
        listed = subprocess.run([OBJDUMP, "-p", str(theirs)], capture_output=True, text=True, check=True)
        names = exported(listed.stdout)
        if "malloc" not in names:
            raise Stopped("the functions of wine's C library could not be listed")
        (self.system / f"{THEIR_CRT}.dll").write_bytes(theirs.read_bytes().replace(*MARK, 1))
        work = self.folder / "stand-ins"
        work.mkdir(exist_ok=True)
        (work / "theirs.def").write_text(definition(f"{THEIR_CRT}.dll", REAL_FUNCTIONS), encoding="ascii")
        command = [DLLTOOL, "-d", str(work / "theirs.def"), "-l", str(work / "libtheirs.a")]
        subprocess.run(command, check=True)
        source = SOURCES / "crtmath.c"
        ours = complex_functions(source.read_text(encoding="ascii"))
        handed_on = [f'"{name}" = "{THEIR_CRT}.{name}"' for name in names if name not in ours]
        (work / "ours.def").write_text(definition("ucrtbase.dll", [*ours, *handed_on]), encoding="ascii")
        _compile([str(source), str(work / "ours.def"), str(work / "libtheirs.a")], theirs)


def exported(listing: str) -> list[str]:
    """The names that a library exports, as objdump lists them."""
    table = listing.partition("[Ordinal/Name Pointer] Table")[2]
    return [found[1] for line in table.splitlines() if (found := EXPORTED.match(line))]


def complex_functions(source: str) -> list[str]:
    """The functions that ``crtmath.c`` makes, in their three widths."""
    made = [*re.findall(r"\bOF_ONE\((\w+)\)", source), *re.findall(r"\bNUMBER\((\w+), [^v]", source), "pow"]
    return sorted(f"c{name}{width}" for name in made if name != "name" for width in ("", "f", "l"))


def definition(library: str, exports: Sequence[str]) -> str:
    """A module definition for the linker."""
    return "\n".join([f"LIBRARY {library}", "EXPORTS", *exports, ""])


def windows_path(path: Path) -> str:
    """How wine names a file of the machine that it runs on."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


def _compile(inputs: Sequence[str], target: Path) -> None:
    command = [COMPILER, "-shared", "-O1", "-fno-builtin", "-w", "-nostdlib", "-e", "0", "-o", str(target)]
    done = subprocess.run([*command, *inputs], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Stopped(f"{target.name} could not be made for wine:\n{done.stderr}")
