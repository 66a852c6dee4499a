"""What goes into the packed program beside its code: the resources, and the facts that Windows shows of a file."""

from __future__ import annotations

import re
from pathlib import Path

NOT_PACKED = {"__pycache__"}


def data_files(root: Path) -> list[tuple[str, str]]:
    """Each file of the resources with its folder in the packed program."""
    return [
        (str(file), str(file.parent.relative_to(root)))
        for file in sorted((root / "resources").rglob("*"))
        if file.is_file() and file.suffix != ".py" and NOT_PACKED.isdisjoint(file.parts)
    ]


def version(root: Path) -> str:
    """The program's version, from its one place. Raises ValueError where there is none."""
    text = (root / "hlhdesk" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "([0-9.]+)"', text)
    if found is None:
        raise ValueError("hlhdesk/__init__.py names no version")
    return found[1]


def version_of(root: Path) -> object:
    """What Windows shows in a file's properties."""
    from PyInstaller.utils.win32 import versioninfo as info  # noqa: PLC0415  there on the build machine only

    text = version(root)
    numbers = tuple([*map(int, text.split(".")), 0, 0, 0, 0][:4])
    words = {
        "CompanyName": "HLHdesk",
        "FileDescription": "HLHdesk, bedside fever and treatment chart",
        "FileVersion": text,
        "InternalName": "hlhdesk",
        "LegalCopyright": "MIT licence",
        "OriginalFilename": "hlhdesk.exe",
        "ProductName": "HLHdesk",
        "ProductVersion": text,
    }
    strings = [info.StringStruct(name, said) for name, said in words.items()]
    return info.VSVersionInfo(
        ffi=info.FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            info.StringFileInfo([info.StringTable("040904B0", strings)]),
            info.VarFileInfo([info.VarStruct("Translation", [1033, 1200])]),
        ],
    )
